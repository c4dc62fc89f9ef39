#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/report/report.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/report/page.h"
#include "backend/settings/settings.h"

/* Columns of a topic's title, before a finding's lines, and of their labels. */
enum { TITLE = 18, FINDING_INDENT = 6, LABEL = 11 };

static void put_labelled(const struct page *page, const char *label, const char *text)
{
    if (!*text)
        return;
    const int wide = (int)utf8_count(label, strlen(label)), room = wide < LABEL ? LABEL : wide + 1;

    buf_print(page->out, "%*s%s%*s", FINDING_INDENT, "", label, room - wide, "");
    page_words(page, text, FINDING_INDENT + room, FINDING_INDENT + LABEL);
}

/* ------------------------------------------------ findings */

static const struct sign *sign_of(const struct finding *finding)
{
    return finding->waived          ? &page_sign_waived
           : finding->level == FAIL ? &page_sign_failing
                                    : &page_sign_warning;
}

static void report_text_put_finding(const struct page *page, const struct finding *finding)
{
    AUTO_FREE char *head =
        format("%s%s%s", finding->path, *finding->value ? " = " : "", finding->value);

    buf_print(page->out, "    ");
    page_sign(page, sign_of(finding));
    buf_print(page->out, " ");
    page_words(page, head, FINDING_INDENT, FINDING_INDENT + LABEL);
    put_labelled(page, tr("should be"), finding->want);
    put_labelled(page, tr("why"), finding->why);
    put_labelled(page, tr("source"), finding->source);
    put_labelled(page, tr("finding"), finding->id);
    put_labelled(page, tr("waived by"), finding->waiver);
}

/* ------------------------------------------------ topics */

struct text_topic {
    const char *title;
    size_t fine, fail, warn, waived;
};

static struct text_topic count_topic(const struct audit *audit, size_t section, size_t from,
                                     size_t to)
{
    struct text_topic topic = { .title =
                                    sections[section] ? tr(sections[section]->title) : tr("Files"),
                                .fine = audit->fine[section] };

    for (size_t i = from; i < to; i++)
        if (audit->list[i].waived)
            topic.waived++;
        else if (audit->list[i].level == FAIL)
            topic.fail++;
        else
            topic.warn++;
    return topic;
}

/* "2 fail, 1 warn, 61 pass": only what there is, or, if that is nothing, `none`. */
static void report_text_put_counts(const struct page *page, const struct text_topic *topic,
                                   const char *none, int left)
{
    AUTO_BUF struct buf text = { 0 };
    const struct count {
        size_t count;
        const char *verb;
    } counts[] = { { topic->fail, "fail" },
                   { topic->warn, "warn" },
                   { topic->waived, "waived" },
                   { topic->fine, "pass" } };
    const char *comma = "";

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (!counts[i].count)
            continue;
        buf_print(&text, "%s%s %s", comma, shown_count(counts[i].count).text, tr(counts[i].verb));
        comma = ", ";
    }
    page_words(page, text.size ? text.text : none, left, left);
}

static void report_text_put_topic(const struct page *page, const struct audit *audit,
                                  const struct text_topic *topic, size_t from, size_t to)
{
    page_sign(page, topic->fail     ? &page_sign_failing
                    : topic->warn   ? &page_sign_warning
                    : topic->waived ? &page_sign_waived
                    : topic->fine   ? &page_sign_fine
                                    : &page_sign_unused);
    buf_print(page->out, " %s%*s ", topic->title, utf8_blanks(topic->title, TITLE), "");
    report_text_put_counts(page, topic, tr("nothing set up"), TITLE + 3);
    for (size_t i = from; i < to; i++)
        report_text_put_finding(page, &audit->list[i]);
}

static void put_topics(const struct page *page, const struct report *report)
{
    const struct audit *audit = report->audit;
    size_t from = 0;

    for (size_t section = 0;; section++) {
        size_t to = from;

        while (to < audit->count && audit->list[to].section == section)
            to++;
        const struct text_topic topic = count_topic(audit, section, from, to);
        if (sections[section] || topic.fine || to > from)
            report_text_put_topic(page, audit, &topic, from, to);
        from = to;
        if (!sections[section])
            return;
    }
}

/* ------------------------------------------------ head and foot */

static void report_text_put_head(const struct page *page, const struct report *report)
{
    AUTO_FREE char *name = copy(*report->name ? report->name : tr("(no name yet)"));

    utf8_sanitize(name);
    if (report->generation)
        buf_print(page->out, tr("%s, generation %u\n\n"), name, report->generation);
    else
        buf_print(page->out, tr("%s, not saved yet\n\n"), name);
}

static const char *report_text_reason(const struct audit *audit)
{
    for (size_t i = 0; i < audit->count; i++)
        if (audit->list[i].clear && !audit->list[i].waived)
            return tr(", because a password would cross the network unencrypted");
    return "";
}

static void report_text_put_foot(const struct page *page, const struct report *report)
{
    char score[TENTHS_SIZE];
    const struct audit *audit = report->audit;
    const struct text_topic all = {
        .fine = audit->pass, .fail = audit->fail, .warn = audit->warn, .waived = audit->waived
    };

    if (*report_unread(report)) {
        AUTO_FREE char *line =
            format(tr("\nNot checked, because you may not read them: %s."), report_unread(report));

        page_words(page, line, 0, 0);
    }
    if (report->notes && report->notes->edited)
        page_words(
            page,
            tr("\nprintseal.conf was changed by hand since it was saved; it is taken as it is."), 0,
            0);
    if (report->notes && report->notes->migrated)
        page_words(page, "\nThe file is of an older format: " MIGRATED, 0, 0);
    if (report->code_open) {
        buf_print(page->out, "\n");
        page_words(page, tr(RECOVERY_OPEN), 0, 0);
    }
    if (report->rollovers && report->rollovers->size)
        buf_print(page->out, tr("\nRollovers under way:\n%s"), report->rollovers->text);
    buf_print(page->out, "\n");
    report_text_put_counts(page, &all, tr("nothing was checked"), 0);
    shown_tenths(audit->score, score);
    AUTO_FREE char *last =
        format(tr("score %s of 100, grade %c%s"), score, audit->grade, report_text_reason(audit));
    page_words(page, last, 0, 0);
}

void report_text(const struct report *report, const struct look *look, struct buf *out)
{
    const struct page page = { look, out };

    report_text_put_head(&page, report);
    put_topics(&page, report);
    report_text_put_foot(&page, report);
}
