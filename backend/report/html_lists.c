/* html_lists.c - ages of secrets, ports, waivers and changes, as tables. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/report/ages.h"
#include "backend/report/html.h"
#include "backend/settings/settings.h"

/* ------------------------------------------------ secrets */

struct ages {
    struct line {
        char path[PATH_SIZE];
        long days;
        const char *origin;
        enum level level;
    } * list;
    size_t count, room;
};

static void take_age(void *data, const struct age *age)
{
    struct ages *ages = data;

    ages->list = grow(ages->list, ages->count, &ages->room, sizeof *ages->list);
    struct line *line = &ages->list[ages->count++];
    *line = (struct line){ .days = age->days, .origin = age->origin, .level = age->level };
    memcpy(line->path, age->path, sizeof line->path);
}

static int oldest_first(const void *a, const void *b)
{
    const struct line *one = a, *two = b;

    if (one->days != two->days)
        return one->days < two->days ? 1 : -1;
    return strcmp(one->path, two->path);
}

static void html_lists_put_age(struct buf *out, const struct line *line, long most)
{
    enum { LONG = 160 };
    long wide = line->days >= most ? LONG : line->days * LONG / most;

    markup(out, "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"n\">%s days</td>", line->path,
           tr(line->origin), shown_number(line->days).text);
    markup(out,
           "<td><svg class=\"bar\" viewBox=\"0 0 %d 10\" width=\"%d\" height=\"10\" role=\"img\" "
           "aria-label=\"%s of %s days\"><rect class=\"frame\" width=\"%d\" height=\"10\"/>"
           "<rect class=\"left\" width=\"%ld\" height=\"10\"/></svg></td><td>",
           LONG, LONG, shown_number(line->days).text, shown_number(most).text, LONG, wide);
    html_mark(out, line->level,
              line->level == FAIL   ? "too old"
              : line->level == WARN ? "old"
                                    : "fresh");
    markup(out, "</td></tr>\n");
}

void html_secrets(const struct report *report, struct buf *out)
{
    struct ages ages = { 0 };

    if (!report->config)
        return;
    ages_each(report->config, report->now, take_age, &ages);
    if (ages.count) {
        qsort(ages.list, ages.count, sizeof *ages.list, oldest_first);
        markup(out,
               "<table>\n<tr><th>Secret</th><th>came</th><th>age</th><td></td><td></td></tr>\n");
        for (size_t i = 0; i < ages.count && i < HTML_ROWS; i++)
            html_lists_put_age(out, &ages.list[i], policy(report->config).secret_fail_days);
        markup(out, "</table>\n");
        html_more(out, ages.count, HTML_ROWS);
    }
    free(ages.list);
}

/* ------------------------------------------------ ports */

static void put_cell(struct buf *out, const struct port_side *side)
{
    markup(out, "<td>");
    for (size_t i = 0; i < side->count; i++) {
        const struct port_fact *port = &side->list[i];

        markup(out, port->open ? "%s<b class=\"open\">\u2713 %ld/%s</b>" : "%s<s>%ld/%s</s>",
               i ? " " : "", port->port, port->protocol);
    }
    markup(out, side->count ? "</td>" : "\u2013</td>");
}

static bool is_open(const struct port_side *side)
{
    for (size_t i = 0; i < side->count; i++)
        if (side->list[i].open)
            return true;
    return false;
}

static void put_port_path(void *data, const struct port_path *path)
{
    struct buf *out = data;
    bool clear = is_open(&path->plain), sealed = is_open(&path->encrypted);

    markup(out, "<tr><th scope=\"row\">%s</th><td>%s</td>", tr(path->name),
           path->out ? tr("from the server") : tr("to the server"));
    put_cell(out, &path->plain);
    put_cell(out, &path->encrypted);
    markup(out, "<td>");
    if (clear)
        html_mark(out, path->out ? WARN : FAIL, sealed ? "both" : "plain");
    else
        html_mark(out, sealed ? PASS : UNASKED, sealed ? "encrypted" : "closed");
    markup(out, "</td></tr>\n");
}

void html_ports(const struct report *report, struct buf *out)
{
    if (!report->config)
        return;
    markup(out, "<table>\n<tr><th>Path</th><th>direction</th><th>plain</th><th>encrypted</th>"
                "<th>open</th></tr>\n");
    ports_paths(report->config, put_port_path, out);
    markup(out, "</table>\n");
}

/* ------------------------------------------------ waivers: a table of their rows */

void html_waivers(const struct report *report, struct buf *out)
{
    const struct section *section = &waivers_section;
    const struct table *table = report->config ? config_table(report->config, section) : NULL;

    if (!table || !table->count)
        return;
    markup(out, "<table>\n<tr>");
    for (const struct setting *s = section->settings; s->key; s++)
        markup(out, "<th>%s</th>", tr(s->label));
    markup(out, "</tr>\n");
    for (size_t i = 0; i < table->count && i < HTML_ROWS; i++) {
        markup(out, "<tr>");
        for (const struct setting *s = section->settings; s->key; s++)
            markup(out, "<td>%s</td>", setting_shown(s, record_value(table->records[i], s)));
        markup(out, "</tr>\n");
    }
    markup(out, "</table>\n");
    html_more(out, table->count, HTML_ROWS);
}

/* ------------------------------------------------ changes */

struct changes {
    struct buf *out;
    size_t count;
};

static void html_lists_put_value(struct buf *out, const struct record *record,
                                 const struct setting *setting)
{
    const char *text = record ? setting_shown(setting, record_value(record, setting)) : "";

    markup(out, *text ? "<td>%s</td>" : "<td>%s\u2013</td>", text);
}

/* Never the secret, not even how long it is. */
static void html_lists_put_secret(struct buf *out, const struct difference *difference)
{
    const struct setting *setting = difference->setting;
    bool was = difference->was && record_hidden(difference->was, setting);
    bool is = difference->is && record_hidden(difference->is, setting);

    markup(out, "<td colspan=\"2\">%s</td>", !is ? tr("removed") : was ? tr("changed") : tr("set"));
}

static void put_change(void *data, const struct difference *difference)
{
    struct changes *changes = data;

    if (changes->count++ >= HTML_ROWS)
        return;
    markup(changes->out, "<tr><th scope=\"row\">%s</th>", difference->path);
    if (!difference->setting)
        markup(changes->out, "<td colspan=\"2\">%s</td>",
               tr(config_difference_kinds[difference->kind]));
    else if (difference->setting->type == SECRET)
        html_lists_put_secret(changes->out, difference);
    else {
        html_lists_put_value(changes->out, difference->was, difference->setting);
        html_lists_put_value(changes->out, difference->is, difference->setting);
    }
    markup(changes->out, "</tr>\n");
}

void html_changes(const struct report *report, struct buf *out)
{
    struct changes changes = { .out = out };

    if (!report->before || !report->config)
        return;
    markup(out,
           "<p class=\"about\">Since generation %u.</p>\n<table>\n"
           "<tr><th>Setting</th><th>was</th><th>is</th></tr>\n",
           report->before_number);
    config_differences(report->before, report->config, put_change, &changes);
    if (!changes.count)
        markup(out, "<tr><td colspan=\"3\">no setting</td></tr>\n");
    markup(out, "</table>\n");
    html_more(out, changes.count, HTML_ROWS);
}
