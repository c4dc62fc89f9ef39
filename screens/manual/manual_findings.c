/* manual_findings.c - printseal-findings(7): every id that a finding can have. */
#include "backend/audit/explain.h"
#include "backend/base/language.h"
#include "screens/manual/manual.h"
#include "screens/manual/manual_text.h"

static void manual_findings_case(void *data, const char *why, const char *fix, bool refused)
{
    FILE *out = data;

    fprintf(out, ".br\n%s: ", refused ? tr("Refused") : tr("Warning"));
    manual_text(why, out);
    fputc('\n', out);
    manual_text_line(fix, out);
}

static void manual_findings_source(const char *source, FILE *out)
{
    if (!*source)
        return;
    fputs(".br\n", out);
    fputs(tr("Source: "), out);
    manual_text(source, out);
    fputs(".\n", out);
}

/* Of a setting the row says all of it; printseal.conf(5) has what it takes. */
static void manual_findings_setting(const struct explained *explained, FILE *out)
{
    const struct setting *setting = explained->setting;

    manual_text(tr(explained->section->title), out);
    fputs(", ", out);
    manual_text(tr(setting->label), out);
    fputs(".\n", out);
    if (setting->fail_below)
        fprintf(out,
                setting->type == CHOICE || setting->type == NUMBER || setting->type == SECRET
                    ? tr("Fails below \\fB%s\\fR.\n")
                    : tr("Fails unless it is \\fB%s\\fR.\n"),
                setting->fail_below);
    if (setting->advise)
        fprintf(out, tr("Advised: \\fB%s\\fR.\n"), setting->advise);
    if (setting->risk)
        manual_text_line(tr(setting->risk), out);
}

static void manual_findings_one(void *data, const struct explained *explained)
{
    FILE *out = data;

    fputs(".TP\n", out);
    manual_text_macro("B", explained->id, out);
    if (explained->kind == EXPLAINED_SETTING) {
        manual_findings_setting(explained, out);
    } else if (explained->kind == EXPLAINED_RULE) {
        manual_text_line(tr(explained->what), out);
        manual_text_line(tr(explained->why), out);
        fputs(tr("Fix: "), out);
        manual_text_line(tr(explained->fix), out);
    } else {
        fputs(tr("About a certificate, a key or a file that was given.\n"), out);
        explain_sentences(explained->id, manual_findings_case, out);
    }
    manual_findings_source(explained->source, out);
}

void manual_findings(FILE *out)
{
    manual_text_macro("SH", tr("DESCRIPTION"), out);
    fputs(tr("What \\fBprintseal check\\fR finds has an id, which stays the same.\n"
             "A waiver names it, reports carry it, and \\fBprintseal explain\\fR\n"
             "prints what is below about one of them.\n"
             "The id of a finding about one setting is that setting\\(aqs path\n"
             "without the name of the record, such as \\fBsnmp.auth\\fR.\n"),
          out);
    manual_text_macro("SH", tr("FINDINGS"), out);
    explain_each(manual_findings_one, out);
}
