/* work.h - the work of a child that tests one connection.
 *
 * It comes with a module of its own, for the libraries behind it are large: see late/late.h. Tests
 * link the real one.
 */
#ifndef BACKEND_PROBE_WORK_H
#define BACKEND_PROBE_WORK_H

#include "backend/child/worker.h"
#include "backend/settings/probe_job.h"

/* Does a struct probe_job, and says steps and facts: see result.h. Returns 0 if it came to an end,
 * whatever the end was. */
work probe_work;

/* Loads the module before many children are started, so that each need not. */
bool probe_ready(struct err *err);

#endif
