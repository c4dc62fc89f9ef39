#include "backend/discover/dns/lookup_work.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/mem.h"
#include "backend/discover/dns/channel.h"
#include "backend/discover/dns/wire.h"
#include "backend/discover/lookup.h"

enum {
    LOOKUP_WAITING = 64, /* questions that are out at a time */
    LOOKUP_BURST = 16,   /* that may go at once, whatever the rate */
};

/* One question. They are kept to the end: c-ares calls back with them. */
struct lookup_ask {
    struct looker *looker;
    enum lookup_question question;
    enum dns_type type;
    unsigned at; /* which address, host or service */
    unsigned long ttl;
    bool authentic; /* LOOKUP_FORWARD: of the answer that the name is from */
    char name[DNS_TEXT];
};

struct looker {
    struct lookup_job job;
    struct target_address *addresses;
    struct lookup_ask **asks;
    size_t count, room, sent, over;
    bool answered;
    int out;
    struct timespec start;
};

static void lookup_queue(struct looker *looker, const struct lookup_ask *ask, const char *name)
{
    struct lookup_ask *own = must(malloc(sizeof *own));

    *own = *ask;
    own->looker = looker;
    snprintf(own->name, sizeof own->name, "%s", name);
    looker->asks = grow(looker->asks, looker->count, &looker->room, sizeof *looker->asks);
    looker->asks[looker->count++] = own;
}

/* ------------------------------------------------ answers */

static int lookup_record_order(const void *left, const void *right)
{
    const struct answer_record *a = left, *b = right;

    return strcasecmp(a->name, b->name);
}

/* Of several names the same ones are looked at whatever their order was. */
static size_t lookup_sorted(const struct answer *answer, size_t most, struct answer_record sorted[])
{
    memcpy(sorted, answer->records, answer->count * sizeof *sorted);
    qsort(sorted, answer->count, sizeof *sorted, lookup_record_order);
    return answer->count < most ? answer->count : most;
}

static void lookup_reversed(const struct lookup_ask *ask, const struct answer *answer)
{
    struct answer_record sorted[ANSWER_RECORDS];
    const bool v4 = target_is_ipv4(&ask->looker->addresses[ask->at]);
    const size_t count = lookup_sorted(answer, LOOKUP_NAMES, sorted);

    for (size_t i = 0; i < count; i++)
        lookup_queue(ask->looker,
                     &(struct lookup_ask){ .question = LOOKUP_FORWARD,
                                           .type = v4 ? DNS_A : DNS_AAAA,
                                           .at = ask->at,
                                           .ttl = sorted[i].ttl,
                                           .authentic = answer->authentic },
                     sorted[i].name);
}

static void lookup_forwarded(const struct lookup_ask *ask, const struct answer *answer)
{
    char text[INET6_ADDRSTRLEN];
    bool back = false;

    target_text(&ask->looker->addresses[ask->at], text);
    for (size_t i = 0; i < answer->count; i++)
        back = back || strcmp(answer->records[i].name, text) == 0;
    worker_report(ask->looker->out, "name %u %lu %d %d %s", ask->at, ask->ttl,
                  ask->authentic && answer->authentic, back, ask->name);
}

static void lookup_hosted(const struct lookup_ask *ask, const struct answer *answer)
{
    for (size_t i = 0; i < answer->count; i++)
        worker_report(ask->looker->out, "host %u %s", ask->at, answer->records[i].name);
}

/* A printer of the domain: where it is, and what. */
static void lookup_published(const struct lookup_ask *ask, const struct answer *answer)
{
    struct answer_record sorted[ANSWER_RECORDS];
    const size_t count = lookup_sorted(answer, LOOKUP_INSTANCES, sorted);

    for (size_t i = 0; i < count; i++) {
        char label[WIRE_LABEL + 1];
        struct lookup_ask next = { .question = LOOKUP_SERVICE,
                                   .type = DNS_SRV,
                                   .at = (unsigned)i +
                                         (ask->question == LOOKUP_IPP ? LOOKUP_INSTANCES : 0) };
        wire_label(sorted[i].name, label);
        worker_report(ask->looker->out, "label %u %s", next.at, label);
        lookup_queue(ask->looker, &next, sorted[i].name);
        next.question = LOOKUP_MODEL;
        next.type = DNS_TXT;
        lookup_queue(ask->looker, &next, sorted[i].name);
    }
}

/* Of several places the first by priority (RFC 2782); "." is none. */
static void lookup_served(const struct lookup_ask *ask, const struct answer *answer)
{
    const struct answer_record *best = &answer->records[0];

    for (size_t i = 1; i < answer->count; i++) {
        const struct answer_record *one = &answer->records[i];
        if (one->priority < best->priority ||
            (one->priority == best->priority && strcasecmp(one->name, best->name) < 0))
            best = one;
    }
    worker_report(ask->looker->out, "service %u %d %lu %d %u %s", ask->at,
                  ask->at < LOOKUP_INSTANCES, best->ttl, answer->authentic, best->port, best->name);
}

static void lookup_modelled(const struct lookup_ask *ask, const struct answer *answer)
{
    worker_report(ask->looker->out, "model %u %s", ask->at, answer->records[0].name);
}

