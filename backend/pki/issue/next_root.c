#include "backend/pki/issue/next_root.h"

#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/verify.h"

enum { DAY = 86400 };

bool next_root_open(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct set *set = &making->set;
    const char *password =
        *job->ca_key_password_was ? job->ca_key_password_was : job->ca_key_password;

    if (!*job->other_key)
        return true;
    set->root_state = job->root_state;
    set->other =
        verify_load(job->other_cert, strnlen(job->other_cert, sizeof job->other_cert), err);
    if (!set->other)
        return fail_in(err, "the other root");
    set->other_key =
        key_read(job->other_key, strnlen(job->other_key, sizeof job->other_key), password, err);
    return set->other_key || fail_in(err, "the key of the other root");
}

/* ------------------------------------------------ the steps */

static void next_root_forget(struct set *set)
{
    X509_free(set->other);
    EVP_PKEY_free(set->other_key);
    set->other = NULL;
    set->other_key = NULL;
    set->root_state = ROOT_ALONE;
}

static bool next_root_make(struct making *making, struct err *err)
{
    struct set *set = &making->set;

    next_root_forget(set);
    set->root_state = ROOT_NEXT;
    set->other = making_root(making, &set->other_key, err);
    return set->other;
}

/* An own root is CA and root at once. */
static void next_root_swap(struct set *set)
{
    X509 *ca = set->other;
    EVP_PKEY *key = set->other_key;

    X509_free(set->root);
    set->other = set->ca;
    set->other_key = set->ca_key;
    set->ca = ca;
    set->ca_key = key;
    X509_up_ref(ca);
    set->root = ca;
    set->root_state = set->root_state == ROOT_NEXT ? ROOT_OLD : ROOT_NEXT;
}

bool next_root_step(struct making *making, struct err *err)
{
    struct set *set = &making->set;

    if (!making->job->keep_ca)
        return true;
    switch (making->job->root_step) {
    case ROOT_MADE:
        return next_root_make(making, err);
    case ROOT_SWAPPED:
        if (!set->other)
            return fail(err, "there is no other root");
        next_root_swap(set);
        return true;
    case ROOT_DROPPED:
        next_root_forget(set);
        return true;
    case ROOT_STAYS:
        return true;
    }
    return fail(err, "the job is not one of certificates");
}

/* ------------------------------------------------ the bridge */

/* The CA's name and key, limited as its own certificate is. */
static X509 *next_root_certify(const struct set *set, time_t now, struct err *err)
{
    AUTO_LIMITS NAME_CONSTRAINTS *limits =
        X509_get_ext_d2i(set->ca, NID_name_constraints, NULL, NULL);
    const struct issue_order order = {
        .kind = KIND_ISSUING,
        .key = set->ca_key,
        .subject = X509_get_subject_name(set->ca),
        .limits = limits,
        .now = now,
        .days = (long)((ossl_time(X509_get0_notAfter(set->ca)) - now) / DAY),
    };

    return issue(&order, set->other, set->other_key, err);
}

/* As a client that was given the other root alone. */
static bool next_root_try(const struct set *set, const struct certificate_job *job, struct err *err)
{
    STACK_OF(X509) *between = must(sk_X509_new_null());
    must(sk_X509_push(between, set->bridge) ? between : NULL);
    const struct verify verify = { .cert = set->cert,
                                   .between = between,
                                   .root = set->other,
                                   .host = job->fqdn,
                                   .now = job->now };
    bool ok = verify_chain(&verify, err);

    sk_X509_free(between);
    return ok;
}

/* RFC 5280 6.1.4 does not count a certificate whose issuer has the same name; GnuTLS does. */
static bool next_root_vouches(X509 *root, struct err *why)
{
    return X509_get_pathlen(root) != 0 ||
           fail(why, "its path length is 0, and GnuTLS lets it vouch for no other CA");
}

bool next_root_bridge(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct set *set = &making->set;
    struct err why = { "" };

    if (!set->other)
        return true;
    set->bridge = next_root_certify(set, job->now, &why);
    if (set->bridge && !next_root_try(set, job, &why)) {
        X509_free(set->bridge);
        set->bridge = NULL;
    }
    if (set->bridge && next_root_vouches(set->other, &why))
        return true;
    if (job->root_step != ROOT_SWAPPED || job->force)
        return true;
    worker_send(making->out, ROOT_LOSES, NULL, 0);
    return fail(
        err,
        "clients that have only the root that is in force now would refuse the server (%s); "
        "when every client has both roots: --force",
        why.text);
}

bool next_root_clear(struct making *making, struct err *err)
{
    static const struct {
        const char *name;
        enum root_state state;
    } files[] = { { "ca-next.crt", ROOT_NEXT },
                  { "ca-next.key", ROOT_NEXT },
                  { "ca-old.crt", ROOT_OLD },
                  { "ca-old.key", ROOT_OLD } };
    const struct certificate_job *job = making->job;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if ((!job->keep_ca || job->root_step != ROOT_STAYS) &&
            files[i].state != making->set.root_state &&
            !making_send(making, files[i].name, NULL, err))
            return false;
    return true;
}
