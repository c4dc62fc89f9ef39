/* wizard.h - the steps of a wizard's life, shared by wizard.c, offers.c and the tests. */
#ifndef SCREENS_WIZARD_WIZARD_H
#define SCREENS_WIZARD_WIZARD_H

#include "screens/app/app.h"

/* Opens the folder; app is zeroed before, and closed afterwards whatever came of it. */
bool wizard_open(struct app *app, const struct context *context, struct err *err);

/* Shows the overview as it was at the end of the last run, and reads the configuration as soon as
 * that is painted, in place of wizard_load() and wizard_begin(). False: both are to be called. */
bool wizard_startup(struct app *app);

/* Before anything else is done: what only a glance was taken of is read now. False: it cannot be,
 * and the program ends; app->trouble says why. */
bool wizard_wake(struct app *app);

/* Puts the first screens on the stack: the topics, one topic, the first run, questions. */
void wizard_begin(struct app *app, const char *topic);
void wizard_close(struct app *app);

extern const struct loop_calls wizard_calls; /* for loop_run(), with the app as data */

/* Loads what is saved, or begins with the defaults; again after the vault was opened. */
bool wizard_load(struct app *app, struct err *err);

/* Takes the lock; if somebody has it, goes on read-only and asks whether to. */
void wizard_take_lock(struct app *app);

/* beside.c: reads anew what somebody else saved, on the screen of the topics, and takes over when
 * nobody has the lock any more; wizard_beside_end() stops that. */
void wizard_beside(struct app *app);
void wizard_beside_end(struct app *app);

/* Takes what is on disk in place of what is here; changes are dropped, the topics are shown. False,
 * and the program ends: it cannot be read. */
bool wizard_reload(struct app *app);

/* Asks for a passphrase or the recovery code: the secrets did not open by themselves. */
void wizard_ask_unlock(struct app *app);

/* lock.c: nobody is there: the draft is kept, everything else is let go, the screen is covered.
 * Comes back from there. */
void wizard_lock(struct app *app);
void wizard_return(struct app *app);

/* Begins the first set-up. */
void wizard_guide(struct app *app);

/* Asks whether to go on with a draft, if there is one. */
void wizard_offer_draft(struct app *app);

#endif
