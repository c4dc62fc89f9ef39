#include "backend/base/moment.h"
#include "backend/probe/run_inside.h"

enum { SOON_MS = 300 /* a difference below that means nothing */ };

/* The last two rounds count: those that are silent often stand together. */
static double run_left_last(const struct run_left *left)
{
    size_t last = 2 * left->side;

    return (double)(left->ended < last ? left->ended : last);
}

void run_left_add(struct run_left *left, double most)
{
    left->waiting++;
    left->waiting_most += most;
    if (most > left->each_most)
        left->each_most = most;
}

void run_left_start(struct run_left *left, double most)
{
    left->waiting--;
    left->waiting_most -= most;
}

/* By powers of two. */
static int run_left_kind(double ms)
{
    int kind = 0;

    for (; ms >= 2 && kind < RUN_LEFT_KINDS - 1; ms /= 2)
        kind++;
    return kind;
}

void run_left_end(struct run_left *left, double ms, double most)
{
    left->ended++;
    left->quick += 2 * ms < most;
    left->mean += (ms - left->mean) / run_left_last(left);
    left->counts[run_left_kind(ms)]++;
    left->sums[run_left_kind(ms)] += ms;
    if (ms > left->longest)
        left->longest = ms;
}

/* All time that was spent, by what ended in it: those that run and are silent were no sooner. But
 * nobody was seen to take longer than the longest. */
static double run_left_mean(const struct run_left *left, const struct run_left_test running[],
                            size_t count)
{
    double spent = 0, longest = left->longest;

    for (size_t i = 0; i < count; i++) {
        spent += running[i].ms;
        longest = running[i].ms > longest ? running[i].ms : longest;
    }
    double mean = left->mean + spent / run_left_last(left);
    return mean < longest ? mean : longest;
}

/* Who has taken far longer than any takes as long as he may. */
static bool run_left_beyond(const struct run_left *left, const struct run_left_test *test)
{
    return test->ms > 2 * left->longest + SOON_MS;
}

/* As long as those took on average that took half as long, or longer: whoever is silent is no
 * longer one of the quick ones. */
static double run_left_of(const struct run_left *left, const struct run_left_test *test)
{
    double count = 0, sum = 0;

    for (int i = run_left_kind(test->ms / 2); i < RUN_LEFT_KINDS; i++) {
        count += left->counts[i];
        sum += left->sums[i];
    }
    double whole = run_left_beyond(left, test) ? test->most
                   : count > 0                 ? sum / count
                                               : left->longest;
    return whole > test->ms ? whole - test->ms : 0;
}

/* Graham: whoever takes what is next as soon as there is room needs no longer than the mean of all
 * and the last one. */
static double run_left_most(const struct run_left *left, const struct run_left_test running[],
                            size_t count)
{
    double sum = left->waiting_most, longest = 0;

    for (size_t i = 0; i < count; i++) {
        double most = running[i].most > running[i].ms ? running[i].most - running[i].ms : 0;
        sum += most;
        longest = most > longest ? most : longest;
    }
    return left->waiting ? sum / (double)left->side + left->each_most : longest;
}

/* As if what is left were spread evenly, but no sooner than the last that runs, or the first of
 * those that wait for one to end. */
static double run_left_about(const struct run_left *left, const struct run_left_test running[],
                             size_t count)
{
    double mean = run_left_mean(left, running, count), longest = 0, soonest = left->each_most;
    double sum = (double)left->waiting * mean;

    for (size_t i = 0; i < count; i++) {
        double one = run_left_of(left, &running[i]);
        sum += one;
        longest = one > longest ? one : longest;
        soonest = one < soonest ? one : soonest;
    }
    sum /= (double)left->side;
    if (left->waiting && soonest + mean > longest)
        longest = soonest + mean;
    return sum > longest ? sum : longest;
}

/* As many run as long as that kind of time, or longer. */
static size_t run_left_older(const struct run_left_test running[], size_t count, int kind)
{
    size_t older = 0;

    for (size_t i = 0; i < count; i++)
        older += running[i].ms > SOON_MS && run_left_kind(running[i].ms) >= kind;
    return older;
}

/* Do most of those that run take longer than all that ended, but for fewer than there are of them?
 * Then what was seen tells nothing of them. */
static bool run_left_silence(const struct run_left *left, const struct run_left_test running[],
                             size_t count)
{
    double ended = 0;

    for (int kind = RUN_LEFT_KINDS - 1; kind >= 0; kind--) {
        size_t older = run_left_older(running, count, kind);
        ended += left->counts[kind];
        if (2 * older >= count && ended < (double)older)
            return true;
    }
    return false;
}

/* Whoever was silent all his time tells nothing of those that are not: as long as nobody else has
 * ended, that is all there is to say. */
struct probe_left run_left_guess(const struct run_left *left, const struct run_left_test running[],
                                 size_t count)
{
    double most = run_left_most(left, running, count), about;

    if (!left->quick || run_left_silence(left, running, count))
        return (struct probe_left){ true, most };
    about = run_left_about(left, running, count);
    return (struct probe_left){ false, about < most ? about : most };
}

long run_ms(const struct task *task)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)(now.tv_sec - task->since.tv_sec) * 1000 +
           (now.tv_nsec - task->since.tv_nsec) / 1000000;
}

struct probe_left probe_run_left(const struct probe_run *run)
{
    struct run_left_test running[PROBE_JOBS_MOST];
    size_t count = run->running < PROBE_JOBS_MOST ? run->running : PROBE_JOBS_MOST;

    for (size_t i = 0; i < count; i++) {
        const struct task *task = &run->tasks[run->slots[i]];
        running[i] = (struct run_left_test){ (double)run_ms(task), task->most };
    }
    return run_left_guess(&run->left, running, count);
}

const struct probe_result *probe_run_longest(const struct probe_run *run)
{
    const struct task *longest = NULL;

    for (size_t i = 0; i < run->running; i++) {
        const struct task *task = &run->tasks[run->slots[i]];
        if (!longest || moment_before(&task->since, &longest->since))
            longest = task;
    }
    return longest ? &longest->result : NULL;
}
