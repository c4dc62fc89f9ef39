/* review_lines.c - the differences from what is saved, under their topics, in words. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "backend/settings/settings.h"
#include "screens/app/guide.h"
#include "screens/live/live.h"
#include "screens/wizard/review.h"
#include "tui/text.h"

static void review_lines_found(void *data, const struct difference *difference)
{
    struct review *state = data;

    state->all++;
    if (state->count == REVIEW_MOST)
        return;
    state->list = grow(state->list, state->count, &state->room, sizeof *state->list);
    state->list[state->count++] = *difference;
}

static const struct section *review_lines_section(const struct difference *difference)
{
    return (difference->is ? difference->is : difference->was)->section;
}

static void review_lines_make(struct review *state)
{
    const struct section *last = NULL;

    state->line_count = 0;
    for (size_t i = 0; i < state->count; i++) {
        const struct section *section = review_lines_section(&state->list[i]);

        if (section != last)
            state->lines[state->line_count++].heading = section;
        state->lines[state->line_count++] = (struct review_line){ .at = i };
        last = section;
    }
}

/* What nobody has looked at yet, and what somebody else has to do first. */
static void review_lines_missing(struct review *state)
{
    const struct app *app = state->app;
    size_t unvisited = app->guided ? guide_unvisited(app) : 0;

    state->missing[0] = '\0';
    if (unvisited)
        snprintf(state->missing, sizeof state->missing,
                 tr("%zu of %zu steps were not visited: what is advised there is saved."),
                 unvisited, guide_steps(app));
    else if (app_pending(app))
        snprintf(state->missing, sizeof state->missing,
                 app->certificate.present
                     ? tr("Pending: %s. Until then the present certificate stays.")
                     : tr("Pending: %s. Until then there is no certificate."),
                 app->saved ? certify_pending_short(app->certificate.pending)
                            : tr("a CA has to sign the certificate"));
}

/* The grade of what is on disk, for comparison. */
static void review_lines_judge(struct review *state)
{
    const struct app *app = state->app;
    struct audit audit = { 0 };
    struct audit_facts facts = { .now = time(NULL),
                                 .certificate = &app->certificate,
                                 .notes = &app->notes,
                                 .unguarded = sandbox_missing() };

    state->was.grade = '\0';
    if (!app->saved || !state->all)
        return;
    audit_run(&audit, app->saved, &facts);
    state->was.grade = audit.grade;
    state->was.score = audit.score;
    audit_free(&audit);
}

/* As wide as the widest, up to half a line: what is longer pushes its arrow. */
static void review_lines_columns(struct review *state)
{
    enum { MOST = 24 };
    char text[1024];

    state->was_cols = text_width(review_was_title(state));
    for (size_t i = 0; i < state->count; i++) {
        review_was(&state->list[i], text, sizeof text);
        int width = text_width(text);
        if (width > state->was_cols)
            state->was_cols = width < MOST ? width : MOST;
    }
}

const char *review_was_title(const struct review *state)
{
    return state->app->saved ? tr("Saved now") : tr("Default");
}

/* What stays open behind the save: findings, then tests. */
static void review_lines_open(struct review *state)
{
    const struct audit *audit = &state->app->audit;
    char tests[sizeof state->tests - 80], found[80] = "";

    state->untested = live_summary(state->app, tests, sizeof tests) > 0;
    if (audit->fail + audit->warn && guide_judged(state->app))
        snprintf(found, sizeof found, tr("Open: %s %s, %s %s"), shown_count(audit->fail).text,
                 trn("problem", "problems", audit->fail), shown_count(audit->warn).text,
                 trn("warning", "warnings", audit->warn));
    snprintf(state->tests, sizeof state->tests, "%s%s%s", found, *found && *tests ? "   " : "",
             tests);
}

void review_gather(struct review *state)
{
    struct app *app = state->app;

    state->count = state->all = 0;
    config_differences(app_before(app), app->config, review_lines_found, state);
    review_lines_make(state);
    review_lines_columns(state);
    review_lines_open(state);
    review_lines_missing(state);
    review_lines_judge(state);
}

const struct difference *review_in_hand(const struct review *state)
{
    size_t i = state->form.focus;

    return i > 0 && i <= state->line_count && !state->lines[i - 1].heading
               ? &state->list[state->lines[i - 1].at]
               : NULL;
}

/* ------------------------------------------------ words */

static void review_lines_value(const struct record *record, const struct setting *setting,
                               char text[], size_t size)
{
    const char *value =
        record ? record_value(record, setting) : (setting->initial ? setting->initial : "");

    snprintf(text, size, "%s", *value ? setting_shown(setting, value) : tr("empty"));
}

void review_was(const struct difference *difference, char text[], size_t size)
{
    const struct setting *setting = difference->setting;

    if (!setting)
        snprintf(text, size, "%s", difference->was ? tr("there") : "");
    else if (setting->type == SECRET)
        snprintf(text, size, "%s",
                 difference->was && record_hidden(difference->was, setting) ? tr("set")
                                                                            : tr("not set"));
    else
        review_lines_value(difference->was, setting, text, size);
}

void review_will(const struct difference *difference, char text[], size_t size)
{
    const struct setting *setting = difference->setting;

    if (!setting)
        snprintf(text, size, "%s", tr(config_difference_kinds[difference->kind]));
    else if (setting->type != SECRET)
        review_lines_value(difference->is, setting, text, size);
    else if (!record_hidden(difference->is, setting))
        snprintf(text, size, "%s", tr("removed"));
    else
        snprintf(text, size, "%s",
                 difference->was && record_hidden(difference->was, setting) ? tr("a new one")
                                                                            : tr("set"));
}

const char *review_consequence(const struct difference *difference)
{
    const struct setting *setting = difference->setting;

    if (!setting || setting->type != SECRET || setting->generated || !difference->was ||
        !record_hidden(difference->was, setting))
        return "";
    return "The old one stops working: enter the new one at the other end, too.";
}
