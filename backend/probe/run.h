/* run.h - many live tests side by side, each in a child of its own, for one loop to wait on.
 *
 *   run = probe_run_new(config, trust, &options); probe_run_add(run, &place) ...
 *   while (probe_run_step(run, &event) != PROBE_OVER) wait for probe_run_fd(run)
 *
 * A job is filled in when its turn comes, and wiped as soon as its child has it.
 */
#ifndef BACKEND_PROBE_RUN_H
#define BACKEND_PROBE_RUN_H

#include "backend/probe/net/result.h"
#include "backend/settings/probe_job.h"

struct probe_run;

/* A login that is tried besides, and belongs to nobody else: RADIUS servers ask for one. */
struct probe_user {
    const char *name;
    const struct secret *password;
};

struct probe_options {
    size_t side_by_side; /* 0: probe_jobs() */
    unsigned retries;    /* how often one that is unreachable is tried again, at the end */
    int seconds;         /* for each test; 0: as its section says */
    const struct probe_user *user; /* stays the caller's until probe_run_end(); NULL: none */
};

enum { PROBE_JOBS_MOST = 256 };

/* How many run side by side unless somebody says otherwise: 48 for each processor, as most
 * wait for the network, and no more than 96, or the descriptors of this process allow. They are
 * started one after the other: see run_pace.h. */
size_t probe_jobs(void);

/* Takes a copy of config, which shares the records; trust stays the caller's until probe_run_end().
 */
struct probe_run *probe_run_new(const struct config *config, const struct probe_trust *trust,
                                const struct probe_options *options);

/* Puts in line all tests of a record, of a section (record NULL), or of everything (table NULL).
 * Returns how many there are. */
size_t probe_run_add(struct probe_run *run, const struct config_place *place);

/* Puts the nth test of a record in line alone. */
void probe_run_add_nth(struct probe_run *run, const struct config_place *place, size_t n);

/* Puts a job in line that no record has: its path, section, host and port are filled in; trust and
 * seconds come from the run. */
void probe_run_add_job(struct probe_run *run, const struct probe_job *job);

/* Readable when there is something to hear. */
int probe_run_fd(const struct probe_run *run);

enum probe_event_kind {
    PROBE_WAIT,     /* nothing now: wait on probe_run_fd() */
    PROBE_RECEIVED, /* a step or a fact came, or one that is to be tried again is over */
    PROBE_ENDED,    /* this test is over */
    PROBE_OVER,     /* all are */
};
struct probe_event {
    size_t at; /* which test, in the order of the line */
    const struct probe_result *result;
};

/* Starts a few of what may start, and hands over at most one event. Never blocks, and never takes
 * longer than a few milliseconds: who waits for other things, too, is to look at them between a
 * bounded number of calls. Once more may be started, probe_run_fd() is readable. */
enum probe_event_kind probe_run_step(struct probe_run *run, struct probe_event *event);

size_t probe_run_count(const struct probe_run *run); /* all in line */
size_t probe_run_done(const struct probe_run *run);  /* of them ended */

/* How long the rest takes; valid while any is left. */
struct probe_left {
    bool most; /* so long at most: nothing better is known; else about so long */
    double ms;
};
struct probe_left probe_run_left(const struct probe_run *run);

/* The nth of the line; valid until probe_run_end(). */
const struct probe_result *probe_run_result(const struct probe_run *run, size_t n);

/* The one that has been running longest: what is waited for. NULL: none runs. */
const struct probe_result *probe_run_longest(const struct probe_run *run);

/* Kills at once what still runs, and frees; NULL is fine. */
void probe_run_end(struct probe_run *run);

/* Reads what trust.* names, and the root of the built-in CA out of the store (NULL: there is
 * none yet). False and err: the first file that cannot be read; all others are there nevertheless.
 */
struct store;
bool probe_trust_read(struct probe_trust *trust, const struct config *config, struct store *store,
                      struct err *err);
void probe_trust_free(struct probe_trust *trust);

#endif
