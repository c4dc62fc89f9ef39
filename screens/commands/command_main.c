/* command_main.c - from a word to its row, and into the command. */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "backend/base/err.h"
#include "backend/base/language.h"
#include "backend/base/mem_end.h"
#include "backend/base/suggest.h"
#include "backend/model/schema.h"
#include "screens/commands/commands.h"
#include "screens/session/context.h"
#include "screens/session/output.h"

static const struct command *find_in(const struct command *list, const char *name)
{
    for (const struct command *c = list; c->name; c++) {
        const struct command *below = c->below ? find_in(c->below, name) : NULL;

        if (below || strcmp(c->name, name) == 0)
            return below ? below : c;
    }
    return NULL;
}

const struct command *command_find(const char *name)
{
    return find_in(commands, name);
}

/* ------------------------------------------------ how the program is used */

void command_usage(FILE *out)
{
    fprintf(out,
            tr("printseal %s: seals the connections of a print server\n\n"
               "usage: printseal [OPTION...] [TOPIC]                  the wizard\n"
               "       printseal [OPTION...] COMMAND [ARGUMENT...]\n\n"
               "commands (printseal help COMMAND says more):\n"),
            PRINTSEAL_VERSION);
    usage_members(commands, out);
    fputs(tr("\noptions, each with an example:\n"), out);
    usage_options(context_options, out);
    fputs(tr("\nexit status: 0 fine, 1 findings, 2 wrong use, 3 operation failed, 4 left without "
             "saving\n"),
          out);
}

/* ------------------------------------------------ the way into one */

static bool asks_help(int count, char *const args[])
{
    for (int i = 1; i < count && strcmp(args[i], "--") != 0; i++)
        if (strcmp(args[i], "--help") == 0 || strcmp(args[i], "-h") == 0)
            return true;
    return false;
}

enum status command_unknown(const struct command *list, const char *name)
{
    const size_t family = list == commands ? 0 : strcspn(list->name, " ") + 1; /* "cert " */
    struct suggest suggest = suggest_start(name + family);
    const char *what = list == commands ? tr("command or topic") : tr("command");
    struct err err;

    for (const struct command *c = list; c->name; c++)
        suggest_try(&suggest, c->name + family);
    for (size_t i = 0; list == commands && sections[i]; i++)
        suggest_try(&suggest, sections[i]->key);
    if (*suggest_best(&suggest))
        fail(&err, "there is no %s \"%.64s\"; did you mean \"%s\"?", what, name,
             suggest_best(&suggest) - family);
    else
        fail(&err, "there is no %s \"%.64s\"; printseal %.*s--help lists them", what, name,
             (int)family, list->name);
    return session_complain(STATUS_USAGE, &err);
}

enum status command_flushed(enum status status)
{
    struct err err;
    int before = errno; /* of a write that failed and left nothing to flush */

    errno = 0;
    bool fine = output_flush() && !ferror(stdout);
    errno = output_broken() ? output_broken() : errno ? errno : before;
    if (status > STATUS_SIGNAL)
        return status;
    if (output_unread() || (!fine && errno == EPIPE)) {
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
    }
    if (fine)
        return status;
    fail_errno(&err, "%s%scannot write the output", mem_did() ? mem_did() : "",
               mem_did() ? ", but " : "");
    return session_complain(STATUS_FAILED, &err);
}

static enum status row_main(const struct context *context, const struct command *command, int count,
                            char *const args[])
{
    signal(SIGPIPE, SIG_IGN); /* until what was begun is saved or undone: see command_flushed() */
    if (!command->run || asks_help(count, args)) {
        usage_help_of(command, stdout);
        return command_flushed(STATUS_FINE);
    }
    return command_flushed(command->run(command, context, count, args));
}

/* The family alone lists its members, which is help where help is asked for. */
static enum status family_alone(const struct command *family)
{
    fprintf(stderr, tr("printseal: %s: needs one of these commands:\n"), family->name);
    usage_members(family->below, stderr);
    return STATUS_USAGE;
}

/* Which word names the member: options may stand before it. 0: none. */
static int family_member(const struct command *family, int count, char *const args[])
{
    char name[64];

    for (int i = 1; i < count && strcmp(args[i], "--") != 0; i++) {
        snprintf(name, sizeof name, "%s %s", family->name, args[i]);
        if (command_find(name))
            return i;
    }
    return 0;
}

static enum status family_main(const struct context *context, const struct command *family,
                               int count, char *args[])
{
    int at = family_member(family, count, args);
    char name[64];

    if (!at && count > 1 && args[1][0] == '-' && asks_help(count, args))
        return row_main(context, family, count, args);
    if (count < 2)
        return family_alone(family);
    snprintf(name, sizeof name, "%s %s", family->name, args[at ? at : 1]);
    if (!at)
        return command_unknown(family->below, name);
    memmove(args + 2, args + 1, (size_t)(at - 1) * sizeof *args);
    return row_main(context, command_find(name), count - 1, args + 1);
}

enum status command_main(const struct context *context, int count, char *args[])
{
    const struct command *command = command_find(args[0]);

    if (!command)
        return command_unknown(commands, args[0]);
    if (command->below)
        return family_main(context, command, count, args);
    return row_main(context, command, count, args);
}
