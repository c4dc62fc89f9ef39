#include "backend/report/report.h"

#include "backend/base/moment.h"

#include <string.h>

const struct report_form report_forms[] = {
    { .name = "text", .mode = 0640 },
    { .name = "json", .write = report_json, .mode = 0640 },
    { .name = "sarif", .write = report_sarif, .mode = 0640, .lines = true },
    { .name = "html", .write = report_html, .mode = 0640, .past = true },
    { .name = "nagios", .write = report_nagios, .mode = 0640, .plugin = true },
    { .name = "prometheus", .write = report_prometheus, .mode = 0644 },
    { 0 },
};

const struct report_form *report_form(const char *name)
{
    const struct report_form *form = report_forms;

    while (name && form->name && strcmp(form->name, name) != 0)
        form++;
    return form->name ? form : report_forms;
}

const char *report_unread(const struct report *report)
{
    return report->notes ? report->notes->unread : "";
}

enum level report_level(const struct audit *audit)
{
    return audit->fail ? FAIL : audit->warn ? WARN : PASS;
}

long report_days(time_t from, time_t to)
{
    long seconds = (long)(to - from);

    return seconds / DAY - (seconds % DAY < 0);
}
