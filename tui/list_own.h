/* list_own.h - what the files of the list share: how wide its columns are. */
#ifndef TUI_LIST_OWN_H
#define TUI_LIST_OWN_H

#include "tui/list.h"

/* The columns of each cell, for a list of so many columns that shows `rows` rows from first on;
 * negative: against the right edge. */
void list_widths(const struct list *list, size_t first, int rows, int cols,
                 int widths[LIST_COLUMNS]);

#endif
