/* certify_rollback.c - the revocation list of a CA that comes back. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "backend/certificates/certify_files.h"

static bool fetch(struct store *store, unsigned generation, const char *name, char text[],
                  size_t size, struct err *err)
{
    struct buf bytes = { 0 };
    bool ok = store_cert(store, generation, name, &bytes, err) &&
              (bytes.size < size || fail(err, "%s: is too large", name));

    if (ok)
        memcpy(text, bytes.text, bytes.size);
    if (bytes.text)
        wipe(bytes.text, bytes.room);
    buf_free(&bytes);
    return ok;
}

/* Without a CA then, or with the one that is there now, no list has to be signed. One that
 * cannot be read is another one: then fetching it says why. */
static bool is_another(struct store *store, unsigned generation)
{
    AUTO_BUF struct buf then = { 0 }, now = { 0 };

    if (!store_cert_exists(store, generation, "ca-myq.crt"))
        return false;
    return !store_cert(store, generation, "ca-myq.crt", &then, NULL) ||
           !store_cert(store, 0, "ca-myq.crt", &now, NULL) || now.size != then.size ||
           memcmp(now.text, then.text, now.size) != 0;
}

/* False: the index cannot be read. */
static bool certify_rollback_find_list(struct store *store, bool *found, struct err *err)
{
    struct issued issued;
    bool fine = certify_issued(store, &issued, err);

    *found = fine && issued.number > 0;
    issued_free(&issued);
    return fine;
}

bool certify_rollback(struct certify *task, struct store *store, unsigned generation,
                      const struct config *then, struct err *err)
{
    const struct certify_place place = { .store = store, .config = then };
    struct certificate_job *job = NULL;
    bool listed;

    *task = (struct certify){ 0 };
    if (!certify_rollback_find_list(store, &listed, err))
        return false;
    if (!listed || !is_another(store, generation))
        return true;
    if (!certify_fill(task, &place, &job, err))
        return false;
    job->keep_ca = true;
    task->work = "list";
    if (fetch(store, generation, "ca-myq.key", job->ca_key, sizeof job->ca_key, err) &&
        fetch(store, generation, "ca-myq.crt", job->ca_cert, sizeof job->ca_cert, err) &&
        fetch(store, generation, "ca-root.crt", job->ca_root, sizeof job->ca_root, err))
        return certify_pack(task, &place, job, NULL, err);
    certify_forget(job);
    return false;
}

static char *certify_rollback_say(const struct certificate_facts *facts, time_t now,
                                  const char *how)
{
    char day[DAY_SIZE];

    if (facts->revoked)
        return format(tr("the certificate that is back was revoked; %s"), how);
    if (facts->not_after >= now && *facts->chain)
        return format(tr("the certificate that is back is not valid: %s; %s"), facts->chain, how);
    shown_day(facts->not_after, day);
    return facts->not_after < now
               ? format(tr("the certificate that is back expired on %s; %s"), day, how)
               : format(tr("the certificate that is back expires on %s; %s"), day, how);
}

char *certify_rollback_due(const struct certificate_facts *facts, const struct config *config,
                           time_t now)
{
    enum certify_due due = certify_due(facts, certificate_settings(config).renew_days, now);
    bool made_here = files_builtin(config) || files_intermediate(config);

    if (!facts->present || *facts->unknown || (due != DUE_CERTIFICATE && due != DUE_CA))
        return NULL;
    return certify_rollback_say(facts, now,
                                made_here ? tr("\"printseal cert renew\" renews it")
                                          : tr("\"printseal cert import\" takes the next one"));
}
