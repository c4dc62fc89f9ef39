#include "backend/base/dump.h"
#include "backend/base/list.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/report/ages.h"
#include "backend/report/listing.h"
#include "backend/report/report.h"

static json_t *certificate(const struct report *report)
{
    const struct certificate_facts *facts = report->certificate;
    char end[MOMENT_SIZE];

    if (!facts || !facts->present)
        return json_null();
    moment_text(facts->not_after, end);
    return json_pack("{s:s, s:I, s:s, s:s, s:b}", "not_after", end, "days_left",
                     (json_int_t)report_days(report->now, facts->not_after), "subject",
                     facts->subject, "key", facts->key, "trusted", !*facts->chain);
}

static json_t *report_json_head(const struct report *report)
{
    const struct audit *audit = report->audit;
    const char grade[] = { audit->grade, '\0' };
    AUTO_FREE char *host = copy(report->name);
    char now[MOMENT_SIZE];

    utf8_sanitize(host);
    moment_text(report->now, now);
    return json_pack("{s:i, s:I, s:f, s:s, s:{s:I, s:I, s:I, s:I}, s:s, s:s, s:o}", "version", 1,
                     "generation", (json_int_t)report->generation, "score", audit->score, "grade",
                     grade, "counts", "pass", (json_int_t)audit->pass, "warn",
                     (json_int_t)audit->warn, "fail", (json_int_t)audit->fail, "waived",
                     (json_int_t)audit->waived, "host", host, "time", now, "certificate",
                     certificate(report));
}

static json_t *pack(const struct finding *finding)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "id", finding->id, "path",
                     finding->path, "level", finding->level == FAIL ? "fail" : "warn", "value",
                     finding->value, "want", finding->want, "why", finding->why, "source",
                     finding->source, "waived", finding->waived);
}

struct olds {
    struct buf *out;
    size_t count;
};

static void put_old(void *data, const struct age *age)
{
    struct olds *olds = data;

    if (age->level < WARN)
        return;
    buf_print(olds->out, olds->count++ ? ",\n  " : "\n  ");
    dump(json_pack("{s:s, s:I, s:s}", "path", age->path, "days", (json_int_t)age->days, "level",
                   age->level == FAIL ? "fail" : "warn"),
         0, olds->out);
}

static json_t *unchecked(const struct report *report)
{
    const char *at = report_unread(report);
    json_t *list = json_array();
    char file[256];

    while (list_next(&at, file, sizeof file))
        json_array_append_new(list, json_string(file));
    return list;
}

void report_json(const struct report *report, struct buf *out)
{
    buf_print(out, "{");
    dump(report_json_head(report), JSON_EMBED, out);
    buf_print(out, ",\n \"unchecked\": ");
    dump(unchecked(report), 0, out);
    buf_print(out, ",\n \"findings\": [");
    for (size_t i = 0; i < report->audit->count; i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        dump(pack(&report->audit->list[i]), 0, out);
    }
    buf_print(out, "],\n \"old_secrets\": [");
    if (report->config)
        ages_each(report->config, report->now, put_old, &(struct olds){ .out = out });
    buf_print(out, "],\n \"rollovers\": [");
    listing_lines(report->rollovers, out);
    buf_print(out, "]}\n");
}
