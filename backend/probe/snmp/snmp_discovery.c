#include "backend/probe/snmp/snmp_discovery.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/pki/ossl.h"

enum {
    FIRST_MS = 1000,     /* until everything is asked again; then twice as long, and so on */
    CLOCK = 3600,        /* seconds */
    STRANGE_MOST = 1000, /* then somebody floods us, and listening ends */
    REST_MIN = 100,      /* milliseconds of a round, once the device has answered */
    REST_MAX = 1000,
};

static const struct {
    enum snmp_version version;
    const char *community;
} questions[SNMP_QUESTIONS] = {
    [SNMP_DISCOVERY] = { SNMP_3, NULL },        [SNMP_PUBLIC_1] = { SNMP_1, "public" },
    [SNMP_PUBLIC_2C] = { SNMP_2C, "public" },   [SNMP_PRIVATE_1] = { SNMP_1, "private" },
    [SNMP_PRIVATE_2C] = { SNMP_2C, "private" },
};

/* One device on its way, at all of its addresses. */
struct probing {
    struct snmp_discovery *discovery;
    const struct connection *devices;
    struct pollfd sockets[CONNECT_MOST]; /* by address; fd -1: it is not asked, or no more */
    unsigned id;                         /* of the first question; the others count on */
    struct deadline clock; /* since the first question: CLOCK seconds less what is left of it */
};

bool snmp_discovery_open(const struct snmp_discovery *discovery, enum snmp_question question)
{
    return discovery->received[question] && discovery->answers[question].error == 0;
}

bool snmp_discovery_alive(const struct snmp_discovery *discovery)
{
    for (int i = 0; i < SNMP_QUESTIONS; i++)
        if (discovery->received[i])
            return true;
    return false;
}

static enum snmp_version version_of(const struct snmp_discovery *discovery, int question)
{
    return question == SNMP_OWN ? discovery->version : questions[question].version;
}

/* 0: that one is not asked. */
static size_t build(const struct probing *probing, int question, unsigned char packet[SNMP_PACKET])
{
    const struct snmp_discovery *discovery = probing->discovery;
    const char *community =
        question == SNMP_OWN ? discovery->community : questions[question].community;
    unsigned id = probing->id + (unsigned)question;

    if (question == SNMP_DISCOVERY)
        return snmp_packet_discover(packet, id);
    return community ? snmp_packet_ask(packet, version_of(discovery, question), community, id) : 0;
}

/* A connected socket, so that the network's "nobody there" comes back. */
static int open_probing(const struct address *device, unsigned port)
{
    const struct address at = connect_port(device, port);
    int fd = socket(at.at.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0 || connect(fd, (const struct sockaddr *)&at.at, at.size) == 0)
        return fd;
    int fault = errno;
    close(fd);
    errno = fault;
    return -1;
}

static size_t snmp_discovery_left(const struct probing *probing)
{
    size_t left = 0;

    for (size_t i = 0; i < probing->devices->count; i++)
        left += probing->sockets[i].fd >= 0;
    return left;
}

static void snmp_discovery_drop(struct probing *probing, size_t at)
{
    if (probing->sockets[at].fd >= 0)
        close(probing->sockets[at].fd);
    probing->sockets[at].fd = -1;
}

/* What the network says of one address is the end of it; of the last one, of all. */
static void snmp_discovery_note_error(struct probing *probing, size_t at)
{
    int error = errno;

    if (error == EAGAIN || error == EINTR)
        return;
    snmp_discovery_drop(probing, at);
    if (!snmp_discovery_left(probing))
        probing->discovery->error = error;
}

static void snmp_discovery_ask(struct probing *probing, size_t at)
{
    const struct snmp_discovery *discovery = probing->discovery;
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS && probing->sockets[at].fd >= 0; i++) {
        size_t size = discovery->received[i] ? 0 : build(probing, i, packet);
        if (size && send(probing->sockets[at].fd, packet, size, 0) < 0)
            snmp_discovery_note_error(probing, at);
    }
}

static void snmp_discovery_ask_all(struct probing *probing)
{
    for (size_t i = 0; i < probing->devices->count; i++)
        snmp_discovery_ask(probing, i);
}

/* The first that answers is the one: what others say would be of another device. */
static void snmp_discovery_choose(struct probing *probing, size_t at)
{
    if (probing->discovery->device)
        return;
    probing->discovery->device = &probing->devices->list[at];
    for (size_t i = 0; i < probing->devices->count; i++)
        if (i != at)
            snmp_discovery_drop(probing, i);
}

