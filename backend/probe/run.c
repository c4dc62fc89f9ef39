#include "backend/probe/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "backend/child/stream.h"
#include "backend/probe/work.h"
#include "backend/settings/settings.h"

enum {
    SIDE_BY_SIDE = 16,
    LINES = 4096, /* of one child: RESULT_TEXT in pieces for each fact needs a third of it */
    GRACE = 2,    /* seconds: the child ends by itself and says how, unless it hangs */
};

/* One test in line. */
struct task {
    struct table *table;
    const struct record *record;
    size_t n;
    struct worker *worker; /* while it runs */
    size_t lines;          /* it has said so far */
    struct timespec since;
    struct probe_result result;
};

struct probe_run {
    struct config *config;
    const struct probe_trust *trust;
    struct probe_options options;
    struct task *tasks;
    size_t count, room;
    size_t next, done; /* tasks before next were started */
    size_t *slots;     /* the tasks that run */
    size_t running;
    size_t turn; /* who is asked first: one that talks must not keep others waiting */
    int wait;
};

struct probe_run *probe_run_new(const struct config *config, const struct probe_trust *trust,
                                const struct probe_options *options)
{
    struct probe_run *run = must(calloc(1, sizeof *run));

    *run = (struct probe_run){ .config = config_copy(config), .trust = trust, .options = *options };
    if (!run->options.side_by_side)
        run->options.side_by_side = SIDE_BY_SIDE;
    run->slots = must(calloc(run->options.side_by_side, sizeof *run->slots));
    run->wait = epoll_create1(EPOLL_CLOEXEC);
    must(run->wait < 0 ? NULL : run);
    return run;
}

int probe_run_fd(const struct probe_run *run)
{
    return run->wait;
}

size_t probe_run_count(const struct probe_run *run)
{
    return run->count;
}

size_t probe_run_done(const struct probe_run *run)
{
    return run->done;
}

const struct probe_result *probe_run_result(const struct probe_run *run, size_t n)
{
    return &run->tasks[n].result;
}

void probe_run_end(struct probe_run *run)
{
    if (!run)
        return;
    for (size_t i = 0; i < run->count; i++) {
        worker_end(run->tasks[i].worker);
        probe_result_free(&run->tasks[i].result);
        record_free((struct record *)run->tasks[i].record);
    }
    free(run->tasks);
    free(run->slots);
    config_free(run->config);
    close(run->wait);
    free(run);
}

/* ------------------------------------------------ the line */

static void set_target(struct probe_result *result, const struct probe_job *job)
{
    if (job->port)
        snprintf(result->target, sizeof result->target,
                 strchr(job->host, ':') ? "[%s]:%u" : "%s:%u", job->host, job->port);
    else
        snprintf(result->target, sizeof result->target, "%s", job->host);
}

static void run_add_task(struct probe_run *run, struct table *table, const struct record *record,
                         const struct probe_job *job, size_t n)
{
    run->tasks = grow(run->tasks, run->count, &run->room, sizeof *run->tasks);
    struct task *task = &run->tasks[run->count++];
    *task = (struct task){ .table = table, .record = record_hold(record), .n = n };
    snprintf(task->result.path, sizeof task->result.path, "%s", job->path);
    set_target(&task->result, job);
}

static size_t run_add_record(struct probe_run *run, struct table *table,
                             const struct record *record)
{
    struct probe_job job;
    size_t n = 0;

    for (; probe_job(run->config, table, record, n, &job); n++)
        run_add_task(run, table, record, &job, n);
    wipe(&job, sizeof job);
    return n;
}

void probe_run_add_nth(struct probe_run *run, const struct place *place, size_t n)
{
    struct probe_job job;

    if (probe_job(run->config, place->table, place->record, n, &job))
        run_add_task(run, config_table(run->config, place->table->section), place->record, &job, n);
    wipe(&job, sizeof job);
}

static size_t add_table(struct probe_run *run, struct table *table)
{
    size_t count = 0;

    for (size_t i = 0; i < table->count; i++)
        count += run_add_record(run, table, table->records[i]);
    return count;
}

size_t probe_run_add(struct probe_run *run, const struct place *place)
{
    size_t count = 0;

    if (place->record && !probe_whole(place->table->section))
        return run_add_record(run, config_table(run->config, place->table->section), place->record);
    if (place->table)
        return add_table(run, config_table(run->config, place->table->section));
    for (size_t i = 0; sections[i]; i++)
        count += add_table(run, config_table(run->config, sections[i]));
    return count;
}

