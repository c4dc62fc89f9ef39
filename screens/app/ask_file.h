/* ask_file.h - a box that asks where a file goes. */
#ifndef SCREENS_APP_ASK_FILE_H
#define SCREENS_APP_ASK_FILE_H

#include "screens/app/app.h"

/* Asks where to, beginning with a name in the home folder; answered() gets the path without "~",
 * and returns false if it is to be asked again. */
void ask_file(struct app *app, const char *title, const char *text, const char *name,
              bool (*answered)(struct app *app, const char *path));

#endif
