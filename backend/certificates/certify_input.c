/* certify_input.c - certificates that somebody brings: an import, or the company's answer. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "backend/base/language.h"
#include "backend/certificates/certify.h"
#include "backend/certificates/certify_files.h"

/* The system's CAs in one file, where its makers put it: Debian and its kin, Red Hat's,
 * SUSE's. */
static const char *const bundles[] = { "/etc/ssl/certs/ca-certificates.crt",
                                       "/etc/pki/tls/certs/ca-bundle.crt",
                                       "/etc/ssl/ca-bundle.pem" };

static bool add_system(struct examine_job **input, struct err *err)
{
    struct stat stat_;

    for (size_t i = 0; i < sizeof bundles / sizeof *bundles; i++)
        if (stat(bundles[i], &stat_) == 0 && S_ISREG(stat_.st_mode))
            return examine_add(input, bundles[i], true, err);
    return true;
}

/* What the configuration knows: whom the certificate has to name, and who is trusted. */
static bool certify_input_ask(struct examine_job **input, const struct config *config,
                              const struct certificate_job *job, struct err *err)
{
    const char *at = trust_ca_files(config);
    char path[256];

    snprintf((*input)->host, sizeof(*input)->host, "%s", job->fqdn);
    snprintf((*input)->aliases, sizeof(*input)->aliases, "%s", job->aliases);
    (*input)->now = time(NULL);
    (*input)->public_ca = certificate_settings(config).public_ca;
    while (list_next(&at, path, sizeof path))
        if (!examine_add(input, path, true, err))
            return fail_in(err, "trust.ca_files");
    return !trust_system_store(config) || add_system(input, err);
}

static bool add_pending(struct examine_job **input, struct store *store, struct err *err)
{
    struct buf bytes = { 0 };
    bool ok = files_optional(store, "server-new.key", &bytes, err);

    if (ok && bytes.text)
        ok = examine_add_bytes(input, "server-new.key", (struct span){ bytes.text, bytes.size },
                               EXAMINE_PENDING, err);

    if (bytes.text)
        wipe(bytes.text, bytes.room);
    buf_free(&bytes);
    return ok;
}

static bool wrong_mode(const struct config *config, const char *what, const char *mode,
                       struct err *err)
{
    return fail(err,
                "certificates.mode is %s: %s belongs to %s mode; \"printseal set "
                "certificates.mode=%s\" changes it",
                certificate_settings(config).mode, tr(what), mode, mode);
}

/* What clients trust until now. */
static bool certify_input_root(struct store *store, struct certificate_job *job, struct err *err)
{
    return !files_there(store, "ca-root.crt") ||
           files_fetch(store, "ca-root.crt", job->ca_root, sizeof job->ca_root, err);
}

/* What is in force: what is brought may belong to it. */
static bool certify_input_present(struct store *store, struct certificate_job *job, struct err *err)
{
    const struct {
        const char *name;
        char *text;
        size_t size;
    } files[] = { { "server.key", job->server_key, sizeof job->server_key },
                  { "server.cer", job->server_cert, sizeof job->server_cert } };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (files_there(store, files[i].name) &&
            !files_fetch(store, files[i].name, files[i].text, files[i].size, err))
            return false;
    return certify_input_root(store, job, err);
}

bool certify_import(struct certify *task, const struct certify_place *place,
                    struct examine_job **input, struct err *err)
{
    struct certificate_job *job = NULL;

    if (files_builtin(place->config) || files_intermediate(place->config))
        return wrong_mode(place->config, "an import", "manual", err);
    if (!certify_fill(task, place, &job, err))
        return false;
    snprintf(task->what, sizeof task->what, "certificate imported");
    task->work = "import";
    if (certify_input_ask(input, place->config, job, err) &&
        add_pending(input, place->store, err) && certify_input_present(place->store, job, err))
        return certify_pack(task, place, job, *input, err);
    certify_forget(job);
    return false;
}

bool certify_answer(struct certify *task, const struct certify_place *place,
                    struct examine_job **input, struct err *err)
{
    struct certificate_job *job = NULL;

    if (!files_intermediate(place->config))
        return wrong_mode(place->config, "the company's answer", "intermediate", err);
    bool pending = files_there(place->store, "ca-myq-new.key");
    if (!pending && !files_signed(place->store))
        return fail(err, "no request is out that could be answered; \"printseal cert csr\" makes "
                         "one");
    if (!certify_fill(task, place, &job, err))
        return false;
    snprintf(task->what, sizeof task->what, "signed by the company's CA");
    task->work = "answer";
    if ((!pending ||
         files_fetch(place->store, "ca-myq-new.key", job->new_key, sizeof job->new_key, err)) &&
        (!files_signed(place->store) ||
         files_fetch_ca(place->store, place->saved ? place->saved : place->config, job, err)) &&
        certify_input_root(place->store, job, err) &&
        certify_input_ask(input, place->config, job, err))
        return certify_pack(task, place, job, *input, err);
    certify_forget(job);
    return false;
}

/* What is in force until now may be read, and is replaced. */
bool certify_takeover(struct certify *task, const struct certify_place *place,
                      struct examine_job **input, struct err *err)
{
    struct certificate_job *job = NULL;

    if (!files_builtin(place->config) && !files_intermediate(place->config))
        return wrong_mode(place->config, "a CA with its key", "builtin", err);
    if (!certify_fill(task, place, &job, err))
        return false;
    snprintf(task->what, sizeof task->what, "CA taken over");
    task->work = "takeover";
    if (certify_input_root(place->store, job, err) &&
        certify_input_ask(input, place->config, job, err))
        return certify_pack(task, place, job, *input, err);
    certify_forget(job);
    return false;
}

bool certify_examination(const struct worker *worker, struct examination *found, struct err *err)
{
    return examine_result(worker, found, err);
}
