/* apply.c - an export put in force on this machine, and taken back unless somebody confirms it. */
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "backend/apply/force.h"
#include "backend/apply/log.h"
#include "backend/apply/unfinished.h"
#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/commands/commands.h"
#include "screens/session/answer.h"
#include "screens/session/session.h"

struct apply_wish {
    const struct applying *applying;
    const char *root, *templates, *upstream;
    bool confirm, dry_run;
};

static enum status commands_apply_failed(const struct err *err)
{
    return session_complain(STATUS_FAILED, err);
}

/* ------------------------------------------------ asking */

/* What was typed, of which only the first bytes count; "" when the time is up. */
static void commands_apply_read_line(char line[8], int seconds)
{
    struct pollfd ready = { .fd = STDIN_FILENO, .events = POLLIN };
    ssize_t got = poll(&ready, 1, seconds * 1000) > 0 ? read(STDIN_FILENO, line, 7) : 0;

    line[got > 0 ? got : 0] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
}

static bool people_confirm(const struct apply_wish *wish, const struct guard *guard)
{
    int seconds = guard_left(guard) - 1;
    char line[8];

    if (wish->confirm)
        return true;
    fprintf(stderr,
            tr("Look whether everything still works, best from another window.\n"
               "Keep it? Without a yes within %d seconds the old state comes back: "),
            seconds);
    commands_apply_read_line(line, seconds);
    return answer_is_yes(line);
}

/* ------------------------------------------------ in force */

static enum status put_in_force(const struct apply_wish *wish, struct plan *plan)
{
    struct guard guard;
    struct err err;

    enum force force = force_on(plan, &guard, NULL, &err);
    if (force == FORCE_ON && !people_confirm(wish, &guard))
        force = force_undo(&guard, "not confirmed", &err);
    if (force != FORCE_ON)
        return session_complain(force == FORCE_UNDONE ? STATUS_FINDINGS : STATUS_FAILED, &err);
    if (!guard_keep(&guard, &err))
        return commands_apply_failed(&err);
    session_note("%s: in force; the old state is in %s", tr(wish->applying->what), plan->backup);
    return STATUS_FINE;
}

static enum status put_in_place(const struct apply_wish *wish, struct plan *plan)
{
    struct err err;

    if (!force_place(plan, NULL, &err))
        return commands_apply_failed(&err);
    if (!*wish->root)
        return put_in_force(wish, plan);
    if (!unfinished_end(plan, &err)) {
        force_take_back(plan, NULL);
        return commands_apply_failed(&err);
    }
    apply_log(plan, APPLY_LOG_PLACED);
    session_note("%s: in place below %s; nothing was reloaded there", tr(wish->applying->what),
                 wish->root);
    return STATUS_FINE;
}

static enum status show_and_place(const struct apply_wish *wish, struct plan *plan)
{
    AUTO_BUF struct buf difference = { 0 };

    if (!plan_changes(plan)) {
        session_note("%s: nothing differs", tr(wish->applying->what));
        return STATUS_FINE;
    }
    plan_difference(plan, &difference);
    fwrite(difference.text, 1, difference.size, stdout);
    fflush(stdout);
    return wish->dry_run ? STATUS_FINE : put_in_place(wish, plan);
}

/* ------------------------------------------------ one that was cut off */

static bool commands_apply_recover(const struct apply_wish *wish, const struct store *store,
                                   struct err *err)
{
    const char *target = wish->applying->target;
    AUTO_BUF struct buf left = { 0 };
    bool was = false;

    if (wish->dry_run) {
        if (unfinished_look(wish->applying, wish->root))
            session_note("apply %s was cut off before; the next one puts the old files back first",
                         target);
        return true;
    }
    bool undone = unfinished_undo(wish->applying, wish->root, &was, &left, err);
    if (was)
        apply_log_cut_off(store, wish->applying, wish->root, undone);
    if (!undone)
        return !was || fail_in(err, "apply %s was cut off before, and undoing it failed", target);
    if (was)
        session_note("apply %s was cut off before; the old files are back", target);
    if (left.size)
        session_note("changed since, and left as they are: %s", left.text);
    return true;
}

/* ------------------------------------------------ the command */

static struct plan *commands_apply_make_plan(const struct apply_wish *wish,
                                             const struct session *session, struct err *err)
{
    AUTO_FREE char *templates = target_templates(wish->templates, err);
    const struct export export = { .config = session->config,
                                   .store = session->store,
                                   .secrets = true,
                                   .sealed = session->notes.vault != VAULT_FINE,
                                   .upstream = wish->upstream };

    return templates ? plan_new(wish->applying, &export, templates, wish->root, err) : NULL;
}

static enum status commands_apply_apply(const struct context *context,
                                        const struct apply_wish *wish)
{
    struct session session = { 0 };
    struct plan *plan = NULL;
    struct err err;

    if (session_open(&session, context, READ, &err) &&
        commands_apply_recover(wish, session.store, &err))
        plan = commands_apply_make_plan(wish, &session, &err);
    enum status status = plan ? show_and_place(wish, plan) : commands_apply_failed(&err);
    plan_free(plan);
    session_close(&session);
    return status;
}

/* "/x/" is "/x"; none, and "/", is "". */
static char *commands_apply_read_root(const char *root)
{
    size_t size = root ? strlen(root) : 0;

    while (size && root[size - 1] == '/')
        size--;
    return format("%.*s", (int)size, size ? root : "");
}

enum status command_apply(const struct command *command, const struct context *context, int count,
                          char *const args[])
{
    struct arguments arguments;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    AUTO_FREE char *root = commands_apply_read_root(arguments_option(&arguments, "--root"));
    const struct apply_wish wish = {
        .applying = applying_find(arguments.words[0], &err),
        .root = root,
        .templates = arguments_option(&arguments, "--templates"),
        .upstream = arguments_option(&arguments, "--upstream"),
        .confirm = arguments_option(&arguments, "--confirm"),
        .dry_run = arguments_option(&arguments, "--dry-run"),
    };
    if (!wish.applying || (wish.upstream && !check_host_port(wish.upstream, &err)))
        return session_complain(STATUS_USAGE, &err);
    if (!plan_told(wish.applying, &(struct export){ .upstream = wish.upstream }, &err))
        return session_complain(STATUS_USAGE, &err);
    if (!wish.dry_run && !wish.confirm && !*root && !isatty(STDIN_FILENO))
        return session_misuse(command,
                              "apply: no terminal to confirm on; --confirm applies without asking");
    if (context->read_only && !wish.dry_run)
        return session_misuse(command,
                              "apply: --read-only was given; --dry-run shows what would change");
    return commands_apply_apply(context, &wish);
}
