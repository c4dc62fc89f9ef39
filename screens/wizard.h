/* wizard.h - the steps of a start that wizard.c and offers.c share. */
#ifndef SCREENS_WIZARD_H
#define SCREENS_WIZARD_H

#include "screens/app.h"

/* Loads what is saved, or begins with the defaults; again after the vault was opened. */
bool wizard_load(struct app *app, struct err *err);

/* Takes the lock; if somebody has it, goes on read-only and asks whether to. */
void wizard_take_lock(struct app *app);

/* Asks for a passphrase or the recovery code: the secrets did not open by themselves. */
void wizard_ask_unlock(struct app *app);

/* Asks whether to go on with a draft, if there is one. */
void wizard_offer_draft(struct app *app);

#endif
