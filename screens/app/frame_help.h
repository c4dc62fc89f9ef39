/* frame_help.h - the lines above the keys: what happened, or what is in hand and where that comes
 * from. */
#ifndef SCREENS_APP_FRAME_HELP_H
#define SCREENS_APP_FRAME_HELP_H

#include "screens/app/app.h"

/* How many lines of so many columns what happened needs; 0: nothing did. */
int frame_help_message(const struct app *app, int cols);

/* What stands at the side needs no line below, too. */
void frame_help_draw(const struct app *app, struct area area, bool sided);

/* After the pane was drawn: help that was cut there takes the rows above that the pane left blank.
 */
void frame_help_grow(const struct app *app, struct area area, bool sided);

#endif
