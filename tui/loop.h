/* loop.h - one wait, one paint.
 *
 * One poll() for the terminal, the signals, the descriptors watched and the timers; then all keys
 * are taken, then one frame is drawn, and only if no more keys are waiting. Nothing wakes up while
 * nobody types, unless a timer was set.
 */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include "tui/key.h"
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOOP_WATCHES = 16, LOOP_TIMERS = 8 };

struct loop;

/* What the program does when something happens; all get the data of loop_run(). Any may be NULL. */
struct loop_calls {
    void (*draw)(const void *data); /* paints; the frame is blank before */
    void (*key)(void *data, int key);
    void (*paste)(void *data, const char *text); /* no control characters; gone after the call */
    void (*mouse)(void *data, const struct mouse *mouse); /* only if loop->keys.mousing is set */
    void (*timer)(void *data, size_t which);              /* it went off, and is off now */
    void (*stops)(void *data); /* Ctrl-Z: what must not be seen again by itself afterwards */
    void (*last_words)(void *data, int signal); /* the program ends by signal: keep the draft,
                                                 * within milliseconds and without painting */
};

struct loop {
    const struct loop_calls *calls;
    void *data;
    struct {
        int fd;
        void (*ready)(void *data, int fd);
        void *data;
    } watch[LOOP_WATCHES];
    size_t watched;
    int64_t timer[LOOP_TIMERS]; /* when, by loop_now(); 0: off */
    struct keys keys;
    bool resizing; /* the window has just changed its size, and may go on */
    bool ended;
};

/* Runs until loop_end(). The terminal has been started. A loop lives in static or zeroed memory;
 * watches and timers may be set before. A terminal that goes away ends the program like HUP. */
void loop_run(struct loop *loop, const struct loop_calls *calls, void *data);
void loop_end(struct loop *loop);

/* Calls ready(data, fd) whenever fd can be read or has expired, until loop_forget(). False: no
 * room. The loop does not close it. ready() may forget and watch. */
bool loop_watch(struct loop *loop, int fd, void (*ready)(void *data, int fd), void *data);
void loop_forget(struct loop *loop, int fd);

/* Lets timer `which` go off once, in that many milliseconds; negative: not at all. */
void loop_timer(struct loop *loop, size_t which, int64_t ms);

/* Milliseconds by a clock that never jumps. */
int64_t loop_now(void);

/* For tests, with loop->calls and loop->data set: hands bytes over as if they were typed, nothing
 * following, and paints one frame. */
void loop_feed(struct loop *loop, const char *bytes, size_t size);
void loop_paint(struct loop *loop);

/* For tests: serves what is watched until nothing is any more, then paints. False: after a minute
 * something still was. */
bool loop_settle(struct loop *loop);

#endif
