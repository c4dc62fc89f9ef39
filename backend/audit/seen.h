/* seen.h - every secret that is set and shows, by its digest: where it is used first. */
#ifndef BACKEND_AUDIT_SEEN_H
#define BACKEND_AUDIT_SEEN_H

#include "backend/base/pool.h"
#include "backend/model/config.h"

struct judged;
struct ledger;

/* One use of a secret. */
struct member {
    struct judged *judged;
    const struct setting *setting;
    struct alike *group;
    struct member *before, *after; /* of the same secret, in no order */
};

/* All uses of one secret. */
struct alike {
    unsigned char digest[DIGEST_SIZE];
    struct member *members;
    struct member *first; /* in wizard order; NULL: gone, or not looked for yet */
    const char *path;     /* of the first, kept in the audit's texts; NULL: there is no other */
    double guesses;       /* log10, as measured with the words of this site; < 0: not yet */
    unsigned words;       /* the state of those words */
    bool unsettled;       /* in the list of them below */
    struct alike *next;   /* of the same slot */
};

struct seen {
    struct alike **slots; /* hash, by digest */
    size_t size, count;
    struct alike **unsettled; /* whose first use must be looked for */
    size_t unsettled_count, unsettled_room;
    unsigned words; /* counts how often the words of this site changed */
};

/* The secrets of a record come, or go. */
void seen_enter(struct seen *seen, const struct config *config, struct judged *judged);
void seen_leave(struct seen *seen, struct judged *judged);

/* All uses of what the record has at that setting, which is set and shows. */
struct alike *seen_group_of(const struct judged *judged, const struct setting *setting);

/* Its record stands elsewhere now. */
void seen_moved(struct seen *seen, const struct judged *judged);

/* Looks for the first uses that are not known: whoever is told another one is judged again. */
void seen_settle(struct ledger *ledger, const struct config *config, struct pool *texts);

void seen_free(struct seen *seen);

#endif
