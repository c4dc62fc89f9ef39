/* import.h - a configuration, or printers, from a file that is picked. */
#ifndef SCREENS_WIZARD_IMPORT_H
#define SCREENS_WIZARD_IMPORT_H

#include "screens/app/app.h"

/* Asks for files: answers, or CSV lists of printers. What is in them is a change as any other. */
void import_pick(struct app *app);

#endif
