/* live_run.c - the tests behind the screen: started, listened to, remembered, stopped. */
#include <stdlib.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/probe/tested.h"
#include "screens/live/live.h"
#include "tui/progress.h"

size_t live_count(const struct live *state)
{
    return state->run ? probe_run_count(state->run) : 0;
}

bool live_runs(const struct live *state)
{
    return state->run && !state->end;
}

/* The worst stands first in the list: its name and its reason. */
static void announce_end(const struct live *state)
{
    const struct probe_result *worst = live_result(state, 0);
    enum probe_verdict verdict = probe_result_verdict(worst);
    char words[PATH_SIZE];

    live_words(state->app, worst->path, words, sizeof words);
    if (verdict != PROBE_PASS)
        app_report(state->app, live_mark(verdict), "%s: %s", words, probe_result_reason(worst));
    else
        app_report(state->app, MARK_FINE, trn("It works", "All %s work", live_count(state)),
                   shown_count(live_count(state)).text);
}

static void live_run_settle(struct live *state)
{
    loop_forget(&state->app->loop, probe_run_fd(state->run));
    loop_timer(&state->app->loop, TIMER_PROGRESS, -1);
    state->end = loop_now();
    announce_end(state);
}

static void live_run_receive(void *data, int fd)
{
    enum { TURN = 16 }; /* events; then keys and signals are looked at, however many there are */
    struct live *state = data;
    enum probe_event_kind kind = PROBE_RECEIVED;
    struct probe_event event;
    bool ended = false;

    (void)fd;
    for (int i = 0; i < TURN && kind != PROBE_WAIT && kind != PROBE_OVER; i++) {
        kind = probe_run_step(state->run, &event);
        if (kind == PROBE_ENDED)
            tested_note(state->app->tested, state->app->config, state->number, event.result);
        ended |= kind == PROBE_ENDED;
    }
    if (ended)
        live_order(state);
    if (kind == PROBE_OVER)
        live_run_settle(state);
}

/* Those of a place, or of all, that were never tested as they are now. */
static void add_untested(struct live *state)
{
    struct app *app = state->app;

    for (size_t s = 0; sections[s]; s++) {
        struct config_place at = { .table = &app->config->tables[s] };
        size_t records = !live_can(sections[s])     ? 0
                         : probe_whole(sections[s]) ? 1
                                                    : at.table->count;

        for (size_t i = 0; i < records && i < at.table->count; i++) {
            at.record = at.table->records[i];
            if (!tested_find(app->tested, app->config, &at))
                probe_run_add(state->run, &at);
        }
    }
}

static void live_run_add_only(struct live *state, struct config_place at)
{
    for (size_t i = 0; i < at.table->count; i++) {
        at.record = at.table->records[i];
        if (pool_find(state->only, record_name(at.record)))
            probe_run_add(state->run, &at);
    }
}

static void live_run_add(struct live *state)
{
    struct config_place place = { 0 };
    bool found = !*state->path || config_find(state->app->config, state->path, &place, NULL);

    if (state->untested)
        add_untested(state);
    else if (found && state->only && place.table)
        live_run_add_only(state, place);
    else if (found)
        probe_run_add(state->run, &place);
}

static void read_trust(struct live *state)
{
    struct app *app = state->app;
    struct err err;

    if (!probe_trust_read(&state->trust, app->config, app->store, &err))
        app_report(app, MARK_WARN, "%s", err.text);
}

void live_begin(struct live *state)
{
    static const struct probe_options options;
    struct app *app = state->app;

    read_trust(state);
    state->run = probe_run_new(app->config, &state->trust, &options);
    live_run_add(state);
    state->number = ++app->runs;
    state->start = loop_now();
    state->end = 0;
    state->top = 0;
    state->alone = false;
    state->moved = false;
    state->list.focus = 0;
    live_order(state);
    if (!live_count(state)) {
        state->end = state->start;
        return;
    }
    loop_watch(&app->loop, probe_run_fd(state->run), live_run_receive, state);
    loop_timer(&app->loop, TIMER_PROGRESS, PROGRESS_EVERY);
    live_run_receive(state, -1); /* starts the first ones */
}

void live_stop(struct live *state)
{
    if (live_runs(state)) {
        loop_forget(&state->app->loop, probe_run_fd(state->run));
        loop_timer(&state->app->loop, TIMER_PROGRESS, -1);
    }
    probe_run_end(state->run);
    probe_trust_free(&state->trust);
    free(state->order);
    state->order = NULL;
    state->run = NULL;
}
