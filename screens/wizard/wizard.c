/* wizard.c - from the start of the full screen to its end: what is offered first, what a signal
 * does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/mem_end.h"
#include "backend/base/shown.h"
#include "backend/probe/tested.h"
#include "backend/secret/crypto.h"
#include "backend/secret/locked.h"
#include "backend/settings/settings.h"
#include "screens/app/look.h"
#include "screens/wizard/wizard.h"
#include "tui/text.h"

/* ------------------------------------------------ loading */

bool wizard_load(struct app *app, struct err *err)
{
    if (!crypto_ready(err))
        return false;
    if (!app->edit)
        app->edit = locked_new(LOCKED_BLOCK);
    if (!store_exists(app->store)) {
        app->config = config_new();
        app->guided = true;
        return true;
    }
    struct config *config = store_load(app->store, 0, &app->notes, err);
    if (!config)
        return false;
    config_free(app->config);
    config_free(app->saved);
    app->config = config;
    app->saved = config_copy(config);
    return true;
}

static void report_notes(struct app *app)
{
    if (*app->notes.damaged)
        app_report(app, MARK_FAIL, "Changed on disk since it was saved: %s", app->notes.damaged);
    else if (app->notes.edited)
        app_report(app, MARK_WARN, "printseal.conf was edited by hand; it is taken as it is");
    else if (app->notes.migrated)
        app_report(app, MARK_WARN, "%s", MIGRATED);
}

/* First run: the machine's own name is filled in, and the welcome page opens. */
void wizard_guide(struct app *app)
{
    AUTO_FREE char *fqdn = detect_server();
    struct config_place place;

    if (fqdn && *fqdn && config_find(app->config, "server.fqdn", &place, NULL))
        change_set(&app->journal, app->config, &place, fqdn, NULL);
    app_prepare(app);
    app->message[0] = '\0';
    app_push(app, &welcome_screen, NULL);
}

static void wizard_number(size_t number, char text[TEXT_NUMBER])
{
    snprintf(text, TEXT_NUMBER, "%s", shown_count(number).text);
}

void wizard_begin(struct app *app, const char *topic)
{
    text_translator(language_is_on() ? tr : NULL, wizard_number);
    app_read_certificate(app);
    app_audit(app);
    overview_look(app);
    if (!app->depth)
        app_push(app, &home_screen, NULL);
    report_notes(app);
    if (topic)
        app_go(app, topic);
    else if (app->guided && !app->read_only && !store_draft_exists(app->store))
        wizard_guide(app);
    wizard_take_lock(app);
    loop_timer(&app->loop, TIMER_IDLE, policy(app->config).idle_minutes * 60000L);
    app_startup(app);
    if (app->notes.vault != VAULT_FINE)
        wizard_ask_unlock(app);
    else
        wizard_offer_draft(app);
}

bool wizard_reload(struct app *app)
{
    app_home(app);
    change_journal_clear(&app->journal);
    app->undrafted = false;
    if (!wizard_load(app, &app->error)) {
        app_quit(app, STATUS_FAILED);
        return false;
    }
    app_read_certificate(app);
    app_audit(app);
    app_notify(app);
    overview_look(app);
    app_startup(app);
    return true;
}

/* ------------------------------------------------ the loop's calls */

/* Keys and pastes alike: there may be something to keep, and somebody is there. */
static void after_input(struct app *app)
{
    app_plan_draft(app);
    loop_timer(&app->loop, TIMER_IDLE, policy(app->config).idle_minutes * 60000L);
}

static void on_key(void *data, int key)
{
    struct app *app = data;

    if (app->store)
        store_lock_alive(app->store);
    if (!app->locked && !wizard_wake(app))
        return;
    app_key(app, key);
    if (!app->locked)
        after_input(app);
}

