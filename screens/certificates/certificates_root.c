/* certificates_root.c - the steps of a root rollover; those that lose clients are asked for. */
#include <stdio.h>

#include "backend/base/language.h"
#include "screens/certificates/certificates.h"

static void certificates_root_failed(struct app *app, const struct worker *worker, const char *why);

static void certificates_root_run(struct app *app, enum root_step step, bool force)
{
    const struct certify_place place = certificates_place(app);
    struct certify task = { 0 };
    struct err err;

    bool filled = certify_root(&task, &place, step, force, &err);
    certificates_start(
        app, &task, filled, &err,
        &(struct busy_job){ .done = certificates_save, .failed = certificates_root_failed });
}

/* ------------------------------------------------ a swap that loses clients */

static bool certificates_root_forced(struct app *app, const void *data, int button,
                                     const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 0)
        certificates_root_run(app, ROOT_SWAPPED, true);
    return true;
}

static void certificates_root_failed(struct app *app, const struct worker *worker, const char *why)
{
    static const char *const buttons[] = { "Switch", "Leave it", NULL };
    struct question question = { .title = "Root",
                                 .buttons = buttons,
                                 .text = "Clients that have only the root that is in force now "
                                         "would refuse the server. Switch when every client has "
                                         "both roots.",
                                 .answered = certificates_root_forced };

    if (why && certify_root_loses(worker))
        app_ask(app, &question);
    else
        certificates_failed(app, worker, why);
}

/* ------------------------------------------------ the steps */

static void certificates_root_made(struct app *app)
{
    certificates_root_run(app, ROOT_MADE, false);
}

static void certificates_root_swapped(struct app *app)
{
    certificates_root_run(app, ROOT_SWAPPED, false);
}

/* A root that others signed under has no key here, and is only published. */
static bool certificates_root_ours(const struct app *app)
{
    const struct certificates *state = certificates_state(app);

    return certificates_has(state, "ca-next.key") || certificates_has(state, "ca-old.key");
}

static void certificates_root_retire(struct app *app)
{
    struct artefact list[ARTEFACTS_MAX];
    size_t count = certify_drop_root(list);

    if (app_write(app, list, count, "old root retired", true))
        certificates_look(app);
}

static bool certificates_root_answered(struct app *app, const void *data, int button,
                                       const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 0 && certificates_root_ours(app))
        certificates_root_run(app, ROOT_DROPPED, true);
    else if (button == 0)
        certificates_root_retire(app);
    return true;
}

static void certificates_root_ask(struct app *app)
{
    static const char *const buttons[] = { "Forget it", "Keep it", NULL };
    static const char *const texts[] = {
        [ROOT_NEXT] = "The next root and its key are deleted. Clients that have only that root "
                      "refuse the server then.",
        [ROOT_OLD] = "The old root is deleted, and no longer published. Clients that have only "
                     "that root refuse the server then. History can restore it.",
    };
    enum root_state state = certify_root_state(app->store);
    struct question question = { .title = "Root",
                                 .buttons = buttons,
                                 .answered = certificates_root_answered };

    if (state == ROOT_ALONE)
        return; /* somebody else was faster */
    snprintf(question.text, sizeof question.text, "%s", tr(texts[state]));
    app_ask(app, &question);
}

void certificates_root_make(struct app *app)
{
    certificates_ask_unsaved(app, certificates_root_made);
}

void certificates_root_swap(struct app *app)
{
    certificates_ask_unsaved(app, certificates_root_swapped);
}

void certificates_root_drop(struct app *app)
{
    certificates_ask_unsaved(app, certificates_root_ask);
}
