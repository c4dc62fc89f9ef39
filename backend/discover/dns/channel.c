#include "backend/discover/dns/channel.h"

#include <ares.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "backend/base/mem.h"
#include "backend/child/send.h"
#include "backend/discover/dns/wire.h"

enum { TRY_MS = 1200 };

static ares_channel channel;

struct channel_question {
    enum dns_type type;
    const char *name;
    channel_answered *answered;
    void *data;
};

/* A worker's environment names no other servers (LOCALDOMAIN, RES_OPTIONS): spawn.c. */
bool channel_open(const char *resolver, int out)
{
    struct ares_options options = { .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES,
                                    .timeout = TRY_MS,
                                    .tries = DISCOVER_TRIES };

    int status = ares_library_init(ARES_LIB_INIT_ALL);
    if (status == ARES_SUCCESS)
        status = ares_init_options(&channel, &options,
                                   ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
    if (status == ARES_SUCCESS && *resolver)
        status = ares_set_servers_ports_csv(channel, resolver);
    if (status != ARES_SUCCESS)
        worker_report(out, "fail the name servers cannot be set up: %s", ares_strerror(status));
    return status == ARES_SUCCESS;
}

void channel_close(void)
{
    ares_destroy(channel);
}

/* ------------------------------------------------ answers */

static const char *channel_why(int status, const struct answer *answer)
{
    enum { NO_NAME = 3, REFUSED = 5 };

    if (status == ARES_ETIMEOUT || status == ARES_EDESTRUCTION || status == ARES_ECANCELLED)
        return "silent";
    if (status == ARES_ECONNREFUSED)
        return "unreachable";
    if (answer->code == NO_NAME)
        return "no-name";
    if (answer->code == REFUSED || status == ARES_EREFUSED)
        return "refused";
    if (answer->code || status != ARES_SUCCESS)
        return "failed";
    return answer->refused ? "bad-names" : "no-records";
}

/* ares_send() hands over messages with an error code as they are, too. */
static void channel_received(void *data, int status, int timeouts, unsigned char *bytes, int size)
{
    struct channel_question *question = data;
    struct answer answer = { 0 };
    const char *why = NULL;

    (void)timeouts;
    if (bytes && size > 0 &&
        !answer_read(bytes, (size_t)size, question->name, question->type, &answer)) {
        answer = (struct answer){ 0 };
        why = "broken";
    } else if (!answer.count) {
        why = channel_why(status, &answer);
    }
    question->answered(question->data, &answer, why);
    free(question);
}

/* ------------------------------------------------ questions */

void channel_ask(const char *name, enum dns_type type, channel_answered *answered, void *data)
{
    struct channel_question *question = must(malloc(sizeof *question));
    unsigned char query[WIRE_QUERY];
    unsigned short id;

    *question = (struct channel_question){ type, name, answered, data };
    const size_t size =
        getrandom(&id, sizeof id, 0) == sizeof id ? wire_query(name, type, id, query) : 0;
    if (size)
        ares_send(channel, query, (int)size, channel_received, question);
    else
        channel_received(question, ARES_EBADNAME, 0, NULL, 0);
}

/* The bits of ares_getsock(): its own macros shift into the sign. */
static short channel_events(unsigned bits, int n)
{
    bool readable = bits >> n & 1, writable = bits >> (n + ARES_GETSOCK_MAXNUM) & 1;

    return (short)((readable ? POLLIN : 0) | (writable ? POLLOUT : 0));
}

void channel_wait(const struct deadline *deadline, int ms)
{
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    struct pollfd ready[ARES_GETSOCK_MAXNUM];
    unsigned bits = (unsigned)ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
    int left = deadline_left(deadline) < ms ? deadline_left(deadline) : ms;
    struct timeval most = { left / 1000, left % 1000 * 1000L }, room;
    nfds_t count = 0;

    for (int i = 0; i < ARES_GETSOCK_MAXNUM; i++)
        if (channel_events(bits, i))
            ready[count++] = (struct pollfd){ .fd = sockets[i], .events = channel_events(bits, i) };
    const struct timeval *next = ares_timeout(channel, &most, &room);
    poll(ready, count, (int)(next->tv_sec * 1000 + next->tv_usec / 1000 + 1));
    for (nfds_t i = 0; i < count; i++)
        ares_process_fd(channel, ready[i].revents & ~POLLOUT ? ready[i].fd : ARES_SOCKET_BAD,
                        ready[i].revents & POLLOUT ? ready[i].fd : ARES_SOCKET_BAD);
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* what is late is asked again */
}
