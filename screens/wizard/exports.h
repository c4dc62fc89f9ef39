/* exports.h - the list of exports, opened from elsewhere. */
#ifndef SCREENS_WIZARD_EXPORTS_H
#define SCREENS_WIZARD_EXPORTS_H

#include "screens/app/app.h"

/* Opens the exports with that target in hand; an unknown name opens them at the first. */
void exports_show(struct app *app, const char *target);

#endif
