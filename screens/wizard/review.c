/* review.c - every difference from what is saved, the findings, the score, and Save. */
#include "screens/wizard/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/form/about.h"
#include "screens/live/live.h"
#include "tui/text.h"

enum { BUTTON_SAVE, BUTTON_TEST, BUTTON_FINDINGS, BUTTON_BACK };
static const char *const review_buttons[] = { "Save", "Test", "Findings", "Back", NULL };

/* Is there something to save, and may it be? Without, the buttons begin behind that one. */
static bool review_saves(const struct review *state)
{
    return !state->app->read_only && (state->all || !state->app->saved);
}

static size_t review_button(const struct review *state, size_t which)
{
    return review_saves(state) ? which : which + BUTTON_TEST;
}

/* ------------------------------------------------ the form: buttons, then a line per difference */

/* "hq: Shared secret": the heading has the topic. */
static const char *review_label(const struct review *state, const struct difference *difference)
{
    static char text[128];
    const struct record *record = difference->is ? difference->is : difference->was;
    const char *name = record->section->list ? record_name(record) : "";

    (void)state;
    snprintf(text, sizeof text, "%s%s%s", name, *name && difference->setting ? ": " : "",
             difference->setting ? tr(difference->setting->label) : "");
    return text;
}

/* The two columns; where there is room for one only that of what will be. */
static void review_pair(const struct review *state, char text[], size_t size, const char *was,
                        const char *between, const char *will)
{
    int gap = state->was_cols - text_width(was);

    if (frame_narrow())
        snprintf(text, size, "%s", will);
    else
        snprintf(text, size, "%s%*s%s%s", was, gap > 0 ? gap : 0, "", between, will);
}

enum { REVIEW_FITS = 36 }; /* columns that a line has for both values at 80 */

/* Under the line in hand both stand whole, if they do not in it: nothing that a person must judge
 * is cut. */
static void review_difference(const struct review *state, const struct difference *difference,
                              struct form_row *row)
{
    static char text[2200], whole[2200], below[2400];
    char was[1024], will[1024];
    const char *follows = review_consequence(difference);
    struct review_several several;

    review_was(difference, was, sizeof was);
    review_will(difference, will, sizeof will);
    snprintf(whole, sizeof whole, "%s%s%s", was, *was ? theme_arrow() : "", will);
    bool under = text_width(whole) >= REVIEW_FITS && review_several(difference, &several);
    if (under) {
        snprintf(was, sizeof was, "%s", several.was);
        snprintf(will, sizeof will, "%s", several.will);
        snprintf(whole, sizeof whole, "%s", several.text);
    }
    review_pair(state, text, sizeof text, was, theme_arrow(), will);
    snprintf(below, sizeof below, "%s%s%s", whole, *follows ? ". " : "", follows);
    row->kind = FORM_STATIC;
    row->label = review_label(state, difference);
    row->value = text;
    under |= frame_narrow();
    row->whole = under ? "" : whole;
    row->mark = *follows ? MARK_WARN : MARK_NONE;
    row->remark = under ? below : *follows ? follows : NULL;
}

/* The topic, and above the first what the columns are. */
static void review_heading(const struct review *state, size_t line, struct form_row *row)
{
    static char text[160];

    row->kind = FORM_HEADING;
    row->label = tr(state->lines[line].heading->title);
    if (line > 0)
        return;
    review_pair(state, text, sizeof text, review_was_title(state), "   ", tr("Will be"));
    row->value = text;
}

static bool review_row(const void *data, size_t i, struct form_row *row)
{
    const struct review *state = data;

    if (i > state->line_count)
        return false;
    if (i == 0) {
        row->kind = FORM_BUTTONS;
        row->choices = tr_list(review_buttons + review_button(state, 0));
    } else if (state->lines[i - 1].heading) {
        review_heading(state, i - 1, row);
    } else {
        review_difference(state, &state->list[state->lines[i - 1].at], row);
    }
    return true;
}

/* What was never tested; if nothing is left, all of it again. */
static void review_test(struct review *state)
{
    live_start(state->app, &(struct live_ask){ .untested = state->untested });
}

static void review_press(void *data, size_t i, size_t which)
{
    struct review *state = data;
    struct app *app = state->app;

    if (i > 0) {
        app_visit(app, state->list[state->lines[i - 1].at].path);
        return;
    }
    switch (review_button(state, which)) {
    case BUTTON_SAVE:
        app_save(app);
        break;
    case BUTTON_TEST:
        review_test(state);
        break;
    case BUTTON_FINDINGS:
        app_push(app, &findings_screen, NULL);
        break;
    default:
        app_pop(app);
    }
}

