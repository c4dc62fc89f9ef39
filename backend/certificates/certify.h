/* certify.h - everything that is done with certificates, and what a save needs of them.
 *
 * Each is a task: filled in here, done in a worker that sees nothing but its job, saved as one
 * generation. The commands and the wizard take the same steps, each with its own way to wait:
 *
 *   struct certify task;
 *   certify_issue(&task, ...)                       or another of the fillers below
 *   worker = certify_start(&task, err)              goes on beside us; certify_run() waits
 *   certify_examination(worker, &examination, err)  where files were brought: what was found
 *   count = certify_artefacts(worker, list)
 *   store_save(store, config, list, count, task.what, err), worker_end(worker)
 *
 * A task that is not started needs certify_end(). Nothing is written before the save: until then,
 * and if it fails, the server keeps what it has.
 */
#ifndef BACKEND_CERTIFICATES_CERTIFY_H
#define BACKEND_CERTIFICATES_CERTIFY_H

#include "backend/child/locate.h"
#include "backend/model/change.h"
#include "backend/pki/certificate.h"
#include "backend/pki/examine/examine.h"
#include "backend/pki/inventory/inventory.h"
#include "backend/pki/issue/issued.h"
#include "backend/pki/issue/publish.h"
#include "backend/store/store.h"

#define CERTIFY_PROGRAM "certificates" /* where all of it is done: child/locate.h */

/* Is that program installed? Else nothing of this works, and err says so. */
bool certify_ready(struct err *err);

struct certify {
    char what[120];   /* the line of the history */
    const char *work; /* of the program "certificates" */
    void *job;        /* on the heap, holds secrets */
    size_t size;
    int seconds;
};

/* ------------------------------------------------ what there is to do */

/* Do the certificates on disk fit what is about to be saved? saved is the configuration as it was
 * loaded (NULL: there was none). */
enum certificate_need {
    CERTIFICATES_FIT,
    CERTIFICATES_SEAL,   /* a password or the PFX's profile is another: sealed anew, nothing else */
    CERTIFICATES_SERVER, /* the server's anew, under the CA that is there */
    CERTIFICATES_ALL     /* built-in mode, and there is no CA of its own yet */
};
enum certificate_need certify_need(struct store *store, const struct config *saved,
                                   const struct config *config);

/* What only somebody else can bring. Until it is there the server keeps its present certificate. */
enum pending certify_pending(struct store *store, const struct config *config);

/* The same once this is saved; now: of what is on disk. saved: NULL, nothing is. */
enum pending certify_pending_then(const struct config *saved, const struct config *config,
                                  enum pending now);

/* A sentence without a full stop that says what is pending and which command takes it; "" for
 * AWAITS_NOTHING. */
const char *certify_pending_text(enum pending pending);
const char *certify_pending_short(enum pending pending); /* a few words: "the company's answer" */

/* What another mode means for the clients: sentences; "" if the mode stays. */
const char *certify_mode_text(const struct config *saved, const struct config *config);

/* ------------------------------------------------ tasks */

/* Where it is done. */
struct certify_place {
    struct store *store;
    const struct config *saved; /* as it was loaded; NULL: there was none */
    const struct config *config;
};

/* Makes what certify_need() says; need is not CERTIFICATES_FIT. keep_key: the server's key goes on,
 * if there is a CA to sign it again. */
bool certify_issue(struct certify *task, const struct certify_place *place,
                   enum certificate_need need, bool keep_key, struct err *err);

enum { ARTEFACTS_MAX = 20 };

/* A step of a root rollover, in builtin mode with a CA of its own: see enum root_step. The server's
 * certificate is issued again for its key. force: also if clients that have one of the roots only
 * are lost by it. */
bool certify_root(struct certify *task, const struct certify_place *place, enum root_step step,
                  bool force, struct err *err);

/* Did a swap fail because clients would be lost, which force accepts? */
bool certify_root_loses(const struct worker *failed);

/* Nothing to wait for: what retires an old root that others signed under. */
size_t certify_drop_root(struct artefact list[ARTEFACTS_MAX]);

/* A key and the request for its certificate: in intermediate mode of a CA below the
 * company's, in manual mode of the server. They lie beside what is there until the answer comes; a
 * request that was out before is replaced. */
bool certify_request(struct certify *task, const struct certify_place *place, struct err *err);
const char *certify_request_file(const struct config *config); /* "server-new.csr" */

/* Nothing to wait for: what takes the request that is out away. */
size_t certify_drop_request(const struct config *config, struct artefact list[ARTEFACTS_MAX]);

/* Takes what somebody brings: files as for `cert examine` (examine_new(), examine_add()), trusted
 * ones and a password among them if there are any; the configuration's names and trust are added
 * here, and brought stays the caller's. An import is for manual mode; an answer is that of the
 * company's CA, for intermediate mode, where a root among the files is trusted as well.
 * Nothing is saved of what is refused: certify_artefacts() finds none then. */
