/* exports.h - the list of exports, opened from elsewhere. */
#ifndef SCREENS_WIZARD_EXPORTS_H
#define SCREENS_WIZARD_EXPORTS_H

#include "screens/app/app.h"

/* Opens the exports with that target in hand; an unknown name opens them at the first. */
void exports_show(struct app *app, const char *target);

struct target;

/* exports_preview.c: a page of what would be written: which files, whether they hold secrets, and
 * how each begins. Nothing is written, and no secret is shown. There is a saved configuration. */
void exports_preview(struct app *app, const struct target *target);

#endif