static void snmp_discovery_take(struct probing *probing, size_t at,
                                const struct snmp_answer *answer)
{
    struct snmp_discovery *discovery = probing->discovery;
    unsigned question = answer->id - probing->id;

    if (question >= SNMP_QUESTIONS || answer->version != version_of(discovery, (int)question)) {
        discovery->strange++;
        return;
    }
    snmp_discovery_choose(probing, at);
    if (!discovery->ms)
        discovery->ms = 1 + CLOCK * 1000 - deadline_left(&probing->clock);
    discovery->received[question] = true;
    discovery->answers[question] = *answer;
}

static void snmp_discovery_receive(struct probing *probing, size_t at)
{
    unsigned char bytes[2048]; /* an answer with sysDescr is smaller; what is cut off is none */
    struct snmp_answer answer;
    ssize_t n = recv(probing->sockets[at].fd, bytes, sizeof bytes, MSG_DONTWAIT);

    if (n < 0)
        snmp_discovery_note_error(probing, at);
    else if (snmp_packet_read(bytes, (size_t)n, &answer))
        snmp_discovery_take(probing, at, &answer);
    else
        probing->discovery->strange++;
}

static bool snmp_discovery_wanted(const struct snmp_discovery *discovery)
{
    return discovery->received[discovery->community ? SNMP_OWN : SNMP_DISCOVERY];
}

static bool all_received(const struct probing *probing)
{
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS; i++)
        if (!probing->discovery->received[i] && build(probing, i, packet))
            return false;
    return true;
}

/* How long the others have, once what is needed has come. */
static int rest(const struct snmp_discovery *discovery)
{
    int ms = discovery->ms < REST_MAX ? discovery->ms * 5 : REST_MAX;

    return ms < REST_MIN ? REST_MIN : ms < REST_MAX ? ms : REST_MAX;
}

/* Shortens what is left by what has come. */
static void snmp_discovery_hurry(const struct snmp_discovery *discovery, bool wanted, bool alive,
                                 struct deadline *until)
{
    if (!alive && discovery->device)
        *until = deadline_within(until, DISCOVERY_REST);
    if (!wanted && snmp_discovery_wanted(discovery))
        *until = deadline_within(until, rest(discovery));
}

static bool snmp_discovery_over(const struct probing *probing)
{
    return probing->discovery->error || probing->discovery->strange >= STRANGE_MOST ||
           all_received(probing);
}

/* Listens until it is time to ask again. */
static void listen_round(struct probing *probing, const struct deadline *again,
                         struct deadline *until)
{
    struct snmp_discovery *discovery = probing->discovery;
    const size_t count = probing->devices->count;

    while (!snmp_discovery_over(probing) && deadline_left(until) && deadline_left(again)) {
        int most = deadline_left(until), left = deadline_left(again);
        if (poll(probing->sockets, count, most < left ? most : left) <= 0)
            continue;
        for (size_t i = 0; i < count; i++) {
            bool wanted = snmp_discovery_wanted(discovery), alive = discovery->device != NULL;
            if (probing->sockets[i].fd >= 0 && probing->sockets[i].revents)
                snmp_discovery_receive(probing, i);
            snmp_discovery_hurry(discovery, wanted, alive, until);
        }
    }
}

static void snmp_discovery_open_all(struct probing *probing, unsigned port)
{
    const struct connection *devices = probing->devices;

    for (size_t i = 0; i < devices->count; i++) {
        int fd = open_probing(&devices->list[i], port);
        probing->sockets[i] = (struct pollfd){ .fd = fd, .events = POLLIN };
        if (fd < 0)
            probing->discovery->error = errno;
    }
    if (snmp_discovery_left(probing))
        probing->discovery->error = 0;
}

void snmp_discovery(struct snmp_discovery *discovery, const struct connection *devices,
                    unsigned port, const struct deadline *deadline, int patience)
{
    struct probing probing = { .discovery = discovery,
                               .devices = devices,
                               .clock = deadline_in(CLOCK) };
    struct deadline until = deadline_within(deadline, patience);

    *discovery =
        (struct snmp_discovery){ .community = discovery->community, .version = discovery->version };
    snmp_discovery_open_all(&probing, port);
    ossl_random(&probing.id, sizeof probing.id);
    probing.id &= 0x3FFFFFFF;
    for (int ms = FIRST_MS; !snmp_discovery_over(&probing) && deadline_left(&until); ms *= 2) {
        const struct deadline again = deadline_within(&until, ms);
        snmp_discovery_ask_all(&probing);
        listen_round(&probing, &again, &until);
    }
    for (size_t i = 0; i < devices->count; i++)
        snmp_discovery_drop(&probing, i);
}
