#include "backend/probe/net/snmp_knock.h"

#include <errno.h>
#include <netinet/in.h>
#include <openssl/rand.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "backend/mem.h"

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
struct door {
    struct snmp_knock *knock;
    int fd;
    unsigned id;           /* of the first question; the others count on */
    struct deadline clock; /* since the first question: CLOCK seconds less what is left of it */
};

bool snmp_knock_open(const struct snmp_knock *knock, enum snmp_question question)
{
    return knock->heard[question] && knock->answers[question].error == 0;
}

bool snmp_knock_alive(const struct snmp_knock *knock)
{
    for (int i = 0; i < SNMP_QUESTIONS; i++)
        if (knock->heard[i])
            return true;
    return false;
}

static enum snmp_version version_of(const struct snmp_knock *knock, int question)
{
    return question == SNMP_OWN ? knock->version : questions[question].version;
}

/* 0: that one is not asked. */
static size_t build(const struct door *door, int question, unsigned char packet[SNMP_PACKET])
{
    const struct snmp_knock *knock = door->knock;
    const char *community = question == SNMP_OWN ? knock->community : questions[question].community;
    unsigned id = door->id + (unsigned)question;

    if (question == SNMP_DISCOVERY)
        return snmp_packet_discover(packet, id);
    return community ? snmp_packet_ask(packet, version_of(knock, question), community, id) : 0;
}

/* A connected socket, so that the network's "nobody there" comes back. */
static int open_door(const struct address *device, unsigned port)
{
    const struct address at = connect_port(device, port);
    int fd = socket(at.at.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0 || connect(fd, (const struct sockaddr *)&at.at, at.size) == 0)
        return fd;
    int trouble = errno;
    close(fd);
    errno = trouble;
    return -1;
}

static void note_trouble(struct snmp_knock *knock)
{
    if (errno != EAGAIN && errno != EINTR)
        knock->trouble = errno;
}

static void ask_all(const struct door *door)
{
    struct snmp_knock *knock = door->knock;
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS && !knock->trouble; i++) {
        size_t size = knock->heard[i] ? 0 : build(door, i, packet);
        if (size && send(door->fd, packet, size, 0) < 0)
            note_trouble(knock);
    }
}

static void take(struct door *door, const struct snmp_answer *answer)
{
    struct snmp_knock *knock = door->knock;
    unsigned question = answer->id - door->id;

    if (question >= SNMP_QUESTIONS || answer->version != version_of(knock, (int)question)) {
        knock->strange++;
        return;
    }
    if (!knock->ms)
        knock->ms = 1 + CLOCK * 1000 - deadline_left(&door->clock);
    knock->heard[question] = true;
    knock->answers[question] = *answer;
}

static void receive(struct door *door)
{
    unsigned char bytes[2048]; /* an answer with sysDescr is smaller; what is cut off is none */
    struct snmp_answer answer;
    ssize_t n = recv(door->fd, bytes, sizeof bytes, 0);

    if (n < 0)
        note_trouble(door->knock);
    else if (snmp_packet_read(bytes, (size_t)n, &answer))
        take(door, &answer);
    else
        door->knock->strange++;
}

static bool wanted(const struct snmp_knock *knock)
{
    return knock->heard[knock->community ? SNMP_OWN : SNMP_DISCOVERY];
}

static bool all_heard(const struct door *door)
{
    unsigned char packet[SNMP_PACKET];

    for (int i = 0; i < SNMP_QUESTIONS; i++)
        if (!door->knock->heard[i] && build(door, i, packet))
            return false;
    return true;
}

/* How long the others have, once what is needed has come. */
static int rest(const struct snmp_knock *knock)
{
    int ms = knock->ms < REST_MAX ? knock->ms * 5 : REST_MAX;

    return ms < REST_MIN ? REST_MIN : ms < REST_MAX ? ms : REST_MAX;
}

static void listen_round(struct door *door, const struct deadline *deadline)
{
    struct snmp_knock *knock = door->knock;
    bool came = wanted(knock);
    struct deadline until = deadline_within(deadline, came ? rest(knock) : KNOCK_SILENCE / ROUNDS);

    while (!knock->trouble && knock->strange < STRANGE_MOST && !all_heard(door) &&
           deadline_wait(&until, door->fd, POLLIN)) {
        receive(door);
        if (!came && wanted(knock))
            until = deadline_within(&until, rest(knock));
        came = wanted(knock);
    }
}

void snmp_knock(struct snmp_knock *knock, const struct address *device, unsigned port,
                const struct deadline *deadline)
{
    AUTO_CLOSE int fd = open_door(device, port);
    struct door door = { .knock = knock, .fd = fd, .clock = deadline_in(CLOCK) };

    *knock = (struct snmp_knock){ .community = knock->community, .version = knock->version };
    if (fd < 0) {
        knock->trouble = errno;
        return;
    }
    RAND_bytes((unsigned char *)&door.id, sizeof door.id);
    door.id &= 0x3FFFFFFF;
    for (int i = 0; i < ROUNDS && !knock->trouble && !all_heard(&door); i++) {
        ask_all(&door);
        listen_round(&door, deadline);
    }
}
