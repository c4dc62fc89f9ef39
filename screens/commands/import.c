/* import.c - what there is already: lists of devices, settings, certificates; which of them a file
 * holds is found out by looking at it. */
#include <fcntl.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/setup/answer.h"
#include "backend/setup/answers_json.h"
#include "backend/setup/import.h"
#include "backend/setup/prepare.h"
#include "screens/commands/commands.h"
#include "screens/commands/import.h"
#include "screens/session/print.h"

const char command_import_help[] =
    "What a file is, its content says. A list of devices is CSV (in UTF-8, UTF-16 or "
    "Windows-1252; separators are commas, semicolons or tabs), the XML of \"nmap -oX\", or what "
    "\"avahi-browse -rpt _ipps._tcp\" prints. The first row of CSV names the columns, in any "
    "order: name, host, port, model, user, password, snmp, or what such columns are called in "
    "English and German, as \"IP-Adresse\" or \"Kennwort\". --map COLUMN=SETTING,... says it "
    "otherwise, a column by its word or its number; COLUMN=- leaves one out. Without a column "
    "for the name a printer is called as its host is. A printer whose name is there already is "
    "updated in the columns that the file has. Of nmap and avahi-browse only what prints is "
    "taken. Settings are those of a printseal.conf, also of an older version, or of an answers "
    "file; they replace the settings that the file gives, and the lists that it gives as a "
    "whole. A certificate is a file (PFX, PEM, DER, PKCS#7) or the folder of the present server: "
    "a CA with its private key goes on signing here, a root in mode builtin and one below a root "
    "in mode intermediate; else the server's certificate is imported in mode manual. Its names "
    "become the server's, if it has none yet. All of it is one save, or, with any mistake in the "
    "file, none; --skip-bad leaves out the rows that are wrong, and says which. --dry-run prints "
    "how columns are taken, the first rows and what would change, and saves nothing.";

/* Saves, or only says what a save would change. */
static bool commands_import_finish(const struct import_command *import, const char *what,
                                   struct err *err)
{
    struct session *session = import->session;

    if (!import->dry)
        return session_save(session, what, err);
    config_differences(session->saved, session->config, print_difference, NULL);
    return true;
}

/* The kind, where nobody named it. */
static void commands_import_sentence(const struct import_command *import, const char *sentence)
{
    char name[256];

    if (import->named)
        return;
    snprintf(name, sizeof name, "%s", import->file);
    utf8_sanitize(name);
    printf("%s: %s\n", name, sentence);
}

/* ------------------------------------------------ lists of devices */

