/* certificates_root.c - the steps of a root rollover; those that lose clients are asked for. */
#include <stdio.h>

#include "backend/base/language.h"
#include "screens/certificates/certificates.h"

static void certificates_root_run(struct app *app, enum root_step step, bool force)
{
    const struct certify_place place = certificates_place(app);
    struct certify task = { 0 };
    struct err err;

    bool filled = certify_root(&task, &place, step, force, &err);
    certificates_run(app, &task, filled, &err);
}

static void certificates_root_made(struct app *app)
{
    certificates_root_run(app, ROOT_MADE, false);
}

static void certificates_root_swapped(struct app *app)
{
    certificates_root_run(app, ROOT_SWAPPED, false);
}

static bool certificates_root_answered(struct app *app, const void *data, int button,
                                       const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 0)
        certificates_root_run(app, ROOT_DROPPED, true);
    return true;
}

static void certificates_root_ask(struct app *app)
{
    static const char *const buttons[] = { "Forget it", "Keep it", NULL };
    bool next = certify_root_state(app->store) == ROOT_NEXT;
    struct question question = { .title = "Root",
                                 .buttons = buttons,
                                 .answered = certificates_root_answered };

    snprintf(question.text, sizeof question.text,
             tr("The %s root and its key are deleted. Clients that have only that root refuse the "
                "server then."),
             next ? "next" : "old");
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
