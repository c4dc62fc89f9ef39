/* live_head.c - above the tests: what is tested, how far it is, what came of it. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/live/live.h"
#include "tui/progress.h"
#include "tui/text.h"

void live_words(const struct app *app, const char *path, char text[], size_t size)
{
    struct config_place place;
    bool found = config_find(app->config, path, &place, NULL);
    bool named = found && place.record && place.table->section->list;

    snprintf(text, size, "%s%s%s", found ? tr(place.table->section->title) : path, named ? " " : "",
             named ? record_name(place.record) : "");
}

/* "Live test: RADIUS > hq", or the one in hand if it has the whole pane. */
static void write_title(const struct live *state, char title[], size_t size)
{
    struct config_place place;
    const char *name = "";
    char words[PATH_SIZE];

    if (state->alone) {
        live_words(state->app, live_result(state, state->list.focus)->path, words, sizeof words);
        snprintf(title, size, tr("Live test: %s"), words);
        return;
    }
    if (!*state->path || !config_find(state->app->config, state->path, &place, NULL)) {
        snprintf(title, size, tr("Live test: %s"),
                 state->untested ? tr("what was never run") : tr("everything"));
        return;
    }
    if (place.record)
        name = record_name(place.record);
    snprintf(title, size, tr("Live test: %s%s%s"), tr(place.table->section->title),
             *name ? " > " : "", name);
}

/* ": 3 fail, 12 work" behind "15 tested in 2.1 s", the worst first; signs where words are too
 * long. */
static void write_counts(const struct live *state, bool words, char text[], size_t size)
{
    static const struct {
        enum probe_verdict verdict;
        const char *one, *more;
    } rows[] = {
        { PROBE_FAIL, "fails", "fail" },
        { PROBE_UNREACHABLE, "no answer", "no answer" },
        { PROBE_WARN, "warning", "warnings" },
        { PROBE_PASS, "works", "work" },
    };
    size_t counts[PROBE_VERDICTS] = { 0 }, used = 0;

    for (size_t i = 0; i < live_count(state); i++)
        counts[probe_result_verdict(probe_run_result(state->run, i))]++;
    *text = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows && used < size; i++)
        if (counts[rows[i].verdict])
            used += (size_t)snprintf(text + used, size - used, "%s%s %s", used ? ", " : ": ",
                                     shown_count(counts[rows[i].verdict]).text,
                                     words ? trn(rows[i].one, rows[i].more, counts[rows[i].verdict])
                                           : theme_sign(live_mark(rows[i].verdict)));
}

static void draw_status(const struct live *state, struct area area)
{
    size_t done = probe_run_done(state->run), all = live_count(state);
    char text[160], counts[96], took[TENTHS_SIZE];

    if (live_runs(state)) {
        snprintf(text, sizeof text, tr("%s of %s done"), shown_count(done).text,
                 shown_count(all).text);
        progress_draw((struct area){ area.y, area.x + 1, 1, area.cols - 1 }, text,
                      loop_now() - state->start);
        return;
    }
    write_counts(state, true, counts, sizeof counts);
    shown_tenths((double)(state->end - state->start) / 1000, took);
    snprintf(text, sizeof text, tr("%s tested in %s s%s"), shown_count(all).text, took, counts);
    if (text_width(text) > area.cols - 1)
        snprintf(text, sizeof text, "%s%s", shown_count(all).text, counts);
    if (text_width(text) > area.cols - 1) {
        write_counts(state, false, counts, sizeof counts);
        snprintf(text, sizeof text, "%s%s", shown_count(all).text, counts);
    }
    text_put(area.y, area.x + 1, area.cols - 1, text);
}

void live_head(const struct live *state, struct area area)
{
    char title[PATH_SIZE + 32];

    write_title(state, title, sizeof title);
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, title);
    area.y++;
    area.rows--;
    if (live_count(state))
        draw_status(state, area);
    else
        text_put_wrapped(area, tr("Nothing to test: switched off or incomplete"));
}
