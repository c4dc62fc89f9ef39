/* certificates_do.c - tasks: asked for, done in a box with the time it takes, saved. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "screens/certificates/certificates.h"

struct certify_place certificates_place(struct app *app)
{
    if (prepare_generated(&app->journal, app->config))
        app_changed(app);
    return (struct certify_place){ app->store, app->saved, app->config };
}

/* ------------------------------------------------ start and save */

void certificates_save(struct app *app, struct worker *worker)
{
    struct artefact list[ARTEFACTS_MAX];
    char what[120];

    snprintf(what, sizeof what, "%s", certificates_state(app)->what);
    if (app_write(app, list, certify_artefacts(worker, list), what, true))
        certificates_look(app);
}

void certificates_failed(struct app *app, const struct worker *worker, const char *why)
{
    (void)worker;
    app_report(app, MARK_WARN, why ? "Nothing was changed: %s" : "Stopped: nothing was changed",
               why);
}

void certificates_start(struct app *app, struct certify *task, bool filled, const struct err *err,
                        const struct busy_job *how)
{
    struct certificates *state = certificates_state(app);
    struct busy_job job = *how;
    struct err error = *err;

    snprintf(state->what, sizeof state->what, "%s", task->what);
    job.title = "Certificates";
    job.failed = how->failed ? how->failed : certificates_failed;
    if (filled)
        job.worker = certify_start(task, &error);
    if (job.worker)
        app_push(app, &busy_screen, &job);
    else
        app_report(app, MARK_FAIL, "%s", error.text);
}

void certificates_run(struct app *app, struct certify *task, bool filled, const struct err *err)
{
    certificates_start(app, task, filled, err, &(struct busy_job){ .done = certificates_save });
}

/* ------------------------------------------------ what is not saved yet */

struct going {
    void (*then)(struct app *app);
};

static bool unsaved_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct going going;

    (void)typed;
    memcpy(&going, data, sizeof going);
    if (button == 0)
        going.then(app);
    if (button == 1)
        app_push(app, &review_screen, NULL);
    return true;
}

void certificates_ask_unsaved(struct app *app, void (*then)(struct app *app))
{
    static const char *const buttons[] = { "Go on", "Review first", "Cancel", NULL };
    struct question question = { .title = "Not saved yet",
                                 .buttons = buttons,
                                 .answered = unsaved_answered };
    const struct going going = { then };
    size_t unsaved = app_unsaved(app);

    if (!app_may_change(app))
        return;
    if (!unsaved) {
        then(app);
        return;
    }
    memcpy(question.data, &going, sizeof going);
    snprintf(question.text, sizeof question.text,
             trn("%s change is not saved yet. It is saved together with what is done now.",
                 "%s changes are not saved yet. They are saved together with what is done now.",
                 unsaved),
             shown_count(unsaved).text);
    app_ask(app, &question);
}

/* ------------------------------------------------ renew */

static void issue(struct app *app, bool keep_key)
{
    const struct certify_place place = certificates_place(app);
    enum certificate_need need = certify_need(place.store, place.saved, place.config);
    struct certify task = { 0 };
    struct err err;

    if (need == CERTIFICATES_FIT || need == CERTIFICATES_SEAL)
        need = CERTIFICATES_SERVER;
    bool filled = certify_issue(&task, &place, need, keep_key, &err);
    certificates_run(app, &task, filled, &err);
}

static void certificates_do_renew(struct app *app)
{
    issue(app, true);
}

static void renew_key(struct app *app)
{
    issue(app, false);
}

void certificates_renew(struct app *app)
{
    certificates_ask_unsaved(app, certificates_do_renew);
}

void certificates_renew_key(struct app *app)
{
    certificates_ask_unsaved(app, renew_key);
}

/* ------------------------------------------------ a request */

static void certificates_requested(struct app *app, struct worker *worker)
{
    certificates_state(app)->requested = true;
    certificates_save(app, worker);
}

static void request(struct app *app)
{
    const struct certify_place place = certificates_place(app);
    struct certify task = { 0 };
    struct err err;

    bool filled = certify_request(&task, &place, &err);
    certificates_start(app, &task, filled, &err,
                       &(struct busy_job){ .done = certificates_requested });
}

void certificates_request(struct app *app)
{
    certificates_ask_unsaved(app, request);
}

static void certificates_do_drop(struct app *app)
{
    struct artefact list[ARTEFACTS_MAX];
    size_t count = certify_drop_request(app->config, list);

    if (app_write(app, list, count, "request taken back", true))
        certificates_look(app);
}

static bool drop_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 0)
        certificates_do_drop(app);
    return true;
}

static void ask_drop(struct app *app)
{
    static const char *const buttons[] = { "Give it up", "Keep it", NULL };
    struct question question = {
        .title = "Request",
        .buttons = buttons,
        .text =
            "The request and its key are deleted. A certificate signed for it later is useless.",
        .answered = drop_answered
    };

    app_ask(app, &question);
}

void certificates_drop(struct app *app)
{
    certificates_ask_unsaved(app, ask_drop);
}
