/* html.h - the parts of the page, one file each. For the files of this folder only.
 *
 * Every mark is a sign, a word and a colour, so that the page reads the same in black and white and
 * to anyone who sees colours otherwise. Every list ends somewhere: HTML_ROWS.
 */
#ifndef BACKEND_REPORT_HTML_H
#define BACKEND_REPORT_HTML_H

#include "backend/report/markup.h"
#include "backend/report/report.h"

/* Rows of a table that anybody reads; what is left out is counted, and json has all. */
enum { HTML_ROWS = 200 };

/* A page up to its content, with a title that is taken as text; and its end. */
void html_begin(struct buf *out, const char *title);
void html_end(struct buf *out);

/* One part of the page: adds to out; nothing if there is nothing to tell. */
typedef void html_part(const struct report *report, struct buf *out);
html_part html_topics, html_findings, html_certificate, html_secrets, html_ports, html_waivers,
    html_changes, html_probes;

/* "<span class=fail>x fail</span>"; NULL words: the level's own. */
void html_mark(struct buf *out, enum level level, const char *word);

/* "and 17 more" below a table that ended early. */
void html_more(struct buf *out, size_t count, size_t shown);

/* "2026-11-23" */

#endif
