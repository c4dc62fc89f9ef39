#include "backend/discover/network/network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/discover/network/network_inside.h"

enum {
    ANSWERS = 15, /* seconds for answers, handshakes and IPP, besides those for asking */
    GRACE = 5,    /* seconds more until the worker is killed */
};

struct network_job network_job(const struct targets *targets, unsigned rate)
{
    struct network_job job = { .targets = *targets, .rate = rate ? rate : QUESTIONS_RATE };

    memcpy(job.ports, questions_ports, sizeof job.ports);
    job.seconds = ANSWERS + (int)(questions_packets(targets->count) / job.rate);
    return job;
}

void network_free(struct sightings *sightings)
{
    free(sightings->list);
    *sightings = (struct sightings){ 0 };
}

static struct worker_job network_call(const struct network_job *job)
{
    return (struct worker_job){ .program = "probe",
                                .work = "network",
                                .bytes = job,
                                .size = sizeof *job,
                                .seconds = job->seconds + GRACE };
}

struct worker *network_start(const struct network_job *job, struct err *err)
{
    const struct worker_job call = network_call(job);

    return worker_start(&call, err);
}

bool network_progress(const char *line, struct network_progress *progress)
{
    unsigned *const numbers[] = { &progress->asked, &progress->all, &progress->found };
    static const char start[] = "progress ";

    if (strncmp(line, start, sizeof start - 1) != 0)
        return false;
    line += sizeof start - 1;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char *end;
        *numbers[i] = (unsigned)strtoul(line, &end, 10);
        if (end == line)
            return false;
        line = end;
    }
    return true;
}

bool network_take(const void *bytes, size_t size, const struct targets *targets,
                  struct sightings *found)
{
    const size_t count = size / sizeof(struct sighting);

    if (size % sizeof(struct sighting))
        return false;
    for (size_t i = 0; i < count && found->count < TARGETS_MOST; i++) {
        found->list = grow(found->list, found->count, &found->room, sizeof *found->list);
        struct sighting *sighting = &found->list[found->count];
        memcpy(sighting, (const char *)bytes + i * sizeof *sighting, sizeof *sighting);
        if (!sighting_settle(sighting, targets))
            return false;
        found->count++;
    }
    return true;
}

bool network_found(const struct worker *worker, const struct network_job *job,
                   struct sightings *found, struct err *err)
{
    size_t size;
    const void *bytes = worker_result(worker, "cut", &size);

    *found = (struct sightings){ .cut = bytes != NULL };
    for (int i = 0; i < STREAM_RESULTS - 1; i++) {
        char name[STREAM_NAME];
        snprintf(name, sizeof name, "sightings.%d", i);
        bytes = worker_result(worker, name, &size);
        if (bytes && !network_take(bytes, size, &job->targets, found)) {
            network_free(found);
            return fail(err, "the worker that looked through the network sent what is no device");
        }
    }
    return true;
}

struct network_watcher {
    network_watch *watch;
    void *data;
};

static void network_received(void *data, const char *line)
{
    const struct network_watcher *watcher = data;
    struct network_progress progress;

    if (watcher->watch && network_progress(line, &progress))
        watcher->watch(watcher->data, &progress);
}

bool network_scan(const struct network_job *job, network_watch *watch, void *data,
                  struct sightings *found, struct err *err)
{
    struct network_watcher watcher = { watch, data };
    const struct listener listener = { network_received, &watcher };
    const struct worker_job call = network_call(job);
    struct worker *worker = worker_run(&call, &listener, err);
    const bool ok = worker && network_found(worker, job, found, err);

    worker_end(worker);
    return ok;
}
