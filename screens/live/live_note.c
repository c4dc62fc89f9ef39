/* live_note.c - what live tests found out, in a few words beside what was tested. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/probe/tested.h"
#include "screens/live/live.h"

bool live_can(const struct section *section)
{
    return probe_filler(section) != NULL;
}

bool live_ready(const struct app *app, const struct config_place *place)
{
    struct probe_job *job = must(malloc(sizeof *job));
    const struct record *record =
        probe_whole(place->table->section) ? place->table->records[0] : place->record;
    bool ready = probe_job(app->config, place->table, record, 0, job);

    wipe(job, sizeof *job);
    free(job);
    return ready;
}

enum mark live_mark(enum probe_verdict verdict)
{
    static const enum mark marks[] = {
        [PROBE_PASS] = MARK_FINE,
        [PROBE_WARN] = MARK_WARN,
        [PROBE_FAIL] = MARK_FAIL,
        [PROBE_UNREACHABLE] = MARK_SILENT,
    };

    return marks[verdict];
}

const char *live_word(enum probe_verdict verdict)
{
    static const char *const words[] = {
        [PROBE_PASS] = "works",
        [PROBE_WARN] = "warning",
        [PROBE_FAIL] = "fails",
        [PROBE_UNREACHABLE] = "no answer",
    };

    return tr(words[verdict]);
}

static void ago(time_t when, char text[], size_t size)
{
    static const struct {
        long seconds;
        const char *name;
    } units[] = { { 86400, "days" }, { 3600, "h" }, { 60, "min" } };
    long since = (long)(time(NULL) - when);

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (since >= units[i].seconds) {
            snprintf(text, size, tr("%ld %s ago"), since / units[i].seconds, tr(units[i].name));
            return;
        }
    snprintf(text, size, tr("just now"));
}

static const struct tested_one *live_note_known(const struct app *app,
                                                const struct config_place *place)
{
    return tested_find(app->tested, app->config, place);
}

void live_note(const struct app *app, const struct config_place *place, char text[], size_t size,
               enum mark *mark)
{
    const struct tested_one *one = live_note_known(app, place);
    char when[32];

    *mark = one ? live_mark(one->verdict) : MARK_NONE;
    if (!one) {
        snprintf(text, size, "%s", app->guided ? "" : tr("never run")); /* nothing is, there */
        return;
    }
    ago(one->when, when, sizeof when);
    if (one->count > 1)
        snprintf(text, size, tr("%s of %s work, tested %s"), shown_count(one->passed).text,
                 shown_count(one->count).text, when);
    else
        snprintf(text, size, tr("%s, tested %s"), live_word(one->verdict), when);
}

const char *live_known(const struct app *app, const struct config_place *place)
{
    const struct tested_one *one = live_note_known(app, place);

    return one ? live_word(one->verdict) : "";
}

const char *live_reason(const struct app *app, const struct config_place *place)
{
    const struct tested_one *one = live_note_known(app, place);

    return one ? one->reason : "";
}

/* ------------------------------------------------ all of them */

static void live_note_add(char text[], size_t size, size_t count, const char *what)
{
    size_t used = strlen(text);

    if (count && used < size)
        snprintf(text + used, size - used, "%s%s %s", used ? ", " : "", shown_count(count).text,
                 what);
}

size_t live_summary(const struct app *app, char text[], size_t size)
{
    struct tested_count count;
    char failed[PATH_SIZE + 16], list[300] = "";

    tested_count(app->tested, app->config, TESTED_COUNTED, &count);
    snprintf(failed, sizeof failed, "%s (%s)", trn("fails", "fail", count.failed), count.first);
    live_note_add(list, sizeof list, count.passed, trn("works", "work", count.passed));
    live_note_add(list, sizeof list, count.warned, trn("warning", "warnings", count.warned));
    live_note_add(list, sizeof list, count.failed, failed);
    live_note_add(list, sizeof list, count.never, tr("never run"));
    snprintf(text, size, "%s%s", *list ? tr("Live tests: ") : "", list);
    return count.never;
}
