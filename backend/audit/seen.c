#include "backend/audit/seen.h"

#include <stdlib.h>
#include <string.h>

#include "backend/audit/ledger.h"
#include "backend/base/mem.h"

/* ------------------------------------------------ groups by digest */

/* The digest is evenly spread, so its first bytes are the hash. */
static struct alike **seen_slot(const struct seen *seen, const unsigned char *digest)
{
    size_t hash;

    memcpy(&hash, digest, sizeof hash);
    return &seen->slots[hash & (seen->size - 1)];
}

static void seen_push(const struct seen *seen, struct alike *group)
{
    struct alike **slot = seen_slot(seen, group->digest);

    group->next = *slot;
    *slot = group;
}

static void seen_widen(struct seen *seen)
{
    struct seen wide = { .size = seen->size ? seen->size * 2 : 64 };

    wide.slots = must(calloc(wide.size, sizeof *wide.slots));
    for (size_t i = 0; i < seen->size; i++)
        for (struct alike *group = seen->slots[i], *next; group; group = next) {
            next = group->next;
            seen_push(&wide, group);
        }
    free(seen->slots);
    seen->slots = wide.slots;
    seen->size = wide.size;
}

static struct alike *seen_group(struct seen *seen, const unsigned char *digest)
{
    if (seen->count >= seen->size)
        seen_widen(seen);
    for (struct alike *group = *seen_slot(seen, digest); group; group = group->next)
        if (memcmp(group->digest, digest, DIGEST_SIZE) == 0)
            return group;
    struct alike *group = must(calloc(1, sizeof *group));
    memcpy(group->digest, digest, DIGEST_SIZE);
    group->guesses = -1;
    seen_push(seen, group);
    seen->count++;
    return group;
}

static void seen_drop(struct seen *seen, struct alike *group)
{
    struct alike **at = seen_slot(seen, group->digest);

    while (*at != group)
        at = &(*at)->next;
    *at = group->next;
    free(group);
    seen->count--;
}

/* Its first use is to be looked for. */
static void seen_unsettle(struct seen *seen, struct alike *group)
{
    if (group->unsettled)
        return;
    group->unsettled = true;
    seen->unsettled = (struct alike **)grow(seen->unsettled, seen->unsettled_count,
                                            &seen->unsettled_room, sizeof *seen->unsettled);
    seen->unsettled[seen->unsettled_count++] = group;
}

/* ------------------------------------------------ members */

/* In wizard order? */
static bool seen_precedes(const struct config *config, const struct member *a,
                          const struct member *b)
{
    const struct judged *one = a->judged, *other = b->judged;

    if (one->section != other->section)
        return one->section < other->section;
    if (one == other)
        return a->setting < b->setting;
    return config_table_at(&config->tables[one->section], one->record) <
           config_table_at(&config->tables[one->section], other->record);
}

static void seen_join(struct seen *seen, const struct config *config, struct member *member)
{
    const struct secret *secret = record_hidden(member->judged->record, member->setting);
    struct alike *group = seen_group(seen, secret_digest(secret));

    member->group = group;
    member->after = group->members;
    if (group->members)
        group->members->before = member;
    group->members = member;
    if (!group->path || !group->first || seen_precedes(config, member, group->first))
        seen_unsettle(seen, group);
}

static bool seen_uses(const struct record *record, const struct setting *setting)
{
    return setting->type == SECRET && record_hidden(record, setting) &&
           record_shows(record, setting);
}

void seen_enter(struct seen *seen, const struct config *config, struct judged *judged)
{
    const struct setting *settings = judged->record->section->settings;
    size_t count = 0;

    for (const struct setting *s = settings; s->key; s++)
        count += seen_uses(judged->record, s);
    if (count)
        judged->secrets = must(calloc(count, sizeof *judged->secrets));
    for (const struct setting *s = settings; s->key; s++)
        if (seen_uses(judged->record, s)) {
            struct member *member = &judged->secrets[judged->secrets_count++];

            *member = (struct member){ .judged = judged, .setting = s };
            seen_join(seen, config, member);
        }
}

static void seen_part(struct seen *seen, const struct member *member)
{
    struct alike *group = member->group;

    if (member->before)
        member->before->after = member->after;
    else
        group->members = member->after;
    if (member->after)
        member->after->before = member->before;
    if (group->first == member)
        group->first = NULL;
    if (!group->first || !group->members || !group->members->after)
        seen_unsettle(seen, group);
}

void seen_leave(struct seen *seen, struct judged *judged)
{
    for (size_t i = 0; i < judged->secrets_count; i++)
        seen_part(seen, &judged->secrets[i]);
    free(judged->secrets);
    judged->secrets = NULL;
    judged->secrets_count = 0;
}

struct alike *seen_group_of(const struct judged *judged, const struct setting *setting)
{
    for (size_t i = 0; i < judged->secrets_count; i++)
        if (judged->secrets[i].setting == setting)
            return judged->secrets[i].group;
    abort(); /* all that are set and show were entered */
}

void seen_moved(struct seen *seen, const struct judged *judged)
{
    for (size_t i = 0; i < judged->secrets_count; i++)
        if (judged->secrets[i].group->path)
            seen_unsettle(seen, judged->secrets[i].group);
}

/* ------------------------------------------------ who is first */

static struct member *seen_first(const struct config *config, const struct alike *group)
{
    struct member *first = group->members;

    for (struct member *member = first->after; member; member = member->after)
        if (seen_precedes(config, member, first))
            first = member;
    return first;
}

static const char *seen_path(const struct config *config, const struct alike *group,
                             struct member *first, struct pool *texts)
{
    const struct record *record = first->judged->record;
    char path[PATH_SIZE];

    if (!group->members->after)
        return NULL;
    config_place_path(
        &(struct config_place){ config_table(config, record->section), record, first->setting },
        path);
    return pool_keep(texts, path);
}

/* Everybody else is told the path of the first, and the first is told nothing. */
static void seen_settle_group(struct ledger *ledger, const struct config *config,
                              struct alike *group, struct pool *texts)
{
    struct member *was = group->first, *first = seen_first(config, group);
    const char *path = seen_path(config, group, first, texts);

    for (struct member *m = path != group->path ? group->members : NULL; m; m = m->after)
        if (m != was || m != first)
            ledger_again(ledger, m->judged);
    group->first = first;
    group->path = path;
}

void seen_settle(struct ledger *ledger, const struct config *config, struct pool *texts)
{
    struct seen *seen = &ledger->seen;

    for (size_t i = 0; i < seen->unsettled_count; i++) {
        struct alike *group = seen->unsettled[i];

        group->unsettled = false;
        if (group->members)
            seen_settle_group(ledger, config, group, texts);
        else
            seen_drop(seen, group);
    }
    seen->unsettled_count = 0;
}

void seen_free(struct seen *seen)
{
    for (size_t i = 0; i < seen->size; i++)
        for (struct alike *group = seen->slots[i], *next; group; group = next) {
            next = group->next;
            free(group);
        }
    free(seen->slots);
    free(seen->unsettled);
    *seen = (struct seen){ 0 };
}
