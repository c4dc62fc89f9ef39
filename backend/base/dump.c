#include "backend/base/dump.h"

enum { FORM = JSON_REAL_PRECISION(4) }; /* 100.0 has four digits */

static int dump_take(const char *bytes, size_t size, void *out)
{
    buf_add(out, bytes, size);
    return 0;
}

void dump(json_t *object, size_t flags, struct buf *out)
{
    must(object);
    json_dump_callback(object, dump_take, out, FORM | flags);
    json_decref(object);
}
