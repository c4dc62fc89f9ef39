/* knock.h - which TCP ports of another machine answer, where its own list cannot be read. */
#ifndef BACKEND_PROBE_HOST_KNOCK_H
#define BACKEND_PROBE_HOST_KNOCK_H

#include "backend/probe/host/declared.h"
#include "backend/probe/net/deadline.h"
#include "backend/probe/net/report.h"
#include "backend/settings/probe_job.h"

/* One connection to each of job->ports.knocks, to the first address of the host, closed at once;
 * then what answers against what is declared. */
void knock(const struct probe_job *job, const struct declared list[], size_t count,
           struct step_report *report, const struct deadline *deadline);

#endif
