#include "backend/export/cells.h"

#include "backend/base/wiped.h"

void cells_write(const char *csv, char separator, bool bom, struct buf *out)
{
    bool quoted = false;

    wiped_text(out, bom ? "\xEF\xBB\xBF" : "");
    for (const char *at = csv; *at; at++) {
        quoted ^= *at == '"';
        wiped_add(out, separator && *at == ',' && !quoted ? &separator : at, 1);
    }
}
