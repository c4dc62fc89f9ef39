/* apply.h - an export put in force on this machine from the wizard: what would change is shown, it
 * is done while the keys stay awake, and it is undone unless somebody keeps it. */
#ifndef SCREENS_WIZARD_APPLY_H
#define SCREENS_WIZARD_APPLY_H

#include "backend/apply/applier.h"
#include "screens/app/app.h"

/* Opens differs_screen with what applying the saved configuration would change; says why there is
 * nothing to show. */
void apply_show(struct app *app, const struct applying *applying);

/* For force_screen. */
struct forcing {
    const struct applying *applying;
    struct applier *applier; /* taken over */
};

#endif
