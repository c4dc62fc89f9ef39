/* usage.c - how a command is used, from its row. */
#include <string.h>

#include "backend/base/language.h"
#include "screens/session/command.h"

void usage_of(const struct command *command, FILE *out)
{
    fprintf(out, "printseal %s", command->name);
    for (const struct option_row *o = command->options; o && o->name; o++)
        fprintf(out, " [%s%s%s]", o->name, o->value ? " " : "", o->value ? o->value : "");
    fprintf(out, "%s%s\n", command->arguments ? " " : "",
            command->arguments ? command->arguments : "");
}

/* Prints text in lines of at most 78 columns, indented by so many; the words of our own table are
 * ASCII. */
static void usage_wrap(const char *text, int indent, FILE *out)
{
    size_t column = 0;

    while (*text) {
        size_t size = strcspn(text, " ");

        if (column && column + 1 + size > 78)
            column = 0, fputc('\n', out);
        fprintf(out, "%*s%.*s", column ? 1 : indent, "", (int)size, text);
        column += size + (column ? 1 : (size_t)indent);
        text += size + (text[size] == ' ');
    }
    fputc('\n', out);
}

void usage_options(const struct option_row *rows, FILE *out)
{
    for (; rows && rows->name; rows++) {
        if (rows->letter)
            fprintf(out, "  -%c, %s", rows->letter, rows->name);
        else
            fprintf(out, "  %s", rows->name);
        fprintf(out, "%s%s\n", rows->value ? " " : "", rows->value ? rows->value : "");
        usage_wrap(tr(rows->what), 6, out);
        fprintf(out, "        printseal %s\n", rows->example);
    }
}

void usage_members(const struct command *list, FILE *out)
{
    for (const struct command *c = list; c && c->name; c++)
        fprintf(out, "  %-16s %s\n", c->name, tr(c->summary));
}

void usage_help_of(const struct command *command, FILE *out)
{
    fputs(tr("usage: "), out);
    usage_of(command, out);
    fprintf(out, "\n%s: %s\n\n", command->name, tr(command->summary));
    usage_wrap(tr(command->help), 0, out);
    if (command->below)
        fputs(tr("\ncommands:\n"), out);
    usage_members(command->below, out);
    fputs(command->options ? tr("\noptions, each with an example:\n") : "", out);
    usage_options(command->options, out);
    if (command->example)
        fprintf(out, tr("\nexample: printseal %s\n"), command->example);
}
