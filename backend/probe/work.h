/* work.h - the job of a worker that tests one connection, and the work itself.
 *
 * The libraries behind it are large: it is a program of its own, libexec/printseal/probe.
 */
#ifndef BACKEND_PROBE_WORK_H
#define BACKEND_PROBE_WORK_H

#include "backend/child/send.h"
#include "backend/child/worker.h"
#include "backend/settings/probe_job.h"

#define PROBE_PROGRAM "probe" /* child/locate.h */

/* Is that program installed? Asked before many are started. */
bool probe_ready(struct err *err);

/* A pattern of that program (child/pattern.h), for tests that trust the same; NULL: there is none.
 */
struct pattern *probe_pattern(const struct probe_trust *trust);

/* Starts that program with a job, as a copy of the pattern, if there is one; NULL and err. */
struct worker *probe_start(const struct probe_job *job, int seconds, struct pattern *pattern,
                           struct err *err);

/* A piece of the heap with the job and what it trusts; *size is its whole. The caller wipes and
 * frees it. */
void *probe_pack(const struct probe_job *job, size_t *size);

/* In the worker, whose bytes they are alone: the job in them, where it lies, for its passwords are
 * there once already. trust points into the bytes, too, and becomes the job's. NULL: it is no such
 * job. */
struct probe_job *probe_unpack(const void *bytes, size_t size, struct probe_trust *trust);

/* Before it is in the sandbox: opens what it needs. */
work probe_prepare;

/* In a pattern: starts the libraries that every test needs, makes the largest part of what they
 * make when they are used first, and reads whom all tests trust: a packed job of nothing. */
void probe_warm(const void *bytes, size_t size);

/* Does a packed job, and reports steps and facts: see result.h. Returns 0 if it came to an end,
 * whatever the end was. */
work probe_work;

#endif
