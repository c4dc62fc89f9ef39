/* certificates_input.c - files that somebody brings: chosen, opened, shown, and only then taken. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/settings/settings.h"
#include "screens/app/pick.h"
#include "screens/certificates/certificates.h"

static void certificates_input_start(struct app *app, const char *password);

/* ------------------------------------------------ a password, if one is needed */

static bool password_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    if (button == 0)
        certificates_input_start(app, typed);
    return true;
}

static void ask_password(struct app *app, bool again)
{
    static const char *const buttons[] = { "Open", "Cancel", NULL };
    struct question question = { .title = "Password",
                                 .buttons = buttons,
                                 .line = "",
                                 .hidden = true,
                                 .answered = password_answered };

    snprintf(question.text, sizeof question.text, "%s",
             again ? "That password does not open it. Which one is it sealed with?"
                   : "A key among the files is sealed with a password.");
    app_ask(app, &question);
}

/* ------------------------------------------------ what was found */

static void certificates_input_show(struct app *app, struct worker *worker,
                                    struct examination *found)
{
    const struct verdict_subject subject = { worker, found };

    app_push(app, &verdict_screen, &subject);
}

static bool certificates_input_has(const struct examination *found, enum problem problem)
{
    for (size_t i = 0; i < found->problems.count; i++)
        if (found->problems.list[i].problem == problem)
            return true;
    return false;
}

static void examined(struct app *app, struct worker *worker)
{
    struct examination *found = must(calloc(1, sizeof *found));
    struct err err;

    if (!certify_examination(worker, found, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
    } else if (certificates_input_has(found, PROBLEM_NO_PASSWORD) ||
               certificates_input_has(found, PROBLEM_PASSWORD)) {
        ask_password(app, certificates_input_has(found, PROBLEM_PASSWORD));
    } else {
        certificates_input_show(app, worker, found);
        return;
    }
    free(found);
    worker_end(worker);
}

/* ------------------------------------------------ the task */

static bool certificates_input_gather(const struct certificates *state, const char *password,
                                      struct examine_job **job, struct err *err)
{
    for (size_t i = 0; i < state->input_count; i++)
        if (!examine_add(job, state->input[i], false, err))
            return false;
    (*job)->has_password = password;
    snprintf((*job)->password, sizeof(*job)->password, "%s", password ? password : "");
    return true;
}

/* password NULL: none is known yet. */
static void certificates_input_start(struct app *app, const char *password)
{
    const struct certify_place place = certificates_place(app);
    struct examine_job *input = examine_new();
    struct certify task = { 0 };
    struct err err;
    bool answer = strcmp(certificate_plan(app->config).mode, "intermediate") == 0;

    bool filled = certificates_input_gather(certificates_state(app), password, &input, &err) &&
                  (answer ? certify_answer : certify_import)(&task, &place, &input, &err);
    examine_free(input);
    certificates_start(app, &task, filled, &err, &(struct job){ .done = examined, .keep = true });
}

static void certificates_input_taken(struct app *app, char *const paths[], size_t count)
{
    struct certificates *state = certificates_state(app);

    while (state->input_count)
        free(state->input[--state->input_count]);
    for (size_t i = 0; i < count; i++)
        state->input[state->input_count++] = copy(paths[i]);
    certificates_input_start(app, NULL);
}

static void pick(struct app *app)
{
    bool answer = strcmp(certificate_plan(app->config).mode, "intermediate") == 0;
    const struct pick pick = {
        .title = answer ? "The company's answer" : "Certificate and key",
        .help = answer
                    ? "The signed certificate, and the company's root if it came along: PEM, DER "
                      "or PKCS#7."
                    : "PFX, or certificate, key and chain: PEM or DER, in any order, any number.",
        .taken = certificates_input_taken,
    };

    app_push(app, &pick_screen, &pick);
}

void certificates_import(struct app *app)
{
    certificates_ask_unsaved(app, pick);
}
