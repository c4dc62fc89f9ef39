/* certificates_revoke.c - one of those that were issued here, chosen from a list, and why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "screens/certificates/certificates.h"
#include "tui/text.h"

struct revoke_state {
    struct issued issued;
    size_t *good; /* those that are worth revoking, newest first */
    size_t count;
    struct list list;
};

/* ------------------------------------------------ why */

/* What people know, and the word for it; the others of RFC 5280 5.3.1 are for the command. */
static const char *const certificates_revoke_buttons[] = { "Key stolen", "Replaced", "Not used",
                                                           "Cancel", NULL };
static const char *const reasons[] = { "key-compromise", "superseded", "cessation-of-operation" };

static bool certificates_revoke_reason_answered(struct app *app, const void *data, int button,
                                                const char *typed)
{
    const struct certify_place place = certificates_place(app);
    struct certify task = { 0 };
    struct err err;

    (void)typed;
    if (button < 0 || button >= (int)(sizeof reasons / sizeof *reasons))
        return true;
    app_pop(app); /* the list; the box is gone already */
    bool filled = certify_revoke(&task, &place, data, reasons[button], &err);
    certificates_run(app, &task, filled, &err);
    return true;
}

static const struct issued_entry *certificates_revoke_in_hand(const struct revoke_state *state)
{
    return state->count ? &state->issued.list[state->good[state->list.focus]] : NULL;
}

static void certificates_revoke_ask(struct app *app, const struct issued_entry *entry)
{
    struct question question = { .title = "Revoke, and why?",
                                 .buttons = certificates_revoke_buttons,
                                 .answered = certificates_revoke_reason_answered };

    snprintf(question.text, sizeof question.text,
             tr("%.300s\nOnce it is revoked it stays so. Anyone who checks the list of revoked "
                "certificates "
                "refuses it from then on."),
             entry->subject);
    snprintf(question.data, sizeof question.data, "%s", entry->serial);
    app_ask(app, &question);
}

/* ------------------------------------------------ the list */

static size_t certificates_revoke_count(const void *data)
{
    return ((const struct revoke_state *)data)->count;
}

static void certificates_revoke_row(const void *data, size_t i,
                                    struct list_row *certificates_revoke_row)
{
    static char until[DAY_SIZE];
    const struct revoke_state *state = data;
    const struct issued_entry *entry = &state->issued.list[state->good[i]];

    shown_day(entry->until, until);
    certificates_revoke_row->cell[0] = entry->kind;
    certificates_revoke_row->cell[1] = entry->subject;
    certificates_revoke_row->cell[2] = until;
}

static const struct list_model certificates_revoke_model = { .count = certificates_revoke_count,
                                                             .row = certificates_revoke_row };

static void certificates_revoke_gather(struct revoke_state *state)
{
    time_t now = time(NULL);

    state->good = must(calloc(state->issued.count + 1, sizeof *state->good));
    for (size_t i = state->issued.count; i-- > 0;) {
        const struct issued_entry *entry = &state->issued.list[i];
        if (!entry->revoked && entry->until > now && strcmp(entry->kind, "root") != 0)
            state->good[state->count++] = i;
    }
}

static void certificates_revoke_open(void *data, struct app *app, const void *subject)
{
    struct revoke_state *state = data;
    struct err err;

    (void)subject;
    if (!certify_issued(app->store, &state->issued, &err))
        app_report(app, MARK_FAIL, "%s", err.text);
    certificates_revoke_gather(state);
    state->list = (struct list){ .model = &certificates_revoke_model,
                                 .data = state,
                                 .columns = 3,
                                 .heading = { tr("Kind"), tr("For"), tr("Until") },
                                 .width = { 7, 0, 10 } };
}

static struct area certificates_revoke_body(struct area area)
{
    return (struct area){ area.y + 1, area.x, area.rows - 1, area.cols };
}

static void certificates_revoke_draw(const void *data, const struct app *app, struct area area,
                                     bool active)
{
    const struct revoke_state *state = data;

    (void)app;
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("Certificates > revoke"));
    area = certificates_revoke_body(area);
    if (state->count)
        list_draw(&state->list, area, active);
    else
        text_put_wrapped(area, tr("There is no certificate that could be revoked."));
}

static enum key_answer certificates_revoke_key(void *data, struct app *app, struct area area,
                                               int pressed)
{
    struct revoke_state *state = data;

    if (pressed != K_ENTER)
        return list_key(&state->list, certificates_revoke_body(area), pressed);
    if (certificates_revoke_in_hand(state))
        certificates_revoke_ask(app, certificates_revoke_in_hand(state));
    return TAKEN;
}

static void close_revoke(void *data, struct app *app)
{
    struct revoke_state *state = data;

    (void)app;
    free(state->good);
    issued_free(&state->issued);
}

static const char *certificates_revoke_help(const void *data, const struct app *app,
                                            const char **source)
{
    static char text[512];
    const struct issued_entry *entry = certificates_revoke_in_hand(data);

    (void)app;
    (void)source;
    if (entry)
        snprintf(text, sizeof text, tr("%s for %s, names %s. Once it is revoked it stays so."),
                 tr(entry->kind), entry->subject, *entry->names ? entry->names : tr("none"));
    return entry ? text : tr("There is no certificate that could be revoked.");
}

static const struct action certificates_revoke_actions[] = {
    { K_ENTER, "Enter", "revoke" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen certificates_revoke_screen = {
    .size = sizeof(struct revoke_state),
    .actions = certificates_revoke_actions,
    .open = certificates_revoke_open,
    .draw = certificates_revoke_draw,
    .key = certificates_revoke_key,
    .close = close_revoke,
    .help = certificates_revoke_help,
};

static void certificates_revoke_choose(struct app *app)
{
    app_push(app, &certificates_revoke_screen, NULL);
}

void certificates_revoke(struct app *app)
{
    certificates_ask_unsaved(app, certificates_revoke_choose);
}
