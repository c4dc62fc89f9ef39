/* fleet_html.c - many servers as one page that needs nothing else: no script, no file, no network.
 */
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/report/fleet.h"
#include "backend/report/html.h"

static void fleet_html_head(const struct fleet *fleet, struct buf *out)
{
    size_t with = 0;

    for (size_t i = 0; i < fleet->count; i++)
        with += fleet->hosts[i].fail > 0;
    html_begin(out, tr("Print servers"));
    markup(out, "<header><div>\n<h1>Print servers</h1>\n");
    markup(out, "<p class=\"lead\">%zu %s, %zu with problems, worst first</p>\n", fleet->count,
           trn("server", "servers", fleet->count), with);
    if (fleet->broken_count)
        markup(out, "<p>%zu %s could not be read; see below.</p>\n", fleet->broken_count,
               trn("file", "files", fleet->broken_count));
    markup(out, "</div></header>\n");
}

static void fleet_html_host(const struct fleet_host *host, struct buf *out)
{
    static const enum level levels[] = {
        ['A'] = PASS, ['B'] = WARN, ['C'] = FAIL, ['D'] = FAIL, ['F'] = FAIL
    };
    const char grade[] = { host->grade, '\0' };

    markup(out, "<tr><th scope=\"row\">%s</th><td>", host->name);
    html_mark(out, levels[(unsigned char)host->grade % sizeof levels], grade);
    markup(out, "</td><td class=\"n\">%f</td><td class=\"n\">%s</td><td class=\"n\">%s</td>",
           host->score, shown_number(host->fail).text, shown_number(host->warn).text);
    if (host->days == FLEET_NO_CERTIFICATE)
        markup(out, "<td class=\"n\">none</td>");
    else
        markup(out, "<td class=\"n\">%s</td>", shown_number(host->days).text);
    markup(out, "<td>%s</td></tr>\n", host->time);
}

static void fleet_html_hosts(const struct fleet *fleet, struct buf *out)
{
    if (!fleet->count)
        return;
    markup(out, "<section>\n<h2>Servers</h2>\n<table>\n<tr><th>Server</th><th>Grade</th>"
                "<th class=\"n\">Score</th><th class=\"n\">Problems</th>"
                "<th class=\"n\">Warnings</th><th class=\"n\">Days left</th>"
                "<th>Checked</th></tr>\n");
    for (size_t i = 0; i < fleet->count; i++)
        fleet_html_host(&fleet->hosts[i], out);
    markup(out, "</table>\n<p class=\"about\">Days left: until the server's certificate expires."
                "</p>\n</section>\n");
}

static void fleet_html_broken(const struct fleet *fleet, struct buf *out)
{
    if (!fleet->broken_count)
        return;
    markup(out, "<section>\n<h2>Files that could not be read</h2>\n<table>\n"
                "<tr><th>File</th><th>Why</th></tr>\n");
    for (size_t i = 0; i < fleet->broken_count; i++)
        markup(out, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", fleet->broken[i].file,
               fleet->broken[i].why);
    markup(out, "</table>\n</section>\n");
}

void fleet_html(const struct fleet *fleet, struct buf *out)
{
    fleet_html_head(fleet, out);
    fleet_html_hosts(fleet, out);
    fleet_html_broken(fleet, out);
    html_end(out);
}
