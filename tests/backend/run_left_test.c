/* How long many tests still take: what is said, beside what it is, in runs whose tests are
 * simulated. */
#include "tests/test.h"

#include "backend/probe/run_left.h"

enum { SIDE = 64, MOST = 20000, MANY = 10000 };

/* The nth of so many, in milliseconds. */
typedef double duration(int n, int count);

static double quick(int n, int count)
{
    (void)count;
    return 100 + n * 37 % 100;
}

static double silent(int n, int count)
{
    (void)n, (void)count;
    return MOST;
}

static double last(int n, int count)
{
    return n < count * 9 / 10 ? quick(n, count) : MOST;
}

static double first(int n, int count)
{
    return n < count / 2 ? MOST : quick(n, count);
}

/* As that, and one that was slow before. */
static double slow(int n, int count)
{
    return n == count / 4 ? MOST / 4 : last(n, count);
}

static double half(int n, int count)
{
    return n < count / 2 ? quick(n, count) : MOST;
}

static double mixed(int n, int count)
{
    return n % 10 == 7 ? MOST : quick(n, count);
}

static double mostly(int n, int count)
{
    return n % 10 == 7 ? quick(n, count) : MOST;
}

static double one(int n, int count)
{
    return n == count / 2 ? MOST : quick(n, count);
}

static const struct {
    const char *name;
    duration *takes;
} kinds[] = {
    { "quick", quick }, { "silent", silent },      { "silent at the end", last },
    { "half", half },   { "mixed", mixed },        { "mostly", mostly },
    { "one", one },     { "silent first", first }, { "slow", slow },
};

/* A run in a time of its own. */
struct simulated {
    duration *takes;
    int count, next;
    struct run_left left;
    double now, began[SIDE], takes_now[SIDE];
    int running;
};

static void fill(struct simulated *run)
{
    while (run->running < SIDE && run->next < run->count) {
        run->began[run->running] = run->now;
        run->takes_now[run->running++] = run->takes(run->next++, run->count);
        run_left_start(&run->left, MOST);
    }
}

static int first_to_end(const struct simulated *run)
{
    int first = 0;

    for (int i = 1; i < run->running; i++)
        if (run->began[i] + run->takes_now[i] < run->began[first] + run->takes_now[first])
            first = i;
    return first;
}

static double next_end(const struct simulated *run)
{
    int first = first_to_end(run);

    return run->began[first] + run->takes_now[first];
}

static void end_first(struct simulated *run)
{
    int first = first_to_end(run);

    run->now = next_end(run);
    run_left_end(&run->left, run->takes_now[first], MOST);
    run->running--;
    run->began[first] = run->began[run->running];
    run->takes_now[first] = run->takes_now[run->running];
    fill(run);
}

static struct simulated begin(duration *takes, int count)
{
    struct simulated run = { .takes = takes, .count = count, .left = { .side = SIDE } };

    for (int i = 0; i < count; i++)
        run_left_add(&run.left, MOST);
    fill(&run);
    return run;
}

static double whole(duration *takes, int count)
{
    struct simulated run = begin(takes, count);

    while (run.running)
        end_first(&run);
    return run.now;
}

static struct probe_left guess(const struct simulated *run, double at)
{
    struct run_left_test tests[SIDE];

    for (int i = 0; i < run->running; i++)
        tests[i] = (struct run_left_test){ at - run->began[i], MOST };
    return run_left_guess(&run->left, tests, (size_t)run->running);
}

/* What is said, what is left, and since when nothing ended. */
typedef void judgement(struct probe_left said, double left, double quiet);

/* Every so many milliseconds. */
static void watch_every(int step, duration *takes, int count, judgement *judge)
{
    struct simulated run = begin(takes, count);
    double all = whole(takes, count);

    for (int at = step; at < all; at += step) {
        while (next_end(&run) <= at)
            end_first(&run);
        judge(guess(&run, at), all - at, at - run.now);
    }
}

/* As a reader looks at it. */
static void watch(duration *takes, int count, judgement *judge)
{
    watch_every(1000, takes, count, judge);
}

static void each(judgement *judge)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int count = 5; count <= MANY; count *= 10)
            watch(kinds[i].takes, count, judge);
}

static void holds(struct probe_left said, double left, double quiet)
{
    (void)quiet;
    assert_true(!said.most || said.ms >= left - 1);
}

static void at_most_is_never_less_than_it_takes(void **state)
{
    (void)state;
    each(holds);
}

static double before;

/* What is said goes down as time goes by; up, by no more than a tenth, and by what one may take. */
static void is_steady(struct probe_left said, double left, double quiet)
{
    (void)quiet;
    (void)left;
    assert_true(said.most || before == 0 || said.ms <= before * 1.1 + MOST);
    before = said.ms;
}

static void it_does_not_leap_upward(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int count = 5; count <= MANY; count *= 10) {
            before = 0;
            watch(kinds[i].takes, count, is_steady);
        }
}

static double tolerance;

static void is_near(struct probe_left said, double left, double quiet)
{
    (void)quiet;
    assert_true(said.most ||
                (said.ms > left * 0.7 - tolerance && said.ms < left * 1.4 + tolerance));
}

static void what_is_all_alike_is_known(void **state)
{
    (void)state;
    tolerance = 1000;
    watch(quick, MANY, is_near);
    tolerance = MOST; /* they end in rounds, and the last one is not full */
    watch(silent, MANY, is_near);
    watch(silent, SIDE + 1, is_near);
}

/* When nothing comes any more that is not said to be over in a moment, but for the first half of a
 * second: until then it may be a slow one. */
static void is_no_moment(struct probe_left said, double left, double quiet)
{
    assert_true(said.most || quiet <= 500 || left <= 5000 || said.ms >= left / 8);
}

static void silence_at_the_end_is_not_over_soon(void **state)
{
    enum { STEP = 20 };

    (void)state;
    watch_every(STEP, last, MANY / 10, is_no_moment);
    watch_every(STEP, one, MANY / 10, is_no_moment);
    watch_every(STEP, half, MANY / 10, is_no_moment);
    watch_every(STEP, slow, MANY / 10, is_no_moment);
}

static int too_high;

/* Silent ones say nothing of those that follow: "about" is near, but for the moment in which the
 * first of these come. */
static void is_honest(struct probe_left said, double left, double quiet)
{
    (void)quiet;
    too_high += !said.most && said.ms > left * 1.4 + MOST;
}

static void silent_ones_promise_nothing(void **state)
{
    (void)state;
    for (int count = SIDE * 2; count <= MANY; count *= 4) {
        too_high = 0;
        watch(first, count, is_honest);
        watch(silent, count, is_honest);
        assert_true(too_high <= 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_most_is_never_less_than_it_takes),
        cmocka_unit_test(it_does_not_leap_upward),
        cmocka_unit_test(what_is_all_alike_is_known),
        cmocka_unit_test(silence_at_the_end_is_not_over_soon),
        cmocka_unit_test(silent_ones_promise_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
