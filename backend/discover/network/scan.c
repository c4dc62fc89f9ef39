#include "backend/discover/network/scan.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/discover/network/scan_inside.h"
#include "backend/pki/ossl.h"

enum { SAY_MS = 250 };

void scan_settle(struct scanning *scan, unsigned host, enum scan_question question)
{
    scan->hosts[host].settled |= 1U << question;
}

struct sighting *scan_saw(struct scanning *scan, unsigned host, enum scan_question question)
{
    struct sightings *found = scan->found;

    if (scan->hosts[host].sighting < 0) {
        found->list = grow(found->list, found->count, &found->room, sizeof *found->list);
        found->list[found->count] =
            (struct sighting){ .address = targets_at(&scan->job->targets, host),
                               .model_from = SCAN_MODEL_NONE };
        scan->order[found->count] = host;
        scan->hosts[host].sighting = (int)found->count++;
    }
    scan_settle(scan, host, question);
    struct sighting *sighting = &found->list[scan->hosts[host].sighting];
    sighting->seen |= 1U << question;
    return sighting;
}

void scan_model(struct sighting *sighting, enum scan_question question, const char *model)
{
    if (*sighting->model && !network_questions[question].tcp)
        return;
    snprintf(sighting->model, sizeof sighting->model, "%s", model);
    utf8_sanitize(sighting->model);
    sighting->model_from = question;
}

/* ------------------------------------------------ one loop */

/* Waits, and lets all that are ready go on. */
static void scan_turn(struct scanning *scan)
{
    struct pollfd wait[SCAN_TALKS + 2];
    struct scan_talk *talks[SCAN_TALKS];
    nfds_t count = 2;

    for (int i = 0; i < 2; i++)
        wait[i] = (struct pollfd){ .fd = scan->udp[i], .events = POLLIN };
    for (size_t i = 0; i < SCAN_TALKS; i++)
        if (scan->talks[i].state != TALK_FREE) {
            talks[count - 2] = &scan->talks[i];
            wait[count++] =
                (struct pollfd){ .fd = scan->talks[i].fd, .events = scan->talks[i].events };
        }
    if (poll(wait, count, scan_wait(scan)) <= 0)
        return;
    for (int i = 0; i < 2; i++)
        if (wait[i].revents)
            scan_snmp_receive(scan, scan->udp[i]);
    for (nfds_t i = 2; i < count; i++)
        if (wait[i].revents)
            scan_talk_step(scan, talks[i - 2]);
}

static void scan_expire(struct scanning *scan)
{
    for (size_t i = 0; i < SCAN_TALKS; i++)
        if (scan->talks[i].state != TALK_FREE && !deadline_left(&scan->talks[i].until))
            scan_talk_expire(scan, &scan->talks[i]);
}

static void scan_say(struct scanning *scan, struct deadline *again, scan_progress *progress,
                     void *data)
{
    const unsigned count = scan->job->targets.count;

    if (!progress || (deadline_left(again) && !scan->next.over))
        return;
    *again = deadline_within(&scan->until, SAY_MS);
    progress(data,
             scan->next.over ? QUESTIONS_TIMES * count : scan->next.time * count + scan->next.host,
             QUESTIONS_TIMES * count, scan->found->count);
}

static bool scan_is_done(const struct scanning *scan)
{
    return scan->next.over && scan->next.greeted == scan->found->count && !scan->busy &&
           !deadline_left(&scan->quiet);
}

static void scan_loop(struct scanning *scan, scan_progress *progress, void *data)
{
    struct deadline again = deadline_within(&scan->until, 0);

    clock_gettime(CLOCK_MONOTONIC, &scan->refilled);
    while (deadline_left(&scan->until) && !scan_is_done(scan)) {
        scan_send(scan);
        scan_turn(scan);
        scan_expire(scan);
        scan_say(scan, &again, progress, data);
    }
    scan->found->cut = !scan_is_done(scan);
}

/* ------------------------------------------------ beginning and end */

/* A number for each that only it is told, so that nobody can answer for another. */
static void scan_assign(struct scanning *scan)
{
    for (unsigned i = 0; i < scan->job->targets.count; i++) {
        struct scan_host *host = &scan->hosts[i];
        ossl_random(&host->id, sizeof host->id);
        host->id &= 0x3FFFFFFF;
        host->sighting = -1;
    }
}

static int scan_compare(const void *one, const void *other, void *data)
{
    const struct sighting *a = one, *b = other;
    const unsigned first = targets_find(data, &a->address),
                   second = targets_find(data, &b->address);

    return first < second ? -1 : first > second;
}

static void scan_finish(struct scanning *scan)
{
    for (size_t i = 0; i < SCAN_TALKS; i++)
        if (scan->talks[i].state != TALK_FREE)
            scan_talk_end(scan, &scan->talks[i]);
    for (int i = 0; i < 2; i++)
        if (scan->udp[i] >= 0)
            close(scan->udp[i]);
    SSL_CTX_free(scan->tls);
    free(scan->talks);
    free(scan->order);
    free(scan->hosts);
}

bool scan_run(const struct network_job *job, scan_progress *progress, void *data,
              struct sightings *found, struct err *err)
{
    struct targets targets = job->targets;
    struct scanning scan = { .job = job, .found = found, .until = deadline_in(job->seconds) };

    signal(SIGPIPE, SIG_IGN); /* SSL_write() to who is gone is a failure like any other */
    scan.quiet = deadline_within(&scan.until, 0);
    scan.hosts = must(calloc(job->targets.count + 1, sizeof *scan.hosts));
    scan.order = must(calloc(job->targets.count + 1, sizeof *scan.order));
    scan.talks = must(calloc(SCAN_TALKS, sizeof *scan.talks));
    scan.tls = scan_tls_context();
    scan_assign(&scan);
    const bool ok = scan_snmp_open(&scan, err);
    if (ok)
        scan_loop(&scan, progress, data);
    scan_finish(&scan);
    if (found->count)
        qsort_r(found->list, found->count, sizeof *found->list, scan_compare, &targets);
    return ok;
}
