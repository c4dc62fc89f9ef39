/* lock.c - nobody is there: the draft is kept and everything else is let go, secrets above all, and
 * the lock on the folder, so that a nightly command can save. The screen is covered until somebody
 * comes back. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/wizard/wizard.h"

enum { LOCK_AGAIN = 60 * 1000 }; /* ms, while something is under way that must not be cut off */

/* Work that ends by itself, and a question that runs out, are waited for. */
static bool lock_may(const struct app *app)
{
    for (size_t i = 0; i < app->depth; i++)
        if (app->stack[i].screen == &busy_screen || app->stack[i].screen == &force_screen)
            return false;
    return true;
}

/* What is typed and changed is on disk, or there is none. */
static bool lock_keep(struct app *app)
{
    record_conceal(app);
    return app_draft(app);
}

static bool lock_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 0)
        wizard_return(app);
    else if (button == 1)
        app_quit(app, app->kept ? STATUS_LEFT : STATUS_FINE);
    return button >= 0;
}

static void lock_ask(struct app *app, long minutes)
{
    static const char *const buttons[] = { "Go on", "Leave", NULL };
    struct question question = {
        .title = "Locked", .buttons = buttons, .stays = true, .answered = lock_answered
    };

    snprintf(
        question.text, sizeof question.text,
        tr("Nobody has pressed a key for %ld %s. Secrets are closed%s; others can save meanwhile."),
        minutes, trn("minute", "minutes", (unsigned long)minutes),
        app->kept ? tr(", and what is not saved yet is kept as a draft") : "");
    app_ask(app, &question);
}

void wizard_lock(struct app *app)
{
    long minutes = policy(app->config).idle_minutes;

    if (!lock_may(app) || !lock_keep(app)) {
        loop_timer(&app->loop, TIMER_IDLE, LOCK_AGAIN);
        return;
    }
    struct app fresh = { .context = app->context,
                         .tested = app->tested, /* digests and verdicts: no secret */
                         .runs = app->runs,
                         .essentials = app->essentials,
                         .locked = true,
                         .input_lost = app->input,
                         .kept = !app->read_only && store_draft_exists(app->store),
                         .read_only = true };
    app->tested = NULL;
    wizard_close(app); /* what is watched is forgotten with its screen */
    fresh.loop = app->loop;
    *app = fresh;
    for (size_t i = 0; i < LOOP_TIMERS; i++)
        loop_timer(&app->loop, i, -1);
    app->config = config_new();
    app_push(app, &home_screen, NULL);
    lock_ask(app, minutes);
}

void wizard_return(struct app *app)
{
    app_empty(app);
    config_free(app->config);
    app->config = NULL;
    app->locked = app->guided = false;
    if (!wizard_open(app, app->context, &app->error) || !wizard_load(app, &app->error)) {
        app->config = app->config ? app->config : config_new();
        app_push(app, &home_screen, NULL);
        app_quit(app, STATUS_FAILED);
        return;
    }
    wizard_begin(app, NULL);
    if (app->input_lost)
        app_report(app, MARK_WARN,
                   "The imported keys were closed, too: import them again before you save");
    app->input_lost = false;
}
