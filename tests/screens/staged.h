/* staged.h - what a play must find the same on every machine and at any hour: the clock, chance,
 * who is at work, what other machines answer. wizard_test is linked so that these are asked
 * instead. */
#ifndef TESTS_SCREENS_STAGED_H
#define TESTS_SCREENS_STAGED_H

#include "screens/app/app.h"

/* Whether they are the same from now on: else all is as the machine has it. */
void staged_begin(bool same);

/* Somebody else has the lock, the next time it is asked for. */
void staged_lock_is_taken(void);

/* staged_calls.c: does what the line `call NAME` of a play says; false: nothing has that name. */
bool staged_call(struct app *app, const char *name);

#endif
