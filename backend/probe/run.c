#include "backend/base/language.h"
#include "backend/probe/run_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "backend/child/stream.h"
#include "backend/probe/work.h"
#include "backend/settings/settings.h"

enum {
    FOR_A_PROCESSOR = 48, /* side by side: a printer takes 4 ms of it, and waits of 150 */
    JOBS_MOST = 96,       /* by themselves: each takes 0.5 MiB */
    STARTS = 4,           /* in one step */
    EARLY = 1,            /* while a pattern gets ready, which is not to be kept from it */
    LINES = 4096, /* of one child: RESULT_TEXT in pieces for each fact needs a third of it */
    GRACE = 5, /* seconds: on a busy machine it starts late, and ends by itself, unless it hangs */
};

size_t probe_jobs(void)
{
    enum { OF_ONE = 4, OURS = 32 }; /* descriptors */
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = processors > 0 ? (size_t)processors * FOR_A_PROCESSOR : FOR_A_PROCESSOR;
    struct rlimit files = { 0 };

    jobs = jobs < JOBS_MOST ? jobs : JOBS_MOST;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < OURS + OF_ONE * jobs)
        jobs = files.rlim_cur > OURS + OF_ONE ? (size_t)(files.rlim_cur - OURS) / OF_ONE : 1;
    return jobs;
}

struct probe_run *probe_run_new(const struct config *config, const struct probe_trust *trust,
                                const struct probe_options *options)
{
    struct probe_run *run = must(calloc(1, sizeof *run));

    *run = (struct probe_run){ .config = config_copy(config), .trust = trust, .options = *options };
    if (!run->options.side_by_side)
        run->options.side_by_side = probe_jobs();
    run->left.side = run->options.side_by_side;
    run->slots = must(calloc(run->options.side_by_side, sizeof *run->slots));
    run->wait = epoll_create1(EPOLL_CLOEXEC);
    must(run->wait >= 0 && run_pace_open(&run->pace) ? run : NULL);
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = RUN_NO_TASK };
    must(epoll_ctl(run->wait, EPOLL_CTL_ADD, run->pace.timer, &event) ? NULL : run);
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
        if (run->tasks[i].given)
            wipe(run->tasks[i].given, sizeof *run->tasks[i].given);
        free(run->tasks[i].given);
    }
    run_pattern_end(run);
    run_keys_free(&run->keys);
    free(run->tasks);
    free(run->slots);
    free(run->line);
    run_pace_close(&run->pace);
    config_free(run->config);
    close(run->wait);
    free(run);
}

/* ------------------------------------------------ one test */

static void leave_slot(struct probe_run *run, const struct task *task)
{
    size_t at = 0;

    while (&run->tasks[run->slots[at]] != task)
        at++;
    run->slots[at] = run->slots[--run->running];
}

/* What cannot be reached now may be in a minute: it gets in line again, while it may. */
static bool run_again(struct probe_run *run, struct task *task)
{
    if (probe_result_verdict(&task->result) != PROBE_UNREACHABLE ||
        task->result.tries > run->options.retries)
        return false;
    probe_result_again(&task->result);
    task->lines = 0;
    run_queue(run, (size_t)(task - run->tasks));
    return true;
}

/* What there is to tell of it. */
static enum probe_event_kind end_task(struct probe_run *run, struct task *task)
{
    worker_end(task->worker);
    task->worker = NULL;
    task->result.ms = run_ms(task);
    task->result.ended = true;
    run_left_end(&run->left, (double)task->result.ms, task->most);
    leave_slot(run, task);
    if (run_again(run, task))
        return PROBE_RECEIVED;
    run->done++;
    return PROBE_ENDED;
}

static void add_user(struct probe_job *job, const struct probe_user *user)
{
    snprintf(job->user, sizeof job->user, "%s", user->name);
    probe_secret(job->radius.user_password, user->password);
}

