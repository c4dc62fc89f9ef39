#include "backend/model/difference_count.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/model/differing.h"

static struct differing counted_compare(const struct counted_list *known, const struct table *table)
{
    return differing_find((const void *)known->records, known->count, (const void *)table->records,
                          table->count);
}

/* ------------------------------------------------ one record */

static size_t counted_settings(const struct record *was, const struct record *is)
{
    size_t count = 0;

    for (const struct setting *s = is->section->settings; was != is && s->key; s++)
        count += !record_same(was, is, s);
    return count;
}

/* 1 + where the record of that name was; 0: nowhere. */
static size_t counted_position(const struct table *was, const struct record *is)
{
    const struct record *found = config_table_find(was, record_name(is));

    return found ? config_table_at(was, found) + 1 : 0;
}

/* A record comes into the count (1), or goes (-1). */
static void counted_add(struct counted_table *counted, const struct table *was, size_t i, int sign)
{
    size_t at = counted->at[i]; /* NOLINT: as many as records, which there are */
    size_t differ = at ? counted_settings(was->records[at - 1], counted->is.records[i]) : 1;

    counted->common += sign > 0 ? at != 0 : -(size_t)(at != 0);
    counted->differ += sign > 0 ? differ : -differ;
}

/* ------------------------------------------------ a list */

static void counted_room(struct counted_table *counted, size_t count)
{
    if (count <= counted->is.room)
        return;
    size_t room = count + count / 2;
    counted->is.records = (const struct record **)must(
        reallocarray((void *)counted->is.records, room, sizeof *counted->is.records));
    counted->at = must(reallocarray(counted->at, room, sizeof *counted->at));
    counted->is.room = room;
}

/* Makes room for the records that come in place of those that go. */
static void counted_shift(struct counted_table *counted, const struct differing *range)
{
    size_t from = range->at + range->was, to = range->at + range->is;
    size_t tail = counted->is.count - from;

    counted_room(counted, to + tail);
    if (tail) { /* so there are records; NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
        memmove((void *)(counted->is.records + to), (const void *)(counted->is.records + from),
                tail * sizeof *counted->is.records);
        memmove(counted->at + to, counted->at + from, tail * sizeof *counted->at);
    }
    counted->is.count = to + tail;
}

/* As in config_differences(): it stands before one that it stood behind. */
static size_t counted_moved(const struct counted_table *counted)
{
    size_t furthest = 0, moved = 0;

    for (size_t i = 0; i < counted->is.count; i++) {
        moved += counted->at[i] && counted->at[i] < furthest;
        if (counted->at[i] > furthest)
            furthest = counted->at[i];
    }
    return moved;
}

static void counted_replace(struct counted_table *counted, const struct table *was,
                            const struct table *is, const struct differing *range)
{
    bool reordered = range->was != range->is;

    for (size_t i = range->at; i < range->at + range->was; i++) {
        counted_add(counted, was, i, -1);
        record_free((struct record *)(uintptr_t)counted->is.records[i]);
    }
    counted_shift(counted, range);
    for (size_t i = range->at; i < range->at + range->is; i++) {
        size_t at = counted_position(was, is->records[i]);

        reordered |= at != counted->at[i];
        counted->is.records[i] = record_hold(is->records[i]);
        counted->at[i] = at;
        counted_add(counted, was, i, 1);
    }
    if (reordered)
        counted->moved = counted_moved(counted);
}

static void counted_forget(struct counted_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        record_free((struct record *)(uintptr_t)list->records[i]);
    free((void *)list->records);
    *list = (struct counted_list){ 0 };
}

static void counted_free(struct counted_table *counted)
{
    counted_forget(&counted->was);
    counted_forget(&counted->is);
    free(counted->at);
    *counted = (struct counted_table){ 0 };
}

/* Counted from nothing: what is compared with is another one, as after a save. */
static void counted_begin(struct counted_table *counted, const struct table *was)
{
    counted_free(counted);
    if (!was->count)
        return;
    counted->was.records =
        (const struct record **)must(calloc(was->count, sizeof *counted->was.records));
    counted->was.count = was->count;
    for (size_t i = 0; i < was->count; i++)
        counted->was.records[i] = record_hold(was->records[i]);
}

static size_t counted_list(struct counted_table *counted, const struct table *was,
                           const struct table *is)
{
    struct differing range = counted_compare(&counted->was, was);

    if (range.was || range.is)
        counted_begin(counted, was);
    range = counted_compare(&counted->is, is);
    if (range.was || range.is)
        counted_replace(counted, was, is, &range);
    return counted->differ + counted->moved + (was->count - counted->common);
}

size_t difference_count(struct difference_count *count, const struct config *was,
                        const struct config *is)
{
    size_t differ = 0;

    for (size_t i = 0; sections[i]; i++)
        differ += sections[i]->list
                      ? counted_list(&count->tables[i], &was->tables[i], &is->tables[i])
                      : counted_settings(was->tables[i].records[0], is->tables[i].records[0]);
    return differ;
}

void difference_count_free(struct difference_count *count)
{
    for (size_t i = 0; sections[i]; i++)
        counted_free(&count->tables[i]);
}
