/* config_difference.c - what one configuration has and another has not; records are matched by
 * name. */
#include <stdint.h>

#include "backend/model/config.h"

typedef void receive(void *data, const struct difference *difference);

struct walk {
    const struct table *was, *is;
    receive *found;
    void *data;
};

static void difference_report(const struct walk *walk, enum difference_kind kind,
                              const struct setting *setting, const struct record *was,
                              const struct record *is)
{
    struct difference difference = { .setting = setting, .was = was, .is = is };
    struct config_place place = { (struct table *)(uintptr_t)walk->is, is ? is : was, setting };

    difference.kind = kind;
    config_place_path(&place, difference.path);
    walk->found(walk->data, &difference);
}

static void difference_compare(const struct walk *walk, const struct record *was,
                               const struct record *is)
{
    if (was == is)
        return;
    for (const struct setting *s = is->section->settings; s->key; s++)
        if (!record_same(was, is, s))
            difference_report(walk, CHANGED, s, was, is);
}

/* A record has moved if, among those that both have, it does not come in the order it had: it
 * stands before one that it stood behind. Walking both at once finds the few that break the order.
 */
static void find_moved(const struct walk *walk)
{
    size_t furthest = 0;

    for (size_t i = 0; i < walk->is->count; i++) {
        const struct record *is = walk->is->records[i];
        const struct record *was = config_table_find(walk->was, record_name(is));

        if (!was)
            continue;
        size_t at = config_table_at(walk->was, was);
        if (at + 1 < furthest)
            difference_report(walk, MOVED, NULL, was, is);
        else
            furthest = at + 1;
    }
}

static void compare_lists(const struct walk *walk)
{
    for (size_t i = 0; i < walk->was->count; i++)
        if (!config_table_find(walk->is, record_name(walk->was->records[i])))
            difference_report(walk, REMOVED, NULL, walk->was->records[i], NULL);
    for (size_t i = 0; i < walk->is->count; i++) {
        const struct record *is = walk->is->records[i];
        const struct record *was = config_table_find(walk->was, record_name(is));

        if (was)
            difference_compare(walk, was, is);
        else
            difference_report(walk, ADDED, NULL, NULL, is);
    }
    find_moved(walk);
}

void config_differences(const struct config *was, const struct config *is, receive *found,
                        void *data)
{
    for (size_t i = 0; sections[i]; i++) {
        struct walk walk = { &was->tables[i], &is->tables[i], found, data };

        if (sections[i]->list)
            compare_lists(&walk);
        else
            difference_compare(&walk, was->tables[i].records[0], is->tables[i].records[0]);
    }
}
