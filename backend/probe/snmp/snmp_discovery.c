#include "backend/probe/snmp/snmp_discovery.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/pki/ossl.h"
#include "backend/probe/net/arrival.h"

enum {
    FIRST_MS = 1000,     /* until everything is asked again; then twice as long, and so on */
    CLOCK = 3600,        /* seconds */
    STRANGE_MOST = 1000, /* then somebody floods us, and listening ends */
    REST_MIN = 100,      /* milliseconds of a round, once the device has answered */
    REST_MAX = 1000,
    LATE_MOST = 100, /* answers that are read although the time is over: they lay there before */
};

static const struct {
    enum snmp_version version;
    const char *community;
} questions[SNMP_QUESTIONS] = {
    [SNMP_DISCOVERY] = { SNMP_3, NULL },        [SNMP_PUBLIC_1] = { SNMP_1, "public" },
    [SNMP_PUBLIC_2C] = { SNMP_2C, "public" },   [SNMP_PRIVATE_1] = { SNMP_1, "private" },
    [SNMP_PRIVATE_2C] = { SNMP_2C, "private" },
};

bool snmp_discovery_open(const struct snmp_discovery *discovery, enum snmp_question question)
{
    return discovery->received[question] && discovery->answers[question].error == 0;
}

static enum snmp_version version_of(const struct snmp_discovery *discovery, int question)
{
    if (question == SNMP_OTHER)
        return discovery->version == SNMP_1 ? SNMP_2C : SNMP_1;
    return question == SNMP_OWN ? discovery->version : questions[question].version;
}

/* 0: that one is not asked. */
static size_t build(const struct snmp_discovery *discovery, int question,
                    unsigned char packet[SNMP_PACKET])
{
    bool own = question == SNMP_OWN || question == SNMP_OTHER;
    const char *community = own ? discovery->community : questions[question].community;
    unsigned id = discovery->id + (unsigned)question;

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

static size_t snmp_discovery_left(const struct snmp_discovery *discovery)
{
    size_t left = 0;

    for (size_t i = 0; i < discovery->devices->count; i++)
        left += discovery->sockets[i].fd >= 0;
    return left;
}

static void snmp_discovery_drop(struct snmp_discovery *discovery, size_t at)
{
    if (discovery->sockets[at].fd >= 0)
        close(discovery->sockets[at].fd);
    discovery->sockets[at].fd = -1;
}

/* What the network says of one address is the end of it; of the last one, of all. */
static void snmp_discovery_note_error(struct snmp_discovery *discovery, size_t at)
{
    int error = errno;

    if (error == EAGAIN || error == EINTR)
        return;
    snmp_discovery_drop(discovery, at);
    if (!snmp_discovery_left(discovery))
        discovery->error = error;
}

static void snmp_discovery_ask(struct snmp_discovery *discovery, size_t at)
{
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS && discovery->sockets[at].fd >= 0; i++) {
        size_t size = discovery->received[i] ? 0 : build(discovery, i, packet);
        if (size && send(discovery->sockets[at].fd, packet, size, 0) < 0)
            snmp_discovery_note_error(discovery, at);
    }
}

static void snmp_discovery_ask_all(struct snmp_discovery *discovery)
{
    for (size_t i = 0; i < discovery->devices->count; i++)
        snmp_discovery_ask(discovery, i);
}

/* The first that answers is the one: what others say would be of another device. */
static void snmp_discovery_choose(struct snmp_discovery *discovery, size_t at)
{
    if (discovery->device)
        return;
    discovery->device = &discovery->devices->list[at];
    for (size_t i = 0; i < discovery->devices->count; i++)
        if (i != at)
            snmp_discovery_drop(discovery, i);
}

/* From the first question until so many milliseconds ago; 1 at least. */
static int snmp_discovery_ms(const struct snmp_discovery *discovery, int ago)
{
    int ms = CLOCK * 1000 - deadline_left(&discovery->clock) - ago;

    return ms < 0 ? 1 : ms + 1;
}

/* A clock that says something goes on while its answer lies there. */
static void snmp_discovery_go_on(long *clock, int seconds)
{
    if (*clock > 0 && *clock < INT_MAX - seconds)
        *clock += seconds;
}

static void snmp_discovery_take(struct snmp_discovery *discovery, size_t at,
                                const struct snmp_answer *answer, int ago)
{
    unsigned question = answer->id - discovery->id;

    if (question >= SNMP_QUESTIONS || answer->version != version_of(discovery, (int)question)) {
        discovery->strange++;
        return;
    }
    snmp_discovery_choose(discovery, at);
    if (!discovery->ms)
        discovery->ms = snmp_discovery_ms(discovery, ago);
    discovery->received[question] = true;
    discovery->answers[question] = *answer;
    snmp_discovery_go_on(&discovery->answers[question].clock, ago / 1000);
}

