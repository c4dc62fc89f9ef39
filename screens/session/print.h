/* print.h - settings as the commands print them: "path = value". */
#ifndef SCREENS_SESSION_PRINT_H
#define SCREENS_SESSION_PRINT_H

#include "screens/session/session.h"

const char *print_origin_name(enum origin origin); /* "generated" */

/* The line of one setting, or the lines of everything that shows in a record, a section, or (table
 * NULL) the whole configuration. Of a secret only how it came. */
void print_place(const struct session *session, const struct config_place *place);

/* One difference, a line or (an added record) several; a secret is never told. Fits
 * config_differences(). */
void print_difference(void *data, const struct difference *difference);

#endif