static const struct form_model review_model = { .row = review_row, .press = review_press };

/* ------------------------------------------------ the screen */

static void review_open(void *data, struct app *app, const void *subject)
{
    struct review *state = data;

    (void)subject;
    state->app = app;
    state->form = (struct form){ .model = &review_model, .data = state, .edit = app->edit };
    app_prepare(app);
    review_gather(state);
}

static void review_changed(void *data, struct app *app)
{
    struct review *state = data;

    (void)app;
    review_gather(state);
    form_settle(&state->form);
}

/* Under the title, and the lines about tests and what is pending if there are any. */
static struct area form_area(const struct review *state, struct area area)
{
    int head = review_title_rows(state, area);

    return (struct area){ area.y + head, area.x, area.rows - head, area.cols };
}

static void review_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct review *state = data;

    (void)app;
    review_title(state, area);
    form_draw(&state->form, form_area(state, area), active);
}

static enum key_answer review_key(void *data, struct app *app, struct area area, int pressed)
{
    struct review *state = data;
    const struct difference *difference = review_in_hand(state);

    if (pressed == K_CTRL('s'))
        app_save(app);
    else if (pressed == K_CTRL('l') || pressed == 't')
        review_test(state);
    else if (pressed == 'f')
        app_push(app, &findings_screen, NULL);
    else if (pressed == 'u' && difference)
        review_undo(app, difference);
    else
        return form_key(&state->form, form_area(state, area), pressed);
    return TAKEN;
}

static void close_review(void *data, struct app *app)
{
    struct review *state = data;

    (void)app;
    free(state->list);
    state->list = NULL;
    state->count = state->line_count = 0;
}

static const char *review_help(const void *data, const struct app *app, const char **source)
{
    const struct review *state = data;
    const struct difference *difference = review_in_hand(state);

    (void)source;
    if (difference)
        return *review_consequence(difference) ? review_consequence(difference)
                                               : "Enter goes there, u puts back what is saved.";
    size_t button = review_button(state, state->form.button);
    if (button == BUTTON_FINDINGS)
        return "What stays open after the save: why, and what to do.";
    if (button == BUTTON_BACK)
        return "Everything stays as it is, and unsaved.";
    if (button == BUTTON_TEST)
        return state->untested ? "Tries every connection that was never tried as it is set now."
                               : "Tries every connection again.";
    if (app->saved)
        return "Saving writes a new generation; the one before can come back. Nothing changes on "
               "devices or the print server: Exports and Apply do that.";
    return app_pending(app) ? "Saving makes the keys and writes the first generation. The "
                              "certificate follows when a CA has signed it."
                            : "Saving makes the keys and certificates and writes the first "
                              "generation.";
}

static void review_side(const void *data, const struct app *app, struct side *side)
{
    const struct review *state = data;
    const struct difference *difference = review_in_hand(state);
    char text[SIDE_TEXT];
    const char *source = "";

    if (!difference) {
        side_add(side, SIDE_TITLE, "Review and save");
        side_add(side, SIDE_PLAIN, "%s", tr(review_help(data, app, &source)));
        return;
    }
    about_words(difference->path, text, sizeof text);
    side_add(side, SIDE_TITLE, "%s", text);
    review_was(difference, text, sizeof text);
    side_add(side, SIDE_HEAD, "Saved now");
    side_add(side, SIDE_PLAIN, "%s", *text ? text : tr("not there"));
    review_will(difference, text, sizeof text);
    side_add(side, SIDE_HEAD, "Will be");
    side_add(side, SIDE_PLAIN, "%s", text);
    side_add(side, SIDE_HEAD, "What follows");
    side_add(side, SIDE_PLAIN, "%s", tr(review_help(data, app, &source)));
}

static bool review_can(const void *data, const struct app *app, const struct action *action)
{
    const struct review *state = data;

    if (action->key == 'u')
        return review_in_hand(state) && !app->read_only;
    return action->key != K_CTRL('s') || review_saves(state);
}

static const struct action review_actions[] = {
    { K_ENTER, "Enter", "do it" },  { K_CTRL('s'), "^S", "save" }, { K_CTRL('l'), "^L", "test" },
    { 'u', "u", "undo this line" }, { 'f', "f", "findings" },      { K_TAB, "Tab", "next" },
    { K_CTRL('o'), "^O", "more" },  { K_ESC, "Esc", "back" },      { 0 },
};

const struct screen review_screen = {
    .size = sizeof(struct review),
    .whole = true,
    .actions = review_actions,
    .can = review_can,
    .open = review_open,
    .draw = review_draw,
    .key = review_key,
    .changed = review_changed,
    .close = close_review,
    .help = review_help,
    .side = review_side,
};
