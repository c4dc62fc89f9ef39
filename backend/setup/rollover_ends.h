/* rollover_ends.h - which of two secrets each other end took when it was last tried: a file beside
 * the generations, DIR/rollover, without a secret in it. */
#ifndef BACKEND_SETUP_ROLLOVER_ENDS_H
#define BACKEND_SETUP_ROLLOVER_ENDS_H

#include "backend/setup/rollover.h"
#include "backend/store/store.h"

enum rollover_takes { TAKES_UNKNOWN, TAKES_OLD, TAKES_NEW, TAKES_NEITHER, TAKES_SILENT };
extern const char *const rollover_takes_names[]; /* "old" */

/* One other end of a record: a device of a profile, or the server. */
struct rollover_end_point {
    char path[PATH_SIZE]; /* of the record */
    size_t n;             /* which of its tests */
    char target[300];     /* "nps1.corp.example.com:1812" */
    time_t made;          /* of the next secret: what is known of an earlier one counts no longer */
    enum rollover_takes takes;
};
struct rollover_ends {
    struct rollover_end_point *list;
    size_t count, room;
};

/* Every end of every record that has a next secret, with what the file knows of it. The caller
 * frees. A file that cannot be read knows nothing. */
void rollover_ends_read(struct rollover_ends *ends, struct store *store,
                        const struct config *config);
void rollover_ends_free(struct rollover_ends *ends);

/* Keeps what is known. */
bool rollover_ends_write(const struct rollover_ends *ends, struct store *store, struct err *err);

/* How far one record is; ends that cannot be tried count nowhere. */
struct rollover_progress {
    size_t ends, counts[TAKES_SILENT + 1];
    time_t since; /* when its next secret was made; 0: it has none */
};
void rollover_progress(const struct rollover_ends *ends, const char *path,
                       const struct record *record, struct rollover_progress *progress);

/* "38 of 40 devices have the new secret"; "the other end has the old secret". */
void rollover_sentence(const struct rollover_progress *progress, char sentence[], size_t size);

/* Adds a line for each record that has a next secret: "snmp.floor: 38 of 40 devices have the new
 * secret". Nothing if no rollover is under way. */
void rollover_lines(struct store *store, const struct config *config, struct buf *out);

#endif
