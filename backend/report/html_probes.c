/* html_probes.c - live tests that somebody saved. */
#include <string.h>

#include "backend/base/shown.h"
#include "backend/report/html.h"
#include "backend/report/saved.h"

/* A verdict of the contract; every other word is shown as what nothing can be said of. */
static enum level html_probes_level_of(const char *verdict)
{
    static const struct {
        const char *verdict;
        enum level level;
    } rows[] = { { "pass", PASS }, { "warn", WARN }, { "fail", FAIL } };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].verdict, verdict) == 0)
            return rows[i].level;
    return UNASKED;
}

void html_probes(const struct report *report, struct buf *out)
{
    const struct saved_tests *results = report->probes;

    if (!results || !results->count)
        return;
    markup(out, "<table>\n<tr><td></td><th>Connection</th><th>steps</th><th>time</th></tr>\n");
    for (size_t i = 0; i < results->count && i < HTML_ROWS; i++) {
        const struct saved_test *result = &results->list[i];

        markup(out, "<tr><td>");
        html_mark(out, html_probes_level_of(result->verdict), result->verdict);
        markup(out,
               "</td><th scope=\"row\">%s<br>%s</th><td>%s<br>%s</td><td class=\"n\">%s "
               "ms</td></tr>\n",
               result->path, result->target, result->steps, result->text,
               shown_number(result->ms).text);
    }
    markup(out, "</table>\n");
    html_more(out, results->count, HTML_ROWS);
}
