/* Tests start one after the other, and who waits for the next is told. */
#include "tests/test.h"

#include <poll.h>

#include "backend/probe/run_pace.h"

enum { AT_ONCE = 16, APART = 60000000 /* a minute, in which no test is late */ };

enum { AT_LAST = 10000 /* milliseconds that a timer may be late */ };

static bool tells(const struct run_pace *pace, int ms)
{
    struct pollfd ready = { .fd = pace->timer, .events = POLLIN };

    return poll(&ready, 1, ms) == 1;
}

static void the_first_start_at_once(void **state)
{
    struct run_pace pace;

    (void)state;
    assert_true(run_pace_open(&pace));
    assert_true(run_pace_may(&pace));
    run_pace_started(&pace);
    assert_true(run_pace_may(&pace));
    run_pace_wait(&pace, true, false);
    assert_true(tells(&pace, AT_LAST));
    run_pace_wait(&pace, false, false);
    assert_false(tells(&pace, 0));
    run_pace_close(&pace);
}

/* However long nobody started, only so many do at once. */
static void others_wait(void **state)
{
    struct run_pace pace;

    (void)state;
    assert_true(run_pace_open(&pace));
    pace.apart = APART;
    for (int i = 0; i < AT_ONCE; i++) {
        assert_true(run_pace_may(&pace));
        run_pace_started(&pace);
    }
    run_pace_started(&pace);
    assert_false(run_pace_may(&pace));
    run_pace_wait(&pace, true, false);
    assert_false(tells(&pace, 0));
    run_pace_wait(&pace, true, true); /* all is over */
    assert_true(tells(&pace, AT_LAST));
    run_pace_close(&pace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_start_at_once),
        cmocka_unit_test(others_wait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
