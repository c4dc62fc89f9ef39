/* cells.h - a CSV file as a spreadsheet of another country wants it. */
#ifndef BACKEND_EXPORT_CELLS_H
#define BACKEND_EXPORT_CELLS_H

#include <stdbool.h>

#include "backend/base/mem.h"

/* Adds csv, whose cells are apart by commas, to out, which is wiped afterwards: with another
 * separator (0: a comma) and a byte order mark, without which Excel takes UTF-8 for a code page. */
void cells_write(const char *csv, char separator, bool bom, struct buf *out);

#endif