bool certify_import(struct certify *task, const struct certify_place *place,
                    struct examine_job **input, struct err *err);
bool certify_answer(struct certify *task, const struct certify_place *place,
                    struct examine_job **input, struct err *err);

/* A CA with its private key, as enum examine_own says: signs here from now on. A root is for
 * builtin mode, one below a root for intermediate mode. */
bool certify_takeover(struct certify *task, const struct certify_place *place,
                      struct examine_job **input, struct err *err);

/* What was found there (examine()) as changes, in one step: who signs from now on, and, where
 * nobody has said yet what the server is called, its names. False and err: nothing has changed. And
 * a few words for it: "a root CA with its key: mode builtin". */
bool certify_proposals(struct journal *journal, struct config *config,
                       const struct examination *found, struct err *err);
const char *certify_proposals_sentence(const struct examination *found);

/* What a worker that took them found there. */
bool certify_examination(const struct worker *worker, struct examination *found, struct err *err);

/* A certificate for a client's logon (clientAuth): name is that of a host or a mail address.
 * The worker's result "client.pfx" holds key and chain under the password that is filled in here:
 * hand both out apart, once; neither is kept. The artefacts are the index. Wipe password. */
enum { CLIENT_PASSWORD = 25 };
bool certify_client(struct certify *task, const struct certify_place *place, const char *name,
                    char password[CLIENT_PASSWORD], struct err *err);

/* Revokes by serial number, or by a name that one good certificate only has; reason is a word of
 * issued_reasons (issued.h). The revocation list is signed anew. */
bool certify_revoke(struct certify *task, const struct certify_place *place, const char *what,
                    const char *reason, struct err *err);

/* Before store_rollback(): certificates of that generation come back, but what was revoked since
 * stays so. Fills in a task only where the CA is another one then, whose list has to be
 * signed anew: else task->job is NULL. then is that generation's configuration. */
bool certify_rollback(struct certify *task, struct store *store, unsigned generation,
                      const struct config *then, struct err *err);

/* After it: what is to be done about the server's certificate that is back, which has expired, is
 * about to, or does not hold. NULL: nothing; the caller frees. config is the one in force. */
char *certify_rollback_due(const struct certificate_facts *facts, const struct config *config,
                           time_t now);

/* How long before its end it is renewed, in seconds, where that is set as so many days. */
time_t certify_margin(const struct certificate_facts *facts, long days);

/* What a night with these facts has to do, if the certificate is renewed so many days before its
 * end. A CA that has to come first is nothing that a night can make. */
enum certify_due { NOT_DUE, DUE_LIST, DUE_CA, DUE_CERTIFICATE };
enum certify_due certify_due(const struct certificate_facts *facts, long days, time_t now);

/* The revocation list anew, when it comes due. */
bool certify_list(struct certify *task, const struct certify_place *place, struct err *err);

/* Starts it; its job is wiped, whatever happens. NULL and err. */
struct worker *certify_start(struct certify *task, struct err *err);

/* The same and waits for its end. listener may be NULL. */
struct worker *certify_run(struct certify *task, const struct listener *listener, struct err *err);
void certify_end(struct certify *task);

/* The results as files to save, or to take away; their bytes stay the worker's. */
size_t certify_artefacts(const struct worker *worker, struct artefact list[ARTEFACTS_MAX]);

/* ------------------------------------------------ what there is */

/* Looks at every file of the cert folder: a task that saves nothing. Secrets that cannot be read
 * are no obstacle: what they seal cannot be read either, then. */
bool certify_look(struct certify *task, struct store *store, const struct config *config,
                  time_t now, struct err *err);
bool certify_looked(const struct worker *worker, struct inventory *inventory, struct err *err);

/* What clients are given of the current generation's certificates: see issue_publish(). */
bool certify_publish(struct store *store, enum publish_form form, bool other, struct buf *out,
                     struct err *err);

/* How far a root rollover is in the current generation. */
enum root_state certify_root_state(struct store *store);

/* A file of ours in PEM (a request, a revocation list) as DER, added to out. */
bool certify_der(struct span pem, struct buf *out, struct err *err);

/* Reads the index; empty if there is none. The caller frees with issued_free(). */
bool certify_issued(struct store *store, struct issued *issued, struct err *err);

/* Reads and verifies the certificates of the current generation, for the audit and the overview;
 * facts->present is false if there is none. One that cannot be read is present, and
 * facts->chain says why. */
void certify_facts(struct store *store, const struct config *config, time_t now,
                   struct certificate_facts *facts);

/* The same, and whether the server's private key is sound and the certificate's. early: taken over;
 * NULL: none. */
void certify_facts_key(struct store *store, const struct config *config, time_t now,
                       struct worker *early, struct certificate_facts *facts);

/* A worker for certify_facts_key(), started while the configuration is still to be read. NULL: it
 * will be started then. */
struct worker *certify_facts_early(void);

#endif
