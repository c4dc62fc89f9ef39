/* import.c - printers from a CSV file, settings from an answers file. */
#include "backend/setup/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/setup/answer.h"
#include "backend/setup/answers_json.h"
#include "backend/setup/prepare.h"
#include "screens/commands/commands.h"
#include "screens/session/print.h"

/* A file that may hold passwords: one block of memory, wiped at the end. */
struct content {
    char *text;
    size_t size, room;
};

static bool content_open(struct content *content, int fd, struct err *err)
{
    struct stat stat;

    if (fd < 0 || fstat(fd, &stat) != 0)
        return fail_errno(err, "cannot be opened");
    if (!S_ISREG(stat.st_mode))
        return fail(err, "is not a regular file");
    if (stat.st_size > IMPORT_MAX)
        return fail(err, "is larger than %d MiB", IMPORT_MAX >> 20);
    content->room = (size_t)stat.st_size;
    content->text = must(calloc(1, content->room + 1));
    return true;
}

/* O_NONBLOCK: a FIFO must not hold the program up. */
static bool content_read(struct content *content, const char *file, struct err *err)
{
    AUTO_CLOSE int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    ssize_t got = 1;

    if (!content_open(content, fd, err))
        return fail_in(err, "%s", file);
    while (content->size < content->room && got != 0) {
        got = read(fd, content->text + content->size, content->room - content->size);
        if (got < 0 && errno != EINTR)
            return fail_errno(err, "%s", file);
        content->size += got > 0 ? (size_t)got : 0;
    }
    return true;
}

static void content_free(struct content *content)
{
    if (content->text)
        wipe(content->text, content->room);
    free(content->text);
}

/* Saves, or only says what a save would change. */
static bool commands_import_finish(struct session *session, const char *what, bool dry,
                                   struct err *err)
{
    if (!dry)
        return session_save(session, what, err);
    config_differences(session->saved, session->config, print_difference, NULL);
    return true;
}

/* ------------------------------------------------ printers */

static bool import_printers(struct session *session, const char *file, bool dry, struct err *err)
{
    struct content content = { 0 };
    struct imported imported = { 0 };
    bool read =
        content_read(&content, file, err) &&
        import_records(&session->journal, session->config, &printers_section,
                       &(struct import_file){ file, content.text, content.size }, &imported, err);

    content_free(&content);
    if (!read || !commands_import_finish(session, "import printers", dry, err))
        return false;
    printf("printers: %zu added, %zu changed, %zu as they were\n", imported.added, imported.changed,
           imported.same);
    return true;
}

/* ------------------------------------------------ answers */

/* Secrets that the file leaves to be generated are those that are there, or new ones. */
static bool import_answers(struct session *session, const char *file, bool dry, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    if (!file_read(AT_FDCWD, file, CONF_MAX, &text, err))
        return false;
    struct config *config = answers_read(session->saved, &text, file, err);
    if (!config)
        return false;
    config_free(session->config);
    session->config = config;
    answer_keep(session->config, session->saved);
    prepare_secrets(&session->journal, session->config, NULL, NULL);
    size_t changes = session_changes(session);
    if (!commands_import_finish(session, "import answers", dry, err))
        return false;
    printf("answers: %zu changed\n", changes);
    return true;
}

/* ------------------------------------------------ the command */

/* Without its secrets a configuration would seem to lose them, so a dry run needs them as well. */
static bool commands_import_run(const struct context *context, const struct arguments *arguments,
                                bool dry, struct err *err)
{
    struct session session = { 0 };
    bool printers = strcmp(arguments->words[0], "printers") == 0;
    bool ok =
        session_open(&session, context, dry ? READ : WRITE, err) &&
        (session.notes.vault == VAULT_FINE || fail(err, "the secrets cannot be read")) &&
        (printers ? import_printers : import_answers)(&session, arguments->words[1], dry, err);

    session_close(&session);
    return ok;
}

enum status command_import(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    struct arguments arguments;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (strcmp(arguments.words[0], "printers") != 0 && strcmp(arguments.words[0], "answers") != 0)
        return session_misuse(command, "import: there is no \"%s\"", arguments.words[0]);
    bool dry = arguments_option(&arguments, "--dry-run");
    return commands_import_run(context, &arguments, dry, &err)
               ? STATUS_FINE
               : session_complain(STATUS_FAILED, &err);
}
