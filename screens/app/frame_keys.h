/* frame_keys.h - the bottom line: the keys that work here, and which of them is in a column. */
#ifndef SCREENS_APP_FRAME_KEYS_H
#define SCREENS_APP_FRAME_KEYS_H

#include "screens/app/app.h"

/* Paints the line; nothing if the area has no row. */
void frame_keys_draw(const struct app *app, struct area area);

/* The key whose name and word are in that column of the screen; 0: none is. */
int frame_keys_find(const struct app *app, struct area area, int x);

#endif