/* ------------------------------------------------ one test */

static long ms_since(const struct timespec *since)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)(now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000;
}

static void leave_slot(struct probe_run *run, const struct task *task)
{
    size_t at = 0;

    while (&run->tasks[run->slots[at]] != task)
        at++;
    run->slots[at] = run->slots[--run->running];
}

static void end_task(struct probe_run *run, struct task *task)
{
    worker_end(task->worker);
    task->worker = NULL;
    task->result.ms = ms_since(&task->since);
    task->result.ended = true;
    leave_slot(run, task);
    run->done++;
}

static void add_user(struct probe_job *job, const struct probe_user *user)
{
    snprintf(job->user, sizeof job->user, "%s", user->name);
    probe_secret(job->radius.user_password, user->password);
}

static struct worker *start_worker(const struct probe_run *run, struct task *task, struct err *err)
{
    struct worker *worker = NULL;
    struct probe_job job;

    if (probe_job(run->config, task->table, task->record, task->n, &job)) {
        job.trust = run->trust;
        if (run->options.seconds)
            job.seconds = run->options.seconds;
        if (run->options.user && task->table->section == &radius_section)
            add_user(&job, run->options.user);
        worker = probe_start(&job, job.seconds + GRACE, err);
    } else
        fail(err, "has nothing to do");
    wipe(&job, sizeof job);
    return worker;
}

static bool run_watch(const struct probe_run *run, const struct task *task)
{
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = (uint64_t)(task - run->tasks) };

    return epoll_ctl(run->wait, EPOLL_CTL_ADD, worker_fd(task->worker), &event) == 0;
}

/* False: it is over already, for no process could be made. */
static bool start_task(struct probe_run *run, struct task *task)
{
    const struct place place = { task->table, task->record, NULL };
    struct err err = { "cannot be watched" };

    clock_gettime(CLOCK_MONOTONIC, &task->since);
    probe_level(run->config, &place, &task->result.level, task->result.why,
                sizeof task->result.why);
    run->slots[run->running++] = (size_t)(task - run->tasks);
    task->worker = start_worker(run, task, &err);
    if (task->worker && run_watch(run, task))
        return true;
    probe_result_broke(&task->result, err.text);
    end_task(run, task);
    return false;
}

/* ------------------------------------------------ all of them */

static enum probe_event_kind run_event(struct probe_event *event, const struct probe_run *run,
                                       const struct task *task, enum probe_event_kind kind)
{
    *event = (struct probe_event){ .at = (size_t)(task - run->tasks), .result = &task->result };
    return kind;
}

static enum probe_event_kind fail_task(struct probe_run *run, struct task *task, const char *why,
                                       struct probe_event *event)
{
    probe_result_broke(&task->result, why);
    end_task(run, task);
    return run_event(event, run, task, PROBE_ENDED);
}

/* Reads what one child has said until something is worth telling. One that babbles is stopped, for
 * we have others to listen to. */
static enum probe_event_kind run_receive(struct probe_run *run, struct task *task,
                                         struct probe_event *event)
{
    char line[STREAM_LINE];

    for (; task->lines < LINES; task->lines++) {
        switch (worker_step(task->worker, line, sizeof line)) {
        case WORKER_BUSY:
            return PROBE_WAIT;
        case WORKER_REPORTED:
            if (probe_result_receive(&task->result, line))
                return task->lines++, run_event(event, run, task, PROBE_RECEIVED);
            break;
        case WORKER_SENT:
            break;
        case WORKER_FAILED:
            return fail_task(run, task, line, event);
        case WORKER_DONE:
            end_task(run, task);
            return run_event(event, run, task, PROBE_ENDED);
        }
    }
    return fail_task(run, task, "the worker process reports far more than there is to report",
                     event);
}

static enum probe_event_kind receive_any(struct probe_run *run, struct probe_event *event)
{
    for (size_t i = 0, count = run->running; i < count; i++) {
        struct task *task = &run->tasks[run->slots[run->turn++ % count]];
        enum probe_event_kind kind = run_receive(run, task, event);
        if (kind != PROBE_WAIT)
            return kind;
    }
    return PROBE_WAIT;
}

enum probe_event_kind probe_run_step(struct probe_run *run, struct probe_event *event)
{
    while (run->running < run->options.side_by_side && run->next < run->count) {
        struct task *task = &run->tasks[run->next++];
        if (!start_task(run, task))
            return run_event(event, run, task, PROBE_ENDED);
    }
    return run->done == run->count ? PROBE_OVER : receive_any(run, event);
}
