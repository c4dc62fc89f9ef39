/* manual.c - the manual page, from the tables that the program itself runs on. */
#include <ctype.h>
#include <string.h>

#include "backend/audit/explain.h"
#include "backend/model/schema.h"
#include "screens/commands/commands.h"
#include "screens/commands/manual_text.h"

/* ------------------------------------------------ commands */

static void print_synopsis(const struct command *command)
{
    puts(".SY printseal");
    manual_text_line(command->name);
    for (size_t i = 0; command->options && command->options[i]; i++) {
        char option[128];
        size_t size = strcspn(command->options[i], "=");

        snprintf(option, sizeof option, "[%.*s%s%s]", (int)size, command->options[i],
                 command->options[i][size] ? " " : "",
                 command->options[i][size] ? command->options[i] + size + 1 : "");
        manual_text_line(option);
    }
    if (*command->arguments)
        manual_text_line(command->arguments);
    puts(".YS");
}

static void print_command(const struct command *command)
{
    manual_text_macro("SS", command->name);
    putchar(toupper((unsigned char)command->summary[0]));
    manual_text(command->summary + 1);
    puts(".\n.PP");
    manual_text_line(command->help);
}

/* Of every command; a family is its members. */
static void print_each(const struct command *list, void (*print)(const struct command *))
{
    for (const struct command *c = list; c->name; c++) {
        if (c->below)
            print_each(c->below, print);
        else
            print(c);
    }
}

/* ------------------------------------------------ settings */

static void manual_print_choices(const struct setting *setting)
{
    puts(setting->fail_below || setting->advise ? "One of, the weakest first:" : "One of:");
    for (size_t i = 0; setting->choices[i]; i++) {
        fputs(i ? "; \\fB" : "\\fB", stdout);
        manual_text(setting->choices[i]);
        fputs("\\fR (", stdout);
        manual_text(setting->meanings[i]);
        putchar(')');
    }
    puts(".");
}

static void print_type(const struct setting *setting)
{
    switch (setting->type) {
    case FLAG:
        puts("\\fBtrue\\fR or \\fBfalse\\fR.");
        break;
    case NUMBER:
        printf("A number from %ld to %ld%s%s.\n", setting->min, setting->max,
               setting->unit ? ", in " : "", setting->unit ? setting->unit : "");
        break;
    case CHOICE:
        manual_print_choices(setting);
        break;
    case TEXT:
        printf("Text of at most %ld bytes.\n", setting->max ? setting->max : 255);
        break;
    case LIST:
        puts("Any number of texts, separated by commas.");
        break;
    case SECRET:
        puts("A secret; it is kept in the vault.");
        break;
    }
}

/* "Default: 8090." and the like; nothing for what is not there. */
static void print_fact(const char *what, const char *value)
{
    if (!value || !*value)
        return;
    fputs(what, stdout);
    fputs(" \\fB", stdout);
    manual_text(value);
    puts("\\fR.");
}

static void manual_print_setting(const struct section *section, const struct setting *setting)
{
    bool secret = setting->type == SECRET;

    puts(".TP");
    printf(".B %s.%s%s\n", section->key, section->list ? "\\fINAME\\fB." : "", setting->key);
    manual_text_line(setting->help);
    puts(".br");
    print_type(setting);
    print_fact("Default:", setting->initial);
    if (setting->required)
        puts("Must not be empty.");
    print_fact("Applies if", setting->when);
    print_fact(secret ? "Fails if shorter than" : "Fails below", setting->fail_below);
    print_fact(secret ? "Advised length:" : "Advised:", setting->advise);
    if (setting->risk)
        manual_text_line(setting->risk);
    fputs("Source: ", stdout);
    manual_text(setting->source);
    puts(".");
}

static void print_section(const struct section *section)
{
    manual_text_macro("SS", section->title);
    manual_text_line(section->help);
    fputs("Source: ", stdout);
    manual_text(section->source);
    puts(section->list ? ".\nA list: any number of records, each with a name." : ".");
    for (const struct setting *s = section->settings; s->key; s++)
        manual_print_setting(section, s);
}

/* ------------------------------------------------ findings */

static void manual_print_case(void *data, const char *why, const char *fix, bool refused)
{
    (void)data;
    puts(".br");
    fputs(refused ? "Refused: " : "Warning: ", stdout);
    manual_text(why);
    putchar(' ');
    manual_text_line(fix);
}

/* Those of settings are told with the settings. */
static void manual_print_finding(void *data, const struct explained *explained)
{
    (void)data;
    if (explained->kind == EXPLAINED_SETTING)
        return;
    manual_text_macro("TP\n.B", explained->id);
    if (explained->kind == EXPLAINED_RULE) {
        manual_text_line(explained->what);
        manual_text_line(explained->why);
        fputs("Fix: ", stdout);
        manual_text_line(explained->fix);
    } else {
        puts("About a certificate, a key or a file that was given.");
    }
    explain_sentences(explained->id, manual_print_case, NULL);
    fputs("Source: ", stdout);
    manual_text(explained->source);
    puts(".");
}

static const char findings[] =
    ".SH FINDINGS\n"
    "The id of a finding about one setting is that setting\\(aqs path without the record\\(aqs\n"
    "name, such as \\fBsnmp.auth\\fR; the settings above say what fails and what is advised. The "
    "ids\n"
    "below are those of rules, and of what can be wrong with certificates.\n"
    "\\fBprintseal explain\\fR prints each by itself.\n";

