#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/child/locate.h"
#include "backend/child/pattern.h"
#include "backend/probe/work.h"

enum { BUFS = 3 };

/* The bytes of what is trusted follow. */
struct probe_packed {
    struct probe_job job; /* its trust is NULL */
    bool system_store, fetch_crls;
    size_t sizes[BUFS];
};

bool probe_ready(struct err *err)
{
    char path[LOCATE_PATH];

    return locate_program(PROBE_PROGRAM, path, err);
}

void *probe_pack(const struct probe_job *job, size_t *size)
{
    const struct probe_trust *trust = job->trust;
    const struct buf *bufs[BUFS] = { &trust->anchors, &trust->own, &trust->crls };
    size_t at = sizeof(struct probe_packed);

    *size = at + bufs[0]->size + bufs[1]->size + bufs[2]->size;
    struct probe_packed *packed = must(calloc(1, *size));
    packed->job = *job;
    packed->job.trust = NULL;
    packed->system_store = trust->system_store;
    packed->fetch_crls = trust->fetch_crls;
    for (size_t i = 0; i < BUFS; i++) {
        packed->sizes[i] = bufs[i]->size;
        if (bufs[i]->size)
            memcpy((char *)packed + at, bufs[i]->text, bufs[i]->size);
        at += bufs[i]->size;
    }
    return packed;
}

struct pattern *probe_pattern(const struct probe_trust *trust)
{
    const struct probe_job none = { .trust = trust };
    char path[LOCATE_PATH];
    struct err err;
    size_t size;

    if (!locate_program(PROBE_PROGRAM, path, &err))
        return NULL;
    AUTO_FREE void *common = probe_pack(&none, &size);
    return pattern_start(path, common, size);
}

struct worker *probe_start(const struct probe_job *job, int seconds, struct pattern *pattern,
                           struct err *err)
{
    struct worker_job call = {
        .program = PROBE_PROGRAM, .work = "test", .seconds = seconds, .pattern = pattern
    };
    void *bytes = probe_pack(job, &call.size);

    call.bytes = bytes;
    struct worker *worker = worker_start(&call, err);
    wipe(bytes, call.size);
    free(bytes);
    return worker;
}

struct probe_job *probe_unpack(const void *bytes, size_t size, struct probe_trust *trust)
{
    struct buf *bufs[BUFS] = { &trust->anchors, &trust->own, &trust->crls };
    struct probe_packed *packed = (void *)(uintptr_t)bytes;
    size_t at = sizeof *packed;

    if (size < sizeof *packed)
        return NULL;
    *trust = (struct probe_trust){ .system_store = packed->system_store,
                                   .fetch_crls = packed->fetch_crls };
    for (size_t i = 0; i < BUFS; i++) {
        if (packed->sizes[i] > size - at)
            return NULL;
        *bufs[i] = (struct buf){ (char *)(uintptr_t)bytes + at, packed->sizes[i], 0 };
        at += packed->sizes[i];
    }
    packed->job.trust = trust;
    return at == size ? &packed->job : NULL;
}
