/* issue_client_make(), issue_client_revoke(), issue_client_list(): what the CA does besides
 * the server's certificate. All run in a worker. */
#include <openssl/err.h>
#include <string.h>
#include <time.h>

#include "backend/base/mem.h"
#include "backend/check/check.h"
#include "backend/pki/issue/making.h"
#include "backend/pki/issue/register.h"
#include "backend/pki/name.h"
#include "backend/pki/pkcs12.h"
#include "backend/pki/verify.h"

/* ------------------------------------------------ a client's certificate */

/* What it is called decides the kind of name: a mail address, or a name of a host. NULL: it is
 * neither, so that only the subject names it. */
static GENERAL_NAMES *client_names(const char *target)
{
    if (strchr(target, '@'))
        return name_mail(target);
    return check_host(target, NULL) ? name_alternatives(target, "", NULL) : NULL;
}

static bool client_is_allowed(const struct certificate_job *job, struct err *err)
{
    return !check_host(job->target, NULL) || name_permitted(job->target, job->name_constraints) ||
           fail(err, "%s is outside of what the CA may certify (%s)", job->target,
                job->name_constraints);
}

/* A trial is only to be looked at, and not entered. */
static X509 *issue_client(struct making *making, EVP_PKEY *key, bool trial, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct set *set = &making->set;
    AUTO_NAME X509_NAME *subject = name_subject(job->organization, job->target, err);
    AUTO_NAMES GENERAL_NAMES *names = client_names(job->target);

    if (!subject)
        return NULL;
    const struct issue_order order = { .kind = KIND_CLIENT,
                                       .key = key,
                                       .subject = subject,
                                       .names = names,
                                       .crl_url = job->crl_url,
                                       .now = job->now,
                                       .days = job->server_days,
                                       .trial = trial };
    X509 *cert = issue(&order, set->ca, set->ca_key, err);
    if (cert && !trial)
        register_add(&making->issued, "client", cert, set->ca, job->target);
    return cert;
}

/* Would a server take it, under what the CA and those above it may certify? Asked before there is
 * a key, with the CA's in its place. */
static bool client_is_worth(struct making *making, struct err *err)
{
    const struct set *set = &making->set;
    AUTO_X509 X509 *cert = issue_client(making, set->ca_key, true, err);
    STACK_OF(X509) *between = set_chain(set);
    const struct verify verify = { .cert = cert,
                                   .between = between,
                                   .root = set->root,
                                   .now = making->job->now,
                                   .client = true,
                                   .lenient = true };
    bool ok =
        cert && (verify_chain(&verify, err) ||
                 fail_in(err, "no server would accept a certificate for %s", making->job->target));

    sk_X509_free(between);
    return ok;
}

static bool send_pfx(struct making *making, EVP_PKEY *key, X509 *cert, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct bundle bundle = { .key = key, .cert = cert, .chain = set_chain(&making->set) };
    AUTO_BIO BIO *out = must(BIO_new(BIO_s_mem()));
    const struct stretched with = { job->client_password, STRETCH_GENERATED };
    size_t size;

    bool ok = pkcs12_write(out, &bundle, job->target, &with, job->legacy_pfx, err);
    const void *bytes = ossl_bytes(out, &size);
    ok = ok && pkcs12_check(bytes, size, &bundle, job->client_password, err) &&
         making_send(making, "client.pfx", out, err);
    sk_X509_free(bundle.chain);
    return ok;
}

static bool make_client(struct making *making, struct err *err)
{
    const struct key_type *type = key_type_find(making->job->key_type);

    if (!own_ca_open(making, err) || !client_is_allowed(making->job, err) ||
        !client_is_worth(making, err))
        return false;
    worker_report(making->out, "step Making the key of %s", making->job->target);
    AUTO_KEY EVP_PKEY *key = type ? key_new(type, err) : NULL;
    if (!key)
        return false;
    worker_report(making->out, "step Signing the certificate of %s", making->job->target);
    AUTO_X509 X509 *cert = issue_client(making, key, false, err);
    return cert && send_pfx(making, key, cert, err) && making_send_index(making, err);
}

int issue_client_make(const void *job, size_t size, int out)
{
    return making_run(job, size, out, make_client);
}

/* ------------------------------------------------ revocation */

static bool may_sign_lists(const struct making *making, struct err *err)
{
    return (X509_get_key_usage(making->set.ca) & KU_CRL_SIGN) ||
           fail(err, "the CA may not sign revocation lists (its key usage has no cRLSign): "
                     "ask the company's for another certificate");
}

/* Is the key of the CA here that signed it: the one in force, or the root beside it? */
static bool client_signed_by(const struct issued_entry *entry, X509 *own_ca)
{
    char id[ISSUED_SERIAL];

    if (!own_ca)
        return false;
    register_ca(own_ca, id);
    return strcmp(entry->own_ca, id) == 0;
}

/* Only whose key is here can list it; who else can take it back depends on what clients trust. */
static bool client_is_ours(const struct set *set, const struct issued_entry *entry, struct err *err)
{
    if (client_signed_by(entry, set->ca) || client_signed_by(entry, set->other))
        return true;
    return fail(err, X509_cmp(set->ca, set->root) == 0
                         ? "a CA that is no longer here signed it; clients that trust only the "
                           "present one refuse it "
                           "already"
                         : "the key of the CA that signed it is no longer here; clients accept it "
                           "until that CA's "
                           "certificate expires, unless the company revokes the CA");
}

static bool client_revoke(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct issued_entry *entry = issued_serial(&making->issued, job->target);

    if (!entry)
        return fail(err, "no certificate of that serial was issued here");
    if (!own_ca_open(making, err) || !may_sign_lists(making, err))
        return false;
    if (!client_is_ours(&making->set, entry, err))
        return false;
    entry->revoked = job->now;
    snprintf(entry->reason, sizeof entry->reason, "%s", job->reason);
    worker_report(making->out, "step Signing the revocation list");
    return making_send_index(making, err);
}

int issue_client_revoke(const void *job, size_t size, int out)
{
    return making_run(job, size, out, client_revoke);
}

static bool client_list(struct making *making, struct err *err)
{
    return own_ca_open(making, err) && may_sign_lists(making, err) &&
           making_send_index(making, err);
}

int issue_client_list(const void *job, size_t size, int out)
{
    return making_run(job, size, out, client_list);
}
