/* app_save.c - saving from the wizard: missing secrets, certificates in a child, then one rename.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "backend/probe/tested.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "screens/app/busy.h"
#include "screens/app/touched.h"
#include "screens/live/live.h"
#include "screens/wizard/app_save.h"

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
        app_report(app, MARK_FINE, "%s missing %s generated", shown_count(save_made).text,
                   trn("secret was", "secrets were", save_made));
}

/* ------------------------------------------------ the recovery code, once */

enum { RECOVERY_PATH = 240 };

/* A file that only its owner reads, in the folder where the program was started; none is replaced.
 */
static bool recovery_keep(const char *code, char path[RECOVERY_PATH], struct err *err)
{
    char folder[RECOVERY_PATH - 64] = ".", line[RECOVERY_SIZE + 1];

    if (!getcwd(folder, sizeof folder))
        return fail_errno(err, "the folder where this was started is gone");
    snprintf(path, RECOVERY_PATH, "%s/printseal-recovery-code.txt", folder);
    snprintf(line, sizeof line, "%s\n", code);
    bool kept = file_write_new(path, line, strlen(line), err);
    wipe(line, sizeof line);
    return kept;
}

/* Case does not matter, as when it is entered. */
static bool recovery_known(const char *code, const char *typed)
{
    size_t size = strlen(code);

    return strlen(typed) == 4 && size > 4 && strcasecmp(typed, code + size - 4) == 0;
}

/* Until then the overview reminds of it, at every start. */
static void recovery_confirm(struct app *app, bool confirmed)
{
    if (confirmed)
        store_code_note(app->store, false);
    overview_look(app);
    app_notify(app); /* what is left to do stands below the box */
}

enum { RECOVERY_HAVE, RECOVERY_FILE, RECOVERY_LATER };

/* It goes by a deliberate act only: Enter and Esc are pressed without a look. */
static bool recovery_answered(struct app *app, const void *data, int button, const char *typed)
{
    char path[RECOVERY_PATH];
    struct err err;

    if (button == RECOVERY_LATER) {
        app_report(app, MARK_WARN,
                   "Nobody has the recovery code: \"printseal passwd --recovery\" makes another");
        return true;
    }
    if (button == RECOVERY_FILE) {
        bool kept = recovery_keep(data, path, &err);
        recovery_confirm(app, kept);
        app_report(app, kept ? MARK_FINE : MARK_FAIL, kept ? "The recovery code is in %s" : "%s",
                   kept ? path : err.text);
        return kept;
    }
    bool known = button == RECOVERY_HAVE && recovery_known(data, typed);
    recovery_confirm(app, known);
    app_report(app, known ? MARK_FINE : MARK_WARN,
               known ? "Saved as generation %u" : "Type the last four characters of the code",
               store_generation(app->store));
    return known;
}

static void show_recovery(struct app *app, const char *code)
{
    static const char *const buttons[] = { "I have it", "Into a file", "Not now", NULL };
    struct question question = { .title = "Recovery code",
                                 .buttons = buttons,
                                 .line = "",
                                 .bare = true,
                                 .stays = true,
                                 .answered = recovery_answered };

    snprintf(
        question.text, sizeof question.text,
        tr("%s\n\nIt opens the secrets if this machine is lost. It is shown now and never again. "
           "Put it into the company's password safe.\n\nTo go on, type its last four "
           "characters:"),
        code);
    snprintf(question.data, sizeof question.data, "%s", code);
    app_ask(app, &question);
    wipe(&question, sizeof question);
}

/* ------------------------------------------------ the save itself */

/* A test that failed blocks nothing, but it is said. */
static void report_saved(struct app *app)
{
    struct tested_count tests;

    tested_count(app->tested, app->config, TESTED_COUNTED, &tests);
    app_report(app, tests.failed ? MARK_WARN : MARK_FINE,
               "Saved as generation %u, grade %c%s%s%s%s", store_generation(app->store),
               app->audit.grade, tests.failed ? tr("; the live test of ") : "", tests.first,
               tests.failed ? tr(" failed") : "",
               app_at_home(app) ? tr(". e: export or apply it") : "");
}

static void save_settle(struct app *app)
{
    config_free(app->saved);
    app->saved = config_copy(app->config);
    app->notes = (struct notes){ 0 };
    change_journal_clear(&app->journal);
    app->undrafted = false; /* the save took the draft away */
    app->guided = false;
    app_read_certificate(app);
    app_audit(app);
    overview_look(app);
    app_notify(app);
    app_startup(app);
}

bool app_write(struct app *app, const struct artefact *artefacts, size_t save_count,
               const char *what, bool stay)
{
    char recovery[RECOVERY_SIZE] = "";
    enum vault_error error;
    bool first = !app->saved;
    struct err err;

    bool ready = store_vault(app->store, recovery, &error, &err);
    if (*recovery)
        store_code_note(app->store, true); /* also if this ends before it was shown */
    if (!ready || !store_save(app->store, app->config, artefacts, save_count, what, &err)) {
        if (*recovery)
            store_code_note(app->store, false);
        app_report(app, MARK_FAIL, "Not saved: %s", err.text);
        return false;
    }
    save_settle(app);
    if (!stay)
        app_home(app);
    if (first && !stay)
        app_push(app, &remaining_screen, NULL);
    report_saved(app);
    if (*recovery)
        show_recovery(app, recovery);
    wipe(recovery, sizeof recovery);
    return true;
}

static void write_down(struct app *app, const struct artefact *artefacts, size_t save_count)
{
    char what[180] = "first set-up in the wizard", topics[140];
    size_t changed = touched_topics(app_before(app), app->config, false, topics, sizeof topics);

    if (app->saved)
        snprintf(what, sizeof what, "%zu changed in the wizard: %s", changed, topics);
    app_write(app, artefacts, save_count, what, false);
}

void app_save_made(struct app *app, struct worker *worker)
{
    struct artefact list[ARTEFACTS_MAX];

    write_down(app, list, certify_artefacts(worker, list));
}

void app_save_stopped(struct app *app, const struct worker *worker, const char *why)
{
    (void)worker;
    app_report(app, MARK_WARN, why ? "Not saved: %s" : "Stopped: nothing was saved", why);
}

static void make_certificates(struct app *app, enum certificate_need need)
{
    struct busy_job job = { .title = "Certificates",
                            .done = app_save_made,
                            .failed = app_save_stopped };
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
    if (app->saved && !app_differences(app)) {
        app_report(app, MARK_NONE, "Nothing to save: same as generation %u",
                   store_generation(app->store));
        return;
    }
    if (app_takes_input(app)) {
        app_save_with_input(app);
        return;
    }
    enum certificate_need need = certify_need(app->store, app->saved, app->config);
    if (need == CERTIFICATES_FIT)
        write_down(app, NULL, 0);
    else
        make_certificates(app, need);
}
