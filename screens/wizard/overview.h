/* overview.h - what the files of the overview share. */
#ifndef SCREENS_WIZARD_OVERVIEW_H
#define SCREENS_WIZARD_OVERVIEW_H

#include "screens/app/app.h"

/* A line for each topic, below a blank one and a heading; nothing where not all of them have room,
 * or before anything is read. */
void overview_topics(const struct app *app, struct area area);

#endif
