#include "backend/late/probe.h"

#include "backend/late/open.h"

static const struct late_probe *late_probe_late(struct err *err)
{
    static const struct late_probe *functions;

    if (!functions)
        functions = late_open(LATE_PROBE_MODULE, "late_probe_functions", err);
    return functions;
}

bool probe_ready(struct err *err)
{
    return late_probe_late(err) != NULL;
}

int probe_work(const void *job, size_t size, int out)
{
    struct err err;
    const struct late_probe *functions = late_probe_late(&err);

    if (functions)
        return functions->work(job, size, out);
    worker_report(out, "fail cannot be done: %s", err.text);
    return 1;
}
