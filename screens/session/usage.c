/* usage.c - how a command is used, from its row. */
#include <string.h>

#include "screens/session/command.h"

/* "--format=text|json" is shown as "[--format text|json]". */
static void print_option(const char *option, FILE *out)
{
    size_t size = strcspn(option, "=");

    fprintf(out, " [%.*s%s%s]", (int)size, option, option[size] ? " " : "",
            option[size] ? option + size + 1 : "");
}

void usage_of(const struct command *command, FILE *out)
{
    fprintf(out, "printseal %s", command->name);
    for (size_t i = 0; command->options && command->options[i]; i++)
        print_option(command->options[i], out);
    fprintf(out, "%s%s\n", *command->arguments ? " " : "", command->arguments);
}

/* Prints text in lines of at most 78 columns; the words of our own table are ASCII. */
static void usage_wrap(const char *text, FILE *out)
{
    size_t column = 0;

    while (*text) {
        size_t size = strcspn(text, " ");

        if (column && column + 1 + size > 78)
            column = 0, fputc('\n', out);
        fprintf(out, "%s%.*s", column ? " " : "", (int)size, text);
        column += size + (column > 0);
        text += size + (text[size] == ' ');
    }
    fputc('\n', out);
}

void usage_help_of(const struct command *command, FILE *out)
{
    fputs("usage: ", out);
    usage_of(command, out);
    fprintf(out, "\n%s: %s\n\n", command->name, command->summary);
    usage_wrap(command->help, out);
    for (const struct command *c = command->below; c && c->name; c++)
        fprintf(out, "%s  %-12s %s\n", c == command->below ? "\n" : "", c->name, c->summary);
}
