#include "backend/probe/snmp/snmp_discovery.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/pki/ossl.h"
#include "backend/probe/net/datagram.h"
#include "backend/probe/snmp/snmp_question.h"

enum {
    FIRST_MS = 1000,     /* until everything is asked again; then twice as long, and so on */
    CLOCK = 3600,        /* seconds */
    STRANGE_MOST = 1000, /* then somebody floods us, and listening ends */
    REST_MIN = 100,      /* milliseconds of a round, once the device has answered */
    REST_MAX = 1000,
    LATE_MOST = 100, /* answers that are read although the time is over: they lay there before */
};

bool snmp_discovery_open(const struct snmp_discovery *discovery, enum snmp_question question)
{
    return discovery->received[question] && discovery->answers[question].error == 0;
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

static int snmp_discovery_own(const struct snmp_discovery *discovery)
{
    return discovery->community ? SNMP_OWN : SNMP_DISCOVERY;
}

static bool snmp_discovery_wanted(const struct snmp_discovery *discovery)
{
    return discovery->received[snmp_discovery_own(discovery)];
}

/* A device that answers, but not what the profile needs, may take one question at a time: nothing
 * else is asked then. */
static bool snmp_discovery_due(const struct snmp_discovery *discovery, int question)
{
    bool first = discovery->device && !snmp_discovery_wanted(discovery);

    return !discovery->received[question] && (!first || question == snmp_discovery_own(discovery));
}

static void snmp_discovery_ask(struct snmp_discovery *discovery, size_t at)
{
    const struct address to = connect_port(&discovery->devices->list[at], discovery->port);
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS && discovery->sockets[at].fd >= 0; i++) {
        size_t size = snmp_discovery_due(discovery, i) ? snmp_question(discovery, i, packet) : 0;
        if (size && sendto(discovery->sockets[at].fd, packet, size, 0,
                           (const struct sockaddr *)&to.at, to.size) < 0)
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

    if (question >= SNMP_QUESTIONS ||
        answer->version != snmp_question_version(discovery, (int)question)) {
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

static bool snmp_discovery_is_asked(struct snmp_discovery *discovery, size_t at,
                                    const struct sockaddr_storage *from)
{
    const struct address asked = connect_port(&discovery->devices->list[at], discovery->port);

    if (datagram_same(from, &asked.at))
        return true;
    datagram_text(from, discovery->stranger);
    return false;
}

/* How long ago it came. */
static int snmp_discovery_receive(struct snmp_discovery *discovery, size_t at)
{
    unsigned char bytes[2048]; /* an answer with sysDescr is smaller; what is cut off is none */
    struct snmp_answer answer;
    struct datagram datagram;
    ssize_t n = datagram_receive(discovery->sockets[at].fd, bytes, sizeof bytes, &datagram);

    if (n < 0)
        snmp_discovery_note_error(discovery, at);
    else if (snmp_discovery_is_asked(discovery, at, &datagram.from) &&
             snmp_packet_read(bytes, (size_t)n, &answer))
        snmp_discovery_take(discovery, at, &answer, datagram.ago);
    else
        discovery->strange++;
    return datagram.ago;
}

static bool all_received(const struct snmp_discovery *discovery)
{
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS; i++)
        if (!discovery->received[i] && snmp_question(discovery, i, packet))
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

static void snmp_discovery_open_all(struct snmp_discovery *discovery)
{
    const struct connection *devices = discovery->devices;

    for (size_t i = 0; i < devices->count; i++) {
        int fd = datagram_open(devices->list[i].at.ss_family);
        discovery->sockets[i] = (struct pollfd){ .fd = fd, .events = POLLIN };
        if (fd < 0)
            discovery->error = errno;
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
                                          .port = port,
                                          .clock = deadline_in(CLOCK) };
    discovery->again = deadline_within(&discovery->clock, FIRST_MS);
    snmp_discovery_open_all(discovery);
    ossl_random(&discovery->id, sizeof discovery->id);
    discovery->id &= 0x3FFFFFFF;
    snmp_discovery_ask_all(discovery);
}

void snmp_discovery_end(struct snmp_discovery *discovery, const struct deadline *deadline,
                        int patience)
{
    int asked = snmp_discovery_ms(discovery, 0), left = patience - asked;
    struct deadline until = deadline_within(deadline, left < FIRST_MS ? FIRST_MS : left);

    if (discovery->device) /* taken before */
        snmp_discovery_hurry(discovery, false, false, asked - discovery->ms, &until);
    listen_round(discovery, &until);
    for (int ms = FIRST_MS * 2; !snmp_discovery_over(discovery) && deadline_left(&until); ms *= 2) {
        discovery->again = deadline_within(&until, ms);
        snmp_discovery_ask_all(discovery);
        listen_round(discovery, &until);
    }
}

void snmp_discovery_again(struct snmp_discovery *discovery)
{
    struct deadline now = deadline_within(&discovery->clock, 0);

    listen_round(discovery, &now);
    if (discovery->device)
        snmp_discovery_ask_all(discovery);
}

void snmp_discovery_close(struct snmp_discovery *discovery, int ms)
{
    struct deadline until = deadline_within(&discovery->clock, ms);

    discovery->again = until;
    listen_round(discovery, &until);
    for (size_t i = 0; i < discovery->devices->count; i++)
        snmp_discovery_drop(discovery, i);
}
