/* locate.h - where the programs and files are that belong to this one. */
#ifndef BACKEND_CHILD_LOCATE_H
#define BACKEND_CHILD_LOCATE_H

#include <limits.h>

#include "backend/base/err.h"

enum { LOCATE_PATH = PATH_MAX + 64 };

/* The path of a program of libexec ("probe"), by what the running program really is: beside it in a
 * build folder (libexec/printseal), beside its folder when installed (../libexec/printseal, as a
 * rule), also when that was moved, or else where it was to be installed. A name with a slash is a
 * path already. False and err: it is in none of them, or may not be run. */
bool locate_program(const char *name, char path[LOCATE_PATH], struct err *err);

/* The folder of catalogues for gettext(3): share/locale of a build folder, or that of the prefix
 * the program is installed below, also when it was moved; as a worker sees it, whose folder is
 * libexec's, or as the program itself. */
void locate_locales(bool worker, char path[LOCATE_PATH]);

/* The same for a file or folder of share ("templates"): share/printseal, ../share/printseal. */
bool locate_shared(const char *name, char path[LOCATE_PATH], struct err *err);

#endif
