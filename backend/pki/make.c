/* certificate_make(): runs in a worker. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/mem.h"
#include "backend/pki/issue.h"
#include "backend/pki/key.h"
#include "backend/pki/name.h"
#include "backend/pki/set.h"
#include "backend/pki/verify.h"
#include "backend/secret/crypto.h"

/* Two authorities in one store must be told apart, so the name holds the host's, cut if need be. */
static X509_NAME *name_authority(const struct certificate_job *job, struct err *err)
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
            return fail(err, "%s is outside of what the authority may certify (%s)", name,
                        job->name_constraints);
    while (list_next(&at, name, sizeof name));
    return true;
}

static bool make_authority(struct set *set, const struct key_type *type,
                           const struct certificate_job *job, struct err *err)
{
    AUTO_NAME X509_NAME *subject = name_authority(job, err);
    AUTO_LIMITS NAME_CONSTRAINTS *limits = name_limits(job->name_constraints);

    if (!subject || !(set->ca_key = key_new(type, err)))
        return false;
    const struct order order = { .kind = KIND_ROOT,
                                 .key = set->ca_key,
                                 .subject = subject,
                                 .limits = limits,
                                 .now = time(NULL),
                                 .days = job->ca_days };
    set->ca = issue(&order, NULL, set->ca_key, err);
    if (!set->ca)
        return false;
    X509_up_ref(set->ca);
    set->root = set->ca;
    return true;
}

static bool load_authority(struct set *set, const struct certificate_job *job, struct err *err)
{
    size_t size = strnlen(job->ca_key, sizeof job->ca_key);
    const char *password =
        *job->ca_key_password_was ? job->ca_key_password_was : job->ca_key_password;

    set->ca_key = key_read(job->ca_key, size, password, err);
    if (!set->ca_key)
        return fail_in(err, "ca-myq.key");
    set->ca = verify_load(job->ca_cert, strnlen(job->ca_cert, sizeof job->ca_cert), err);
    if (!set->ca)
        return fail_in(err, "ca-myq.crt");
    set->root = verify_load(job->ca_root, strnlen(job->ca_root, sizeof job->ca_root), err);
    if (!set->root)
        return fail_in(err, "ca-root.crt");
    if (X509_check_private_key(set->ca, set->ca_key) != 1)
        return fail_ssl(err, "ca-myq.key does not belong to ca-myq.crt");
    return true;
}

static bool find_authority(struct set *set, const struct key_type *type,
                           const struct certificate_job *job, int out, struct err *err)
{
    if (job->keep_ca) {
        worker_say(out, "step Opening the key of the authority");
        return load_authority(set, job, err);
    }
    const struct key_type *own = key_type_find(type->authority);
    worker_say(out, "step Making the key of the authority (%s)", own->shown);
    return check_limits(job, err) && make_authority(set, own, job, err);
}

/* The key that is there, if it is to go on and is still of the kind that is wanted. */
static bool find_key(struct set *set, const struct key_type *type,
                     const struct certificate_job *job, int out, struct err *err)
{
    size_t size = strnlen(job->server_key, sizeof job->server_key);
    char shown[32];

    if (size) {
        worker_say(out, "step Opening the key of the server");
        if (!(set->key = key_read(job->server_key, size, NULL, err)))
            return fail_in(err, "server.key");
        key_shown(set->key, shown);
        if (strcmp(shown, type->shown) == 0)
            return true;
        EVP_PKEY_free(set->key);
    }
    worker_say(out, "step Making the key of the server (%s)", type->shown);
    set->key = key_new(type, err);
    return set->key;
}

static bool make_server(struct set *set, const struct key_type *type,
                        const struct certificate_job *job, int out, struct err *err)
{
    AUTO_NAME X509_NAME *subject = name_subject(job->organization, job->fqdn, err);
    AUTO_NAMES GENERAL_NAMES *names = name_alternatives(job->fqdn, job->aliases, err);

    if (!subject || !names || !find_key(set, type, job, out, err))
        return false;
    worker_say(out, "step Signing the certificate of %s", job->fqdn);
    const struct order order = { .kind = KIND_SERVER,
                                 .key = set->key,
                                 .subject = subject,
                                 .names = names,
                                 .now = time(NULL),
                                 .days = job->server_days };
    set->cert = issue(&order, set->ca, set->ca_key, err);
    return set->cert;
}

static bool make(struct set *set, const struct certificate_job *job, int out, struct err *err)
{
    const struct key_type *type = key_type_find(job->key_type);

    if (!type)
        return fail(err, "\"%s\" is not a kind of key", job->key_type);
    if (!find_authority(set, type, job, out, err) || !make_server(set, type, job, out, err))
        return false;
    worker_say(out, "step Writing the files");
    if (!set_write(set, job, err))
        return false;
    worker_say(out, "step Reading everything back and verifying it");
    return set_check(set, job, err) && set_send(set, out, err);
}

int certificate_make(const void *job, size_t size, int out)
{
    struct set set = { 0 };
    struct err err = { "the job is not one of certificates" };

    crypto_start();
    bool ok = size == sizeof(struct certificate_job) && make(&set, job, out, &err);
    set_free(&set);
    if (!ok)
        worker_say(out, "fail %s", err.text);
    return ok ? 0 : 1;
}
