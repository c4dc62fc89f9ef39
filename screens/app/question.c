/* question.c - a question in a box over everything, answered by a function of anyone who asked. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/secret/locked.h"
#include "screens/app/app.h"
#include "tui/ask.h"

struct question_state {
    struct question question;
    struct ask ask;
    struct edit *edit; /* in locked memory; NULL: no line */
};

static void question_open(void *data, struct app *app, const void *subject)
{
    struct question_state *state = data;

    (void)app;
    state->question = *(const struct question *)subject;
    state->ask = (struct ask){ .title = tr(state->question.title),
                               .text = tr(state->question.text),
                               .buttons = tr_list(state->question.buttons),
                               .focus = state->question.button };
    if (!state->question.line)
        return;
    state->edit = locked_new(LOCKED_BLOCK);
    edit_start(state->edit, state->question.line, 255);
    state->edit->hidden = state->question.hidden;
    state->question.line = ""; /* there is one; its text is in the edit */
    state->ask.edit = state->edit;
    state->ask.whole = state->question.whole;
    state->ask.typing = true;
}

static void question_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct question_state *state = data;
    struct ask ask = state->ask;

    (void)area;
    (void)active;
    ask.why = app->message[0] ? app->message : NULL;
    ask.mark = app->mark;
    if (state->question.bare)
        term_bare();
    ask_draw(&ask);
}

/* The box goes before the answer is acted upon, for the answer may open or close screens itself; if
 * it was refused, the box comes back as it was. */
static void answer(struct question_state *state, struct app *app, int button)
{
    struct question again = state->question;
    struct edit *edit = state->edit;

    state->edit = NULL;
    app_pop(app);
    if (!again.answered(app, again.data, button, edit ? edit->text : "")) {
        again.line = edit ? edit->text : NULL;
        app_ask(app, &again);
    }
    locked_free(edit);
    wipe(&again, sizeof again);
}

static void close_question(void *data, struct app *app)
{
    struct question_state *state = data;

    (void)app;
    locked_free(state->edit);
}

/* A key that means nothing to the box is answered, too. */
static void question_idle(const struct question_state *state, struct app *app, int pressed)
{
    if (pressed > ' ' && pressed < K_BACKSPACE && !state->ask.typing)
        app_report(app, MARK_NONE, "%c does nothing here: Tab goes on, Enter chooses", pressed);
}

static enum key_answer question_key(void *data, struct app *app, struct area area, int pressed)
{
    struct question_state *state = data;
    int button = ask_key(&state->ask, pressed);

    (void)area;
    if (button != ASK_OPEN)
        answer(state, app, button == ASK_LEFT ? -1 : button);
    else
        question_idle(state, app, pressed);
    return TAKEN;
}

static enum key_answer question_paste(void *data, struct app *app, const char *text)
{
    struct question_state *state = data;

    (void)app;
    ask_paste(&state->ask, text);
    return TAKEN;
}

static const struct action question_actions[] = {
    { K_TAB, "Tab", "next" },
    { K_ENTER, "Enter", "choose" },
    { K_ESC, "Esc", "cancel" },
    { 0 },
};

static bool question_can(const void *data, const struct app *app, const struct action *action)
{
    (void)app;
    return action->key != K_ESC || !((const struct question_state *)data)->question.stays;
}

const struct screen question_screen = {
    .size = sizeof(struct question_state),
    .over = true,
    .actions = question_actions,
    .can = question_can,
    .open = question_open,
    .draw = question_draw,
    .key = question_key,
    .paste = question_paste,
    .close = close_question,
};
