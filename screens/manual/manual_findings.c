/* manual_findings.c - printseal-findings(7): every id that a finding can have. */
#include "backend/audit/explain.h"
#include "screens/manual/manual.h"
#include "screens/manual/manual_text.h"

static void manual_findings_case(void *data, const char *why, const char *fix, bool refused)
{
    FILE *out = data;

    fprintf(out, ".br\n%s: ", refused ? "Refused" : "Warning");
    manual_text(why, out);
    fputc('\n', out);
    manual_text_line(fix, out);
}

static void manual_findings_source(const char *source, FILE *out)
{
    if (!*source)
        return;
    fputs(".br\nSource: ", out);
    manual_text(source, out);
    fputs(".\n", out);
}

/* Of a setting the row says all of it; printseal.conf(5) has what it takes. */
static void manual_findings_setting(const struct explained *explained, FILE *out)
{
    const struct setting *setting = explained->setting;

    manual_text(explained->section->title, out);
    fputs(", ", out);
    manual_text(setting->label, out);
    fputs(".\n", out);
    if (setting->fail_below)
        fprintf(out, "Fails %s \\fB%s\\fR.\n",
                setting->type == CHOICE || setting->type == NUMBER || setting->type == SECRET
                    ? "below"
                    : "unless it is",
                setting->fail_below);
    if (setting->advise)
        fprintf(out, "Advised: \\fB%s\\fR.\n", setting->advise);
    if (setting->risk)
        manual_text_line(setting->risk, out);
}

static void manual_findings_one(void *data, const struct explained *explained)
{
    FILE *out = data;

    fputs(".TP\n", out);
    manual_text_macro("B", explained->id, out);
    if (explained->kind == EXPLAINED_SETTING) {
        manual_findings_setting(explained, out);
    } else if (explained->kind == EXPLAINED_RULE) {
        manual_text_line(explained->what, out);
        manual_text_line(explained->why, out);
        fputs("Fix: ", out);
        manual_text_line(explained->fix, out);
    } else {
        fputs("About a certificate, a key or a file that was given.\n", out);
        explain_sentences(explained->id, manual_findings_case, out);
    }
    manual_findings_source(explained->source, out);
}

void manual_findings(FILE *out)
{
    fputs(".SH DESCRIPTION\n"
          "What \\fBprintseal check\\fR finds has an id, which stays the same.\n"
          "A waiver names it, reports carry it, and \\fBprintseal explain\\fR\n"
          "prints what is below about one of them.\n"
          "The id of a finding about one setting is that setting\\(aqs path\n"
          "without the name of the record, such as \\fBsnmp.auth\\fR.\n"
          ".SH FINDINGS\n",
          out);
    explain_each(manual_findings_one, out);
}
