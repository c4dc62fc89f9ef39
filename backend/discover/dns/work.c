#include "backend/discover/dns/work.h"

#include <ares.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "backend/discover/dns/answer.h"
#include "backend/probe/net/deadline.h"

enum { TRY_MS = 1200, TRIES = 3 };

static ares_channel channel; /* made with all rights, used in the sandbox */

struct work_asked {
    size_t row;
    char name[DNS_NAME];
    int out;
    bool over;
};

static bool work_job(const void *bytes, size_t size, struct discover_job *job)
{
    if (size != sizeof *job)
        return false;
    memcpy(job, bytes, size);
    return job->host[DNS_NAME - 1] == '\0' && job->domain[DNS_NAME - 1] == '\0' &&
           job->resolver[sizeof job->resolver - 1] == '\0';
}

/* The environment could name other servers (LOCALDOMAIN, RES_OPTIONS). */
int discover_prepare(const void *bytes, size_t size, int out)
{
    struct ares_options options = { .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES,
                                    .timeout = TRY_MS,
                                    .tries = TRIES };
    struct discover_job job;

    if (!work_job(bytes, size, &job))
        return 1;
    clearenv();
    int status = ares_library_init(ARES_LIB_INIT_ALL);
    if (status == ARES_SUCCESS)
        status = ares_init_options(&channel, &options,
                                   ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
    if (status == ARES_SUCCESS && *job.resolver)
        status = ares_set_servers_ports_csv(channel, job.resolver);
    if (status != ARES_SUCCESS)
        worker_report(out, "fail the name servers cannot be set up: %s", ares_strerror(status));
    return status == ARES_SUCCESS ? 0 : 1;
}

/* ------------------------------------------------ answers */

static const char *work_why(int status, const struct answer *answer)
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

static void work_records(const struct work_asked *asked, const struct answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        const struct answer_record *record = &answer->records[i];
        worker_report(asked->out, "record %zu %u %u %u %lu %d %d %s", asked->row, record->priority,
                      record->weight, record->port, record->ttl, answer->authentic, answer->aliased,
                      record->name);
    }
}

/* ares_send() hands over messages with an error code as they are, too. */
static void work_answered(void *data, int status, int timeouts, unsigned char *bytes, int size)
{
    struct work_asked *asked = data;
    struct answer answer = { 0 };

    (void)timeouts;
    asked->over = true;
    if (bytes && size > 0 &&
        !answer_read(bytes, (size_t)size, asked->name, questions[asked->row].type, &answer)) {
        worker_report(asked->out, "none %zu broken", asked->row);
        return;
    }
    if (answer.count)
        work_records(asked, &answer);
    else
        worker_report(asked->out, "none %zu %s", asked->row, work_why(status, &answer));
}

/* ------------------------------------------------ questions */

/* AD in a question asks for the AD bit of the answer, without all of DNSSEC (RFC 6840 5.7). */
static void work_ask(struct work_asked *asked)
{
    enum { CLASS_IN = 1, FLAGS = 3, AD = 0x20 };
    unsigned char *bytes = NULL;
    unsigned short id;
    int size;

    if (getrandom(&id, sizeof id, 0) != sizeof id ||
        ares_create_query(asked->name, CLASS_IN, (int)questions[asked->row].type, id, 1, &bytes,
                          &size, 0) != ARES_SUCCESS) {
        asked->over = true;
        worker_report(asked->out, "none %zu failed", asked->row);
        return;
    }
    bytes[FLAGS] |= AD;
    ares_send(channel, bytes, size, work_answered, asked);
    ares_free_string(bytes);
}

static bool work_over(const struct work_asked asked[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!asked[i].over)
            return false;
    return true;
}

/* The bits of ares_getsock(): its own macros shift into the sign. */
static short work_events(unsigned bits, int n)
{
    bool readable = bits >> n & 1, writable = bits >> (n + ARES_GETSOCK_MAXNUM) & 1;

    return (short)((readable ? POLLIN : 0) | (writable ? POLLOUT : 0));
}

static void work_wait(const struct deadline *deadline)
{
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    struct pollfd ready[ARES_GETSOCK_MAXNUM];
    unsigned bits = (unsigned)ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
    int left = deadline_left(deadline);
    struct timeval most = { left / 1000, left % 1000 * 1000L }, room;
    nfds_t count = 0;

    for (int i = 0; i < ARES_GETSOCK_MAXNUM; i++)
        if (work_events(bits, i))
            ready[count++] = (struct pollfd){ .fd = sockets[i], .events = work_events(bits, i) };
    const struct timeval *next = ares_timeout(channel, &most, &room);
    poll(ready, count, (int)(next->tv_sec * 1000 + next->tv_usec / 1000 + 1));
    for (nfds_t i = 0; i < count; i++)
        ares_process_fd(channel, ready[i].revents & ~POLLOUT ? ready[i].fd : ARES_SOCKET_BAD,
                        ready[i].revents & POLLOUT ? ready[i].fd : ARES_SOCKET_BAD);
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* what is late is asked again */
}

int discover_work(const void *bytes, size_t size, int out)
{
    struct work_asked asked[DISCOVER_QUESTIONS];
    struct discover_job job;
    size_t count = 0;

    if (!work_job(bytes, size, &job))
        return 1;
    const struct deadline deadline = deadline_in(job.seconds);
    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++) {
        asked[count] = (struct work_asked){ .row = row, .out = out };
        if (question_name(&job, row, asked[count].name))
            work_ask(&asked[count++]);
    }
    while (!work_over(asked, count) && deadline_left(&deadline))
        work_wait(&deadline);
    ares_destroy(channel); /* what is not answered is silent */
    return 0;
}
