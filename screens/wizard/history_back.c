/* history_back.c - an old generation made the newest again; nothing is deleted for it. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "screens/app/busy.h"
#include "screens/wizard/history.h"
#include "screens/wizard/wizard.h"

/* With what is to be done about a certificate that has expired meanwhile. */
static void history_back_report(struct app *app, unsigned number)
{
    struct certificate_facts facts;
    time_t now = time(NULL);

    certify_facts(app->store, app->config, now, &facts);
    AUTO_FREE char *due = certify_rollback_due(&facts, app->config, now);
    if (due)
        app_report(app, MARK_WARN, "Generation %u is back; %s", number, due);
    else
        app_report(app, MARK_FINE,
                   "Generation %u is back as generation %u. e: export or apply it again", number,
                   store_generation(app->store));
}

static void history_back_do(struct app *app, unsigned number, const struct artefact *files,
                            size_t count)
{
    struct err err;

    if (!store_rollback(app->store, number, files, count, &err)) {
        app_report(app, MARK_FAIL, "Not gone back: %s", err.text);
        return;
    }
    if (wizard_reload(app))
        history_back_report(app, number);
}

/* ------------------------------------------------ the list of revoked certificates */

/* The CA that comes back signs what was revoked since. Where it cannot, nothing is changed: it
 * would be in force with an old list, or with none. */
static void history_back_unsigned(struct app *app, const char *why)
{
    app_report(app, MARK_FAIL,
               "Not gone back: the CA that comes back needs a revocation list of its own: %s", why);
}

static unsigned history_back_number(const struct app *app)
{
    return ((const struct history *)app_state(app))->back;
}

static void history_back_signed(struct app *app, struct worker *worker)
{
    struct artefact files[ARTEFACTS_MAX];

    history_back_do(app, history_back_number(app), files, certify_artefacts(worker, files));
}

static void history_back_failed(struct app *app, const struct worker *worker, const char *why)
{
    (void)worker;
    if (why)
        history_back_unsigned(app, why);
    else
        app_report(app, MARK_WARN, "Stopped: nothing was changed");
}

static void history_back_start(struct app *app, unsigned number)
{
    struct busy_job job = { .title = "History",
                            .done = history_back_signed,
                            .failed = history_back_failed };
    struct certify task = { 0 };
    struct err err;
    struct config *then = store_load(app->store, number, NULL, &err);

    if (!then) {
        app_report(app, MARK_FAIL, "Not gone back: %s", err.text);
        return;
    }
    bool filled = certify_rollback(&task, app->store, number, then, &err);
    config_free(then);
    if (filled && !task.job) {
        history_back_do(app, number, NULL, 0);
        return;
    }
    job.worker = filled ? certify_start(&task, &err) : NULL;
    if (job.worker)
        app_push(app, &busy_screen, &job);
    else
        history_back_unsigned(app, err.text);
}

/* ------------------------------------------------ the question */

static bool history_back_answered(struct app *app, const void *data, int button, const char *typed)
{
    unsigned number;

    (void)typed;
    memcpy(&number, data, sizeof number);
    if (button != 0)
        return true;
    ((struct history *)app_state(app))->back = number;
    history_back_start(app, number);
    return true;
}

void history_back(struct history *history, const struct generation *generation)
{
    static const char *const buttons[] = { "Go back", "Cancel", NULL };
    struct app *app = history->app;
    struct question question = { .title = "Go back",
                                 .buttons = buttons,
                                 .answered = history_back_answered };
    size_t unsaved = app_unsaved(app);
    char lost[96] = "";

    if (!app_may_change(app))
        return;
    if (generation->number == store_generation(app->store)) {
        app_report(app, MARK_NONE, "Generation %u is the present one", generation->number);
        return;
    }
    if (unsaved)
        snprintf(lost, sizeof lost, tr(" %s %s not saved and will be lost."),
                 shown_count(unsaved).text, trn("change is", "changes are", unsaved));
    snprintf(question.text, sizeof question.text,
             tr("Generation %u, %s, becomes the newest again, with its secrets and certificates. "
                "Nothing is deleted, and the present one can come back. What was revoked stays "
                "revoked. Other ends know nothing of it: secrets changed since then differ "
                "there.%s"),
             generation->number, tr(generation->what), lost);
    memcpy(question.data, &generation->number, sizeof generation->number);
    app_ask(app, &question);
}
