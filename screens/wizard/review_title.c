/* review_title.c - over the review: how much differs, and what the save makes of the grade. */
#include <stdio.h>

#include "backend/base/language.h"
#include "screens/app/guide.h"
#include "screens/wizard/review.h"
#include "tui/text.h"

const char *review_arrow(void)
{
    return theme_rich_signs() ? " \xe2\x86\x92 " : " -> ";
}

/* What the save makes of the grade, at the right where there is room behind the title. */
static void review_grades(const struct review *state, struct area area, int used)
{
    const struct audit *audit = &state->app->audit;
    char text[120];

    if (!guide_judged(state->app))
        return;
    if (state->was.grade)
        snprintf(text, sizeof text, tr("saved now %c %.1f   after saving %c %.1f"),
                 state->was.grade, state->was.score, audit->grade, audit->score);
    else
        snprintf(text, sizeof text, tr("after saving %c %.1f"), audit->grade, audit->score);
    if (state->was.grade && text_width(text) + used + 4 > area.cols)
        snprintf(text, sizeof text, "%c %.1f%s%c %.1f", state->was.grade, state->was.score,
                 review_arrow(), audit->grade, audit->score);
    if (text_width(text) + used + 4 <= area.cols)
        text_put_right(area.y, area.x + used + 2, area.cols - used - 3, text);
}

void review_title(const struct review *state, struct area area)
{
    char text[200];

    snprintf(text, sizeof text, tr("Review and save   %zu %s"), state->all,
             trn("difference", "differences", state->all));
    review_grades(state, area, theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, text));
}
