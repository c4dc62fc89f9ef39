/* prepare.h - secrets that a save needs beside people's answers, because nobody should invent them.
 *
 * Silent, without a terminal and without waiting. The certificates that a save needs: certify.h.
 */
#ifndef BACKEND_SETUP_PREPARE_H
#define BACKEND_SETUP_PREPARE_H

#include "backend/model/change.h"

/* Generates every secret that shows, can be generated and is not set: all of the configuration's,
 * or those of one record. Each is a change in the journal, and its path is told to made (may be
 * NULL). Returns how many. */
typedef void prepare_made(void *data, const char *path);
size_t prepare_secrets(struct journal *journal, struct config *config, prepare_made *made,
                       void *data);
size_t prepare_record(struct journal *journal, struct config *config, struct table *table,
                      size_t at, prepare_made *made, void *data);

/* Only those that nobody is ever asked for: before certificates are made outside the first set-up.
 */
size_t prepare_generated(struct journal *journal, struct config *config);

/* Wraps what somebody typed or imported, measured against who may attack this setting. The caller
 * wipes text. NULL, and err, if it is empty, too long, no UTF-8 or holds a control character. */
struct secret *prepare_typed(const struct config *config, const struct setting *setting,
                             const char *text, size_t size, enum origin origin, struct err *err);

/* The same for one that was measured already: guesses as in strength.h, log10. */
struct secret *prepare_measured(double guesses, const struct setting *setting, const char *text,
                                size_t size, enum origin origin, struct err *err);

#endif
