/* history.h - the generations that are kept: seen, compared, looked into, gone back to. */
#ifndef SCREENS_WIZARD_HISTORY_H
#define SCREENS_WIZARD_HISTORY_H

#include "screens/app/app.h"
#include "tui/list.h"

struct history {
    struct app *app;
    struct list list;
    struct generation *generations; /* newest first */
    size_t count;
    unsigned chosen; /* marked, to be compared; 0: none */
    unsigned back;   /* being gone back to */
    struct err err;  /* why there are none */
};

/* history_look.c: a page with what differs between two, the older first, 0: what is in the wizard
 * now; and one with every setting. */
void history_compare(struct app *app, unsigned was, unsigned is);
void history_inside(struct app *app, unsigned number);

/* history_back.c: asks, then makes it the newest again. */
void history_back(struct history *history, const struct generation *generation);

#endif
