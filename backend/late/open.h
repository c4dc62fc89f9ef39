/* open.h - modules that lie beside the program. */
#ifndef BACKEND_LATE_OPEN_H
#define BACKEND_LATE_OPEN_H

#include "backend/base/err.h"

/* Is the module there and readable? */
bool late_there(const char *module, struct err *err);

/* Loads the module and finds a name in it. By its whole path: no variable may put another module in
 * its place. NULL and err. */
const void *late_open(const char *module, const char *name, struct err *err);

#endif
