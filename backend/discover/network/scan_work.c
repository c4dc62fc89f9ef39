/* scan_work.c - the scan as a work of libexec/printseal/probe. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/discover/network/network_inside.h"
#include "backend/discover/network/scan.h"
#include "backend/secret/crypto.h"

int scan_prepare(const void *bytes, size_t size, int out)
{
    (void)bytes, (void)size, (void)out;
    crypto_start();
    return 0;
}

static bool scan_work_unpack(const void *bytes, size_t size, struct network_job *job)
{
    if (size != sizeof *job)
        return false;
    memcpy(job, bytes, sizeof *job);
    return targets_sound(&job->targets) && job->rate >= 1 && job->rate <= QUESTIONS_RATE_MOST &&
           job->seconds >= 1;
}

static void scan_work_say(void *data, unsigned asked, unsigned all, size_t found)
{
    worker_report(*(const int *)data, "progress %u %u %zu", asked, all, found);
}

static void scan_work_send(int out, const struct sightings *found)
{
    char name[STREAM_NAME];

    for (size_t i = 0, n = 0; i < found->count; i += NETWORK_OF_ONE, n++) {
        const size_t left = found->count - i;
        const size_t count = left < NETWORK_OF_ONE ? left : NETWORK_OF_ONE;
        snprintf(name, sizeof name, "sightings.%zu", n);
        worker_send(out, name, &found->list[i], count * sizeof *found->list);
    }
    if (found->cut)
        worker_send(out, "cut", "", 0);
}

int scan_work(const void *bytes, size_t size, int out)
{
    struct network_job job;
    struct sightings found = { 0 };
    struct err err;

    if (!scan_work_unpack(bytes, size, &job))
        return 1;
    const bool ok = scan_run(&job, scan_work_say, &out, &found, &err);
    if (ok)
        scan_work_send(out, &found);
    else
        worker_report(out, "fail %s", err.text);
    network_free(&found);
    return ok ? 0 : 1;
}
