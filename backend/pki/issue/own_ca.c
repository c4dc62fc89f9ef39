/* own_ca.c - the CA of our own: made, or opened. */
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/pki/issue/making.h"
#include "backend/pki/issue/next_root.h"
#include "backend/pki/issue/register.h"
#include "backend/pki/issue/request.h"
#include "backend/pki/name.h"
#include "backend/pki/verify.h"

/* Two CAs in one store must be told apart, so the name holds the host's, cut if need be. */
X509_NAME *own_ca_request(const struct certificate_job *job, struct err *err)
{
    char common[COMMON_NAME_MAX + 1];

    snprintf(common, sizeof common, "ca-myq %.*s", (int)(COMMON_NAME_MAX - strlen("ca-myq ")),
             job->fqdn);
    return name_subject(job->organization, common, err);
}

/* Better said before two keys are made than by the verification after. */
static bool check_limits(const struct certificate_job *job, struct err *err)
{
    const char *at = job->aliases;
    char name[256];

    snprintf(name, sizeof name, "%s", job->fqdn);
    do
        if (!name_permitted(name, job->name_constraints))
            return fail(err, "%s is outside of what the CA may certify (%s)", name,
                        job->name_constraints);
    while (list_next(&at, name, sizeof name));
    return true;
}

EVP_PKEY *own_ca_request_key(const struct certificate_job *job, int out, struct err *err)
{
    const struct key_type *type = key_type_find(job->key_type);

    if (!type)
        return fail(err, "\"%s\" is not a kind of key", job->key_type), NULL;
    if (!check_limits(job, err))
        return NULL;
    type = key_type_find(type->own_ca);
    worker_report(out, "step Making the key of the CA (%s)", type->shown);
    return key_new(type, err);
}

X509 *making_root(struct making *making, EVP_PKEY **key, struct err *err)
{
    const struct certificate_job *job = making->job;
    AUTO_NAME X509_NAME *subject = own_ca_request(job, err);
    AUTO_LIMITS NAME_CONSTRAINTS *limits = name_limits(job->name_constraints);

    if (!subject || !(*key = own_ca_request_key(job, making->out, err)))
        return NULL;
    const struct issue_order order = { .kind = KIND_ROOT,
                                       .key = *key,
                                       .subject = subject,
                                       .limits = limits,
                                       .now = job->now,
                                       .days = job->ca_days };
    X509 *root = issue(&order, NULL, *key, err);
    if (root)
        register_add(&making->issued, "root", root, root, NULL);
    return root;
}

bool own_ca_new(struct making *making, struct err *err)
{
    struct set *set = &making->set;

    set->ca = making_root(making, &set->ca_key, err);
    if (!set->ca)
        return false;
    X509_up_ref(set->ca);
    set->root = set->ca;
    return true;
}

/* A dead end unless somebody says what leads out of it. */
static bool own_ca_permits(const struct set *set, const struct certificate_job *job,
                           struct err *err)
{
    char permitted[1024], name[256];
    const char *at = job->aliases;

    name_limited(set->ca, permitted, sizeof permitted);
    snprintf(name, sizeof name, "%s", job->fqdn);
    do
        if (*permitted && !name_permitted(name, permitted))
            return fail(err,
                        "%s is outside the name constraints of the CA (%s); add its domain to "
                        "certificates.name_constraints, and %s",
                        name, permitted,
                        X509_cmp(set->ca, set->root) == 0
                            ? tr("\"printseal cert rollover\" makes the next root with it")
                            : tr("\"printseal cert csr --new\" asks for a CA certificate with it"));
    while (list_next(&at, name, sizeof name));
    return true;
}

bool own_ca_permitted(const struct making *making, struct err *err)
{
    return own_ca_permits(&making->set, making->job, err);
}

bool own_ca_open(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct set *set = &making->set;
    const char *password =
        *job->ca_key_password_was ? job->ca_key_password_was : job->ca_key_password;

    worker_report(making->out, "step Opening the key of the CA");
    set->ca_key = key_read(job->ca_key, strnlen(job->ca_key, sizeof job->ca_key), password, err);
    if (!set->ca_key)
        return fail_in(err, "ca-myq.key");
    if (!set_load_ca(set, job->ca_cert, strnlen(job->ca_cert, sizeof job->ca_cert), err))
        return fail_in(err, "ca-myq.crt");
    set->root = verify_load(job->ca_root, strnlen(job->ca_root, sizeof job->ca_root), err);
    if (!set->root)
        return fail_in(err, "ca-root.crt");
    if (X509_check_private_key(set->ca, set->ca_key) != 1)
        return ossl_fail(err, "ca-myq.key does not belong to ca-myq.crt");
    return next_root_open(making, err);
}
