/* run_line.c - what is to be tested, in the order of starting. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/probe/run_inside.h"
#include "backend/settings/settings.h"

static void run_line_target(struct probe_result *result, const struct probe_job *job)
{
    if (job->port)
        snprintf(result->target, sizeof result->target,
                 strchr(job->host, ':') ? "[%s]:%u" : "%s:%u", job->host, job->port);
    else
        snprintf(result->target, sizeof result->target, "%s", job->host);
}

void run_queue(struct probe_run *run, size_t task)
{
    run->line = grow(run->line, run->length, &run->line_room, sizeof *run->line);
    run->line[run->length++] = task;
    run_left_add(&run->left, run->tasks[task].most);
}

static double run_line_most(const struct probe_run *run, const struct probe_job *job)
{
    return 1000.0 * (run->options.seconds ? run->options.seconds : job->seconds);
}

static void run_line_add(struct probe_run *run, struct table *table, const struct record *record,
                         const struct probe_job *job, size_t n)
{
    run->tasks = grow(run->tasks, run->count, &run->room, sizeof *run->tasks);
    struct task *task = &run->tasks[run->count++];
    *task = (struct task){ .table = table, .record = record_hold(record), .n = n };
    task->most = run_line_most(run, job);
    snprintf(task->result.path, sizeof task->result.path, "%s", job->path);
    run_line_target(&task->result, job);
    run_queue(run, run->count - 1);
}

void probe_run_add_job(struct probe_run *run, const struct probe_job *job)
{
    run->tasks = grow(run->tasks, run->count, &run->room, sizeof *run->tasks);
    struct task *task = &run->tasks[run->count++];
    *task = (struct task){ .given = must(malloc(sizeof *job)) };
    *task->given = *job;
    task->most = run_line_most(run, job);
    snprintf(task->result.path, sizeof task->result.path, "%s", job->path);
    run_line_target(&task->result, job);
    run_queue(run, run->count - 1);
}

static size_t run_line_add_record(struct probe_run *run, struct table *table,
                                  const struct record *record)
{
    struct probe_job job;
    size_t n = 0;

    for (; probe_job(run->config, table, record, n, &job); n++)
        run_line_add(run, table, record, &job, n);
    wipe(&job, sizeof job);
    return n;
}

void probe_run_add_nth(struct probe_run *run, const struct config_place *place, size_t n)
{
    struct table *table = config_table(run->config, place->table->section);
    struct probe_job job;

    if (probe_job(run->config, place->table, place->record, n, &job))
        run_line_add(run, table, place->record, &job, n);
    wipe(&job, sizeof job);
}

static size_t run_line_add_table(struct probe_run *run, struct table *table)
{
    size_t count = 0;

    for (size_t i = 0; i < table->count; i++)
        count += run_line_add_record(run, table, table->records[i]);
    return count;
}

size_t probe_run_add(struct probe_run *run, const struct config_place *place)
{
    size_t count = 0;

    if (place->record && !probe_whole(place->table->section))
        return run_line_add_record(run, config_table(run->config, place->table->section),
                                   place->record);
    if (place->table)
        return run_line_add_table(run, config_table(run->config, place->table->section));
    for (size_t i = 0; sections[i]; i++)
        count += run_line_add_table(run, config_table(run->config, sections[i]));
    return count;
}
