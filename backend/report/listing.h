/* listing.h - what the commands that list things print for programs: one object each, as
 * assets/schema spells out. A secret is told as set or not, never what it is. All add to out.
 */
#ifndef BACKEND_REPORT_LISTING_H
#define BACKEND_REPORT_LISTING_H

#include "backend/base/mem.h"
#include "backend/model/config.h"
#include "backend/store/store.h"

/* `list` and `get`: the setting, or all that show in the record, the section or (table NULL) the
 * configuration. locked: the vault did not open, so that a secret that is missing says nothing.
 * assets/schema/settings.json. */
void listing_settings(const struct config *config, const struct config_place *under, bool locked,
                      struct buf *out);

/* `history`, newest first: assets/schema/history.json. */
void listing_history(const struct generation *list, size_t count, struct buf *out);

/* `diff` of two generations: assets/schema/diff.json. */
void listing_differences(const struct config *was, const struct config *is, unsigned from,
                         unsigned to, struct buf *out);

/* Objects with path and text, from lines "PATH: sentence"; lines may be NULL. */
void listing_lines(const struct buf *lines, struct buf *out);

/* `diff --live`, from its lines "PATH: sentence": assets/schema/diff_live.json. */
void listing_live(const struct buf *lines, struct buf *out);

/* `secret list`: assets/schema/secrets.json. Begin, a call for each, end. strength is "random",
 * "strong", "could be stronger" or "weak"; NULL for one that is not set. */
struct listing_secrets {
    struct buf *out;
    size_t count;
    time_t now;
    bool locked;
};
void listing_secrets_begin(struct listing_secrets *listing);
void listing_secret(struct listing_secrets *listing, const struct config_place *place,
                    const char *strength);
void listing_secrets_end(struct listing_secrets *listing);

#endif
