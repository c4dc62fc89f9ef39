/* review_title.c - over the review: how much differs, and what the save makes of the grade. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/app/guide.h"
#include "screens/wizard/review.h"
#include "tui/text.h"

/* "A 98.5" */
enum { GRADED_SIZE = TENTHS_SIZE + 2 };

static void review_graded(char grade, double score, char text[GRADED_SIZE])
{
    char tenths[TENTHS_SIZE];

    shown_tenths(score, tenths);
    snprintf(text, GRADED_SIZE, "%c %s", grade, tenths);
}

/* What the save makes of the grade, at the right where there is room behind the title. Not in the
 * first set-up: the save makes certificates then, which nothing was said of yet. */
static void review_grades(const struct review *state, struct area area, int used)
{
    const struct audit *audit = &state->app->audit;
    char text[160], was[GRADED_SIZE], will[GRADED_SIZE];

    if (!guide_judged(state->app) || !state->was.grade)
        return;
    review_graded(state->was.grade, state->was.score, was);
    review_graded(audit->grade, audit->score, will);
    snprintf(text, sizeof text, tr("saved now %s   after saving %s"), was, will);
    if (text_width(text) + used + 4 > area.cols)
        snprintf(text, sizeof text, "%s%s%s", was, theme_arrow(), will);
    if (text_width(text) + used + 4 <= area.cols)
        text_put_right(area.y, area.x + used + 2, area.cols - used - 3, text);
}

/* Of what is pending: it is judged by, so it is not cut. */
static int review_missing_rows(const struct review *state, struct area area)
{
    return *state->missing ? text_lines(state->missing, area.cols - 3) : 0;
}

/* Of what stays open, which is seen elsewhere, too: as far as the buttons keep their row. */
static int review_open_rows(const struct review *state, struct area area)
{
    enum { BESIDE = 3 }; /* the title, the buttons and what has the focus below */
    int rows = *state->tests ? text_lines(state->tests, area.cols - 2) : 0;
    int room = area.rows - BESIDE - review_missing_rows(state, area);

    return rows < room ? rows : room > 0 ? room : 0;
}

int review_title_rows(const struct review *state, struct area area)
{
    return 1 + review_missing_rows(state, area) + review_open_rows(state, area);
}

static void review_title_below(const struct review *state, struct area area)
{
    int missing = review_missing_rows(state, area), y = area.y + 1;

    if (missing) {
        theme_mark(y, area.x + 1, MARK_INCOMPLETE);
        text_put_wrapped((struct area){ y, area.x + 3, missing, area.cols - 3 }, state->missing);
    }
    text_put_wrapped(
        (struct area){ y + missing, area.x + 1, review_open_rows(state, area), area.cols - 2 },
        state->tests);
}

void review_title(const struct review *state, struct area area)
{
    char text[200];

    snprintf(text, sizeof text, tr("Review and save   %s %s"), shown_count(state->all).text,
             trn("difference", "differences", state->all));
    if (state->app->saved && !state->all)
        snprintf(text, sizeof text, tr("Nothing to save: same as generation %u"),
                 store_generation(state->app->store));
    review_grades(state, area, theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, text));
    review_title_below(state, area);
}
