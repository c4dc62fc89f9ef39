/* export.c - what other programs and people are given of the configuration. */
#include <string.h>
#include <unistd.h>

#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/export/target.h"
#include "backend/settings/settings.h"
#include "backend/setup/rollover.h"
#include "screens/commands/commands.h"
#include "screens/session/output.h"
#include "screens/session/session.h"

static enum status list_targets(void)
{
    for (const struct target *t = targets; t->name; t++) {
        printf(tr("%-18s %s\n%-18s for %s\n"), t->name, tr(t->what), "", tr(t->who));
        if (t->secrets)
            printf(tr("%-18s with --with-secrets: %s\n"), "", tr(t->secrets));
    }
    return STATUS_FINE;
}

/* assets/schema/targets.json */
static enum status list_targets_json(void)
{
    AUTO_BUF struct buf out = { 0 };

    buf_print(&out, "{\"version\": 1, \"targets\": [");
    for (const struct target *t = targets; t->name; t++) {
        buf_print(&out, t != targets ? ",\n  " : "\n  ");
        dump(json_pack("{s:s, s:s, s:s, s:s?}", "name", t->name, "what", t->what, "who", t->who,
                       "secrets", t->secrets),
             0, &out);
    }
    buf_print(&out, "]}\n");
    return output_text(&out);
}

/* ------------------------------------------------ writing */

static enum status write_folder(const char *folder, const struct makings *makings, bool force)
{
    struct err err;

    if (!write_makings(makings, folder, force, &err))
        return session_complain(STATUS_FAILED, &err);
    for (size_t i = 0; i < makings->count; i++)
        session_note("%s/%s%s", folder, makings->list[i].name,
                     makings->list[i].secret ? tr(" (holds a secret)") : "");
    return STATUS_FINE;
}

/* One file goes to standard output; a secret to no terminal. */
static bool export_fits_out(const struct makings *makings, bool force, struct err *err)
{
    if (makings->count != 1)
        return fail(err, "this target is %zu files: name a folder with --output", makings->count);
    return !makings->list->secret || force || !isatty(STDOUT_FILENO) ||
           fail(err, "it holds a secret, which is not shown on a terminal without --force; "
                     "name a folder with --output");
}

static enum status write_out(const struct made *made)
{
    struct err err;

    return output_write(STDOUT_FILENO, made->text.text, made->text.size, &err)
               ? STATUS_FINE
               : session_complain(STATUS_FAILED, &err);
}

/* ------------------------------------------------ the command */

static bool export_make(const struct target *target, const struct export *export, const char *given,
                        struct makings *makings, struct err *err)
{
    AUTO_FREE char *templates = target_templates(given, err);

    return templates && target_make(target, export, templates, makings, err);
}

/* Before the first byte is written: a reader may take what he wants and end this program. */
static enum status export_write(const struct session *session, const struct makings *makings,
                                const char *target, const struct arguments *arguments)
{
    const char *folder = arguments_option(arguments, "--output");
    bool force = arguments_option(arguments, "--force");
    struct err err;

    if (!folder && !export_fits_out(makings, force, &err))
        return session_complain(STATUS_USAGE, &err);
    if (write_holds_secret(makings))
        store_log(session->store, "exported with secrets: %s", target);
    return folder ? write_folder(folder, makings, force) : write_out(makings->list);
}

/* "semicolon" is easier to type in a shell than ";". */
static char export_separator(const struct arguments *arguments)
{
    const char *word = arguments_option(arguments, "--separator");

    return !word ? 0 : strcmp(word, "semicolon") == 0 ? ';' : strcmp(word, "tab") == 0 ? '\t' : ',';
}

static enum status export_run(const struct target *target, const struct session *session,
                              const struct arguments *arguments)
{
    bool next = arguments_option(arguments, "--next");
    struct config *config = next ? rollover_ahead(session->config) : config_copy(session->config);
    const struct export export = {
        .config = config,
        .store = session->store,
        .secrets = arguments_option(arguments, "--with-secrets"),
        .sealed = session->notes.vault != VAULT_FINE,
        .upstream = arguments_option(arguments, "--upstream"),
        .address = arguments_option(arguments, "--address"),
        .bom = arguments_option(arguments, "--bom"),
        .separator = export_separator(arguments),
    };
    struct makings makings = { 0 };
    struct err err;

    bool made =
        export_make(target, &export, arguments_option(arguments, "--templates"), &makings, &err);
    enum status status = made ? export_write(session, &makings, target->name, arguments)
                              : session_complain(STATUS_FAILED, &err);
    target_makings_free(&makings);
    config_free(config);
    return status;
}

/* What only some targets understand is not passed over in silence. */
static bool export_suits(const struct target *target, const struct arguments *arguments,
                         struct err *err)
{
    bool cells = arguments_option(arguments, "--bom") || arguments_option(arguments, "--separator");
    const char *upstream = arguments_option(arguments, "--upstream");
    const char *address = arguments_option(arguments, "--address");

    if (cells && target->files->making != MADE_CSV)
        return fail(err, "--bom and --separator are for CSV files, and %s has none", target->name);
    if (address && !host_is_ip(address))
        return fail(err, "--address: \"%.64s\" is no IP address", address);
    return !upstream || check_host_port(upstream, err);
}

enum status command_export(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    struct session session = { 0 };
    struct arguments arguments;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (arguments_option(&arguments, "--list"))
        return arguments_json(&arguments) ? list_targets_json() : list_targets();
    if (!arguments.count)
        return session_misuse(command, "export: needs a TARGET; export --list names them");
    const struct target *target = target_find(arguments.words[0], &err);
    if (!target || !export_suits(target, &arguments, &err))
        return session_complain(STATUS_USAGE, &err);
    enum status status = session_open(&session, context, READ, &err)
                             ? export_run(target, &session, &arguments)
                             : session_complain(STATUS_FAILED, &err);
    session_close(&session);
    return status;
}
