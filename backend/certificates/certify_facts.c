/* certify_facts.c - what is there, read in a worker: an import may have brought it from strangers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/certificates/certify.h"
#include "backend/certificates/certify_files.h"
#include "backend/certificates/deployed.h"
#include "backend/pki/inventory/files_job.h"

enum { FILES_SECONDS = 60 };

static void certify_facts_explain(struct certificate_facts *facts, const struct err *err)
{
    *facts = (struct certificate_facts){ 0 };
    snprintf(facts->unknown, sizeof facts->unknown,
             tr("the certificates could not be examined: %.200s"), err->text);
}

static void read_index(struct store *store, struct certificate_facts *facts)
{
    AUTO_BUF struct buf bytes = { 0 };
    struct issued issued;
    struct err err;

    if (!files_allowed(store, ISSUED_FILE, &bytes, &err))
        certify_facts_explain(facts, &err);
    if (!issued_read(&issued, bytes.text, bytes.size, NULL))
        return;
    const struct issued_entry *entry =
        facts->present ? issued_serial(&issued, facts->serial) : NULL;
    facts->revoked = entry ? entry->revoked : 0;
    facts->list_until = files_there(store, "ca-myq.crl") ? issued.until : 0;
    issued_free(&issued);
}

struct shown {
    struct buf server, issuing, root, other, key;
    struct certificate_files files;
};

/* A file that is there and cannot be read is a failure. read: files_optional(), for what goes out;
 * files_allowed() for a look, which leaves out what this user may not read. */
typedef bool certify_facts_reader(struct store *store, const char *name, struct buf *buf,
                                  struct err *err);

static bool certify_facts_open(struct store *store, certify_facts_reader *read, struct shown *shown,
                               struct err *err)
{
    *shown = (struct shown){ 0 };
    bool done = read(store, "server.cer", &shown->server, err) &&
                read(store, "ca-myq.crt", &shown->issuing, err) &&
                read(store, "ca-root.crt", &shown->root, err) &&
                read(store, files_other(files_root_state(store)), &shown->other, err);
    shown->files.server = (struct span){ shown->server.text, shown->server.size };
    shown->files.issuing = (struct span){ shown->issuing.text, shown->issuing.size };
    shown->files.root = (struct span){ shown->root.text, shown->root.size };
    shown->files.other = (struct span){ shown->other.text, shown->other.size };
    return done;
}

static void shown_free(struct shown *shown)
{
    buf_free(&shown->server);
    buf_free(&shown->issuing);
    buf_free(&shown->root);
    buf_free(&shown->other);
    if (shown->key.text)
        wipe(shown->key.text, shown->key.room);
    buf_free(&shown->key);
}

/* ------------------------------------------------ read by the worker */

static struct worker *certify_facts_ask(const struct certificate_files *files,
                                        const struct files_ask *ask, const char *name,
                                        struct worker *early, struct err *err)
{
    struct worker_job job = {
        .program = CERTIFY_PROGRAM, .work = name, .seconds = FILES_SECONDS, .early = early
    };
    void *bytes = files_pack(files, ask, &job.size);

    job.bytes = bytes;
    struct worker *worker = worker_run(&job, NULL, err);
    wipe(bytes, job.size);
    free(bytes);
    return worker;
}

/* What the worker sent is worth nothing until this is true; texts are sanitized by it. */
static bool certify_facts_check(struct certificate_facts *facts)
{
    const struct {
        char *text;
        size_t size;
    } texts[] = {
        { facts->subject, sizeof facts->subject },
        { facts->issuer, sizeof facts->issuer },
        { facts->names, sizeof facts->names },
        { facts->key, sizeof facts->key },
        { facts->fingerprint, sizeof facts->fingerprint },
        { facts->serial, sizeof facts->serial },
        { facts->chain, sizeof facts->chain },
        { facts->links[0].subject, sizeof facts->links[0].subject },
        { facts->links[1].subject, sizeof facts->links[1].subject },
        { facts->links[2].subject, sizeof facts->links[2].subject },
        { facts->other.subject, sizeof facts->other.subject },
    };

    _Static_assert(CERTIFICATE_LINKS == 3, "each link is checked");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!memchr(texts[i].text, '\0', texts[i].size))
            return false;
        utf8_sanitize(texts[i].text);
    }
    return problem_check(&facts->problems);
}

static bool certify_facts_take(const struct worker *worker, struct certificate_facts *facts)
{
    size_t size = 0;
    const void *bytes = worker ? worker_result(worker, "facts", &size) : NULL;

    if (!bytes || size != sizeof *facts)
        return false;
    memcpy(facts, bytes, size);
    return certify_facts_check(facts);
}

/* A worker that failed says nothing of the certificate. */
static void certify_facts_read(const struct certificate_files *files, const char *fqdn, time_t now,
                               struct worker *early, struct certificate_facts *facts)
{
    struct err err = { "malformed reply from the worker process" };
    struct files_ask ask = { .now = now };

