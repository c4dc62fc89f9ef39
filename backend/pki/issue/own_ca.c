/* own_ca.c - the CA of our own: made, or opened. */
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/mem.h"
#include "backend/pki/issue/making.h"
#include "backend/pki/issue/register.h"
#include "backend/pki/issue/request.h"
#include "backend/pki/name.h"
#include "backend/pki/verify.h"

/* Two CAs in one store must be told apart, so the name holds the host's, cut if need be. */
X509_NAME *request_ca(const struct certificate_job *job, struct err *err)
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

EVP_PKEY *request_ca_key(const struct certificate_job *job, int out, struct err *err)
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

bool making_new_ca(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct set *set = &making->set;
    AUTO_NAME X509_NAME *subject = request_ca(job, err);
    AUTO_LIMITS NAME_CONSTRAINTS *limits = name_limits(job->name_constraints);

    if (!subject || !(set->ca_key = request_ca_key(job, making->out, err)))
        return false;
    const struct order order = { .kind = KIND_ROOT,
                                 .key = set->ca_key,
                                 .subject = subject,
                                 .limits = limits,
                                 .now = job->now,
                                 .days = job->ca_days };
    set->ca = issue(&order, NULL, set->ca_key, err);
    if (!set->ca)
        return false;
    X509_up_ref(set->ca);
    set->root = set->ca;
    register_add(&making->issued, "root", set->ca, set->ca, NULL);
    return true;
}

bool making_open_ca(struct making *making, struct err *err)
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
        return fail_ssl(err, "ca-myq.key does not belong to ca-myq.crt");
    return true;
}
