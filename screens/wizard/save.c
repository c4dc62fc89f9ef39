/* save.c - saving from the wizard: missing secrets, certificates in a child, then one rename. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/certificates/certify.h"
#include "backend/probe/tested.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "screens/app/busy.h"
#include "screens/live/live.h"

/* ------------------------------------------------ what is true on disk */

void app_read_certificate(struct app *app)
{
    app->certificate = (struct certificate_facts){ 0 };
    if (app->saved)
        certify_facts(app->store, app->config, time(NULL), &app->certificate);
}

void app_prepare(struct app *app)
{
    if (app->read_only)
        return;
    size_t save_made = prepare_secrets(&app->journal, app->config, NULL, NULL);
    if (save_made)
        app_changed(app);
    if (save_made)
        app_report(app, MARK_FINE, "%zu missing %s generated", save_made,
                   save_made == 1 ? "secret was" : "secrets were");
}

/* ------------------------------------------------ the recovery code, once */

static bool save_noted(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)button;
    (void)typed;
    app_report(app, MARK_FINE, "Saved as generation %u", store_generation(app->store));
    return true;
}

static void show_recovery(struct app *app, const char *code)
{
    static const char *const buttons[] = { "Written down", NULL };
    struct question question = { .title = "Recovery code",
                                 .buttons = buttons,
                                 .answered = save_noted };

    snprintf(question.text, sizeof question.text,
             "This code opens the secrets if this machine is lost. It is shown once: write it down "
             "and keep it elsewhere.\n\n%s",
             code);
    app_ask(app, &question);
    wipe(&question, sizeof question);
}

/* ------------------------------------------------ the save itself */

static void save_count(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

/* What was changed and changed back is no reason for a generation. */
static size_t differences(const struct app *app)
{
    size_t found = 0;

    if (app->saved)
        config_differences(app->saved, app->config, save_count, &found);
    return found;
}

/* A test that failed blocks nothing, but it is said. */
static void report_saved(struct app *app)
{
    struct tested_count tests;

    tested_count(app->tested, app->config, LIVE_COUNTED, &tests);
    app_report(app, tests.failed ? MARK_WARN : MARK_FINE,
               "Saved as generation %u, grade %c%s%s%s. e: export or apply it",
               store_generation(app->store), app->audit.grade,
               tests.failed ? "; the live test of " : "", tests.first,
               tests.failed ? " failed" : "");
}

static void save_settle(struct app *app)
{
    config_free(app->saved);
    app->saved = config_copy(app->config);
    app->notes = (struct notes){ 0 };
    journal_clear(&app->journal);
    app->undrafted = false; /* the save took the draft away */
    app->guided = false;
    app_read_certificate(app);
    app_audit(app);
    app_startup(app);
}

bool app_write(struct app *app, const struct artefact *artefacts, size_t save_count,
               const char *what, bool stay)
{
    char recovery[RECOVERY_SIZE] = "";
    enum vault_error error;
    struct err err;

    if (!store_vault(app->store, recovery, &error, &err) ||
        !store_save(app->store, app->config, artefacts, save_count, what, &err)) {
        app_report(app, MARK_FAIL, "Not saved: %s", err.text);
        return false;
    }
    save_settle(app);
    if (!stay)
        app_home(app);
    report_saved(app);
    if (*recovery)
        show_recovery(app, recovery);
    wipe(recovery, sizeof recovery);
    return true;
}

static void write_down(struct app *app, const struct artefact *artefacts, size_t save_count)
{
    char what[120];

    snprintf(what, sizeof what,
             app->saved ? "changed in the wizard: %zu" : "first set-up in the wizard",
             differences(app));
    app_write(app, artefacts, save_count, what, false);
}

static void save_made(struct app *app, struct worker *worker)
{
    struct artefact list[ARTEFACTS_MAX];

    write_down(app, list, certify_artefacts(worker, list));
}

static void not_made(struct app *app, const char *why)
{
    app_report(app, MARK_WARN, why ? "Not saved: %s" : "Stopped: nothing was saved", why);
}

static void make_certificates(struct app *app, enum certificate_need need)
{
    struct job job = { .title = "Certificates", .done = save_made, .failed = not_made };
    struct certify task;
    struct err err;

    if (certify_issue(&task, &(struct certify_place){ app->store, app->saved, app->config }, need,
                      false, &err))
        job.worker = certify_start(&task, &err);
    if (job.worker)
        app_push(app, &busy_screen, &job);
    else
        app_report(app, MARK_FAIL, "Not saved: %s", err.text);
}

void app_save(struct app *app)
{
    if (!app_may_change(app))
        return;
    app_prepare(app);
    if (app->saved && !differences(app)) {
        app_report(app, MARK_NONE, "Nothing has changed since generation %u",
                   store_generation(app->store));
        return;
    }
    enum certificate_need need = certify_need(app->store, app->saved, app->config);
    if (need == CERTIFICATES_FIT)
        write_down(app, NULL, 0);
    else
        make_certificates(app, need);
}
