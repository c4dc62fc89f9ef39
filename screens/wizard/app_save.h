/* app_save.h - what the parts of a save share. */
#ifndef SCREENS_WIZARD_APP_SAVE_H
#define SCREENS_WIZARD_APP_SAVE_H

#include "screens/app/app.h"

struct worker;

/* For a busy_job: writes a generation with what the worker made; or says why there is none. */
void app_save_made(struct app *app, struct worker *worker);
void app_save_stopped(struct app *app, const struct worker *worker, const char *why);

/* app_save_input.c: there are imported keys that fit what is about to be saved: the save is that
 * of the import command, examined, refused or written with them. */
void app_save_with_input(struct app *app);

#endif
