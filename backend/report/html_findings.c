/* html_findings.c - topics with their counts; findings with what to do. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/report/html.h"

/* ------------------------------------------------ topics */

struct html_topic {
    size_t fail, warn, waived;
};

static void html_findings_count(const struct audit *audit,
                                struct html_topic topics[SECTIONS_MAX + 1])
{
    for (size_t i = 0; i < audit->count; i++) {
        const struct finding *finding = &audit->list[i];
        struct html_topic *topic = &topics[finding->section];

        if (finding->waived)
            topic->waived++;
        else if (finding->level == FAIL)
            topic->fail++;
        else
            topic->warn++;
    }
}

static enum level html_findings_level_of(const struct html_topic *topic, size_t fine)
{
    return topic->fail ? FAIL : topic->warn ? WARN : fine || topic->waived ? PASS : UNASKED;
}

static void put_count(struct buf *out, size_t html_findings_count)
{
    if (html_findings_count)
        markup(out, "<td class=\"n\">%zu</td>", html_findings_count);
    else
        markup(out, "<td class=\"n\">\u00b7</td>");
}

static void html_findings_put_topic(struct buf *out, const char *title,
                                    const struct html_topic *topic, size_t fine)
{
    markup(out, "<tr><td>");
    html_mark(out, html_findings_level_of(topic, fine), NULL);
    markup(out, "</td><th scope=\"row\">%s</th>", title);
    put_count(out, topic->fail);
    put_count(out, topic->warn);
    put_count(out, topic->waived);
    put_count(out, fine);
    markup(out, "</tr>\n");
}

void html_topics(const struct report *report, struct buf *out)
{
    const struct audit *audit = report->audit;
    struct html_topic topics[SECTIONS_MAX + 1] = { 0 };
    size_t i = 0;

    html_findings_count(audit, topics);
    markup(out, "<table class=\"topics\">\n<tr><td></td><th>Topic</th><th>fail</th><th>warn</th>"
                "<th>waived</th><th>pass</th></tr>\n");
    for (; sections[i]; i++)
        html_findings_put_topic(out, tr(sections[i]->title), &topics[i], audit->fine[i]);
    html_findings_put_topic(out, tr("Files"), &topics[i], audit->fine[i]);
    markup(out, "</table>\n");
}

/* ------------------------------------------------ findings */

/* The row at the path; NULL: it is a record, a file, or gone. */
static const struct setting *row_at(const struct report *report, const char *path)
{
    struct config_place place = { 0 };

    if (!report->config || !config_find(report->config, path, &place, NULL))
        return NULL;
    return place.setting;
}

/* Fit to be typed as it is, in any shell. */
static bool html_findings_plain(const char *text)
{
    return *text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789._:/-")];
}

/* The command that fixes it, where one word does. */
static void put_command(struct buf *out, const struct setting *row, const struct finding *finding)
{
    if (!row || !html_findings_plain(finding->path))
        return;
    if (row->type == SECRET && row->recipe)
        markup(out, "<dt>command</dt><dd><code>printseal secret rotate %s</code></dd>",
               finding->path);
    else if (row->type == SECRET)
        markup(out, "<dt>command</dt><dd><code>printseal secret set %s</code></dd>", finding->path);
    else if (html_findings_plain(finding->want) && setting_check(row, finding->want, NULL))
        markup(out, "<dt>command</dt><dd><code>printseal set %s=%s</code></dd>", finding->path,
               finding->want);
}

static void html_findings_put_line(struct buf *out, const char *label, const char *text)
{
    if (*text)
        markup(out, "<dt>%s</dt><dd>%s</dd>", tr(label), text);
}

static void html_findings_put_finding(struct buf *out, const struct report *report,
                                      const struct finding *finding)
{
    const struct setting *row = row_at(report, finding->path);
    const char *name = finding->waived ? "waived" : finding->level == FAIL ? "fail" : "warn";

    markup(out, "<article class=\"finding %s\">\n<h3>", name);
    if (finding->waived)
        markup(out, "<span class=\"mark waived\"><b>\u25cb</b> waived</span>");
    else
        html_mark(out, finding->level, NULL);
    markup(out, " %s", finding->path);
    if (*finding->value)
        markup(out, " = <q>%s</q>", finding->value);
    markup(out, "</h3>\n<p>%s</p>\n<dl>", finding->why);
    html_findings_put_line(out, "should be", finding->want);
    put_command(out, row, finding);
    html_findings_put_line(out, "source", finding->source);
    html_findings_put_line(out, "finding", finding->id);
    html_findings_put_line(out, "waived by", finding->waiver);
    markup(out, "</dl>\n</article>\n");
}

/* Those that count first, for there may be more than anybody reads. */
void html_findings(const struct report *report, struct buf *out)
{
    const struct audit *audit = report->audit;
    size_t shown = 0;

    for (int waived = 0; waived < 2; waived++)
        for (size_t i = 0; i < audit->count && shown < HTML_ROWS; i++)
            if (audit->list[i].waived == (bool)waived) {
                html_findings_put_finding(out, report, &audit->list[i]);
                shown++;
            }
    html_more(out, audit->count, shown);
    if (!audit->count)
        markup(out, "<p>Nothing was found.</p>\n");
}
