/* manual_conf.c - printseal.conf(5): every setting, from its row. */
#include "backend/base/language.h"
#include "backend/model/schema.h"
#include "screens/manual/manual.h"
#include "screens/manual/manual_text.h"

static void manual_conf_choices(const struct setting *setting, FILE *out)
{
    fputs(setting->fail_below || setting->advise ? tr("One of, the weakest first:") : tr("One of:"),
          out);
    fputc('\n', out);
    for (size_t i = 0; setting->choices[i]; i++) {
        fputs(i ? ";\n\\fB" : "\\fB", out);
        manual_text(setting->choices[i], out);
        fputs("\\fR (", out);
        manual_text(tr(setting->meanings[i]), out);
        fputc(')', out);
    }
    fputs(".\n", out);
}

static void manual_conf_known(const struct setting *setting, FILE *out)
{
    if (setting->known)
        fputs(tr("Known:\n"), out);
    for (const struct known *known = setting->known; known && known->value; known++) {
        fputs("\\fB", out);
        manual_text(known->value, out);
        fputs(known[1].value ? "\\fR,\n" : "\\fR.\n", out);
    }
}

static void manual_conf_type(const struct setting *setting, FILE *out)
{
    switch (setting->type) {
    case FLAG:
        fputs(tr("\\fBtrue\\fR or \\fBfalse\\fR.\n"), out);
        break;
    case NUMBER:
        fprintf(out, tr("A number from %ld to %ld%s%s.\n"), setting->min, setting->max,
                setting->unit ? tr(", in ") : "", setting->unit ? tr(setting->unit) : "");
        break;
    case CHOICE:
        manual_conf_choices(setting, out);
        break;
    case TEXT:
        fprintf(out, tr("Text of at most %ld bytes.\n"), setting->max ? setting->max : 255);
        break;
    case LIST:
        fputs(tr("Any number of texts, separated by commas.\n"), out);
        manual_conf_known(setting, out);
        break;
    case SECRET:
        fputs(tr("A secret; it is kept in the vault.\n"), out);
        break;
    }
}

/* "Default: 8090." and the like; nothing for what is not there. */
static void manual_conf_fact(const char *what, const char *value, FILE *out)
{
    if (!value || !*value)
        return;
    fputs(what, out);
    fputs(" \\fB", out);
    manual_text(value, out);
    fputs("\\fR.\n", out);
}

static void manual_conf_setting(const struct section *section, const struct setting *setting,
                                FILE *out)
{
    bool secret = setting->type == SECRET;

    fputs(".TP\n", out);
    fprintf(out, ".B %s.%s%s\n", section->key, section->list ? "\\fINAME\\fB." : "", setting->key);
    manual_text_line(tr(setting->help), out);
    fputs(".br\n", out);
    manual_conf_type(setting, out);
    manual_conf_fact(tr("Default:"), setting->initial, out);
    if (setting->required)
        fputs(tr("Must not be empty.\n"), out);
    manual_conf_fact(tr("Applies if"), setting->when, out);
    manual_conf_fact(secret ? tr("Fails if shorter than") : tr("Fails below"), setting->fail_below,
                     out);
    manual_conf_fact(secret ? tr("Advised length:") : tr("Advised:"), setting->advise, out);
    if (setting->risk)
        manual_text_line(tr(setting->risk), out);
    fputs(tr("Source: "), out);
    manual_text(setting->source, out);
    fputs(".\n", out);
}

static void manual_conf_section(const struct section *section, FILE *out)
{
    manual_text_macro("SS", tr(section->title), out);
    manual_text_line(tr(section->help), out);
    fputs(tr("Source: "), out);
    manual_text(section->source, out);
    fprintf(out, "%s\n",
            section->list ? tr(".\nA list: any number of records, each with a name.") : ".");
    for (const struct setting *s = section->settings; s->key; s++)
        manual_conf_setting(section, s, out);
}

static const char manual_conf_intro[] =
    "A text file in the syntax of libconfig: sections hold settings, lists\n"
    "hold records, each with a name.\n"
    "It holds no secret; those are in the vault beside it.\n"
    "It may be edited by hand: the next start says so and takes it as it is.\n"
    ".PP\n"
    "A setting has a path:\n"
    ".IR section . key ,\n"
    "or in a list\n"
    ".IR section . name . key .\n"
    "It is the same in the file, on the command line, in messages and in the audit.\n"
    ".PP\n.EX\n"
    "server : { fqdn = \\(dqprint.example.com\\(dq; };\n"
    "radius = ( { name = \\(dqhq\\(dq; host = \\(dqnps.example.com\\(dq; } );\n"
    ".EE\n";

static const char manual_conf_answers[] =
    "A\n.I printseal.conf\n"
    "that may say less: what it leaves out is the default.\n"
    "A secret in it is \\fB\\(dqgenerate\\(dq\\fR, \\fB\\(dqfile:\\fIPATH\\fB\\(dq\\fR or\n"
    "\\fB\\(dqenv:\\fINAME\\fB\\(dq\\fR, never the secret itself.\n"
    ".PP\n.EX\n"
    "server : { fqdn = \\(dqprint.example.com\\(dq; organization = \\(dqExample\\(dq; };\n"
    "radius = ( { name = \\(dqhq\\(dq; host = \\(dqnps.example.com\\(dq;\n"
    "             secret = \\(dqfile:/run/keys/radius\\(dq; } );\n"
    ".EE\n";

void manual_conf(FILE *out)
{
    manual_text_macro("SH", tr("DESCRIPTION"), out);
    fputs(tr(manual_conf_intro), out);
    manual_text_macro("SH", tr("SETTINGS"), out);
    for (size_t i = 0; sections[i]; i++)
        manual_conf_section(sections[i], out);
    manual_text_macro("SH", tr("ANSWERS FILE"), out);
    fputs(tr(manual_conf_answers), out);
}
