/* manual_program.c - printseal(1) and a page for each command. */
#include <ctype.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/export/target.h"
#include "screens/app/key_rows.h"
#include "screens/manual/manual.h"
#include "screens/manual/manual_text.h"
#include "screens/session/context.h"

static void manual_program_rows(const char *heading, const struct manual_row *rows, FILE *out)
{
    manual_text_macro("SH", heading, out);
    for (; rows->tag; rows++)
        manual_text_tagged(rows->tag, tr(rows->text), out);
}

static void manual_program_capital(const char *text, FILE *out)
{
    fputc(toupper((unsigned char)text[0]), out);
    manual_text(text + 1, out);
    fputs(".\n", out);
}

/* ------------------------------------------------ commands */

static void manual_program_synopsis(const struct command *command, FILE *out)
{
    fputs(".SY printseal\n", out);
    manual_text_line(command->name, out);
    for (const struct option_row *o = command->options; o && o->name; o++) {
        fputc('[', out);
        manual_text(o->name, out);
        for (const char *at = o->value; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
            fputs(at == o->value ? " " : "|\\:\\c\n", out);
            for (size_t i = 0; i < strcspn(at, "|"); i++)
                manual_text((char[]){ at[i], '\0' }, out);
        }
        fputs("]\n", out);
    }
    if (command->arguments)
        manual_text_line(command->arguments, out);
    fputs(".YS\n", out);
}

static void manual_program_options(const struct option_row *rows, FILE *out)
{
    for (; rows && rows->name; rows++) {
        char tag[256];

        snprintf(tag, sizeof tag, "%s%s%s", rows->name, rows->value ? " " : "",
                 rows->value ? rows->value : "");
        fputs(".TP\n", out);
        manual_text_macro("B", tag, out);
        if (rows->letter)
            fprintf(out, tr("Short: \\fB\\-%c\\fR.\n"), rows->letter);
        manual_program_capital(tr(rows->what), out);
        fputs(tr("Example:\n\\fBprintseal "), out);
        manual_text(rows->example, out);
        fputs("\\fR\n", out);
    }
}

static void manual_program_example(const struct command *command, FILE *out)
{
    char line[512];

    snprintf(line, sizeof line, "printseal %s", command->example);
    manual_text_example(line, out);
}

static void manual_program_member(const struct command *command, FILE *out)
{
    manual_text_macro("SS", command->name, out);
    manual_program_capital(tr(command->summary), out);
    manual_text_line(tr(command->help), out);
    manual_program_options(command->options, out);
    fputs(".PP\n", out);
    manual_program_example(command, out);
}

void manual_command(const struct command *command, FILE *out)
{
    const struct command *list = command->below;

    manual_text_macro("SH", tr("SYNOPSIS"), out);
    for (const struct command *c = list; c && c->name; c++)
        manual_program_synopsis(c, out);
    if (!list)
        manual_program_synopsis(command, out);
    manual_text_macro("SH", tr("DESCRIPTION"), out);
    manual_text_line(tr(command->help), out);
    if (list)
        manual_text_macro("SH", tr("COMMANDS"), out);
    for (const struct command *c = list; c && c->name; c++)
        manual_program_member(c, out);
    if (command->options) {
        manual_text_macro("SH", tr("OPTIONS"), out);
        manual_program_options(command->options, out);
    }
    if (!list) {
        manual_text_macro("SH", tr("EXAMPLES"), out);
        manual_program_example(command, out);
    }
    manual_text_macro("SH", tr("EXIT STATUS"), out);
    fputs(tr("0 fine, 1 findings, 2 wrong use, 3 failed; see\n.BR printseal (1).\n"), out);
}

/* ------------------------------------------------ printseal(1) */

static const char manual_program_usage[] = ".SY printseal\n"
                                           "[OPTION...] [TOPIC]\n"
                                           ".YS\n"
                                           ".SY printseal\n"
                                           "[OPTION...] COMMAND [ARGUMENT...]\n"
                                           ".YS\n";

static const char manual_program_intro[] =
    "Without a command,\n"
    ".B printseal\n"
    "opens a wizard on the terminal, which asks, explains, generates and\n"
    "checks everything that the connections of a print server need, and saves\n"
    "it as one validated configuration.\n"
    "TOPIC is a section, where it opens then.\n"
    "Every screen has a command that does the same without a question.\n"
    ".PP\n"
    "A setting has a path:\n"
    ".IR section . key ,\n"
    "or in a list\n"
    ".IR section . name . key ;\n"
    ".BR printseal.conf (5)\n"
    "has them all.\n";

static void manual_program_commands(FILE *out)
{
    char tag[64];

    manual_text_macro("SH", tr("COMMANDS"), out);
    fputs(tr("Each has a page of its own, such as\n.BR printseal\\-cert (1).\n"), out);
    for (const struct command *c = commands; c->name; c++) {
        snprintf(tag, sizeof tag, "%s", c->name);
        fputs(".TP\n", out);
        manual_text_macro("B", tag, out);
        manual_program_capital(tr(c->summary), out);
    }
}

static void manual_program_keys(FILE *out)
{
    manual_text_macro("SH", tr("KEYS OF THE WIZARD"), out);
    fputs(tr("The last line of the screen names the keys that work there; F1 or ? says\nall about "
             "it.\n"),
          out);
    for (const struct key_row *row = key_rows; row->what; row++) {
        char text[256];

        snprintf(text, sizeof text, "%s%s", tr(row->what), row->key ? "." : "");
        if (row->key)
            manual_text_tagged(row->key, text, out);
        else
            fputs(".PP\n", out), manual_text_line(text, out);
    }
}

static void manual_program_targets(FILE *out)
{
    manual_text_macro("SH", tr("EXPORT TARGETS"), out);
    fputs(tr("Of\n.BR \"printseal export\" :\n"), out);
    for (const struct target *target = targets; target->name; target++) {
        fputs(".TP\n", out);
        manual_text_macro("B", target->name, out);
        manual_program_capital(tr(target->what), out);
        fputs(tr("For "), out);
        manual_text(tr(target->who), out);
        fputs(".\n", out);
    }
}

static void manual_program_examples(FILE *out)
{
    manual_text_macro("SH", tr("EXAMPLES"), out);
    for (const struct manual_row *row = manual_examples; row->tag; row++) {
        fputs(row == manual_examples ? "" : ".PP\n", out);
        manual_text_line(tr(row->text), out);
        fputs(".PP\n", out);
        manual_text_example(row->tag, out);
    }
}

void manual_program(FILE *out)
{
    manual_text_macro("SH", tr("SYNOPSIS"), out);
    fputs(manual_program_usage, out);
    manual_text_macro("SH", tr("DESCRIPTION"), out);
    fputs(tr(manual_program_intro), out);
    manual_text_macro("SH", tr("OPTIONS"), out);
    manual_program_options(context_options, out);
    manual_program_commands(out);
    manual_program_keys(out);
    manual_program_targets(out);
    manual_program_examples(out);
    manual_program_rows(tr("EXIT STATUS"), manual_statuses, out);
    manual_text_macro("SH", tr("FILES"), out);
    fputs(tr("The folder is the one of\n.BR \\-C ,\nelse of\n.BR PRINTSEAL_DIR ,\n"
             "else\n.I /etc/printseal\nfor root, else\n.I printseal\n"
             "in the user\\(aqs configuration folder.\n"),
          out);
    for (const struct manual_row *row = manual_files; row->tag; row++)
        manual_text_tagged(row->tag, tr(row->text), out);
    manual_program_rows(tr("ENVIRONMENT"), manual_environment, out);
}
