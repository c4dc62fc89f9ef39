/* sheet.h - a text for people, written once and laid out as Markdown, HTML or plain text.
 *
 * Every line starts with a mark and a space; what follows is text as it is, which each layout
 * escapes. So a value can never become a mark, whatever it holds.
 *
 *   = title of the sheet, once           @ where in the product it is entered
 *   # topic                              ~ what has to be restarted
 *   . paragraph                          ! what can go wrong
 *   * something to do, to be ticked off  ? how to test it
 *   : label<TAB>value of this configuration
 *   % the next one starts a new page
 *
 * Empty lines mean nothing.
 */
#ifndef BACKEND_EXPORT_SHEET_H
#define BACKEND_EXPORT_SHEET_H

#include "backend/base/err.h"
#include "backend/base/mem.h"

enum sheet_layout { LAYOUT_MARKDOWN, LAYOUT_HTML, LAYOUT_TEXT };

/* Adds the sheet to out, which is ink. The HTML is one file, without script or link. Fails, with
 * the line, for one that has no mark. */
bool sheet_write(const char *sheet, enum sheet_layout layout, struct buf *out, struct err *err);

/* Is there anything on it to be ticked off? */
bool sheet_asks(const char *sheet);

#endif
