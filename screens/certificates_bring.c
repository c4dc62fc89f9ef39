/* certificates_bring.c - files that somebody brings: chosen, opened, shown, and only then taken. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"
#include "backend/settings/settings.h"
#include "screens/certificates.h"
#include "screens/pick.h"

static void start(struct app *app, const char *password);

/* ------------------------------------------------ a password, if one is needed */

static bool password_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    if (button == 0)
        start(app, typed);
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

static void show(struct app *app, struct worker *worker, struct examination *found)
{
    const struct verdict_subject subject = { worker, found };

    app_push(app, &verdict_screen, &subject);
}

static bool has(const struct examination *found, enum flaw flaw)
{
    for (size_t i = 0; i < found->flaws.count; i++)
        if (found->flaws.list[i].flaw == flaw)
            return true;
    return false;
}

static void examined(struct app *app, struct worker *worker)
{
    struct examination *found = must(calloc(1, sizeof *found));
    struct err err;

    if (!certify_examination(worker, found, &err)) {
        app_say(app, MARK_FAIL, "%s", err.text);
    } else if (has(found, FLAW_NO_PASSWORD) || has(found, FLAW_PASSWORD)) {
        ask_password(app, has(found, FLAW_PASSWORD));
    } else {
        show(app, worker, found);
        return;
    }
    free(found);
    worker_end(worker);
}

/* ------------------------------------------------ the task */

static bool gather(const struct certificates *state, const char *password, struct examine_job **job,
                   struct err *err)
{
    for (size_t i = 0; i < state->brought_count; i++)
        if (!examine_add(job, state->brought[i], false, err))
            return false;
    (*job)->has_password = password;
    snprintf((*job)->password, sizeof(*job)->password, "%s", password ? password : "");
    return true;
}

/* password NULL: none is known yet. */
static void start(struct app *app, const char *password)
{
    const struct certify_place place = certificates_place(app);
    struct examine_job *brought = examine_new();
    struct certify task = { 0 };
    struct err err;
    bool answer = strcmp(certificate_plan(app->config).mode, "intermediate") == 0;

    bool filled = gather(certificates_state(app), password, &brought, &err) &&
                  (answer ? certify_answer : certify_import)(&task, &place, &brought, &err);
    examine_free(brought);
    certificates_start(app, &task, filled, &err, &(struct job){ .done = examined, .keep = true });
}

static void taken(struct app *app, char *const paths[], size_t count)
{
    struct certificates *state = certificates_state(app);

    while (state->brought_count)
        free(state->brought[--state->brought_count]);
    for (size_t i = 0; i < count; i++)
        state->brought[state->brought_count++] = copy(paths[i]);
    start(app, NULL);
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
        .taken = taken,
    };

    app_push(app, &pick_screen, &pick);
}

void certificates_bring(struct app *app)
{
    certificates_ask_unsaved(app, pick);
}
