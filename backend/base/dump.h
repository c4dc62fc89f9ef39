/* dump.h - JSON piece by piece into a text: a tree of all findings would take a kilobyte for each.
 */
#ifndef BACKEND_BASE_DUMP_H
#define BACKEND_BASE_DUMP_H

#include <jansson.h>

#include "backend/base/mem.h"

/* Adds the object to out and lets it go; what could not be made ends the program, as out of memory
 * does. flags as json_dumps() takes them, beside the number form that all reports have. */
void dump(json_t *object, size_t flags, struct buf *out);

#endif
