/* live_order.c - the tests of the list: what fails stands first, what works last. */
#include <stdlib.h>

#include "backend/base/mem.h"
#include "screens/live/live.h"

enum { LIVE_RANKS = PROBE_VERDICTS + 1 };

/* What still runs is looked at sooner than what works. */
static int live_order_rank(const struct probe_result *result)
{
    static const int ranks[PROBE_VERDICTS] = {
        [PROBE_FAIL] = 0, [PROBE_UNREACHABLE] = 1, [PROBE_WARN] = 2, [PROBE_PASS] = 4
    };

    return result->ended ? ranks[probe_result_verdict(result)] : 3;
}

/* The test in hand stays in hand once it was chosen; before, the first row is. */
static size_t live_order_focus(const struct live *state, size_t test)
{
    size_t row = 0;

    while (state->moved && row + 1 < live_count(state) && state->order[row] != test)
        row++;
    return row;
}

void live_order(struct live *state)
{
    size_t count = live_count(state), used = 0;
    size_t test = state->order && count ? state->order[state->list.focus] : 0;

    if (!state->order)
        state->order = must(calloc(count ? count : 1, sizeof *state->order));
    for (int rank = 0; rank < LIVE_RANKS; rank++)
        for (size_t i = 0; i < count; i++)
            if (live_order_rank(probe_run_result(state->run, i)) == rank)
                state->order[used++] = i;
    state->list.focus = live_order_focus(state, test);
}

const struct probe_result *live_result(const struct live *state, size_t row)
{
    return probe_run_result(state->run, state->order[row]);
}
