/* tested.h - what live tests found out about each record, as long as it stays as it was.
 *
 * Beside each result lie the records that it rests on, held, not copied: the record itself, and
 * what of other sections a test of it looks at. Who asks later hears nothing once one of them
 * differs.
 */
#ifndef BACKEND_PROBE_TESTED_H
#define BACKEND_PROBE_TESTED_H

#include <time.h>

#include "backend/model/config.h"
#include "backend/probe/net/result.h"

struct tested;

/* One record, or a section that is tested as a whole; of several tests (devices) the worst. */
struct tested_one {
    char path[PATH_SIZE];
    enum probe_verdict verdict;
    size_t passed, count; /* tests: those without a fault or warning, and all */
    time_t when;          /* of the last of them */
    char reason[400];     /* of the worst; "": all passed */
};

struct tested *tested_new(void); /* knows nothing yet */
void tested_free(struct tested *tested);

/* Keeps the end of a test of that configuration. The first of a run takes the place of what was
 * known of that path; those with the same number of a run are added up. */
void tested_note(struct tested *tested, const struct config *config, unsigned run,
                 const struct probe_result *result);

/* NULL: it was never tested, or has changed since. place: a record; or a section (record NULL). */
const struct tested_one *tested_find(struct tested *tested, const struct config *config,
                                     const struct config_place *place);

/* Is anything known of that section, whether it still holds or not? */
bool tested_any(const struct tested *tested, const struct section *section);

enum { TESTED_COUNTED = 500 }; /* records that are counted in summaries: each opens its secrets */

/* How the records that can be tested stand; at most `most` are looked at, for it opens secrets. */
struct tested_count {
    size_t never, failed, warned, passed;
    char first[PATH_SIZE]; /* of those that failed; "": none */
};
void tested_count(struct tested *tested, const struct config *config, size_t most,
                  struct tested_count *count);

#endif
