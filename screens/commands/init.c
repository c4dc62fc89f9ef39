/* init.c - first set-up without questions: from defaults or an answers file to generation 1. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/audit/audit.h"
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/setup/answers_json.h"
#include "backend/setup/prepare.h"
#include "backend/store/conf/conf.h"
#include "screens/commands/commands.h"
#include "screens/commands/words.h"
#include "screens/session/deploy.h"
#include "screens/session/issue.h"
#include "screens/session/output.h"

struct init {
    struct session session; /* saved stays NULL: there was nothing */
    struct issue issue;
    struct once recovery;
    struct buf made; /* paths of what was generated, a line each */
    char code[RECOVERY_SIZE];
};

/* A configuration that is there is never overwritten, whatever the folder was meant to be. */
static bool is_free(struct store *store, struct err *err)
{
    if (!store || !store_exists(store))
        return true;
    return fail(err,
                "there is a configuration in %s already, generation %u; change it with the wizard "
                "or \"printseal import answers\", or choose another folder with -C",
                store_path(store), store_generation(store));
}

static bool folder_is_free(const char *folder, struct err *err)
{
    struct store *store = store_open(folder, false, NULL);
    bool ok = is_free(store, err);

    store_close(store);
    return ok;
}

static struct config *read_answers(const char *file, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    if (!file)
        return config_new();
    if (!file_read(AT_FDCWD, file, CONF_MAX, &text, err))
        return NULL;
    return answers_read(NULL, &text, file, err);
}

/* Without a name there is nothing that a certificate could be made for. */
static bool init_find_name(struct session *session, struct err *err)
{
    AUTO_FREE char *name = *server_fqdn(session->config) ? NULL : detect_server();
    struct config_place place;

    if (*server_fqdn(session->config))
        return true;
    if (!name)
        return fail(err, "this machine does not know its full name; say it in an answers file: "
                         "server : { fqdn = \"print.example.com\"; };");
    return config_find(session->config, "server.fqdn", &place, err) &&
           change_set(&session->journal, session->config, &place, name, err);
}

static void init_remember(void *data, const char *path)
{
    buf_print(data, tr("generated: %s\n"), path);
}

static bool init_answers(struct init *init, const char *folder, const char *answers,
                         struct err *err)
{
    if (!folder_is_free(folder, err))
        return false;
    init->session.config = read_answers(answers, err);
    return init->session.config;
}

/* Everything that takes long or may fail comes before the first byte on disk. */
static bool init_prepare(struct init *init, struct err *err)
{
    if (!init_find_name(&init->session, err))
        return false;
    prepare_secrets(&init->session.journal, init->session.config, init_remember, &init->made);
    return issue_start(&init->issue, &init->session, err);
}

/* The code is with its owner before there is anything to open; or it is noted that nobody has it,
 * of which the overview reminds at every start. */
static bool init_report_code(struct init *init, struct err *err)
{
    bool possible = output_once_possible(&init->recovery);

    if (*init->code)
        store_code_note(init->session.store, !possible);
    return !*init->code || !possible || output_once_report(&init->recovery, init->code, err);
}

static bool init_write(struct init *init, struct err *err)
{
    if (store_save(init->session.store, init->session.config, init->issue.files, init->issue.count,
                   "first set-up", err))
        return true;
    if (*init->code)
        store_code_note(init->session.store, false);
    return *init->code && output_once_possible(&init->recovery)
               ? fail_in(err, "the new recovery code opens nothing, for nothing was saved")
               : false;
}

static bool init_save(struct init *init, const char *folder, long wait, struct err *err)
{
    struct session *session = &init->session;
    struct holder holder = { 0 };
    enum vault_error error = VAULT_FINE;

    session->store = store_open(folder, true, err);
    return session->store && store_lock_wait(session->store, wait, &holder, err) &&
           is_free(session->store, err) && store_vault(session->store, init->code, &error, err) &&
           init_report_code(init, err) && init_write(init, err);
}

/* ------------------------------------------------ what there is now */

/* Returns whether findings remain. */
static bool print_result(const struct init *init)
{
    char score[TENTHS_SIZE];
    struct certificate_facts certificate;
    struct audit audit;

    session_judge(&init->session, &audit, &certificate);
    startup_keep(init->session.store, init->session.config, &audit, &certificate);
    printf(tr("saved: %s, generation %u\n"), store_path(init->session.store),
           store_generation(init->session.store));
    if (certificate.pending != AWAITS_NOTHING)
        printf(tr("pending: %s\n"), certify_pending_text(certificate.pending));
    if (certificate.present)
        printf(tr("certificate: %s, %s\n"), server_fqdn(init->session.config), certificate.key);
    fputs(init->made.size ? init->made.text : "", stdout);
    shown_tenths(audit.score, score);
    printf(tr("grade: %c, score %s\n"), audit.grade, score);
    bool findings = audit.fail + audit.warn > 0;
    if (findings)
        printf(tr("findings: %s fail, %s warn; \"printseal check\" lists them\n"),
               shown_count(audit.fail).text, shown_count(audit.warn).text);
    audit_free(&audit);
    return findings;
}

static enum status init_finish(struct init *init)
{
    enum status status = print_result(init) ? STATUS_FINDINGS : STATUS_FINE;

    bool written = fflush(stdout) == 0 && !ferror(stdout);
    int why = errno; /* for command_flushed() */

    if (!output_once_possible(&init->recovery))
        session_note(
            "no terminal and no --recovery-file, so the recovery code was not shown; \"printseal "
            "passwd --recovery\" makes another one");
    if (!written)
        session_note(
            "the configuration is saved in %s; only this report of it could not be written",
            store_path(init->session.store));
    errno = why;
    return written ? status : STATUS_FAILED;
}

/* What was answered: the file, and on top of it the words. */
static enum status init_take(struct init *init, const char *folder,
                             const struct arguments *arguments)
{
    struct err err;

    if (!output_once_open(&init->recovery, arguments_option(arguments, "--recovery-file"), &err) ||
        !init_answers(init, folder, arguments_option(arguments, "--answers"), &err))
        return session_complain(STATUS_FAILED, &err);
    return words_set(&init->session, "", arguments->words, arguments->count);
}

enum status command_init(const struct command *command, const struct context *context, int count,
                         char *const args[])
{
    struct arguments arguments;
    struct init init = { .recovery = output_once_recovery };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (context->read_only)
        return session_misuse(command, "--read-only was given: nothing can be saved");
    AUTO_FREE char *folder = store_folder(context->folder);
    enum status status = init_take(&init, folder, &arguments);
    bool saved = status == STATUS_FINE && init_prepare(&init, &err) &&
                 init_save(&init, folder, context->wait, &err);
    if (status == STATUS_FINE)
        status = saved ? session_deploy(&init.session, init_finish(&init))
                       : session_complain(STATUS_FAILED, &err);
    output_once_close(&init.recovery, saved);
    wipe(init.code, sizeof init.code);
    issue_end(&init.issue);
    buf_free(&init.made);
    session_close(&init.session);
    return status;
}
