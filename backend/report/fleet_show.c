/* fleet_show.c - many servers as a table, as JSON and as CSV. */
#include <string.h>

#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/report/fleet.h"

/* ------------------------------------------------ text */

enum { NAME_LEAST = 4, NAME_MOST = 60 };

static int name_width(const struct fleet *fleet)
{
    int width = NAME_LEAST;

    for (size_t i = 0; i < fleet->count; i++) {
        const char *name = fleet->hosts[i].name;
        int wide = (int)utf8_count(name, strlen(name));

        width = wide > width ? wide : width;
    }
    return width < NAME_MOST ? width : NAME_MOST;
}

static void fleet_show_put_host(struct buf *out, const struct fleet_host *host, int width)
{
    int pad = width - (int)utf8_count(host->name, strlen(host->name));
    char days[NUMBER_SIZE], time[MOMENT_SIZE], score[TENTHS_SIZE];

    snprintf(days, sizeof days, "%s", tr("none"));
    shown_moment(host->time, time);
    shown_tenths(host->score, score);
    if (host->days != FLEET_NO_CERTIFICATE)
        snprintf(days, sizeof days, "%s", shown_number(host->days).text);
    buf_print(out, "%s%*s  %c      %5s  %5s  %5s  %6s  %s\n", host->name, pad > 0 ? pad : 0, "",
              host->grade, score, shown_number(host->fail).text, shown_number(host->warn).text,
              days, time);
}

static void fleet_show_put_counts(struct buf *out, const struct fleet *fleet)
{
    size_t grades['F' + 1] = { 0 };
    const char *comma = ": ";

    for (size_t i = 0; i < fleet->count; i++)
        grades[(unsigned char)fleet->hosts[i].grade]++;
    buf_print(out, "\n%s %s", shown_count(fleet->count).text, trn("host", "hosts", fleet->count));
    for (int grade = 'F'; grade >= 'A'; grade--)
        if (grades[grade]) {
            buf_print(out, "%s%s %c", comma, shown_count(grades[grade]).text, grade);
            comma = ", ";
        }
    if (fleet->broken_count)
        buf_print(out, tr("; %s %s not readable"), shown_count(fleet->broken_count).text,
                  trn("file", "files", fleet->broken_count));
    buf_print(out, "\n");
}

void fleet_text(const struct fleet *fleet, struct buf *out)
{
    int width = name_width(fleet);

    if (fleet->count)
        buf_print(out, tr("%-*s  grade  score  fails  warns    days  checked\n"), width,
                  tr("host"));
    for (size_t i = 0; i < fleet->count; i++)
        fleet_show_put_host(out, &fleet->hosts[i], width);
    for (size_t i = 0; i < fleet->broken_count; i++)
        buf_print(out, "%s%s: %s\n", i || !fleet->count ? "" : "\n", fleet->broken[i].file,
                  fleet->broken[i].why);
    fleet_show_put_counts(out, fleet);
}

/* ------------------------------------------------ JSON */

static json_t *pack_host(const struct fleet_host *host)
{
    const char grade[] = { host->grade, '\0' };
    json_t *days = host->days == FLEET_NO_CERTIFICATE ? json_null() : json_integer(host->days);

    return json_pack("{s:s, s:s, s:f, s:I, s:I, s:o, s:I, s:s, s:s}", "host", host->name, "grade",
                     grade, "score", host->score, "fail", (json_int_t)host->fail, "warn",
                     (json_int_t)host->warn, "days_left", days, "generation",
                     (json_int_t)host->generation, "time", host->time, "file", host->file);
}

void fleet_json(const struct fleet *fleet, struct buf *out)
{
    buf_print(out, "{\"version\": 1, \"hosts\": [");
    for (size_t i = 0; i < fleet->count; i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        dump(pack_host(&fleet->hosts[i]), 0, out);
    }
    buf_print(out, "],\n \"broken\": [");
    for (size_t i = 0; i < fleet->broken_count; i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        dump(json_pack("{s:s, s:s}", "file", fleet->broken[i].file, "why", fleet->broken[i].why), 0,
             out);
    }
    buf_print(out, "]}\n");
}

/* ------------------------------------------------ CSV */

/* What a spreadsheet would run as a formula begins with an apostrophe, which it takes as text. */
static void fleet_show_cell(struct buf *out, const char *text, const char *separator)
{
    AUTO_FREE char *cell = copy(text);

    buf_print(out, "\"%s", *cell && strchr("=+-@", *cell) ? "'" : "");
    for (const char *at = cell; *at; at++)
        buf_print(out, *at == '"' ? "\"\"" : "%c", *at);
    buf_print(out, "\"%s", separator);
}

void fleet_csv(const struct fleet *fleet, struct buf *out)
{
    buf_print(out, "host,grade,score,fail,warn,days_left,generation,time,file,error\r\n");
    for (size_t i = 0; i < fleet->count; i++) {
        const struct fleet_host *host = &fleet->hosts[i];
        char days[24] = "";

        if (host->days != FLEET_NO_CERTIFICATE)
            snprintf(days, sizeof days, "%ld", host->days);
        fleet_show_cell(out, host->name, ",");
        buf_print(out, "%c,%.1f,%ld,%ld,%s,%ld,", host->grade, host->score, host->fail, host->warn,
                  days, host->generation);
        fleet_show_cell(out, host->time, ",");
        fleet_show_cell(out, host->file, ",\r\n");
    }
    for (size_t i = 0; i < fleet->broken_count; i++) {
        buf_print(out, ",,,,,,,,");
        fleet_show_cell(out, fleet->broken[i].file, ",");
        fleet_show_cell(out, fleet->broken[i].why, "\r\n");
    }
}

/* ------------------------------------------------ forms */

const struct fleet_form fleet_forms[] = {
    { "text", fleet_text },
    { "json", fleet_json },
    { "csv", fleet_csv },
    { "html", fleet_html },
    { 0 },
};

const struct fleet_form *fleet_form(const char *name)
{
    const struct fleet_form *form = fleet_forms;

    while (name && form->name && strcmp(form->name, name) != 0)
        form++;
    return form->name ? form : fleet_forms;
}