static char import_separator(const struct arguments *arguments)
{
    static const struct {
        const char *word;
        char separator;
    } separators[] = { { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' } };
    const char *word = arguments_option(arguments, "--separator");

    for (size_t i = 0; word && i < sizeof separators / sizeof *separators; i++)
        if (strcmp(separators[i].word, word) == 0)
            return separators[i].separator;
    return '\0';
}

/* What was left out is said, each row by its line. */
static void import_counts(const struct import_command *import, const struct imported *imported,
                          const struct err *left)
{
    if (imported->skipped)
        session_complain(STATUS_FINE, left);
    printf(tr("printers: %s added, %s changed, %s as they were"), shown_count(imported->added).text,
           shown_count(imported->changed).text, shown_count(imported->same).text);
    if (arguments_option(import->arguments, "--skip-bad"))
        printf(tr(", %s left out"), shown_count(imported->skipped).text);
    printf("\n");
}

static bool import_rows(const struct import_command *import, const struct intake *intake,
                        struct err *err)
{
    AUTO_FREE char *sentence = intake_sentence(intake);
    AUTO_BUF struct buf preview = { 0 };
    struct imported imported = { 0 };
    struct err left;
    const struct import_order order = { .name = import->file,
                                        .intake = intake,
                                        .map = arguments_option(import->arguments, "--map"),
                                        .skip = arguments_option(import->arguments, "--skip-bad"),
                                        .preview = import->dry ? &preview : NULL };

    commands_import_sentence(import, sentence);
    bool done = import_records(&import->session->journal, import->session->config,
                               &printers_section, &order, &imported, &left);
    fputs(preview.size ? preview.text : "", stdout);
    if (!done)
        return *err = left, false;
    if (!commands_import_finish(import, "import printers", err))
        return false;
    import_counts(import, &imported, &left);
    return true;
}

static bool import_devices(const struct import_command *import, struct err *err)
{
    struct intake intake = { 0 };
    bool done = intake_read(&intake, import->bytes.text, import->bytes.size,
                            import_separator(import->arguments), err) ||
                fail_in(err, "%s", import->file);

    done = done && import_rows(import, &intake, err);
    intake_free(&intake);
    return done;
}

/* ------------------------------------------------ settings */

/* Secrets that the file leaves to be generated are those that are there, or new ones. */
static bool import_settings(const struct import_command *import, struct err *err)
{
    struct session *session = import->session;
    struct config *config = answers_read(session->saved, &import->bytes, import->file, err);

    if (!config)
        return false;
    commands_import_sentence(import, intake_kind_sentence(import->kind));
    config_free(session->config);
    session->config = config;
    answer_keep(session->config, session->saved);
    prepare_secrets(&session->journal, session->config, NULL, NULL);
    size_t changes = session_changes(session);
    if (!commands_import_finish(import, "import answers", err))
        return false;
    printf(tr("answers: %s changed\n"), shown_count(changes).text);
    return true;
}

/* ------------------------------------------------ which of them it is */

/* What may be named before the file, and how it is then read: as any list, as any settings. */
static const struct {
    const char *word;
    enum intake_kind kind;
} kinds[] = {
    { "printers", INTAKE_CSV },
    { "devices", INTAKE_CSV },
    { "answers", INTAKE_CONF },
    { "config", INTAKE_CONF },
    { "certificate", INTAKE_CERTIFICATES },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* KINDS: there is no such word. */
static size_t import_word(const char *word)
{
    size_t i = 0;

    while (i < KINDS && strcmp(kinds[i].word, word) != 0)
        i++;
    return i;
}

static bool commands_import_open(struct import_command *import, struct err *err)
{
    if (import->named)
        import->kind = kinds[import->word].kind;
    else if (import_is_folder(import->file))
        import->kind = INTAKE_CERTIFICATES;
    if (import->kind == INTAKE_CERTIFICATES)
        return true; /* read where passwords are at hand */
    if (!file_read(AT_FDCWD, import->file, INTAKE_MAX, &import->bytes, err))
        return false;
    if (!import->bytes.size)
        return fail(err, "%s: is empty", import->file);
    if (!import->named)
        import->kind = intake_look(import->bytes.text, import->bytes.size);
    return true;
}

static enum status import_dispatch(const struct import_command *import)
{
    struct err err;
    bool done;

    switch (import->kind) {
    case INTAKE_CERTIFICATES:
        return import_certificate_run(import);
    case INTAKE_CSV:
    case INTAKE_NMAP:
    case INTAKE_AVAHI:
        done = import_devices(import, &err);
        break;
    case INTAKE_CONF:
    case INTAKE_JSON:
        done = import_settings(import, &err);
        break;
    default:
        done = fail(&err, "%s: is nothing that can be imported", import->file);
    }
    return done ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}

/* Without its secrets a configuration would seem to lose them, so a dry run needs them as well. */
static enum status commands_import_run(const struct context *context, struct import_command *import)
{
    struct session session = { 0 };
    struct err err;

    import->session = &session;
    import->kind = INTAKE_UNKNOWN;
    bool ok = session_open(&session, context, import->dry ? READ : WRITE, &err) &&
              (session.notes.vault == VAULT_FINE || fail(&err, "the secrets cannot be read")) &&
              commands_import_open(import, &err);
    enum status status = ok ? import_dispatch(import) : session_complain(STATUS_FAILED, &err);

    session_close(&session);
    if (import->bytes.text)
        wipe(import->bytes.text, import->bytes.size);
    buf_free(&import->bytes);
    return status;
}

enum status command_import(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    struct import_command import = { .arguments = &arguments,
                                     .file = arguments.words[arguments.count - 1],
                                     .named = arguments.count == 2,
                                     .word = import_word(arguments.words[0]),
                                     .dry = arguments_option(&arguments, "--dry-run") };
    if (import.named && import.word == KINDS)
        return session_misuse(command, "import: there is no \"%s\"", arguments.words[0]);
    if (!import.named && import.word < KINDS)
        return session_misuse(command, "import: needs a FILE behind \"%s\"", arguments.words[0]);
    return commands_import_run(context, &import);
}
