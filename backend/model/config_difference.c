/* config_difference.c - what one configuration has and another has not; records are matched by
 * name. */
#include <stdint.h>

#include "backend/model/config.h"

const char *const config_difference_kinds[] = {
    [ADDED] = "added", [REMOVED] = "removed", [CHANGED] = "changed", [MOVED] = "moved"
};

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

/* Where the other list has a record of that name; *next is where it is looked for first, and then
 * the one behind it: most stand in the same order, and are even the same record. count: nowhere. */
static size_t difference_at(const struct table *other, const struct record *record, size_t *next)
{
    size_t at = *next;

    if (at >= other->count || other->records[at] != record) {
        const struct record *found = config_table_find(other, record_name(record));

        if (!found)
            return other->count;
        at = config_table_at(other, found);
    }
    *next = at + 1;
    return at;
}

/* A record has moved if, among those that both have, it does not come in the order it had: it
 * stands before one that it stood behind. Walking both at once finds the few that break the order.
 */
static void find_moved(const struct walk *walk, size_t same)
{
    size_t furthest = same, next = same;

    for (size_t i = same; i < walk->is->count; i++) {
        const struct record *is = walk->is->records[i];
        size_t at = difference_at(walk->was, is, &next);

        if (at == walk->was->count)
            continue;
        if (at + 1 < furthest)
            difference_report(walk, MOVED, NULL, walk->was->records[at], is);
        else
            furthest = at + 1;
    }
}

/* How many records both begin with. */
static size_t difference_same(const struct walk *walk)
{
    size_t same = 0;

    while (same < walk->was->count && same < walk->is->count &&
           walk->was->records[same] == walk->is->records[same])
        same++;
    return same;
}

static void compare_lists(const struct walk *walk)
{
    size_t same = difference_same(walk), next = same;

    for (size_t i = same; i < walk->was->count; i++)
        if (difference_at(walk->is, walk->was->records[i], &next) == walk->is->count)
            difference_report(walk, REMOVED, NULL, walk->was->records[i], NULL);
    next = same;
    for (size_t i = same; i < walk->is->count; i++) {
        const struct record *is = walk->is->records[i];
        size_t at = difference_at(walk->was, is, &next);

        if (at < walk->was->count)
            difference_compare(walk, walk->was->records[at], is);
        else
            difference_report(walk, ADDED, NULL, NULL, is);
    }
    find_moved(walk, same);
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