    snprintf(ask.fqdn, sizeof ask.fqdn, "%s", fqdn);
    struct worker *worker = certify_facts_ask(files, &ask, "read", early, &err);
    if (!certify_facts_take(worker, facts))
        certify_facts_explain(facts, &err);
    worker_end(worker);
}

/* May this user not read what the chain is made of? */
static bool certify_facts_denied(struct store *store)
{
    return store_cert_denied(store, 0, "server.cer") || store_cert_denied(store, 0, "ca-myq.crt") ||
           store_cert_denied(store, 0, "ca-root.crt");
}

static void certify_facts_deployed(struct store *store, const struct config *config,
                                   struct certificate_facts *facts)
{
    struct deployed deployed;

    deployed_look(store, config, &deployed);
    facts->undeployed = deployed.due;
    snprintf(facts->undeployed_why, sizeof facts->undeployed_why, "%s", deployed.why);
}

struct worker *certify_facts_early(void)
{
    return worker_early(
        &(struct worker_job){ .program = CERTIFY_PROGRAM, .seconds = FILES_SECONDS }, NULL);
}

static bool certify_facts_shown(struct store *store, const struct config *config, bool key,
                                struct shown *shown, struct err *err)
{
    if (!certify_facts_open(store, files_allowed, shown, err))
        return false;
    shown->files.aliases = server_aliases(config);
    shown->files.public_ca = certificate_settings(config).public_ca;
    if (!key)
        return true;
    if (!files_allowed(store, "server.key", &shown->key, err))
        return false;
    shown->files.key = (struct span){ shown->key.text, shown->key.size };
    if (!shown->files.key.bytes && !store_cert_denied(store, 0, "server.key"))
        shown->files.key = (struct span){ "", 0 }; /* it is looked for, and missing */
    return true;
}

/* early: taken over. */
static void certify_facts_fill(struct store *store, const struct config *config, time_t now,
                               bool key, struct worker *early, struct certificate_facts *facts)
{
    struct shown shown = { 0 };
    struct err err;
    bool fine = !store_exists(store) || certify_facts_shown(store, config, key, &shown, &err);

    *facts = (struct certificate_facts){ 0 };
    if (!fine)
        certify_facts_explain(facts, &err);
    facts->unread = store_exists(store) && certify_facts_denied(store);
    if (fine && !facts->unread && shown.files.server.size)
        certify_facts_read(&shown.files, server_fqdn(config), now, early, facts);
    else
        worker_end(early);
    shown_free(&shown);
    if (!store_exists(store))
        return;
    facts->pending = certify_pending(store, config);
    facts->root_state = files_root_state(store);
    read_index(store, facts);
    certify_facts_deployed(store, config, facts);
}

void certify_facts(struct store *store, const struct config *config, time_t now,
                   struct certificate_facts *facts)
{
    certify_facts_fill(store, config, now, false, NULL, facts);
}

void certify_facts_key(struct store *store, const struct config *config, time_t now,
                       struct worker *early, struct certificate_facts *facts)
{
    certify_facts_fill(store, config, now, true, early, facts);
}

bool certify_ready(struct err *err)
{
    char path[LOCATE_PATH];

    return locate_program(CERTIFY_PROGRAM, path, err);
}

/* ------------------------------------------------ for clients */

static bool certify_facts_file(struct worker *worker, struct buf *out)
{
    size_t size = 0;
    const char *bytes = worker ? worker_result(worker, "file", &size) : NULL;

    if (bytes)
        buf_add(out, bytes, size);
    worker_end(worker);
    return bytes;
}

bool certify_der(struct span pem, struct buf *out, struct err *err)
{
    const struct worker_job job = { .program = CERTIFY_PROGRAM,
                                    .work = "der",
                                    .bytes = pem.bytes,
                                    .size = pem.size,
                                    .seconds = FILES_SECONDS };

    return certify_facts_file(worker_run(&job, NULL, err), out);
}

/* A file of its own, and no certificate. */
static bool publish_list(struct store *store, bool der, struct buf *out, struct err *err)
{
    AUTO_BUF struct buf list = { 0 };

    if (!files_optional(store, "ca-myq.crl", &list, err))
        return false;
    const struct span pem = { list.text, list.size };
    if (!pem.bytes)
        return fail(err, "there is no revocation list yet; the first \"printseal cert revoke\" "
                         "makes it, or a value for certificates.crl_url");
    if (der)
        return certify_der(pem, out, err);
    buf_add(out, pem.bytes, pem.size);
    return true;
}

bool certify_publish(struct store *store, enum publish_form form, bool other, struct buf *out,
                     struct err *err)
{
    const struct files_ask ask = { .form = form, .other = other };
    struct shown shown;

    if (form == PUBLISH_CRL || form == PUBLISH_CRL_DER)
        return publish_list(store, form == PUBLISH_CRL_DER, out, err);
    bool done =
        certify_facts_open(store, files_optional, &shown, err) &&
        certify_facts_file(certify_facts_ask(&shown.files, &ask, "publish", NULL, err), out);
    shown_free(&shown);
    return done;
}
