#include "backend/report/report.h"

#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"
#include "backend/utf8.h"

/* Columns of a topic's title, before a finding's lines, and of their labels. */
enum { TITLE = 18, INDENT = 6, LABEL = 11 };

struct page {
    const struct look *look;
    struct buf *out;
};

/* ------------------------------------------------ signs and lines */

static const struct sign {
    char sign;
    const char *colour;
} fine = { 'v', "32" }, failing = { 'x', "31" }, warning = { '!', "33" }, waived = { 'w', "36" },
  unused = { '-', "0" };

static void put_sign(const struct page *page, const struct sign *sign)
{
    if (page->look->colour)
        buf_print(page->out, "\033[%sm%c\033[0m", sign->colour, sign->sign);
    else
        buf_print(page->out, "%c", sign->sign);
}

/* Columns, near enough: characters. */
static int columns(const char *text, size_t size)
{
    int count = 0;

    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Goes on at column `at`, breaks between words, and starts new lines at column `left`. */
static void put_words(const struct page *page, const char *text, int at, int left)
{
    bool first = true;

    for (; *text; first = false) {
        size_t size = strcspn(text, " ");
        int wide = columns(text, size);

        if (!first && at + 1 + wide > page->look->width) {
            buf_print(page->out, "\n%*s", left, "");
            at = left;
        } else if (!first) {
            buf_add(page->out, " ", 1);
            at++;
        }
        buf_add(page->out, text, size);
        at += wide;
        text += size + (text[size] == ' ');
    }
    buf_add(page->out, "\n", 1);
}

static void put_labelled(const struct page *page, const char *label, const char *text)
{
    if (!*text)
        return;
    buf_print(page->out, "%*s%-*s", INDENT, "", LABEL, label);
    put_words(page, text, INDENT + LABEL, INDENT + LABEL);
}

/* ------------------------------------------------ findings */

static const struct sign *sign_of(const struct finding *finding)
{
    return finding->waived ? &waived : finding->level == FAIL ? &failing : &warning;
}

static void put_finding(const struct page *page, const struct finding *finding)
{
    AUTO_FREE char *head =
        format("%s%s%s", finding->path, *finding->value ? " = " : "", finding->value);

    buf_print(page->out, "    ");
    put_sign(page, sign_of(finding));
    buf_print(page->out, " ");
    put_words(page, head, INDENT, INDENT + LABEL);
    put_labelled(page, "should be", finding->want);
    put_labelled(page, "why", finding->why);
    put_labelled(page, "source", finding->source);
    put_labelled(page, "finding", finding->id);
    put_labelled(page, "waived by", finding->waiver);
}

/* ------------------------------------------------ topics */

struct topic {
    const char *title;
    size_t fine, fail, warn, waived;
};

static struct topic count_topic(const struct audit *audit, size_t section, size_t from, size_t to)
{
    struct topic topic = { .title = sections[section] ? sections[section]->title : "Files",
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
static void put_counts(const struct page *page, const struct topic *topic, const char *none,
                       int left)
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
        buf_print(&text, "%s%zu %s", comma, counts[i].count, counts[i].verb);
        comma = ", ";
    }
    put_words(page, text.size ? text.text : none, left, left);
}

static void put_topic(const struct page *page, const struct audit *audit, const struct topic *topic,
                      size_t from, size_t to)
{
    put_sign(page, topic->fail     ? &failing
                   : topic->warn   ? &warning
                   : topic->waived ? &waived
                   : topic->fine   ? &fine
                                   : &unused);
    buf_print(page->out, " %-*s ", TITLE, topic->title);
    put_counts(page, topic, "nothing set up", TITLE + 3);
    for (size_t i = from; i < to; i++)
        put_finding(page, &audit->list[i]);
}

static void put_topics(const struct page *page, const struct report *report)
{
    const struct audit *audit = report->audit;
    size_t from = 0;

    for (size_t section = 0;; section++) {
        size_t to = from;

        while (to < audit->count && audit->list[to].section == section)
            to++;
        const struct topic topic = count_topic(audit, section, from, to);
        if (sections[section] || topic.fine || to > from)
            put_topic(page, audit, &topic, from, to);
        from = to;
        if (!sections[section])
            return;
    }
}

/* ------------------------------------------------ head and foot */

static void put_head(const struct page *page, const struct report *report)
{
    AUTO_FREE char *name = copy(*report->name ? report->name : "(no name yet)");

    utf8_tame(name);
    if (report->generation)
        buf_print(page->out, "%s, generation %u\n\n", name, report->generation);
    else
        buf_print(page->out, "%s, not saved yet\n\n", name);
}

static const char *reason(const struct audit *audit)
{
    for (size_t i = 0; i < audit->count; i++)
        if (audit->list[i].clear && !audit->list[i].waived)
            return ", because a password would cross the network in clear";
    return "";
}

static void put_foot(const struct page *page, const struct report *report)
{
    const struct audit *audit = report->audit;
    const struct topic all = {
        .fine = audit->pass, .fail = audit->fail, .warn = audit->warn, .waived = audit->waived
    };

    if (report->notes && report->notes->edited)
        put_words(page,
                  "\nprintseal.conf was changed by hand since it was saved; it is taken as it is.",
                  0, 0);
    buf_print(page->out, "\n");
    put_counts(page, &all, "nothing was checked", 0);
    AUTO_FREE char *last =
        format("score %.1f of 100, grade %c%s", audit->score, audit->grade, reason(audit));
    put_words(page, last, 0, 0);
}

void report_text(const struct report *report, const struct look *look, struct buf *out)
{
    const struct page page = { look, out };

    put_head(&page, report);
    put_topics(&page, report);
    put_foot(&page, report);
}
