#include "backend/report/worse.h"

#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/report/ages.h"

struct watch {
    const struct earlier *earlier;
    struct buf *out;
    size_t lines;
};

/* Was there nothing as bad at this place? */
static bool is_worse(const struct watch *watch, enum level level, const char *id, const char *path)
{
    AUTO_FREE char *mark = format("%s@%s", id, path);
    const struct earlier *earlier = watch->earlier;

    if (pool_find(&earlier->fail, mark))
        return false;
    return level == FAIL || !pool_find(&earlier->warn, mark);
}

static const char *worse_word(enum level level)
{
    return level == FAIL ? "fail" : "warning";
}

static void report_finding(struct watch *watch, const struct finding *finding)
{
    if (finding->waived || !is_worse(watch, finding->level, finding->id, finding->path))
        return;
    buf_print(watch->out, "%s: %s%s%s: %s", worse_word(finding->level), finding->path,
              *finding->value ? " = " : "", finding->value, finding->why);
    if (*finding->want)
        buf_print(watch->out, tr(" Should be: %s."), finding->want);
    buf_print(watch->out, "\n");
    watch->lines++;
}

/* Those that have to be rolled over are findings already. */
static void report_age(void *data, const struct age *age)
{
    struct watch *watch = data;

    if (age->level < WARN || age->place->setting->rollover ||
        !is_worse(watch, age->level, OLD_SECRET, age->path))
        return;
    buf_print(
        watch->out,
        tr("%s: %s: this secret is %s days old. Should be: a new one; printseal secret rotate.\n"),
        worse_word(age->level), age->path, shown_number(age->days).text);
    watch->lines++;
}

static void report_grade(struct watch *watch, const struct report *report)
{
    char was = watch->earlier->grade, is = report->audit->grade;
    AUTO_FREE char *name = copy(report->name);

    if (!was || is <= was)
        return;
    utf8_sanitize(name);
    buf_print(watch->out, tr("%s: grade %c, was %c\n"), name, is, was);
    watch->lines++;
}

size_t worse_text(const struct report *report, const struct earlier *earlier, struct buf *out)
{
    struct watch watch = { .earlier = earlier, .out = out };

    report_grade(&watch, report);
    for (size_t i = 0; i < report->audit->count; i++)
        report_finding(&watch, &report->audit->list[i]);
    if (report->config)
        ages_each(report->config, report->now, report_age, &watch);
    return watch.lines;
}
