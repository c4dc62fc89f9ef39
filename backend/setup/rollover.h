/* rollover.h - another secret beside the one in force, until every other end takes it.
 *
 * The next secret follows the one in force (secret_follow()): it is saved and loaded with it, and
 * whatever replaces that one ends the rollover. Nothing here waits or asks the network.
 */
#ifndef BACKEND_SETUP_ROLLOVER_H
#define BACKEND_SETUP_ROLLOVER_H

#include "backend/model/change.h"

enum rollover_begun {
    ROLLOVER_BEGUN,
    ROLLOVER_UNDER_WAY, /* there is a next one already; it stays */
    ROLLOVER_NOT_SET,   /* nothing is in force that could be followed */
    ROLLOVER_ISSUED,    /* the other end issues it: wait for it, then hand it in as `next` */
    ROLLOVER_OURS,      /* protects our own files: changes with the certificates */
    ROLLOVER_REFUSED,   /* err says why */
};

/* Begins with a generated secret, or with `next`, whose hold is taken over also on failure. One
 * change in the journal. */
enum rollover_begun rollover_begin(struct journal *journal, struct config *config,
                                   const struct config_place *place, struct secret *next,
                                   struct err *err);

/* Puts the next one in force (the old one stays in earlier generations only), or gives it up. A
 * place without a next one is left alone. One change in the journal. */
void rollover_end(struct journal *journal, struct config *config, const struct config_place *place,
                  bool in_force);

/* The secret that follows at that place; NULL: none. */
const struct secret *rollover_next(const struct config_place *place);

/* Has any secret of the record one that follows? */
bool rollover_of(const struct record *record);

/* The configuration as it will be: next secrets in the place of those in force. The caller frees.
 */
struct config *rollover_ahead(const struct config *config);

/* Is the path that word, below it, or does it match it as a pattern (fnmatch(3))? */
bool rollover_matches(const char *word, const char *path);

#endif