/* How long ago it came. */
static int snmp_discovery_receive(struct snmp_discovery *discovery, size_t at)
{
    unsigned char bytes[2048]; /* an answer with sysDescr is smaller; what is cut off is none */
    struct snmp_answer answer;
    int ago;
    ssize_t n = arrival_receive(discovery->sockets[at].fd, bytes, sizeof bytes, &ago);

    if (n < 0)
        snmp_discovery_note_error(discovery, at);
    else if (snmp_packet_read(bytes, (size_t)n, &answer))
        snmp_discovery_take(discovery, at, &answer, ago);
    else
        discovery->strange++;
    return ago;
}

static bool snmp_discovery_wanted(const struct snmp_discovery *discovery)
{
    return discovery->received[discovery->community ? SNMP_OWN : SNMP_DISCOVERY];
}

static bool all_received(const struct snmp_discovery *discovery)
{
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS; i++)
        if (!discovery->received[i] && build(discovery, i, packet))
            return false;
    return true;
}

/* How long the others have, once what is needed has come. */
static int rest(const struct snmp_discovery *discovery)
{
    int ms = discovery->ms < REST_MAX ? discovery->ms * 5 : REST_MAX;

    return ms < REST_MIN ? REST_MIN : ms < REST_MAX ? ms : REST_MAX;
}

/* Shortens what is left by what came so many milliseconds ago. */
static void snmp_discovery_hurry(const struct snmp_discovery *discovery, bool wanted, bool alive,
                                 int ago, struct deadline *until)
{
    int left = rest(discovery) - ago;

    if (!alive && discovery->device)
        *until = deadline_within(until, ago < DISCOVERY_REST ? DISCOVERY_REST - ago : 0);
    if (!wanted && snmp_discovery_wanted(discovery))
        *until = deadline_within(until, left < 0 ? 0 : left);
}

static bool snmp_discovery_over(const struct snmp_discovery *discovery)
{
    return discovery->error || discovery->strange >= STRANGE_MOST || all_received(discovery);
}

static void snmp_discovery_receive_all(struct snmp_discovery *discovery, struct deadline *until)
{
    for (size_t i = 0; i < discovery->devices->count; i++) {
        bool wanted = snmp_discovery_wanted(discovery), alive = discovery->device != NULL;
        if (discovery->sockets[i].fd >= 0 && discovery->sockets[i].revents)
            snmp_discovery_hurry(discovery, wanted, alive, snmp_discovery_receive(discovery, i),
                                 until);
    }
}

/* Listens until it is time to ask again; what came before that is taken in any case. */
static void listen_round(struct snmp_discovery *discovery, struct deadline *until)
{
    for (int late = 0; !snmp_discovery_over(discovery) && late < LATE_MOST;) {
        int most = deadline_left(until), left = deadline_left(&discovery->again);
        int ms = most < left ? most : left;
        int ready = poll(discovery->sockets, discovery->devices->count, ms);
        if (ready > 0)
            snmp_discovery_receive_all(discovery, until);
        else if (!ms)
            return;
        late += !ms;
    }
}

static void snmp_discovery_open_all(struct snmp_discovery *discovery, unsigned port)
{
    const struct connection *devices = discovery->devices;

    for (size_t i = 0; i < devices->count; i++) {
        int fd = open_probing(&devices->list[i], port);
        discovery->sockets[i] = (struct pollfd){ .fd = fd, .events = POLLIN };
        if (fd < 0)
            discovery->error = errno;
        else
            arrival_note(fd);
    }
    if (snmp_discovery_left(discovery))
        discovery->error = 0;
}

void snmp_discovery_start(struct snmp_discovery *discovery, const struct connection *devices,
                          unsigned port)
{
    *discovery = (struct snmp_discovery){ .community = discovery->community,
                                          .version = discovery->version,
                                          .devices = devices,
                                          .clock = deadline_in(CLOCK) };
    discovery->again = deadline_within(&discovery->clock, FIRST_MS);
    snmp_discovery_open_all(discovery, port);
    ossl_random(&discovery->id, sizeof discovery->id);
    discovery->id &= 0x3FFFFFFF;
    snmp_discovery_ask_all(discovery);
}

void snmp_discovery_end(struct snmp_discovery *discovery, const struct deadline *deadline,
                        int patience)
{
    int asked = snmp_discovery_ms(discovery, 0), left = patience - asked;
    struct deadline until = deadline_within(deadline, left < FIRST_MS ? FIRST_MS : left);

    listen_round(discovery, &until);
    for (int ms = FIRST_MS * 2; !snmp_discovery_over(discovery) && deadline_left(&until); ms *= 2) {
        discovery->again = deadline_within(&until, ms);
        snmp_discovery_ask_all(discovery);
        listen_round(discovery, &until);
    }
}

void snmp_discovery_close(struct snmp_discovery *discovery)
{
    struct deadline now = deadline_within(&discovery->clock, 0);

    listen_round(discovery, &now);
    for (size_t i = 0; i < discovery->devices->count; i++)
        snmp_discovery_drop(discovery, i);
}
