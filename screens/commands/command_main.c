/* command_main.c - from a word to its row, and into the command. */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "backend/base/err.h"
#include "backend/base/suggest.h"
#include "screens/commands/commands.h"

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
    fputs("printseal " PRINTSEAL_VERSION ": seals the connections of a print server\n\n"
          "usage: printseal [-C DIR] [--read-only] [--plain] [TOPIC]   the wizard\n"
          "       printseal [-C DIR] [--wait S] COMMAND [ARGUMENT...]\n\n"
          "  -C DIR        the configuration's folder; else $PRINTSEAL_DIR, else /etc/printseal\n"
          "                for root, else printseal in the user's configuration folder\n"
          "  --read-only   show everything, change nothing\n"
          "  --plain       ask line by line\n"
          "  --wait S      wait up to S seconds for who is changing the configuration\n"
          "  --version     print the version\n\n"
          "commands (printseal COMMAND --help says more):\n",
          out);
    for (const struct command *c = commands; c->name; c++)
        fprintf(out, "  %-11s %s\n", c->name, c->summary);
    fputs("\nexit status: 0 fine, 1 findings, 2 wrong use, 3 operation failed, 4 left without "
          "saving\n",
          out);
}

/* ------------------------------------------------ the way into one */

static bool asks_help(int count, char *const args[])
{
    for (int i = 1; i < count && strcmp(args[i], "--") != 0; i++)
        if (strcmp(args[i], "--help") == 0)
            return true;
    return false;
}

static enum status unknown_command(const struct command *list, const char *name)
{
    struct suggest suggest = suggest_start(name);
    struct err err;

    for (const struct command *c = list; c->name; c++)
        suggest_try(&suggest, c->name);
    if (*suggest_best(&suggest))
        fail(&err, "there is no command \"%.64s\"; did you mean \"%s\"?", name,
             suggest_best(&suggest));
    else
        fail(&err, "there is no command \"%.64s\"; printseal --help lists them", name);
    return session_complain(STATUS_USAGE, &err);
}

/* What a pipe or a full disk did not take must not look like success. */
static enum status flushed(enum status status)
{
    struct err err;
    int before = errno; /* of a write that failed and left nothing to flush */

    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    errno = errno ? errno : before;
    fail_errno(&err, "cannot write the output");
    return session_complain(STATUS_FAILED, &err);
}

static enum status row_main(const struct context *context, const struct command *command, int count,
                            char *const args[])
{
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is an error of write(2) */
    if (!command->run || asks_help(count, args)) {
        usage_help_of(command, stdout);
        return flushed(STATUS_FINE);
    }
    return flushed(command->run(command, context, count, args));
}

static enum status family_main(const struct context *context, const struct command *family,
                               int count, char *const args[])
{
    char name[64];

    if (count < 2)
        return session_misuse(family, "%s: needs %s", family->name, family->arguments);
    snprintf(name, sizeof name, "%s %s", family->name, args[1]);
    const struct command *command = command_find(name);
    if (command)
        return row_main(context, command, count - 1, args + 1);
    if (asks_help(count, args))
        return row_main(context, family, count, args);
    return unknown_command(family->below, name);
}

enum status command_main(const struct context *context, int count, char *const args[])
{
    const struct command *command = command_find(args[0]);

    if (!command)
        return unknown_command(commands, args[0]);
    if (command->below)
        return family_main(context, command, count, args);
    return row_main(context, command, count, args);
}
