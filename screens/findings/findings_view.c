/* findings_view.c - which findings are shown: all, or those that one looks for. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/findings/findings.h"
#include "tui/text.h"

static bool findings_view_all(const struct findings *state, const struct finding *finding)
{
    (void)state;
    (void)finding;
    return true;
}

static bool findings_view_fails(const struct findings *state, const struct finding *finding)
{
    (void)state;
    return finding->level == FAIL && !finding->waived;
}

static bool findings_view_warns(const struct findings *state, const struct finding *finding)
{
    (void)state;
    return finding->level == WARN && !finding->waived;
}

static bool findings_view_here(const struct findings *state, const struct finding *finding)
{
    return finding->section == state->topic;
}

static bool findings_view_waived(const struct findings *state, const struct finding *finding)
{
    (void)state;
    return finding->waived;
}

static const struct {
    const char *name;
    bool (*has)(const struct findings *state, const struct finding *finding);
} views[] = {
    [FINDINGS_ALL] = { "all", findings_view_all },
    [FINDINGS_PROBLEMS] = { "problems", findings_view_fails },
    [FINDINGS_WARNINGS] = { "warnings", findings_view_warns },
    [FINDINGS_TOPIC] = { "this topic", findings_view_here },
    [FINDINGS_WAIVED] = { "accepted", findings_view_waived },
};

bool findings_shown(struct findings *state, const struct finding *finding)
{
    for (size_t i = 0; i < FINDINGS_VIEWS; i++)
        state->counts[i] += views[i].has(state, finding);
    return views[state->view].has(state, finding);
}

static void findings_view_seek(struct findings *state, size_t at)
{
    for (size_t i = 0; i < state->count; i++)
        if (!state->lines[i].heading && state->lines[i].at == at)
            state->list.focus = i;
}

void findings_view_next(struct findings *state, bool back)
{
    const struct finding *finding = findings_in_hand(state);
    size_t at = finding ? (size_t)(finding - state->app->audit.list) : 0;

    if (finding)
        state->topic = finding->section;
    state->view = (state->view + (back ? FINDINGS_VIEWS - 1 : 1)) % FINDINGS_VIEWS;
    state->list.focus = 0;
    findings_gather(state);
    if (finding)
        findings_view_seek(state, at);
}

/* ------------------------------------------------ drawing */

enum { FINDINGS_VIEW = 80 }; /* bytes of a title with its count */

/* The one in hand has brackets as well as a colour. Which topic is meant is known once it is. */
static void findings_view_text(const struct findings *state, size_t view, char text[FINDINGS_VIEW])
{
    bool chosen = view == state->view;

    if (chosen)
        snprintf(text, FINDINGS_VIEW, "[%s %s]", tr(views[view].name),
                 shown_count(state->counts[view]).text);
    else if (view == FINDINGS_TOPIC)
        snprintf(text, FINDINGS_VIEW, " %s ", tr(views[view].name));
    else
        snprintf(text, FINDINGS_VIEW, " %s %s ", tr(views[view].name),
                 shown_count(state->counts[view]).text);
}

void findings_view_draw(const struct findings *state, struct area line)
{
    char text[FINDINGS_VIEWS][FINDINGS_VIEW];
    int x = line.x + theme_put(line.y, line.x, line.cols, ROLE_TITLE, tr("Findings")) + 1;
    int end = line.x + line.cols, all = 0;

    for (size_t i = 0; i < FINDINGS_VIEWS; i++) {
        findings_view_text(state, i, text[i]);
        all += text_width(text[i]) + 1;
    }
    bool fits = x + all <= end;
    for (size_t i = 0; i < FINDINGS_VIEWS; i++)
        if (fits || i == state->view)
            x += 1 +
                 theme_put(line.y, x, end - x, i == state->view ? ROLE_TITLE : ROLE_PLAIN, text[i]);
}
