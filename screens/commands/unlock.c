/* unlock.c - how the vault opens: unlock, passwd. */
#include <fcntl.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/setup/prepare.h"
#include "screens/commands/commands.h"
#include "screens/session/output.h"
#include "screens/session/prompt.h"
#include "screens/session/session.h"

static bool unlock_save(struct session *session, const char *what, struct err *err)
{
    config_free(session->config);
    session->config = store_load(session->store, 0, &session->notes, err);
    if (!session->config)
        return false;
    if (session->notes.vault != VAULT_FINE)
        return *err = session->notes.vault_err, false;
    return store_save(session->store, session->config, NULL, 0, what, err);
}

/* ------------------------------------------------ unlock */

static bool try_typed(struct session *session, struct err *err)
{
    enum vault_error error = VAULT_FINE;
    struct typed typed;
    bool opened =
        prompt_secret(tr("Passphrase or recovery code"), false, &typed, err) == STATUS_FINE &&
        store_unlock(session->store, typed.text, &error, err);

    wipe(&typed, sizeof typed);
    return opened;
}

static bool unlock_add_machine(struct session *session, struct err *err)
{
    enum vault_error error = VAULT_FINE;
    char recovery[RECOVERY_SIZE] = "";
    AUTO_CLOSE int dir =
        open(store_path(session->store), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    struct vault *vault = store_vault(session->store, recovery, &error, err);

    if (dir < 0)
        return fail_errno(err, "%s", store_path(session->store));
    return vault && vault_add(vault, SLOT_MACHINE, dir, NULL, recovery, err) &&
           unlock_save(session, "unlocked for this machine", err);
}

static bool unlock(struct session *session, struct err *err)
{
    enum vault_error error = VAULT_FINE;
    char recovery[RECOVERY_SIZE] = "";

    if (store_vault(session->store, recovery, &error, err)) {
        session_note("the vault opens on this machine already");
        return true;
    }
    if (error != VAULT_NO_KEY && error != VAULT_WRONG_KEY)
        return false;
    return try_typed(session, err) && unlock_add_machine(session, err);
}

enum status command_unlock(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    struct arguments arguments;
    struct session session = { 0 };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    bool ok = session_store(&session, context, WRITE, &err) && unlock(&session, &err);
    session_close(&session);
    return ok ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}

/* ------------------------------------------------ passwd */

/* A passphrase stands against anyone who copies the vault and guesses at leisure. */
static bool long_enough(const struct session *session, const struct typed *typed, struct err *err)
{
    long least = policy(session->config).password_length;

    return (long)typed->size >= least ||
           fail(err, "a passphrase needs at least %ld characters; several words do well", least);
}

static bool new_passphrase(struct session *session, struct vault *vault, struct err *err)
{
    struct typed typed;
    bool ok = prompt_secret(tr("New passphrase of the vault"), true, &typed, err) == STATUS_FINE &&
              long_enough(session, &typed, err) &&
              vault_add(vault, SLOT_PASSPHRASE, -1, typed.text, NULL, err);

    wipe(&typed, sizeof typed);
    return ok && unlock_save(session, "passphrase of the vault changed", err);
}

static bool drop_passphrase(struct session *session, struct vault *vault, struct err *err)
{
    if (!vault_has(vault, SLOT_PASSPHRASE))
        return fail(err, "the vault has no passphrase");
    return vault_drop(vault, SLOT_PASSPHRASE, err) &&
           unlock_save(session, "passphrase of the vault removed", err);
}

/* A code that was written and did not come into force goes; of the save that failed it is known
 * which code holds now. */
static bool recovery_kept(struct session *session, const char *code, struct once *recovery,
                          struct err *err)
{
    unsigned was = store_generation(session->store);

    if (!output_once_report(recovery, code, err))
        return fail_in(err, "the old recovery code is still the valid one");
    if (unlock_save(session, "recovery code of the vault changed", err)) {
        store_code_note(session->store, false); /* it was just shown, or is in a file */
        return true;
    }
    if (store_generation(session->store) != was)
        return fail_in(err, "keep both recovery codes, the old one and the new one"), true;
    return fail_in(err, "the old recovery code is still the valid one, the new one opens nothing");
}

static bool new_recovery(struct session *session, struct vault *vault, const char *file,
                         struct err *err)
{
    struct once recovery = output_once_recovery;
    char code[RECOVERY_SIZE] = "";

    if (!output_once_open(&recovery, file, err))
        return false;
    bool ok = output_once_possible(&recovery) ||
              fail(err, "the recovery code needs a terminal or --recovery-file");
    ok = ok && vault_add(vault, SLOT_RECOVERY, -1, NULL, code, err) &&
         recovery_kept(session, code, &recovery, err);
    wipe(code, sizeof code);
    output_once_close(&recovery, ok);
    return ok;
}

static bool unlock_change(struct session *session, const struct arguments *arguments,
                          struct err *err)
{
    enum vault_error error = VAULT_FINE;
    char none[RECOVERY_SIZE] = "";
    struct vault *vault = store_vault(session->store, none, &error, err);
    const char *file = arguments_option(arguments, "--recovery-file");

    if (!vault)
        return false;
    if (file || arguments_option(arguments, "--recovery"))
        return new_recovery(session, vault, file, err);
    if (arguments_option(arguments, "--drop-passphrase"))
        return drop_passphrase(session, vault, err);
    return new_passphrase(session, vault, err);
}

enum status command_passwd(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    struct arguments arguments;
    struct session session = { 0 };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    bool ok =
        session_open(&session, context, WRITE, &err) && unlock_change(&session, &arguments, &err);
    session_close(&session);
    return ok ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}
