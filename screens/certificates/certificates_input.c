/* certificates_input.c - files that somebody brings: chosen, opened, shown, and only then taken. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/settings/settings.h"
#include "screens/app/pick.h"
#include "screens/certificates/certificates.h"

static void certificates_input_start(struct app *app);

/* ------------------------------------------------ a password, if one is needed */

static bool password_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct certificates *state = certificates_state(app);

    (void)data;
    if (button != 0)
        return true;
    secret_free(state->input_password);
    state->input_password = secret_new(typed, strlen(typed), TYPED, 0, -1);
    certificates_input_start(app);
    return true;
}

void certificates_ask_password(struct app *app, bool again, question_answered *answered)
{
    static const char *const buttons[] = { "Open", "Cancel", NULL };
    struct question question = {
        .title = "Password", .buttons = buttons, .line = "", .hidden = true, .answered = answered
    };

    snprintf(question.text, sizeof question.text, "%s",
             again ? tr("That password does not open it. Which one is it sealed with?")
                   : tr("A key among the files is sealed with a password."));
    app_ask(app, &question);
}

/* ------------------------------------------------ one of several keys */

static bool key_answered(struct app *app, const void *data, int button, const char *typed)
{
    char *end;
    long number = strtol(typed, &end, 10);

    (void)data;
    if (button != 0)
        return true;
    if (end == typed || *end || number < 1 || number > 999)
        return app_report(app, MARK_FAIL, "The number of a key is needed"), false;
    certificates_state(app)->input_key = (size_t)number;
    certificates_input_start(app);
    return true;
}

/* "1: RSA 2048 of CN=a; 2: ...": a line each. */
static void ask_key(struct app *app, const char *keys)
{
    static const char *const buttons[] = { "Take it", "Cancel", NULL };
    struct question question = {
        .title = "Which private key?", .buttons = buttons, .line = "", .answered = key_answered
    };

    snprintf(question.text, sizeof question.text,
             tr("There is more than one. Type the number of the server's:\n%s"), keys);
    for (char *at = question.text; (at = strstr(at, "; "));)
        at[0] = ' ', at[1] = '\n';
    app_ask(app, &question);
}

/* ------------------------------------------------ what was found */

static void certificates_input_show(struct app *app, struct worker *worker,
                                    struct examination *found)
{
    const struct verdict_subject subject = { worker, found };

    app_push(app, &verdict_screen, &subject);
}

/* NULL: it was not found. */
static const struct problem_found *certificates_input_find(const struct examination *found,
                                                           enum problem problem)
{
    for (size_t i = 0; i < found->problems.count; i++)
        if (found->problems.list[i].problem == problem)
            return &found->problems.list[i];
    return NULL;
}

static const struct problem_found *certificates_input_keys(const struct examination *found)
{
    const struct problem_found *keys = certificates_input_find(found, PROBLEM_KEYS);

    return keys ? keys : certificates_input_find(found, PROBLEM_KEY_NUMBER);
}

static void examined(struct app *app, struct worker *worker)
{
    struct examination *found = must(calloc(1, sizeof *found));
    struct err err;

    if (!certify_examination(worker, found, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
    } else if (certificates_input_find(found, PROBLEM_NO_PASSWORD) ||
               certificates_input_find(found, PROBLEM_PASSWORD)) {
        certificates_ask_password(app, certificates_input_find(found, PROBLEM_PASSWORD),
                                  password_answered);
    } else if (certificates_input_keys(found)) {
        ask_key(app, certificates_input_keys(found)->about);
    } else {
        certificates_input_show(app, worker, found);
        return;
    }
    free(found);
    worker_end(worker);
}

/* ------------------------------------------------ the task */

static bool certificates_input_gather(const struct certificates *state, struct examine_job **job,
                                      struct err *err)
{
    for (size_t i = 0; i < state->input_count; i++)
        if (!examine_add(job, state->input[i], false, err))
            return false;
    (*job)->key = state->input_key;
    (*job)->has_password = state->input_password;
    if (!state->input_password)
        return true;
    const char *password = secret_open(state->input_password);
    snprintf((*job)->password, sizeof(*job)->password, "%s", password);
    secret_close(password);
    return true;
}

static void certificates_input_start(struct app *app)
{
    const struct certify_place place = certificates_place(app);
    struct examine_job *input = examine_new();
    struct certify task = { 0 };
    struct err err;
    bool answer = strcmp(certificate_settings(app->config).mode, "intermediate") == 0;

    bool filled = certificates_input_gather(certificates_state(app), &input, &err) &&
                  (answer ? certify_answer : certify_import)(&task, &place, &input, &err);
    examine_free(input);
    certificates_start(app, &task, filled, &err,
                       &(struct busy_job){ .done = examined, .keep = true });
}

void certificates_input_forget(struct certificates *state)
{
    while (state->input_count)
        free(state->input[--state->input_count]);
    secret_free(state->input_password);
    state->input_password = NULL;
    state->input_key = 0;
}

static void certificates_input_add(struct app *app, char *const paths[], size_t count)
{
    struct certificates *state = certificates_state(app);

    for (size_t i = 0; i < count && state->input_count < PICKER_MAX; i++)
        state->input[state->input_count++] = copy(paths[i]);
    certificates_input_start(app);
}

static void certificates_input_taken(struct app *app, char *const paths[], size_t count)
{
    certificates_input_forget(certificates_state(app));
    certificates_input_add(app, paths, count);
}

static void certificates_input_pick(struct app *app,
                                    void (*taken)(struct app *, char *const[], size_t))
{
    bool answer = strcmp(certificate_settings(app->config).mode, "intermediate") == 0;
    const struct pick pick = {
        .title = answer ? "The company's answer" : "Certificate and key",
        .help = answer
                    ? "The signed certificate, and the company's root if it came along: PEM, DER "
                      "or PKCS#7."
                    : "PFX, or certificate, key and chain: PEM or DER, in any order, any number.",
        .taken = taken,
    };

    app_push(app, &pick_screen, &pick);
}

static void certificates_input_choose(struct app *app)
{
    certificates_input_pick(app, certificates_input_taken);
}

void certificates_input_more(struct app *app)
{
    certificates_input_pick(app, certificates_input_add);
}

void certificates_import(struct app *app)
{
    certificates_ask_unsaved(app, certificates_input_choose);
}
