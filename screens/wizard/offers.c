/* offers.c - what is asked before anything else: the lock, closed secrets, a draft. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/secret/locked.h"
#include "screens/app/guide.h"
#include "screens/app/touched.h"
#include "screens/wizard/wizard.h"

_Static_assert((int)DRAFT_TYPED_SIZE <= (int)BLOCK_CELL && (int)EDIT_SIZE <= DRAFT_TYPED_SIZE,
               "what can be typed fits a locked cell and a draft");

/* The screens below may show records that the draft has changed or removed. */
static void resume_draft(struct app *app)
{
    AUTO_LOCKED char *text = locked_new(LOCKED_BLOCK); /* it may be half a secret */
    const struct section *topic = !app->guided && app->depth > 1 ? app->step : NULL;
    char path[PATH_SIZE] = "";
    struct err err;

    if (!store_draft_read(app->store, app->config, &app->journal, path, text, &err)) {
        app_report(app, MARK_FAIL, "The draft stays as it is: %s", err.text);
        return;
    }
    app_home(app);
    guide_remember(app);
    app_changed(app);
    if (*path) {
        app_go(app, path);
        app_key(app, K_CTRL('u')); /* what is saved stands in the field: it was typed over */
        app_paste(app, text);
        app->draft_typed = true;
    } else if (topic) { /* the one that was asked for when it was called */
        app_go(app, topic->key);
    }
    size_t differ = app_differences(app);
    if (!differ && *path)
        app_report(app, MARK_FINE, "The draft is back: what was being typed is in its field");
    else
        app_report(app, MARK_FINE, "The draft is back: %s %s not saved; ^S shows what",
                   shown_count(differ).text, trn("change is", "changes are", differ));
}

static bool draft_dropped(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 1)
        store_draft_remove(app->store, NULL);
    else
        wizard_offer_draft(app);
    if (button == 1 && app->guided)
        wizard_guide(app);
    return true;
}

/* It cannot be taken back, and Enter is pressed without a look. */
static void draft_drop(struct app *app)
{
    static const char *const buttons[] = { "Keep it", "Discard for good", NULL };

    app_ask(app, &(struct question){ .title = "Discard the draft",
                                     .buttons = buttons,
                                     .answered = draft_dropped,
                                     .text = "What was typed and never saved is deleted. This "
                                             "cannot be undone." });
}

static bool draft_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 1)
        draft_drop(app);
    if (button != 0 && button != 1 && app->guided)
        wizard_guide(app);
    if (button == 0)
        resume_draft(app);
    return true;
}

/* Read onto a copy; "" if it does not fit any more: then taking it says why. */
static void draft_look(struct app *app, char text[], size_t size)
{
    AUTO_LOCKED char *typed = locked_new(LOCKED_BLOCK);
    struct config *then = config_copy(app->config);
    struct journal journal = { 0 };
    char path[PATH_SIZE], topics[200];

    text[0] = '\0';
    if (store_draft_read(app->store, then, &journal, path, typed, NULL)) {
        size_t count = touched_topics(app_before(app), then, true, topics, sizeof topics);
        if (count)
            snprintf(text, size, "%s %s, %s", shown_count(count).text,
                     trn("difference", "differences", count), topics);
    }
    change_journal_clear(&journal);
    config_free(then);
}

static void draft_ask(struct app *app)
{
    static const char *const buttons[] = { "Resume", "Discard", "Not now", NULL };
    struct question question = { .title = "Draft", .buttons = buttons, .answered = draft_answered };
    char when[MOMENT_SIZE], what[300];
    struct draft_last last;

    store_draft_last(app->store, &last);
    shown_minute(last.when, when);
    draft_look(app, what, sizeof what);
    snprintf(question.text, sizeof question.text,
             tr("Unsaved%s%s%s%s%s%s. Continue with them? Nothing is saved by that; ^S shows each "
                "of them first."),
             *what ? ": " : tr(" changes"), what, *last.who ? tr("; by ") : "", last.who,
             *when ? tr(", last at ") : "", when);
    app_ask(app, &question);
}

void wizard_offer_draft(struct app *app)
{
    if (app->read_only || !store_draft_exists(app->store))
        return;
    bool kept = app->kept;
    app->kept = false;
    if (kept)
        resume_draft(app);
    else
        draft_ask(app);
}

static bool locked_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button != 0)
        app_quit(app, STATUS_FAILED);
    return true;
}

static void report_locked(struct app *app, const struct holder *holder)
{
    static const char *const buttons[] = { "Look, read-only", "Leave", NULL };
    struct question question = { .title = "In use",
                                 .buttons = buttons,
                                 .answered = locked_answered };

    char since[MOMENT_SIZE], last[MOMENT_SIZE];

    app->read_only = true;
    shown_minute(holder->since, since);
    shown_minute(holder->last, last);
    snprintf(
        question.text, sizeof question.text,
        tr("%s has been changing this configuration since %s; last key at %s (UTC, process %ld). "
           "You can look: what is saved there is shown here. When nobody changes it any more, "
           "you can."),
        holder->who, since, last, holder->pid);
    app_ask(app, &question);
    wizard_beside(app);
}

static bool unlock_answered(struct app *app, const void *data, int button, const char *typed)
{
    enum vault_error error;
    struct err err;

    (void)data;
    app->covered = false;
    if (button == 2) {
        app_quit(app, STATUS_FAILED);
        return true;
    }
    if (button != 0) {
        app->read_only = true;
        app_report(app, MARK_WARN, "Read-only: the secrets are sealed, so nothing can be saved");
        return true;
    }
    if (!store_unlock(app->store, typed, &error, &err) || !wizard_load(app, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        app->covered = true;
        return false;
    }
    app_home(app);
    app_changed(app);
    app_report(app, MARK_FINE,
               "The secrets are open until you leave; \"printseal unlock\" lets this machine open "
               "them again");
    wizard_offer_draft(app);
    return true;
}

void wizard_ask_unlock(struct app *app)
{
    static const char *const buttons[] = { "Open", "Look, read-only", "Leave", NULL };
    struct question question = { .title = "Secrets are sealed",
                                 .buttons = buttons,
                                 .line = "",
                                 .hidden = true,
                                 .whole = RECOVERY_SIZE * 4 / 5, /* without the dashes */
                                 .answered = unlock_answered };

    snprintf(question.text, sizeof question.text,
             tr("They cannot be read: %.512s. Look shows all but them.\nPassphrase, or recovery "
                "code from the company's safe:"),
             app->notes.vault_err.text);
    app->covered = true;
    app_ask(app, &question);
}

void wizard_take_lock(struct app *app)
{
    struct holder holder = { 0 };
    struct err err;

    if (app->read_only || store_lock(app->store, &holder, &err))
        return;
    if (*holder.who) {
        report_locked(app, &holder);
        return;
    }
    app->read_only = true;
    app_report(app, MARK_WARN, "Read-only: %s", err.text);
}
