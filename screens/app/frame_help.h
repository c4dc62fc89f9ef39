/* frame_help.h - the lines above the keys: what happened, or what is in hand and where that comes
 * from. */
#ifndef SCREENS_APP_FRAME_HELP_H
#define SCREENS_APP_FRAME_HELP_H

#include "screens/app/app.h"

/* What stands at the side needs no line below, too. */
void frame_help_draw(const struct app *app, struct area area, bool sided);

#endif
