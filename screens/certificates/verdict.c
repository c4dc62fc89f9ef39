/* verdict.c - what was found in files that somebody brings, before anything is taken of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "screens/certificates/certificates.h"

struct verdict_state {
    struct sheet sheet;
    struct worker *worker;
    struct examination *found;
};

/* ------------------------------------------------ to be done */

static void verdict_leave(struct app *app)
{
    app_pop(app);
    app_report(app, MARK_NONE, "Nothing was changed");
}

/* A CA or a key is missing more often than wrong. */
static void verdict_more(struct app *app)
{
    app_pop(app);
    certificates_input_more(app);
}

static void verdict_take(struct app *app)
{
    struct verdict_state *state = app_state(app);
    struct artefact list[ARTEFACTS_MAX];
    char what[120];

    snprintf(what, sizeof what, "%s", certificates_state(app)->what);
    size_t count = certify_artefacts(state->worker, list);
    struct worker *worker = state->worker;
    state->worker = NULL;
    app_pop(app);
    if (app_write(app, list, count, what, true))
        certificates_look(app);
    worker_end(worker);
}

/* ------------------------------------------------ the lines */

static void put_verdict(struct verdict_state *state)
{
    static const struct {
        const char *text;
        enum mark mark;
    } verdicts[] = {
        [ACCEPTED] = { "Nothing is wrong with it", MARK_FINE },
        [UNUSUAL] = { "Can be imported, with remarks", MARK_WARN },
        [REFUSED] = { "Not imported", MARK_FAIL },
    };
    enum severity worst = state->found->problems.worst;

    sheet_add(&state->sheet, SHEET_FACT, tr(verdicts[worst].text))->mark = verdicts[worst].mark;
}

static void verdict_put_fact(struct verdict_state *state, const char *what, const char *text)
{
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);

    snprintf(line->text, sizeof line->text, "%s%*s%.200s", what, utf8_blanks(what, 11), "", text);
    snprintf(line->more, sizeof line->more, "%s: %.800s", what, text);
}

static void verdict_put_facts(struct verdict_state *state)
{
    const struct examination *found = state->found;
    char valid[64];

    if (!found->has_leaf)
        return;
    sheet_head(&state->sheet, tr("Certificate"));
    verdict_put_fact(state, tr("for"), found->subject);
    if (*found->names)
        verdict_put_fact(state, tr("names"), found->names);
    verdict_put_fact(state, tr("signed by"), found->issuer);
    snprintf(valid, sizeof valid, tr("%s to %s"), found->not_before, found->not_after);
    verdict_put_fact(state, tr("valid"), valid);
    verdict_put_fact(state, tr("key"),
                     *found->key_type ? found->key : tr("none that fits is among the files"));
    for (size_t i = 0; i < found->chain; i++)
        verdict_put_fact(state, i ? "" : tr("below"), found->links[i]);
}

static void put_problems(struct verdict_state *state)
{
    const struct problems *problems = &state->found->problems;

    if (problems->count)
        sheet_head(&state->sheet, tr("Problems"));
    for (size_t i = 0; i < problems->count; i++)
        sheet_problem(&state->sheet, &problems->list[i]);
}

static void put_action(struct verdict_state *state, const char *text, const char *more,
                       void (*run)(struct app *app))
{
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_ACTION, text);

    snprintf(line->more, sizeof line->more, "%s", more);
    line->run = run;
}

static void put_actions(struct verdict_state *state)
{
    sheet_head(&state->sheet, tr("Next"));
    if (state->found->problems.worst != REFUSED)
        put_action(state,
                   state->found->problems.worst == ACCEPTED
                       ? tr("Import it: nothing is wrong with it")
                       : tr("Import it anyway"),
                   tr("It is saved as a new generation; History can restore the present one."),
                   verdict_take);
    else
        put_action(state, tr("Add a file"),
                   tr("The files chosen so far stay; all of them are checked again."),
                   verdict_more);
    put_action(state, tr("Leave it"), tr("Nothing is changed: the server keeps what it has."),
               verdict_leave);
}

/* ------------------------------------------------ the screen */

/* The help line then says why. */
static void focus_worst(struct verdict_state *state)
{
    enum mark worst = state->sheet.lines[0].mark;
    size_t i = 1;

    while (i + 1 < state->sheet.count && state->sheet.lines[i].mark != worst)
        i++;
    state->sheet.list.focus = i;
    list_settle(&state->sheet.list);
}

static void verdict_open(void *data, struct app *app, const void *subject)
{
    struct verdict_state *state = data;
    const struct verdict_subject *what = subject;

    (void)app;
    state->worker = what->worker;
    state->found = what->found;
    sheet_begin(&state->sheet);
    put_verdict(state);
    put_problems(state);
    verdict_put_facts(state);
    put_actions(state);
    if (state->found->problems.worst == ACCEPTED)
        sheet_focus(&state->sheet, true);
    else
        focus_worst(state);
}

static void verdict_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct verdict_state *state = data;

    (void)app;
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("Import > check of the files"));
    sheet_draw(&state->sheet, (struct area){ area.y + 1, area.x, area.rows - 1, area.cols },
               active);
}

static enum key_answer verdict_key(void *data, struct app *app, struct area area, int pressed)
{
    struct verdict_state *state = data;

    area.y++;
    area.rows--;
    return sheet_key(&state->sheet, app, area, pressed);
}

static void close_verdict(void *data, struct app *app)
{
    struct verdict_state *state = data;

    (void)app;
    sheet_free(&state->sheet);
    free(state->found);
    worker_end(state->worker);
}

static const char *verdict_help(const void *data, const struct app *app, const char **source)
{
    (void)app;
    (void)source;
    return sheet_help(&((const struct verdict_state *)data)->sheet);
}

static void verdict_side(const void *data, const struct app *app, struct side *side)
{
    (void)app;
    sheet_side(&((const struct verdict_state *)data)->sheet, side);
}

static const struct action verdict_actions[] = {
    { K_ENTER, "Enter", "open or do" },
    { K_ESC, "Esc", "leave it" },
    { 0 },
};

const struct screen verdict_screen = {
    .size = sizeof(struct verdict_state),
    .help_rows = 4,
    .actions = verdict_actions,
    .open = verdict_open,
    .draw = verdict_draw,
    .key = verdict_key,
    .close = close_verdict,
    .help = verdict_help,
    .side = verdict_side,
};