static void (*const lookup_uses[LOOKUP_QUESTIONS])(const struct lookup_ask *,
                                                   const struct answer *) = {
    [LOOKUP_REVERSE] = lookup_reversed, [LOOKUP_FORWARD] = lookup_forwarded,
    [LOOKUP_HOST_V4] = lookup_hosted,   [LOOKUP_HOST_V6] = lookup_hosted,
    [LOOKUP_IPPS] = lookup_published,   [LOOKUP_IPP] = lookup_published,
    [LOOKUP_SERVICE] = lookup_served,   [LOOKUP_MODEL] = lookup_modelled,
};

/* A name that leads nowhere is told, too: somebody may look for why. */
static void lookup_answered(void *data, const struct answer *answer, const char *why)
{
    struct lookup_ask *ask = data;
    struct looker *looker = ask->looker;
    const bool silent = why && (strcmp(why, "silent") == 0 || strcmp(why, "unreachable") == 0);

    looker->over++;
    if (!silent && !looker->answered)
        worker_report(looker->out, "answered");
    looker->answered = looker->answered || !silent;
    if (answer->count || (ask->question == LOOKUP_FORWARD && !silent))
        lookup_uses[ask->question](ask, answer);
}

/* ------------------------------------------------ questions */

static long lookup_ms_since(const struct timespec *since)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)(now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000;
}

/* Sends what may go now. Returns the milliseconds until the next one may. */
static int lookup_send(struct looker *looker)
{
    enum { LONG = 1000 };
    const long rate = (long)looker->job.rate;

    while (looker->sent < looker->count && looker->sent - looker->over < LOOKUP_WAITING) {
        const long may = LOOKUP_BURST + lookup_ms_since(&looker->start) * rate / 1000;
        if ((long)looker->sent >= may)
            return (int)(1000 / rate) + 1;
        struct lookup_ask *ask = looker->asks[looker->sent++];
        channel_ask(ask->name, ask->type, lookup_answered, ask);
    }
    return LONG;
}

static void lookup_queue_address(struct looker *looker, unsigned at)
{
    char name[DNS_NAME];

    lookup_reverse_name(&looker->addresses[at], name);
    lookup_queue(looker,
                 &(struct lookup_ask){ .question = LOOKUP_REVERSE, .type = DNS_PTR, .at = at },
                 name);
}

static void lookup_queue_host(struct looker *looker, unsigned at, const char *host)
{
    lookup_queue(looker,
                 &(struct lookup_ask){ .question = LOOKUP_HOST_V4, .type = DNS_A, .at = at }, host);
    lookup_queue(looker,
                 &(struct lookup_ask){ .question = LOOKUP_HOST_V6, .type = DNS_AAAA, .at = at },
                 host);
}

static void lookup_queue_domain(struct looker *looker)
{
    for (int i = 0; i < LOOKUP_QUESTIONS && *looker->job.domain; i++) {
        char name[DNS_TEXT];
        if (!lookup_prefixes[i])
            continue;
        snprintf(name, sizeof name, "%s%s", lookup_prefixes[i], looker->job.domain);
        lookup_queue(looker,
                     &(struct lookup_ask){ .question = (enum lookup_question)i, .type = DNS_PTR },
                     name);
    }
}

/* The head of the job, and whether what is behind it may be as it says. */
static bool lookup_head(const void *bytes, size_t size, struct lookup_job *job)
{
    if (size < sizeof *job)
        return false;
    memcpy(job, bytes, sizeof *job);
    return job->addresses <= TARGETS_MOST && job->hosts <= LOOKUP_HOSTS && job->rate &&
           job->rate <= LOOKUP_RATE && job->domain[DNS_NAME - 1] == '\0' &&
           job->resolver[sizeof job->resolver - 1] == '\0' &&
           size - sizeof *job >= job->addresses * sizeof(struct target_address);
}

/* False: it is no such job. */
static bool lookup_unpack(struct looker *looker, const char *bytes, size_t size)
{
    const size_t head = sizeof looker->job;
    const size_t list = looker->job.addresses * sizeof *looker->addresses;
    const char *at = bytes + head + list, *end = bytes + size;

    looker->addresses = must(malloc(list + 1));
    memcpy(looker->addresses, bytes + head, list);
    for (unsigned i = 0; i < looker->job.addresses; i++)
        lookup_queue_address(looker, i);
    for (unsigned i = 0; i < looker->job.hosts; i++) {
        const char *stop = memchr(at, '\0', (size_t)(end - at));
        if (!stop)
            return false;
        lookup_queue_host(looker, i, at);
        at = stop + 1;
    }
    lookup_queue_domain(looker);
    return true;
}

int lookup_prepare(const void *bytes, size_t size, int out)
{
    struct lookup_job job;

    return lookup_head(bytes, size, &job) && channel_open(job.resolver, out) ? 0 : 1;
}

static void lookup_end(struct looker *looker)
{
    channel_close();
    for (size_t i = 0; i < looker->count; i++)
        free(looker->asks[i]);
    free(looker->asks);
    free(looker->addresses);
}

int lookup_work(const void *bytes, size_t size, int out)
{
    struct looker looker = { .out = out };
    bool sound = lookup_head(bytes, size, &looker.job);

    clock_gettime(CLOCK_MONOTONIC, &looker.start);
    const struct deadline deadline = deadline_in(looker.job.seconds);
    sound = sound && lookup_unpack(&looker, bytes, size);
    while (sound && looker.over < looker.count && deadline_left(&deadline)) {
        const int ms = lookup_send(&looker);
        if (looker.over < looker.count)
            channel_wait(&deadline, ms);
    }
    lookup_end(&looker);
    return sound ? 0 : 1;
}
