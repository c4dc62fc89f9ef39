/* guide.h - the first set-up, step by step: which topics are steps, and which of them were visited.
 *
 * A step is a topic; waivers are none, for nothing is there yet to be waived.
 */
#ifndef SCREENS_APP_GUIDE_H
#define SCREENS_APP_GUIDE_H

#include "screens/app/app.h"

/* The first setting, in the records from `from` on, that discovery could not fill in and that
 * somebody has to: what is required, an account, a password that others issued. False: none, or
 * discovery took nothing there. */
bool guide_missing(const struct app *app, size_t number, size_t from, struct config_place *place);

/* Behind the record at that position: the next one that misses something, else the next step. */
void guide_onward(struct app *app, const struct section *section, size_t at);

/* How many steps there are, and how many of them nobody has been to. */
size_t guide_steps(const struct app *app);
size_t guide_unvisited(const struct app *app);

/* The number of a topic's step, 1 the first; 0: it is none. */
size_t guide_step(const struct app *app, const struct section *section);

/* True once every step was visited, or there is no guide: only then is a grade a grade. */
bool guide_judged(const struct app *app);

/* Does the bar show the step, for want of a grade or because one is being taken? */
bool guide_shows(const struct app *app);

/* Topics that differ from a fresh configuration were visited: for a draft that comes back. */
void guide_remember(struct app *app);

/* "Step 7 of 15" with a bar of so many columns (0: none) behind it; in the review how many steps
 * were done. */
void guide_draw(const struct app *app, int y, int x, int cols);

/* The columns that guide_draw() would like. */
enum { GUIDE_COLS = 30 };

#endif
