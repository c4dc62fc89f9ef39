#include <string.h>

#include "backend/base/list.h"
#include "backend/base/utf8.h"
#include "backend/report/ages.h"
#include "backend/report/report.h"

/* Base units are seconds, as promtool demands: days to expiry are
 * printseal_certificate_left_seconds / 86400. */

static void report_prometheus_head(struct buf *out, const char *name, const char *help)
{
    buf_print(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

/* Of a label: backslash, quote and newline are escaped; other controls are tamed. */
static void report_prometheus_put_label(struct buf *out, const char *text)
{
    AUTO_FREE char *sanitize = copy(text);

    utf8_sanitize(sanitize);
    for (const char *at = sanitize; *at; at++) {
        if (*at == '\\' || *at == '"')
            buf_add(out, "\\", 1);
        buf_add(out, at, 1);
    }
}

static void gauge(struct buf *out, const char *name, const char *help, double value)
{
    report_prometheus_head(out, name, help);
    buf_print(out, "%s %.15g\n", name, value);
}

static void report_prometheus_put_findings(struct buf *out, const struct audit *audit)
{
    static const char name[] = "printseal_findings";
    const struct {
        const char *level;
        size_t count;
    } rows[] = { { "fail", audit->fail }, { "warn", audit->warn }, { "waived", audit->waived } };

    report_prometheus_head(out, name, "Findings of the audit, by level.");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        buf_print(out, "%s{level=\"%s\"} %zu\n", name, rows[i].level, rows[i].count);
    gauge(out, "printseal_checks_passed", "Checks of the audit that found nothing.",
          (double)audit->pass);
}

static void put_unchecked(struct buf *out, const struct report *report)
{
    const char *at = report_unread(report);
    char file[256];
    int count = 0;

    while (list_next(&at, file, sizeof file))
        count++;
    gauge(out, "printseal_files_unchecked", "Files that the user who judged may not read.", count);
}

static void put_grade(struct buf *out, char grade)
{
    static const char name[] = "printseal_grade";

    report_prometheus_head(out, name,
                           "1 for the grade that the configuration has, 0 for the others.");
    for (const char *at = "ABCDF"; *at; at++)
        buf_print(out, "%s{grade=\"%c\"} %d\n", name, *at, *at == grade);
}

static void put_info(struct buf *out, const struct report *report)
{
    report_prometheus_head(out, "printseal_info",
                           "The server and the program that judged it; always 1.");
    buf_print(out, "printseal_info{host=\"");
    report_prometheus_put_label(out, report->name);
    buf_print(out, "\",version=\"%s\"} 1\n", PRINTSEAL_VERSION);
}

static void put_certificate(struct buf *out, const struct report *report)
{
    const struct certificate_facts *facts = report->certificate;

    if (!facts || !facts->present)
        return;
    gauge(out, "printseal_certificate_not_after_timestamp_seconds",
          "When the server's certificate ends.", (double)facts->not_after);
    gauge(out, "printseal_certificate_left_seconds",
          "Until the server's certificate ends; below 0 once it has.",
          (double)(facts->not_after - report->now));
    gauge(out, "printseal_certificate_trusted",
          "1 if a client that trusts the root accepts the certificate.", !*facts->chain);
}

static void report_prometheus_put_age(void *data, const struct age *age)
{
    struct buf *out = data;

    buf_print(out, "printseal_secret_age_seconds{path=\"");
    report_prometheus_put_label(out, age->path);
    buf_print(out, "\",origin=\"%s\"} %ld\n", age->origin, age->seconds);
}

static time_t moment(const char *text)
{
    struct tm tm = { 0 };

    return strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm) ? timegm(&tm) : 0;
}

static void put_generation(struct buf *out, const struct report *report)
{
    time_t made = report->made ? moment(report->made->when) : 0;

    gauge(out, "printseal_generation", "Number of the generation that was judged.",
          report->generation);
    if (made)
        gauge(out, "printseal_generation_age_seconds", "Since the generation was saved.",
              report->now > made ? (double)(report->now - made) : 0);
}

void report_prometheus(const struct report *report, struct buf *out)
{
    const struct audit *audit = report->audit;

    put_info(out, report);
    gauge(out, "printseal_check_timestamp_seconds", "When the configuration was judged.",
          (double)report->now);
    gauge(out, "printseal_score", "Score of the audit, 0 to 100.", audit->score);
    put_grade(out, audit->grade);
    report_prometheus_put_findings(out, audit);
    put_unchecked(out, report);
    put_generation(out, report);
    put_certificate(out, report);
    if (!report->config)
        return;
    report_prometheus_head(out, "printseal_secret_age_seconds",
                           "Since a secret was made, by its path.");
    ages_each(report->config, report->now, report_prometheus_put_age, out);
}