static void on_timer(void *data, size_t which)
{
    struct app *app = data;

    switch ((enum app_timer)which) {
    case TIMER_READ:
        wizard_wake(app);
        break;
    case TIMER_DRAFT:
        app_draft(app);
        break;
    case TIMER_AUDIT:
        app_audit(app);
        break;
    case TIMER_REVEAL:
        record_conceal(app);
        break;
    case TIMER_PROGRESS:
        loop_timer(&app->loop, TIMER_PROGRESS, 500);
        break;
    case TIMER_IDLE:
        wizard_lock(app);
        break;
    }
}

static void on_paste(void *data, const char *text)
{
    struct app *app = data;

    if (app->locked || !wizard_wake(app))
        return;
    app_paste(app, text);
    after_input(app);
}

static void on_mouse(void *data, const struct mouse *mouse)
{
    struct app *app = data;

    if (app->store)
        store_lock_alive(app->store);
    if (!app->locked && !wizard_wake(app))
        return;
    app_mouse(app, mouse);
    if (!app->locked)
        after_input(app);
}

static void on_stop(void *data)
{
    record_conceal(data);
}

static void last_words(void *data, int signal)
{
    struct app *app = data;

    app->signal = signal;
    app_draft(app);
}

/* ------------------------------------------------ beginning and end */

static enum status no_terminal(enum status status, const char *reason)
{
    struct err err;

    fail(
        &err,
        "%s, so there is no wizard; printseal --plain asks line by line, and these commands do the "
        "same: init, set, add, secret, check, diff (see printseal --help)",
        reason);
    return session_complain(status, &err);
}

void wizard_close(struct app *app)
{
    wizard_beside_end(app);
    app_look(app, NULL);
    app_empty(app);
    tested_free(app->tested);
    audit_free(&app->audit);
    difference_count_free(&app->counted);
    words_free(app->words);
    change_journal_clear(&app->journal);
    config_free(app->config);
    config_free(app->saved);
    config_free(app->blank);
    store_close(app->store);
    locked_free(app->edit);
    examine_free(app->input);
    free(app->folder);
    app->input = NULL;
}

bool wizard_open(struct app *app, const struct context *context, struct err *err)
{
    AUTO_FREE char *folder = store_folder(context->folder);

    app->context = context;
    app->read_only = context->read_only;
    if (!app->tested) /* the lock keeps what is known */
        app->tested = tested_new();
    app->store = store_open(folder, !context->read_only, err);
    if (!app->store)
        return false;
    if (app->read_only && !store_exists(app->store))
        return fail(err, "%s: nothing has been saved here yet, so there is nothing to look at",
                    folder);
    return true;
}

const struct loop_calls wizard_calls = {
    .draw = frame_draw,
    .key = on_key,
    .paste = on_paste,
    .mouse = on_mouse,
    .timer = on_timer,
    .stops = on_stop,
    .last_words = last_words,
};

static enum status wizard_wizard_run(struct app *app, const char *topic)
{
    bool from_startup = !topic && wizard_startup(app);

    if (!from_startup && !wizard_load(app, &app->error))
        return session_complain(STATUS_FAILED, &app->error);
    look_recall();
    app->loop.keys.mousing = app->context->mouse;
    if (app->context->mouse)
        term_mouse();
    const char *reason;
    enum term_taken taken = term_start(&reason);
    if (taken != TERM_TAKEN)
        return no_terminal(taken == TERM_UNFIT ? STATUS_USAGE : STATUS_FAILED, reason);
    mem_end_after(term_stop);
    if (!from_startup)
        wizard_begin(app, topic);
    loop_run(&app->loop, &wizard_calls, app);
    term_stop();
    mem_end_after(NULL);
    return *app->error.text ? session_complain(STATUS_FAILED, &app->error) : app->status;
}

enum status wizard_run(const struct context *context, const char *topic)
{
    static struct app app;
    enum status status;
    struct err err;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return no_terminal(STATUS_USAGE, tr("standard input or output is not a terminal"));
    if (wizard_open(&app, context, &err))
        status = wizard_wizard_run(&app, topic);
    else
        status = session_complain(STATUS_FAILED, &err);
    wizard_close(&app);
    return status;
}
