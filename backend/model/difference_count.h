/* difference_count.h - how many differences two configurations have, counted on from the last time:
 * a change costs what it touched and a glance at each list.
 *
 * A record that is held never changes (record.h), so the records that were counted are known by
 * their pointers; nobody has to say what changed, or that something did.
 */
#ifndef BACKEND_MODEL_DIFFERENCE_COUNT_H
#define BACKEND_MODEL_DIFFERENCE_COUNT_H

#include "backend/model/config.h"

/* Records of a table, held. */
struct counted_list {
    const struct record **records;
    size_t count, room;
};

struct counted_table {
    struct counted_list was, is;
    size_t *at;    /* of each in `is`: 1 + its position in `was`; 0: it was not there */
    size_t common; /* of `is`, those that were there */
    size_t differ; /* differences of those in `is`, but for their order */
    size_t moved;  /* those that do not come in the order they had */
};

/* Starts as { 0 }. */
struct difference_count {
    struct counted_table tables[SECTIONS_MAX];
};

/* As many as config_differences() reports. */
size_t difference_count(struct difference_count *count, const struct config *was,
                        const struct config *is);
void difference_count_free(struct difference_count *count);

#endif