/* False: there is nothing to do. */
static bool run_fill(const struct probe_run *run, const struct task *task, struct probe_job *job)
{
    if (task->given)
        *job = *task->given;
    return task->given || probe_job(run->config, task->table, task->record, task->n, job);
}

static struct worker *start_worker(struct probe_run *run, struct task *task, struct err *err)
{
    struct worker *worker = NULL;
    struct probe_job job;

    if (run_fill(run, task, &job)) {
        job.trust = run->trust;
        if (run->options.seconds)
            job.seconds = run->options.seconds;
        if (run->options.user && task->table && task->table->section == &radius_section)
            add_user(&job, run->options.user);
        run_keys_fill(&run->keys, &job);
        worker = probe_start(&job, job.seconds + GRACE, run->now.pattern, err);
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

/* PROBE_WAIT, or, for no process could be made, how it is over already. */
static enum probe_event_kind start_task(struct probe_run *run, struct task *task)
{
    const struct config_place place = { task->table, task->record, NULL };
    struct err err = { "cannot be watched" };

    clock_gettime(CLOCK_MONOTONIC, &task->since);
    task->result.tries++;
    run_left_start(&run->left, task->most);
    if (task->table)
        probe_level(run->config, &place, &task->result.level, task->result.why,
                    sizeof task->result.why);
    run->slots[run->running++] = (size_t)(task - run->tasks);
    task->worker = start_worker(run, task, &err);
    if (task->worker && run_watch(run, task))
        return PROBE_WAIT;
    probe_result_broke(&task->result, err.text);
    return end_task(run, task);
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
    return run_event(event, run, task, end_task(run, task));
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
            return run_event(event, run, task, end_task(run, task));
        }
    }
    return fail_task(run, task, tr("the worker process reports far more than there is to report"),
                     event);
}

/* Who has something to say now. Whoever else stands in the same epoll does not count. */
static void run_listen(struct probe_run *run)
{
    struct epoll_event events[RUN_HEARD];
    int count = epoll_wait(run->wait, events, RUN_HEARD, 0);

    run->heard_count = run->heard_at = 0;
    for (int i = 0; i < count; i++)
        if (events[i].data.u64 < run->count)
            run->heard[run->heard_count++] = (size_t)events[i].data.u64;
}

/* Only those who have something to say are asked, each until it has said all. The kernel may tell
 * of one that has ended: a process that was just made of ours has its descriptor, too, until it is
 * another program. */
static enum probe_event_kind receive_any(struct probe_run *run, struct probe_event *event)
{
    enum probe_event_kind kind = PROBE_WAIT;

    if (run->heard_at == run->heard_count)
        run_listen(run);
    while (kind == PROBE_WAIT && run->heard_at < run->heard_count) {
        struct task *task = &run->tasks[run->heard[run->heard_at]];
        if (task->worker)
            kind = run_receive(run, task, event);
        if (kind == PROBE_WAIT || !task->worker)
            run->heard_at++;
    }
    return kind;
}

/* A place is free, and somebody waits for it. */
static bool run_more(struct probe_run *run)
{
    bool ready = run_pattern(run);

    return run->running < (ready ? run->options.side_by_side : EARLY) && run->next < run->length;
}

/* Anyone who waits comes back when more may be started, or at once to hear that all is over. */
static void run_note_more(struct probe_run *run)
{
    bool over = run->done == run->count;

    run_pace_wait(&run->pace, over || run_more(run), over);
}

enum probe_event_kind probe_run_step(struct probe_run *run, struct probe_event *event)
{
    enum probe_event_kind kind = PROBE_WAIT;

    for (int i = 0; i < STARTS && kind == PROBE_WAIT && run_more(run) && run_pace_may(&run->pace);
         i++) {
        struct task *task = &run->tasks[run->line[run->next++]];
        run_pace_started(&run->pace);
        kind = run_event(event, run, task, start_task(run, task));
    }
    if (kind == PROBE_WAIT)
        kind = run->done == run->count ? PROBE_OVER : receive_any(run, event);
    run_note_more(run);
    return kind;
}