/* ------------------------------------------------ the page */

static const char head[] =
    ".TH PRINTSEAL 1 2026-11-23 \"printseal " PRINTSEAL_VERSION "\" \"User Commands\"\n"
    ".SH NAME\n"
    "printseal \\- seal the connections of a print server\n"
    ".SH SYNOPSIS\n"
    ".SY printseal\n"
    "[\\-C DIR] [\\-\\-read\\-only] [\\-\\-plain] [TOPIC]\n"
    ".YS\n";

static const char description[] =
    ".SH DESCRIPTION\n"
    "Without a command,\n"
    ".B printseal\n"
    "opens a wizard on the terminal, which asks, explains, generates and checks everything that\n"
    "the connections of a print server need, and saves it as one validated configuration.\n"
    "TOPIC is a section, where it opens then.\n"
    "Every screen has a command that does the same without a question.\n"
    ".PP\n"
    "A setting has a path:\n"
    ".IR section . key ,\n"
    "or in a list\n"
    ".IR section . name . key .\n"
    "It is the same in the file, on the command line, in messages and in the audit.\n"
    ".SH OPTIONS\n"
    ".TP\n.BI \\-C \" DIR\"\nThe folder of the configuration.\n"
    ".TP\n.B \\-\\-read\\-only\nShow everything, change nothing.\n"
    ".TP\n.BI \\-\\-wait \" S\"\nWait up to S seconds while somebody else is changing the\n"
    "configuration; without it a command gives up at once.\n"
    ".TP\n.B \\-\\-plain\nAsk line by line: for screen readers and dumb terminals.\n"
    ".TP\n.B \\-\\-version\nPrint the version.\n"
    ".TP\n.B \\-\\-help\nPrint how it is used; behind a command, how that is used.\n"
    ".SH COMMANDS\n";

static const char answers[] =
    ".SH ANSWERS FILE\n"
    "A\n.I printseal.conf\n"
    "that may say less: what it leaves out is the default.\n"
    "A secret in it is \\fB\\(dqgenerate\\(dq\\fR, \\fB\\(dqfile:\\fIPATH\\fB\\(dq\\fR or\n"
    "\\fB\\(dqenv:\\fINAME\\fB\\(dq\\fR, never the secret itself.\n"
    ".PP\n.EX\n"
    "server : { fqdn = \\(dqprint.example.com\\(dq; organization = \\(dqExample\\(dq; };\n"
    "radius = ( { name = \\(dqhq\\(dq; host = \\(dqnps.example.com\\(dq;\n"
    "             secret = \\(dqfile:/run/keys/radius\\(dq; } );\n"
    ".EE\n";

static const char tail[] =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nFine.\n"
    ".TP\n.B 1\nFindings remain, or a live test failed.\n"
    ".TP\n.B 2\nWrong use: an unknown word, a value that will not do.\n"
    ".TP\n.B 3\nCould not: a bad file, locked by somebody else, no space, no permission.\n"
    ".TP\n.B 4\nThe wizard was left without saving.\n"
    ".TP\n.BI 128+ n\nEnded by signal\n.IR n .\n"
    ".SH FILES\n"
    "The folder is the one of\n.BR \\-C ,\nelse of\n.BR PRINTSEAL_DIR ,\n"
    "else\n.I /etc/printseal\nfor root, else\n.I printseal\n"
    "in the user\\(aqs configuration folder.\n"
    ".TP\n.I current\nA symbolic link to the generation in force.\n"
    ".TP\n.I generations/000007/printseal.conf\n"
    "The configuration, without a secret. It may be edited by hand; the next start says so and\n"
    "takes it as it is.\n"
    ".TP\n.I generations/000007/secrets.vault\nThe secrets, sealed.\n"
    ".TP\n.I generations/000007/cert/\nKeys and certificates.\n"
    ".TP\n.I generations/000007/MANIFEST\n"
    "The SHA\\-256 of each file, when it was saved, by whom, and what changed.\n"
    ".TP\n.I master.key\nOpens the vault on this machine.\n"
    ".TP\n.I draft.vault\nWhat was typed in the wizard and not saved yet, sealed.\n"
    ".TP\n.I lock\nHeld by the one who writes.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B PRINTSEAL_DIR\nThe folder of the configuration.\n"
    ".TP\n.B CREDENTIALS_DIRECTORY\n"
    "Where systemd puts credentials; \\fIprintseal.key\\fR there may open the vault.\n"
    ".TP\n.B NO_COLOR\nNo colours on the terminal.\n"
    ".SH SEE ALSO\n"
    ".BR openssl (1),\n.BR systemd\\-creds (1)\n";

enum status command_manual(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    struct arguments arguments;

    (void)context;
    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    fputs(head, stdout);
    print_each(commands, print_synopsis);
    fputs(description, stdout);
    print_each(commands, print_command);
    fputs(answers, stdout);
    puts(".SH SETTINGS");
    for (size_t i = 0; sections[i]; i++)
        print_section(sections[i]);
    fputs(findings, stdout);
    explain_each(manual_print_finding, NULL);
    fputs(tail, stdout);
    return STATUS_FINE;
}
