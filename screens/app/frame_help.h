/* frame_help.h - the lines above the keys: what happened, or what is in hand and where that comes
 * from. */
#ifndef SCREENS_APP_FRAME_HELP_H
#define SCREENS_APP_FRAME_HELP_H

#include "screens/app/app.h"

/* From so many columns on the topics stand beside the pane; from so many rows on a blank one stands
 * over the help, and the overview has room for two lines of it. */
enum { FRAME_WIDE = 60, FRAME_PARTED = 24, FRAME_ROOMY = 27 };

/* How many rows it has, beside a third pane or without one; the screen is what the pane shows. */
int frame_help_rows(const struct app *app, bool sided, const struct screen *screen);

/* What stands at the side needs no line below, too. */
void frame_help_draw(const struct app *app, struct area area, bool sided);

/* After the pane was drawn: help that was cut there takes the rows above that the pane left blank.
 */
void frame_help_grow(const struct app *app, struct area area, bool sided);

#endif
