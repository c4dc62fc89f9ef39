/* live.h - connections tried for real: the screen that shows it, and what is remembered of it. */
#ifndef SCREENS_LIVE_LIVE_H
#define SCREENS_LIVE_LIVE_H

#include "backend/base/pool.h"
#include "backend/probe/run.h"
#include "screens/app/app.h"
#include "tui/list.h"

/* What is to be tested: a record, a section (record NULL) or everything (table NULL). */
struct live_ask {
    struct config_place place;
    bool untested; /* of them, those only that were never tested as they are */
    const struct pool
        *only; /* names of those of a section to test, as long as the screen is there; NULL: all */
};

extern const struct screen live_screen; /* subject: const struct live_ask * */

struct live {
    struct app *app;
    char path[PATH_SIZE]; /* of the place; "": everything */
    bool untested;
    const struct pool *only;
    struct probe_trust trust;
    struct probe_run *run;
    unsigned number;    /* of the run, for what is remembered */
    int64_t start, end; /* by loop_now(); end 0: it runs */
    struct list list;   /* one row a test */
    size_t *order;      /* the tests in the order of rows: see live_order.c */
    bool moved;         /* a row was chosen: it is followed */
    bool alone;         /* the one in hand has the whole pane */
    int top;            /* its first line that is shown */
};

/* live_run.c: starts the tests of a screen whose app, path and untested are set; kills what still
 * runs, and forgets all of it; does it run? How many tests are there? */
void live_begin(struct live *state);
void live_stop(struct live *state);
bool live_runs(const struct live *state);
size_t live_count(const struct live *state);

/* live_order.c: puts the rows in order anew, as far as the tests are; the test of a row. */
void live_order(struct live *state);
const struct probe_result *live_result(const struct live *state, size_t row);

/* live_remedy.c: what to do about a step that failed, as a sentence without a full stop; NULL: it
 * did not, for a warning says itself what to do. The setting that the worst of a test's steps is
 * about, or the place that was tested. */
const char *live_remedy(const struct probe_result *result, const struct probe_step_result *step);
void live_remedy_path(const struct app *app, const struct probe_result *result,
                      char path[PATH_SIZE]);

/* live_head.c: what is tested there, in words: "RADIUS hq". */
void live_words(const struct app *app, const char *path, char text[], size_t size);

/* live_head.c: draws the two lines above the tests. */
void live_head(const struct live *state, struct area area);

/* Tries a place at once, in a screen of its own; says so if there is nothing to test. */
void live_start(struct app *app, const struct live_ask *ask);

/* True if something of that section can be tested. */
bool live_can(const struct section *section);

/* Is there something to try at that place as it is set now? Opens its secrets, so not for every
 * paint. */
bool live_ready(const struct app *app, const struct config_place *place);

/* What is known of a place, for the right edge: "works, tested 2 min ago"; and how good that is. */
void live_note(const struct app *app, const struct config_place *place, char text[], size_t size,
               enum mark *mark);

/* The same in a word, "" if it was never tested. */
const char *live_known(const struct app *app, const struct config_place *place);

/* Why it does not simply work, as a sentence; "": it does, or was never tested. */
const char *live_reason(const struct app *app, const struct config_place *place);

/* All tests of the configuration in one line: "Live tests: 2 work, 1 fails (radius.hq)"; "": there
 * is nothing to test. Returns how many were never made. Opens secrets, so not for every paint. */
size_t live_summary(const struct app *app, char text[], size_t size);

/* How a verdict is shown: its sign, and a word: "works", "fails" ... */
enum mark live_mark(enum probe_verdict verdict);
const char *live_word(enum probe_verdict verdict);

/* Draws all that is known of one test from line top on, and returns how many lines that is. */
int live_draw(const struct probe_result *result, struct area area, int top);

/* The line from which the first step that failed is seen in so little room; 0: none did. */
int live_draw_top(const struct probe_result *result, struct area area);

#endif
