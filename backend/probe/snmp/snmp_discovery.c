#include "backend/probe/snmp/snmp_discovery.h"

#include <errno.h>
#include <netinet/in.h>
#include <openssl/rand.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"

enum {
    ROUNDS = 2,
    CLOCK = 3600,        /* seconds */
    STRANGE_MOST = 1000, /* then somebody floods us, and listening ends */
    REST_MIN = 100,      /* milliseconds of a round, once the device has answered */
    REST_MAX = 500,
};

static const struct {
    enum snmp_version version;
    const char *community;
} questions[SNMP_QUESTIONS] = {
    [SNMP_DISCOVERY] = { SNMP_3, NULL },        [SNMP_PUBLIC_1] = { SNMP_1, "public" },
    [SNMP_PUBLIC_2C] = { SNMP_2C, "public" },   [SNMP_PRIVATE_1] = { SNMP_1, "private" },
    [SNMP_PRIVATE_2C] = { SNMP_2C, "private" },
};

/* One device while we knock. */
struct probing {
    struct snmp_discovery *discovery;
    int fd;
    unsigned id;           /* of the first question; the others count on */
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

static void snmp_discovery_note_error(struct snmp_discovery *discovery)
{
    if (errno != EAGAIN && errno != EINTR)
        discovery->error = errno;
}

static void snmp_discovery_ask_all(const struct probing *probing)
{
    struct snmp_discovery *discovery = probing->discovery;
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS && !discovery->error; i++) {
        size_t size = discovery->received[i] ? 0 : build(probing, i, packet);
        if (size && send(probing->fd, packet, size, 0) < 0)
            snmp_discovery_note_error(discovery);
    }
}

static void snmp_discovery_take(struct probing *probing, const struct snmp_answer *answer)
{
    struct snmp_discovery *discovery = probing->discovery;
    unsigned question = answer->id - probing->id;

    if (question >= SNMP_QUESTIONS || answer->version != version_of(discovery, (int)question)) {
        discovery->strange++;
        return;
    }
    if (!discovery->ms)
        discovery->ms = 1 + CLOCK * 1000 - deadline_left(&probing->clock);
    discovery->received[question] = true;
    discovery->answers[question] = *answer;
}

static void snmp_discovery_receive(struct probing *probing)
{
    unsigned char bytes[2048]; /* an answer with sysDescr is smaller; what is cut off is none */
    struct snmp_answer answer;
    ssize_t n = recv(probing->fd, bytes, sizeof bytes, 0);

    if (n < 0)
        snmp_discovery_note_error(probing->discovery);
    else if (snmp_packet_read(bytes, (size_t)n, &answer))
        snmp_discovery_take(probing, &answer);
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

static void listen_round(struct probing *probing, const struct deadline *deadline)
{
    struct snmp_discovery *discovery = probing->discovery;
    bool came = snmp_discovery_wanted(discovery);
    struct deadline until =
        deadline_within(deadline, came ? rest(discovery) : DISCOVERY_SILENCE / ROUNDS);

    while (!discovery->error && discovery->strange < STRANGE_MOST && !all_received(probing) &&
           deadline_wait(&until, probing->fd, POLLIN)) {
        snmp_discovery_receive(probing);
        if (!came && snmp_discovery_wanted(discovery))
            until = deadline_within(&until, rest(discovery));
        came = snmp_discovery_wanted(discovery);
    }
}

void snmp_discovery(struct snmp_discovery *discovery, const struct address *device, unsigned port,
                    const struct deadline *deadline)
{
    AUTO_CLOSE int fd = open_probing(device, port);
    struct probing probing = { .discovery = discovery, .fd = fd, .clock = deadline_in(CLOCK) };

    *discovery =
        (struct snmp_discovery){ .community = discovery->community, .version = discovery->version };
    if (fd < 0) {
        discovery->error = errno;
        return;
    }
    RAND_bytes((unsigned char *)&probing.id, sizeof probing.id);
    probing.id &= 0x3FFFFFFF;
    for (int i = 0; i < ROUNDS && !discovery->error && !all_received(&probing); i++) {
        snmp_discovery_ask_all(&probing);
        listen_round(&probing, deadline);
    }
}
