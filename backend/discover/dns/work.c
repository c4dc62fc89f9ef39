#include "backend/discover/dns/work.h"

#include <string.h>

#include "backend/discover/dns/channel.h"

struct work_asked {
    size_t row;
    char name[DNS_NAME];
    int out;
    bool over;
};

static bool work_job(const void *bytes, size_t size, struct discover_job *job)
{
    if (size != sizeof *job)
        return false;
    memcpy(job, bytes, size);
    return job->host[DNS_NAME - 1] == '\0' && job->domain[DNS_NAME - 1] == '\0' &&
           job->resolver[sizeof job->resolver - 1] == '\0';
}

int discover_prepare(const void *bytes, size_t size, int out)
{
    struct discover_job job;

    return work_job(bytes, size, &job) && channel_open(job.resolver, out) ? 0 : 1;
}

static void work_answered(void *data, const struct answer *answer, const char *why)
{
    struct work_asked *asked = data;

    asked->over = true;
    if (why)
        worker_report(asked->out, "none %zu %s", asked->row, why);
    for (size_t i = 0; i < answer->count; i++) {
        const struct answer_record *record = &answer->records[i];
        worker_report(asked->out, "record %zu %u %u %u %lu %d %d %s", asked->row, record->priority,
                      record->weight, record->port, record->ttl, answer->authentic, answer->aliased,
                      record->name);
    }
}

static bool work_over(const struct work_asked asked[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!asked[i].over)
            return false;
    return true;
}

int discover_work(const void *bytes, size_t size, int out)
{
    struct work_asked asked[DISCOVER_QUESTIONS];
    struct discover_job job;
    size_t count = 0;

    if (!work_job(bytes, size, &job))
        return 1;
    const struct deadline deadline = deadline_in(job.seconds);
    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++) {
        struct work_asked *one = &asked[count];
        *one = (struct work_asked){ .row = row, .out = out };
        if (question_name(&job, row, one->name)) {
            channel_ask(one->name, questions[row].type, work_answered, one);
            count++;
        }
    }
    while (!work_over(asked, count) && deadline_left(&deadline))
        channel_wait(&deadline, deadline_left(&deadline));
    channel_close();
    return 0;
}
