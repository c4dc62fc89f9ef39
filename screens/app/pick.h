/* pick.h - a screen that asks for files. */
#ifndef SCREENS_APP_PICK_H
#define SCREENS_APP_PICK_H

#include "screens/app/app.h"

/* taken gets them, when the screen has gone. */
struct pick {
    const char *title;
    const char *help; /* a sentence or two */
    void (*taken)(struct app *app, char *const paths[], size_t count);
};

extern const struct screen pick_screen; /* subject: const struct pick * */

#endif
