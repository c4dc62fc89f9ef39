/* prepare.h - what a save needs beside people's answers: secrets that nobody should invent, and
 * certificates that fit.
 *
 * Silent, without a terminal and without waiting: the commands and the wizard take the same steps,
 * each with its own way to wait for the worker:
 *
 *   need = prepare_need(store, saved, config)
 *   if (need != CERTIFICATES_FIT)
 *       prepare_job(store, saved, config, need, &job, err), worker_start(certificate_make, &job),
 *       wipe(&job), wait, prepare_artefacts(worker, artefacts)
 *   store_save(store, config, artefacts, count, what, err), worker_end(worker)
 */
#ifndef BACKEND_PREPARE_H
#define BACKEND_PREPARE_H

#include "backend/pki/publish.h"
#include "backend/store/store.h"

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

/* The same for many: words are gathered once (attacker_words()). */
struct words;
struct secret *prepare_measured(const struct words *words, const struct setting *setting,
                                const char *text, size_t size, enum origin origin, struct err *err);

/* Do the certificates on disk fit what is about to be saved? Only `builtin` mode makes any. saved
 * is the configuration as it was loaded (NULL: there was none). */
enum certificate_need {
    CERTIFICATES_FIT,
    CERTIFICATES_SERVER, /* the server's anew, under the authority that is there */
    CERTIFICATES_ALL     /* there is no authority yet */
};
enum certificate_need prepare_need(struct store *store, const struct config *saved,
                                   const struct config *config);

/* Fills in the job of the worker. Wipe it after worker_start(). */
bool prepare_job(struct store *store, const struct config *saved, const struct config *config,
                 enum certificate_need need, struct certificate_job *job, struct err *err);
/* Lets the server's key go on: reads it into a job that prepare_job() filled in. */
bool prepare_keep_key(struct store *store, struct certificate_job *job, struct err *err);
enum { PREPARE_SECONDS = 120 }; /* for the worker: two RSA-4096 keys on a slow machine */

/* The worker's results as files to save; their bytes stay the worker's. */
enum { ARTEFACTS_MAX = 7 };
size_t prepare_artefacts(const struct worker *worker, struct artefact list[ARTEFACTS_MAX]);

/* Reads and verifies the certificates of the current generation, for the audit and the overview;
 * facts->present is false if there is none. */
void prepare_facts(struct store *store, const char *fqdn, time_t now,
                   struct certificate_facts *facts);

/* What clients are given of the current generation's certificates: see certificate_publish(). */
bool prepare_publish(struct store *store, enum publish_form form, struct buf *out, struct err *err);

#endif
