/* verdict.c - what was found in files that somebody brings, before anything is taken of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/certificates.h"

struct state {
    struct sheet sheet;
    struct worker *worker;
    struct examination *found;
};

/* ------------------------------------------------ to be done */

static void leave(struct app *app)
{
    app_pop(app);
    app_say(app, MARK_NONE, "Nothing was changed");
}

static void take(struct app *app)
{
    struct state *state = app_state(app);
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

static void put_verdict(struct state *state)
{
    static const struct {
        const char *text;
        enum mark mark;
    } verdicts[] = {
        [ACCEPTED] = { "Nothing is wrong with it", MARK_FINE },
        [UNUSUAL] = { "It can be taken; some of it is unusual", MARK_WARN },
        [REFUSED] = { "Refused: nothing was changed", MARK_FAIL },
    };
    enum weight worst = state->found->flaws.worst;

    sheet_add(&state->sheet, SHEET_FACT, verdicts[worst].text)->mark = verdicts[worst].mark;
}

static void put_fact(struct state *state, const char *what, const char *text)
{
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);

    snprintf(line->text, sizeof line->text, "%-11s%.200s", what, text);
    snprintf(line->more, sizeof line->more, "%s: %.800s", what, text);
}

static void put_facts(struct state *state)
{
    const struct examination *found = state->found;
    char valid[64];

    if (!found->has_leaf)
        return;
    sheet_head(&state->sheet, "Certificate");
    put_fact(state, "for", found->subject);
    if (*found->names)
        put_fact(state, "names", found->names);
    put_fact(state, "signed by", found->issuer);
    snprintf(valid, sizeof valid, "%s to %s", found->not_before, found->not_after);
    put_fact(state, "valid", valid);
    put_fact(state, "key", *found->key_type ? found->key : "none that fits is among the files");
    for (size_t i = 0; i < found->chain; i++)
        put_fact(state, i ? "" : "below", found->links[i]);
}

static void put_flaws(struct state *state)
{
    const struct flaws *flaws = &state->found->flaws;

    if (flaws->count)
        sheet_head(&state->sheet, "What is wrong with it");
    for (size_t i = 0; i < flaws->count; i++)
        sheet_flaw(&state->sheet, &flaws->list[i]);
}

static void put_deed(struct state *state, const char *text, const char *more,
                     void (*run)(struct app *app))
{
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_DEED, text);

    snprintf(line->more, sizeof line->more, "%s", more);
    line->run = run;
}

static void put_deeds(struct state *state)
{
    sheet_head(&state->sheet, "What now");
    if (state->found->flaws.worst != REFUSED)
        put_deed(state,
                 state->found->flaws.worst == ACCEPTED ? "Take it: nothing is wrong with it"
                                                       : "Take it in spite of that",
                 "It is saved as a new generation; history can bring the present one back.", take);
    put_deed(state, "Leave it", "Nothing is changed: the server keeps what it has.", leave);
}

/* ------------------------------------------------ the screen */

/* The help line then says why. */
static void focus_worst(struct state *state)
{
    enum mark worst = state->sheet.lines[0].mark;
    size_t i = 1;

    while (i + 1 < state->sheet.count && state->sheet.lines[i].mark != worst)
        i++;
    state->sheet.list.focus = i;
    list_settle(&state->sheet.list);
}

static void open(void *data, struct app *app, const void *subject)
{
    struct state *state = data;
    const struct verdict_subject *what = subject;

    (void)app;
    state->worker = what->worker;
    state->found = what->found;
    sheet_begin(&state->sheet);
    put_verdict(state);
    put_flaws(state);
    put_facts(state);
    put_deeds(state);
    if (state->found->flaws.worst == ACCEPTED)
        sheet_focus(&state->sheet, true);
    else
        focus_worst(state);
}

static void draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct state *state = data;

    (void)app;
    theme_put(area.y, area.x, area.cols, ROLE_TITLE, "Certificates > what was brought");
    sheet_draw(&state->sheet, (struct area){ area.y + 1, area.x, area.rows - 1, area.cols },
               active);
}

static enum answer key(void *data, struct app *app, struct area area, int pressed)
{
    struct state *state = data;

    area.y++;
    area.rows--;
    return sheet_key(&state->sheet, app, area, pressed);
}

static void close_verdict(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    sheet_free(&state->sheet);
    free(state->found);
    worker_end(state->worker);
}

static const char *help(const void *data, const struct app *app, const char **source)
{
    (void)app;
    (void)source;
    return sheet_help(&((const struct state *)data)->sheet);
}

static const struct action actions[] = {
    { K_ENTER, "Enter", "do or show" },
    { K_ESC, "Esc", "leave it" },
    { 0 },
};

const struct screen verdict_screen = {
    .size = sizeof(struct state),
    .actions = actions,
    .open = open,
    .draw = draw,
    .key = key,
    .close = close_verdict,
    .help = help,
};
