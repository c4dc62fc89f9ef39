/* differing.h - where two lists of records are not the same. A record that is held never changes
 * (record.h), so those that are the same are known by their pointers. */
#ifndef BACKEND_MODEL_DIFFERING_H
#define BACKEND_MODEL_DIFFERING_H

#include <stddef.h>

/* From `at` on so many records were and are, until the lists are the same again. */
struct differing {
    size_t at, was, is;
};

/* Of two arrays of pointers to records. */
struct differing differing_find(const void *was, size_t was_count, const void *is, size_t is_count);

#endif
