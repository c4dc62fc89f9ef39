#include <jansson.h>

#include "backend/audit/report.h"
#include "backend/mem.h"

enum { FORM = JSON_REAL_PRECISION(4) }; /* 100.0 has four digits */

static int take(const char *bytes, size_t size, void *out)
{
    buf_add(out, bytes, size);
    return 0;
}

/* Takes over the object. */
static void put(json_t *object, size_t flags, struct buf *out)
{
    must(object);
    json_dump_callback(object, take, out, FORM | flags);
    json_decref(object);
}

static json_t *head(const struct report *report)
{
    const struct audit *audit = report->audit;
    const char grade[] = { audit->grade, '\0' };

    return json_pack("{s:i, s:I, s:f, s:s, s:{s:I, s:I, s:I, s:I}}", "version", 1, "generation",
                     (json_int_t)report->generation, "score", audit->score, "grade", grade,
                     "counts", "pass", (json_int_t)audit->pass, "warn", (json_int_t)audit->warn,
                     "fail", (json_int_t)audit->fail, "waived", (json_int_t)audit->waived);
}

static json_t *pack(const struct finding *finding)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "id", finding->id, "path",
                     finding->path, "level", finding->level == FAIL ? "fail" : "warn", "value",
                     finding->value, "want", finding->want, "why", finding->why, "source",
                     finding->source, "waived", finding->waived);
}

/* One finding at a time: a tree of all of them would take a kilobyte for each. */
void report_json(const struct report *report, struct buf *out)
{
    buf_print(out, "{");
    put(head(report), JSON_EMBED, out);
    buf_print(out, ",\n \"findings\": [");
    for (size_t i = 0; i < report->audit->count; i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        put(pack(&report->audit->list[i]), 0, out);
    }
    buf_print(out, "]}\n");
}
