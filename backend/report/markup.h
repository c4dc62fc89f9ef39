/* markup.h - text put into HTML and SVG so that it stays text, anyone who wrote it. */
#ifndef BACKEND_REPORT_MARKUP_H
#define BACKEND_REPORT_MARKUP_H

#include "backend/base/mem.h"

/* Adds text, tamed, with & < > " ' as references: fits between tags and between quotes. */
void markup_text(struct buf *out, const char *text);

/* As buf_print(), for tags that this program wrote; every %s goes through markup_text(). No other
 * conversion takes text. */
void markup(struct buf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
