/* app_save_input.c - the first save takes certificates and keys that were imported before it. */
#include "backend/base/language.h"
#include "screens/wizard/app_save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/certificates/certify.h"
#include "screens/app/busy.h"

static void save_drop_input(struct app *app)
{
    examine_free(app->input);
    app->input = NULL;
}

static bool save_refused_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button != 1)
        return true;
    save_drop_input(app);
    app_save(app);
    return true;
}

/* What is wrong may be mended here: a CA that is not trusted yet, a name. */
static void save_refused(struct app *app, const struct examination *found)
{
    static const char *const buttons[] = { "Back", "Save without them", NULL };
    struct question question = { .title = "Imported keys",
                                 .buttons = buttons,
                                 .answered = save_refused_answered };
    char why[300] = "", more[300] = "";

    for (size_t i = 0; i < found->problems.count && !*why; i++)
        if (problem_severity(found->problems.list[i].problem) == REFUSED) {
            problem_why(&found->problems.list[i], why, sizeof why);
            snprintf(more, sizeof more, "%s", problem_do(found->problems.list[i].problem));
        }
    snprintf(question.text, sizeof question.text,
             tr("Nothing was saved: the imported certificate and its key are refused. %s %s"), why,
             more);
    app_ask(app, &question);
}

static void save_input_made(struct app *app, struct worker *worker)
{
    struct examination *found = must(calloc(1, sizeof *found));
    struct err err;

    if (!certify_examination(worker, found, &err))
        app_report(app, MARK_FAIL, "Not saved: %s", err.text);
    else if (found->problems.worst == REFUSED)
        save_refused(app, found);
    else
        app_save_made(app, worker);
    if (app->saved)
        save_drop_input(app);
    free(found);
}

/* As the import command does. */
void app_save_with_input(struct app *app)
{
    struct busy_job job = { .title = "Certificates",
                            .done = save_input_made,
                            .failed = app_save_stopped };
    const struct certify_place place = { app->store, app->saved, app->config };
    struct examine_job *input = examine_copy(app->input); /* a save that is stopped can be made */
    struct certify task = { 0 };
    struct err err;

    if ((app->input_own == OWN_NONE ? certify_import : certify_takeover)(&task, &place, &input,
                                                                         &err))
        job.worker = certify_start(&task, &err);
    examine_free(input);
    if (job.worker)
        app_push(app, &busy_screen, &job);
    else
        app_report(app, MARK_FAIL, "Not saved: %s", err.text);
}
