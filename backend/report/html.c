#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/report/html.h"
#include "backend/settings/settings.h"

/* The style lies in the program as it lies in assets/report.css. */
__asm__(".pushsection .rodata\n"
        ".hidden html_style_start\n.globl html_style_start\nhtml_style_start:\n"
        ".incbin \"" REPORT_STYLE "\"\n"
        ".hidden html_style_end\n.globl html_style_end\nhtml_style_end:\n"
        ".popsection");
extern const char html_style_start[], html_style_end[];

static const struct part {
    const char *title, *about;
    html_part *put;
} parts[] = {
    { "Topics", NULL, html_topics },
    { "Findings", NULL, html_findings },
    { "Certificate", NULL, html_certificate },
    { "Ports",
      "Firewall rules: path by path, the ports that speak unencrypted and those that encrypt. Bold "
      "with a check mark is open; what is struck through is closed.",
      html_ports },
    { "Age of secrets",
      "Oldest first. A full bar is the age at which the policy calls a secret too old.",
      html_secrets },
    { "Waivers", "Findings that somebody has accepted.", html_waivers },
    { "Changes", NULL, html_changes },
    { "Live tests", "What was found when the connections were tried.", html_probes },
};

/* ------------------------------------------------ marks and days */

void html_mark(struct buf *out, enum level level, const char *word)
{
    static const struct {
        const char *name, *sign, *word;
    } marks[] = {
        [UNASKED] = { "none", "\u2013", "not set up" },
        [PASS] = { "pass", "\u2713", "pass" },
        [WARN] = { "warn", "!", "warning" },
        [FAIL] = { "fail", "\u2715", "fail" },
    };

    markup(out, "<span class=\"mark %s\"><b>%s</b> %s</span>", marks[level].name, marks[level].sign,
           tr(word ? word : marks[level].word));
}

void html_more(struct buf *out, size_t count, size_t shown)
{
    if (count > shown)
        markup(out,
               "<p class=\"more\">and %zu more; printseal check --format json has them all</p>\n",
               count - shown);
}

/* ------------------------------------------------ head */

static const char *report_html_meaning(char grade)
{
    switch (grade) {
    case 'A':
        return "nothing was found";
    case 'B':
        return "warnings only";
    case 'C':
        return "at most one check in twenty fails";
    case 'D':
        return "at most one check in five fails";
    default:
        return "too many checks fail, or a password would cross the network unencrypted";
    }
}

static void put_made(struct buf *out, const struct report *report)
{
    char day[DAY_SIZE], when[MOMENT_SIZE];

    shown_day(report->now, day);
    markup(out, "<p>Judged %s by printseal " PRINTSEAL_VERSION, day);
    if (!report->generation)
        markup(out, "; not saved yet");
    else
        markup(out, "; generation %u", report->generation);
    if (report->made) {
        shown_moment(report->made->when, when);
        markup(out, ", saved %s by %s: %s", when, report->made->who, report->made->what);
    }
    markup(out, "</p>\n");
    if (*report_unread(report))
        markup(out,
               "<p>Not checked, because they may not be read by the user who judged: %s.</p>\n",
               report_unread(report));
    if (report->notes && report->notes->edited)
        markup(out, "<p>printseal.conf was changed by hand since it was saved; it was judged as it "
                    "is.</p>\n");
    if (report->code_open)
        markup(out, "<p>" RECOVERY_OPEN "</p>\n");
    if (report->notes && report->notes->migrated)
        markup(out, "<p>The file is of an older format: " MIGRATED "</p>\n");
}

static void report_html_put_counts(struct buf *out, const struct audit *audit)
{
    const struct {
        size_t count;
        const char *word;
    } counts[] = { { audit->fail, "fail" },
                   { audit->warn, "warnings" },
                   { audit->waived, "waived" },
                   { audit->pass, "pass" } };

    markup(out, "<dl class=\"counts\">");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        markup(out, "<div><dt>%s</dt><dd>%zu</dd></div>", tr(counts[i].word), counts[i].count);
    markup(out, "<div><dt>score of 100</dt><dd>%f</dd></div></dl>\n", audit->score);
}

static void report_html_put_head(struct buf *out, const struct report *report)
{
    const struct audit *audit = report->audit;
    const char *name = *report->name ? report->name : tr("(no name yet)");

    markup(out, "<header>\n<p class=\"grade g%c\"><span>grade</span>%c</p>\n<div>\n", audit->grade,
           audit->grade);
    markup(out, "<h1>%s</h1>\n<p class=\"lead\">Grade %c: %s.</p>\n", name, audit->grade,
           tr(report_html_meaning(audit->grade)));
    report_html_put_counts(out, audit);
    put_made(out, report);
    markup(out, "</div>\n</header>\n");
}

/* ------------------------------------------------ page */

static void put_part(struct buf *out, const struct part *part, const struct report *report)
{
    AUTO_BUF struct buf inside = { 0 };

    part->put(report, &inside);
    if (!inside.size)
        return;
    markup(out, "<section>\n<h2>%s</h2>\n", tr(part->title));
    if (part->about)
        markup(out, "<p class=\"about\">%s</p>\n", tr(part->about));
    buf_add(out, inside.text, inside.size);
    markup(out, "</section>\n");
}

/* The policy lets nothing in but the style: even if a text slipped through, it would not run. */
void html_begin(struct buf *out, const char *title)
{
    /* Translators: the code of your language, as HTML has it (BCP 47) */
    buf_print(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n", tr("en"));
    buf_print(out, "<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    markup(out, "<title>printseal: %s</title>\n<style>\n", title);
    buf_add(out, html_style_start, (size_t)(html_style_end - html_style_start));
    buf_print(out, "</style>\n</head>\n<body>\n");
}

void html_end(struct buf *out)
{
    buf_print(out, "</body>\n</html>\n");
}

void report_html(const struct report *report, struct buf *out)
{
    AUTO_FREE char *title = format(tr("%s, grade %c"), report->name, report->audit->grade);

    html_begin(out, title);
    report_html_put_head(out, report);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        put_part(out, &parts[i], report);
    html_end(out);
}
