/* apply.c - what applying an export would change on this machine, and the question whether to. */
#include "screens/wizard/apply.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "tui/pager.h"

struct apply_state {
    struct plan *plan;
    struct buf difference;
    struct pager pager;
};

static enum role role_of(const char *wizard_apply_line)
{
    if (strncmp(wizard_apply_line, "---", 3) == 0 || strncmp(wizard_apply_line, "+++", 3) == 0)
        return ROLE_TITLE;
    return *wizard_apply_line == '+'   ? ROLE_FINE
           : *wizard_apply_line == '-' ? ROLE_FAIL
                                       : ROLE_PLAIN;
}

enum { APPLY_TAB = 4 }; /* blanks, so that a line reads as it does in an editor */

static void wizard_apply_untab(const char *line, size_t size, char text[], size_t room)
{
    size_t used = 0;

    for (size_t i = 0; i < size && used + APPLY_TAB < room; i++)
        for (int k = line[i] == '\t' ? APPLY_TAB : 1; k > 0; k--)
            text[used++] = line[i] == '\t' ? ' ' : line[i];
    text[used] = '\0';
}

/* Line i of the difference, cut out of it. */
static const char *wizard_apply_line(const void *data, size_t i, enum role *role)
{
    static char one[1024];
    const struct apply_state *state = data;
    const char *at = state->difference.text;

    for (; at && *at && i; i--) {
        const char *end = strchr(at, '\n');
        at = end ? end + 1 : NULL;
    }
    if (!at || !*at)
        return NULL;
    wizard_apply_untab(at, strcspn(at, "\n"), one, sizeof one);
    *role = role_of(one);
    return one;
}

static void wizard_apply_open(void *data, struct app *app, const void *subject)
{
    struct apply_state *state = data;

    (void)app;
    memcpy(&state->plan, subject, sizeof state->plan);
    plan_difference(state->plan, &state->difference);
    state->pager = (struct pager){ .line = wizard_apply_line, .data = state };
}

static void close_differs(void *data, struct app *app)
{
    struct apply_state *state = data;

    (void)app;
    plan_free(state->plan);
    buf_free(&state->difference);
}

/* Below its title. */
static struct area wizard_apply_body(struct area area)
{
    int above = area.rows > 8 ? 2 : 1;

    return (struct area){ area.y + above, area.x, area.rows - above, area.cols };
}

static void wizard_apply_draw(const void *data, const struct app *app, struct area area,
                              bool active)
{
    const struct apply_state *state = data;
    const struct applying *applying = state->plan->applying;
    char text[160];

    (void)app;
    (void)active;
    snprintf(text, sizeof text, tr("Apply %s here: what changes"), applying->target);
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, text);
    pager_draw(&state->pager, wizard_apply_body(area));
}

/* ------------------------------------------------ the question */

static bool wizard_apply_answered(struct app *app, const void *data, int button, const char *typed)
{
    const struct apply_state *state = app_state(app); /* the box is gone */
    struct forcing forcing = { .applying = state->plan->applying };
    struct err err;

    (void)data;
    (void)typed;
    if (button != 0)
        return true;
    forcing.applier = applier_start(state->plan, &err);
    if (!forcing.applier) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return true;
    }
    app_pop(app);
    app_push(app, &force_screen, &forcing);
    return true;
}

static void wizard_apply_ask(struct app *app, const struct apply_state *state)
{
    static const char *const buttons[] = { "Apply", "Cancel", NULL };
    const struct applying *applying = state->plan->applying;
    struct question question = { .title = applying->target,
                                 .buttons = buttons,
                                 .answered = wizard_apply_answered };

    snprintf(question.text, sizeof question.text,
             tr("Change %s as shown? The old files are kept in "
                "/var/backups/printseal. Afterwards you are asked whether everything still works: "
                "without a yes within %d seconds the old state comes back."),
             tr(applying->what), GUARD_SECONDS);
    app_ask(app, &question);
}

static enum key_answer wizard_apply_key(void *data, struct app *app, struct area area, int pressed)
{
    struct apply_state *state = data;
    enum key_answer answer = pager_key(&state->pager, wizard_apply_body(area), pressed);

    if (answer != IGNORED)
        return answer;
    if (pressed == K_ENTER || pressed == 'a') {
        wizard_apply_ask(app, state);
        return TAKEN;
    }
    return pressed == 'q' ? BACK : IGNORED;
}

static const char *wizard_apply_help(const void *data, const struct app *app, const char **source)
{
    (void)data;
    (void)source;
    return app_unsaved(app) ? "What would change on this machine. What is not saved yet is not in "
                              "it. Secrets are not shown."
                            : "What would change on this machine. Secrets are not shown.";
}

static const struct action apply_actions[] = {
    { K_DOWN, "Arrows", "scroll" },
    { '/', "/", "search" },
    { 'a', "a", "apply it" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen apply_differs_screen = {
    .size = sizeof(struct apply_state),
    .whole = true, /* lines of files are long */
    .actions = apply_actions,
    .open = wizard_apply_open,
    .draw = wizard_apply_draw,
    .key = wizard_apply_key,
    .close = close_differs,
    .help = wizard_apply_help,
};

/* ------------------------------------------------ opening it */

static struct plan *wizard_apply_make_plan(const struct app *app, const struct applying *applying,
                                           struct err *err)
{
    AUTO_FREE char *templates = target_templates(NULL, err);
    const struct export export = { .config = app->saved,
                                   .store = app->store,
                                   .secrets = true,
                                   .sealed = app->notes.vault != VAULT_FINE };

    return templates ? plan_new(applying, &export, templates, "", err) : NULL;
}

void apply_show(struct app *app, const struct applying *applying)
{
    struct err err;

    if (!app_may_change(app))
        return;
    struct plan *plan = wizard_apply_make_plan(app, applying, &err);
    if (plan && plan_changes(plan)) {
        app_push(app, &apply_differs_screen, &plan);
        return;
    }
    if (plan)
        app_report(app, MARK_FINE, "%s: nothing differs, it is in force as saved",
                   tr(applying->what));
    else
        app_report(app, MARK_FAIL, "%s", err.text);
    plan_free(plan);
}
