/* list.h - the text of a LIST value, "a, b", item by item. */
#ifndef BACKEND_BASE_LIST_H
#define BACKEND_BASE_LIST_H

#include <stddef.h>

/* Hands over the next item of a LIST value, trimmed, and steps *at; NULL at the end, and before an
 * item that does not fit. Starts with *at at the value's first byte. The item lies in the caller's
 * buffer; 256 bytes hold any that passed setting_check(). */
const char *list_next(const char **at, char item[], size_t size);

#endif
