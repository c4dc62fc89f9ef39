#include "backend/certificates/certify.h"

#include <stdlib.h>
#include <string.h>

#include "backend/certificates/certify_files.h"
#include "backend/pki/issue/issued.h"

enum { MAKE_SECONDS = 120 }; /* two RSA-4096 keys on a slow machine */

/* ------------------------------------------------ a task */

void certify_forget(struct certificate_job *job)
{
    wipe(job, sizeof *job);
    free(job);
}

bool certify_fill(struct certify *task, const struct certify_place *place,
                  struct certificate_job **job, struct err *err)
{
    *task = (struct certify){ .seconds = MAKE_SECONDS };
    *job = must(calloc(1, sizeof **job));
    if (certificate_job(place->config, *job, err))
        return true;
    certify_forget(*job);
    return false;
}

bool certify_pack(struct certify *task, const struct certify_place *place,
                  struct certificate_job *job, const struct examine_job *input, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };
    bool fine = files_optional(place->store, ISSUED_FILE, &bytes, err);

    if (fine)
        task->job =
            certificate_job_new(job, (struct span){ bytes.text, bytes.size }, input, &task->size);
    certify_forget(job);
    return fine;
}

static struct worker_job certify_worker_job(const struct certify *task)
{
    return (struct worker_job){ .program = CERTIFY_PROGRAM,
                                .work = task->work,
                                .bytes = task->job,
                                .size = task->size,
                                .seconds = task->seconds };
}

struct worker *certify_start(struct certify *task, struct err *err)
{
    const struct worker_job job = certify_worker_job(task);
    struct worker *worker = worker_start(&job, err);

    certify_end(task);
    return worker;
}

struct worker *certify_run(struct certify *task, const struct listener *listener, struct err *err)
{
    const struct worker_job job = certify_worker_job(task);
    struct worker *worker = worker_run(&job, listener, err);

    certify_end(task);
    return worker;
}

void certify_end(struct certify *task)
{
    if (task->job)
        wipe(task->job, task->size);
    free(task->job);
    task->job = NULL;
}

/* ------------------------------------------------ what comes back */

static const struct {
    const char *name;
    bool secret;
} certify_files[] = {
    { "server.pfx", true },      { "server.cer", false },     { "server.key", true },
    { "ca-root.crt", false },    { "ca-myq.pfx", true },      { "ca-myq.crt", false },
    { "ca-myq.key", true },      { "ca-myq.crl", false },     { ISSUED_FILE, false },
    { "ca-myq-new.key", true },  { "ca-myq-new.csr", false }, { "server-new.key", true },
    { "server-new.csr", false }, { "ca-next.crt", false },    { "ca-next.key", true },
    { "ca-old.crt", false },     { "ca-old.key", true },
};

_Static_assert(sizeof certify_files / sizeof *certify_files <= ARTEFACTS_MAX,
               "a place for every file");

size_t certify_artefacts(const struct worker *worker, struct artefact list[ARTEFACTS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < sizeof certify_files / sizeof *certify_files; i++) {
        struct artefact file = { .name = certify_files[i].name, .secret = certify_files[i].secret };

        file.bytes = worker_result(worker, file.name, &file.size);
        if (!file.bytes)
            continue;
        if (!file.size)
            file.bytes = NULL; /* it goes away */
        list[count++] = file;
    }
    return count;
}

/* ------------------------------------------------ to issue, and to seal */

static bool fetch_if_there(struct store *store, const char *name, char text[], size_t size,
                           struct err *err)
{
    return !files_there(store, name) || files_fetch(store, name, text, size, err);
}

/* What is sealed under passwords, and what belongs into a PFX. */
static bool fetch_sealed(struct store *store, const struct config *saved,
                         struct certificate_job *job, struct err *err)
{
    return (!files_ca(store) || files_fetch_ca(store, saved, job, err)) &&
           fetch_if_there(store, "ca-root.crt", job->ca_root, sizeof job->ca_root, err) &&
           fetch_if_there(store, "ca-myq-new.key", job->new_key, sizeof job->new_key, err) &&
           fetch_if_there(store, "server.key", job->server_key, sizeof job->server_key, err) &&
           fetch_if_there(store, "server.cer", job->server_cert, sizeof job->server_cert, err);
}

static bool fetch_for(const struct certify_place *place, enum certificate_need need,
                      struct certificate_job *job, struct err *err)
{
    const struct config *saved = place->saved ? place->saved : place->config;
    struct store *store = place->store;

    files_fetch_password(saved, job);
    if (need == CERTIFICATES_SEAL)
        return fetch_sealed(store, saved, job, err);
    return (need != CERTIFICATES_SERVER || files_fetch_ca(store, saved, job, err)) &&
           fetch_if_there(store, "ca-myq-new.key", job->new_key, sizeof job->new_key, err);
}

bool certify_issue(struct certify *task, const struct certify_place *place,
                   enum certificate_need need, bool keep_key, struct err *err)
{
    bool same = keep_key && need == CERTIFICATES_SERVER;
    struct certificate_job *job = NULL;

    if (!certify_fill(task, place, &job, err))
        return false;
    snprintf(task->what, sizeof task->what, "certificate %s", keep_key ? "renewed" : "issued");
    task->work = need == CERTIFICATES_SEAL ? "seal" : "issue";
    if (fetch_for(place, need, job, err) &&
        (!same ||
         files_fetch(place->store, "server.key", job->server_key, sizeof job->server_key, err)))
        return certify_pack(task, place, job, NULL, err);
    certify_forget(job);
    return false;
}
