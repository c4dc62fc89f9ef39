/* busy.h - work in a child, shown in a box with what it does and for how long; Esc stops it. */
#ifndef SCREENS_APP_BUSY_H
#define SCREENS_APP_BUSY_H

#include "screens/app/app.h"

/* done gets the worker when it has expired well, before it is put away; with keep, it puts it away
 * itself. failed gets the worker for what it sent before, and the reason, or NULL if a person
 * stopped it. */
struct busy_job {
    const char *title;
    struct worker *worker; /* taken over */
    void (*done)(struct app *app, struct worker *worker);
    void (*failed)(struct app *app, const struct worker *worker, const char *why);
    bool keep;
};

/* The box: a title, what is done now, and since when by loop_now(). */
void busy_box(struct area area, const char *title, const char *line, int64_t since);

#endif
