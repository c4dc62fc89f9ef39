#include <string.h>

#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/report/ages.h"
#include "backend/report/report.h"
#include "backend/settings/settings.h"

/* A plugin's line is cut at the first '|' and ends with the line. */
static void report_nagios_put(struct buf *out, const char *text)
{
    AUTO_FREE char *sanitize = copy(text);

    utf8_sanitize(sanitize);
    for (char *at = sanitize; *at; at++)
        if (*at == '|')
            *at = '/';
    buf_add(out, sanitize, strlen(sanitize));
}

/* What could not be looked at is no reason to be content. */
static const char *report_nagios_word(const struct report *report)
{
    enum level level = report_level(report->audit);

    return level == FAIL            ? "CRITICAL"
           : level == WARN          ? "WARNING"
           : *report_unread(report) ? "UNKNOWN"
                                    : "OK";
}

/* Where to look first. */
static void put_worst(struct buf *out, const struct audit *audit)
{
    enum level worst = report_level(audit);

    for (size_t i = 0; i < audit->count; i++) {
        const struct finding *finding = &audit->list[i];

        if (finding->waived || finding->level != worst)
            continue;
        buf_print(out, "; ");
        report_nagios_put(out, finding->path);
        buf_print(out, ": ");
        report_nagios_put(out, finding->why);
        return;
    }
}

static void take_oldest(void *data, const struct age *age)
{
    long *oldest = data;

    if (age->days > *oldest)
        *oldest = age->days;
}

/* The limits as the audit has them: parts of the lifetime of a short one. */
static void report_nagios_days(const struct report *report, struct buf *out)
{
    const struct certificate_facts *facts = report->certificate;
    const struct policy rules = policy(report->config);
    time_t whole = facts->not_after - facts->not_before;

    buf_print(out, " days_left=%ld;%ld:;%ld:", report_days(report->now, facts->not_after),
              (long)(certificate_margin(rules.expiry_warn_days, whole) / DAY),
              (long)(certificate_margin(rules.expiry_fail_days, whole) / DAY));
}

/* 'label'=value;warn;crit;min;max. A threshold of 30: alerts below thirty. */
static void put_data(struct buf *out, const struct report *report)
{
    const struct audit *audit = report->audit;

    buf_print(out, "|score=%.1f;;;0;100 fail=%zu;;0;0 warn=%zu;0;;0 waived=%zu;;;0", audit->score,
              audit->fail, audit->warn, audit->waived);
    if (!report->config)
        return;
    long oldest = 0;
    if (report->certificate && report->certificate->present)
        report_nagios_days(report, out);
    ages_each(report->config, report->now, take_oldest, &oldest);
    buf_print(out, " oldest_secret_days=%ld;;;0", oldest);
}

void report_nagios(const struct report *report, struct buf *out)
{
    const struct audit *audit = report->audit;

    buf_print(out, "PRINTSEAL %s - ", report_nagios_word(report));
    report_nagios_put(out, *report->name ? report->name : "(no name yet)");
    buf_print(out, ": grade %c, score %.1f, %zu fail, %zu warn", audit->grade, audit->score,
              audit->fail, audit->warn);
    if (*report_unread(report)) {
        buf_print(out, "; not checked, may not be read: ");
        report_nagios_put(out, report_unread(report));
    }
    put_worst(out, audit);
    if (report->code_open)
        buf_print(out, "; nobody has confirmed having the recovery code");
    put_data(out, report);
    buf_print(out, "\n");
}

void report_nagios_unknown(const char *why, struct buf *out)
{
    AUTO_FREE char *first = copy(why);

    first[strcspn(first, "\n")] = '\0'; /* the others are as wrong, but a plugin has one line */
    buf_print(out, "PRINTSEAL UNKNOWN - ");
    report_nagios_put(out, first);
    buf_print(out, "\n");
}
