/* certify_files.h - between the files of certify: what lies in the cert folder, and jobs. */
#ifndef BACKEND_CERTIFICATES_CERTIFY_FILES_H
#define BACKEND_CERTIFICATES_CERTIFY_FILES_H

#include "backend/pki/examine/certificate_job.h"
#include "backend/settings/settings.h"
#include "backend/store/store.h"

bool files_builtin(const struct config *config); /* the mode's name is known in certify only */
bool files_intermediate(const struct config *config);

/* Is there such a file in the current generation, whether or not it can be read? store may be NULL.
 */
bool files_there(struct store *store, const char *name);

/* Are the key and the certificates of a CA there? */
bool files_ca(struct store *store);

/* Is that CA one that the company's signed, rather than its own root? */
bool files_signed(struct store *store);

/* How far a root rollover is, by the files that are there; the file of the root beside the one in
 * force, which is no file's name for ROOT_ALONE. */
enum root_state files_root_state(struct store *store);
const char *files_other(enum root_state state);

/* A file's text into room for size bytes, with its NUL; false and err. */
bool files_fetch(struct store *store, const char *name, char text[], size_t size, struct err *err);

/* The password under which keys are sealed still, if there is one: that of what was saved. */
void files_fetch_password(const struct config *saved, struct certificate_job *job);

/* The CA into a job; its key is still sealed under the password that was saved. */
bool files_fetch_ca(struct store *store, const struct config *saved, struct certificate_job *job,
                    struct err *err);

/* Starts a task with a job that the configuration fills; NULL job and err. */
struct certify;
struct certify_place;
bool certify_fill(struct certify *task, const struct certify_place *place,
                  struct certificate_job **job, struct err *err);

/* Packs the job with the index and what is brought (NULL: nothing); the job is wiped and freed.
 * False: the index cannot be read, and nothing may be made without it. */
bool certify_pack(struct certify *task, const struct certify_place *place,
                  struct certificate_job *job, const struct examine_job *input, struct err *err);

/* Wipes and frees a job. */
void certify_forget(struct certificate_job *job);

/* As store_cert(), but a file that is not there is fine and leaves buf empty; store may be NULL. */
bool files_optional(struct store *store, const char *name, struct buf *buf, struct err *err);

/* The same for a look: what this user may not read is left out, too. */
bool files_allowed(struct store *store, const char *name, struct buf *buf, struct err *err);

#endif
