#include "backend/base/language.h"
#include "backend/pki/examine/examine_inside.h"

#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

#include "backend/pki/key.h"
#include "backend/pki/show.h"
#include "backend/pki/verify.h"

void chain_where(size_t i, char where[32])
{
    if (i)
        snprintf(where, 32, "chain %zu", i);
    else
        snprintf(where, 32, "leaf");
}

static bool names(const X509 *cert, const X509 *issuer)
{
    return X509_NAME_cmp(X509_get_issuer_name(cert), X509_get_subject_name(issuer)) == 0;
}

/* OpenSSL cannot say of one with an extension that is malformed or there twice. */
bool chain_is_root(const X509 *cert)
{
    int root = X509_self_signed((X509 *)cert, 0);

    ERR_clear_error();
    return root < 0 ? names(cert, cert) : root;
}

/* ------------------------------------------------ keys */

static size_t count_fitting(const struct taken *taken)
{
    size_t count = 0;

    for (size_t i = 0; i < taken->key_count; i++)
        for (size_t k = 0; k < taken->cert_count; k++) {
            const EVP_PKEY *public = X509_get0_pubkey(taken->certs[k].cert);
            if (public && EVP_PKEY_eq(public, taken->keys[i].key) == 1) {
                count++;
                break;
            }
        }
    ERR_clear_error();
    return count;
}

/* Keys whose certificate names the host. */
static size_t count_named(const struct taken *taken, const char *host)
{
    size_t count = 0;

    for (size_t i = 0; i < taken->key_count; i++)
        for (size_t k = 0; k < taken->cert_count; k++) {
            const EVP_PKEY *public = X509_get0_pubkey(taken->certs[k].cert);
            if (public && EVP_PKEY_eq(public, taken->keys[i].key) == 1 &&
                verify_host(taken->certs[k].cert, host)) {
                count++;
                break;
            }
        }
    ERR_clear_error();
    return count;
}

/* "1: RSA 2048 of CN=a; 2: P-256, ..." for --key. */
static void chain_list_keys(const struct taken *taken, char list[PROBLEM_ABOUT])
{
    size_t used = 0;

    for (size_t i = 0; i < taken->key_count && used < PROBLEM_ABOUT; i++) {
        char kind[32], name[100];
        snprintf(name, sizeof name, "%s", tr("no certificate"));
        key_shown(taken->keys[i].key, kind);
        for (size_t k = taken->cert_count; k-- > 0;) {
            const EVP_PKEY *public = X509_get0_pubkey(taken->certs[k].cert);
            if (public && EVP_PKEY_eq(public, taken->keys[i].key) == 1)
                show_which(taken->certs[k].cert, name, sizeof name);
        }
        used += (size_t)snprintf(list + used, PROBLEM_ABOUT - used, "%s%zu: %s of %s",
                                 i ? "; " : "", i + 1, kind, name);
    }
}

void chain_choose_key(struct taken *taken, size_t number, struct problems *problems)
{
    char list[PROBLEM_ABOUT] = "there is none";

    if (!number)
        return;
    if (number > taken->key_count) {
        chain_list_keys(taken, list);
        problem_add(problems, PROBLEM_KEY_NUMBER, "key", list);
        return;
    }
    for (size_t i = 0; i < taken->key_count; i++)
        if (i != number - 1)
            EVP_PKEY_free(taken->keys[i].key);
    taken->keys[0] = taken->keys[number - 1];
    taken->key_count = 1;
}

void chain_keys(const struct taken *taken, const X509 *leaf, const char *host,
                struct problems *problems)
{
    size_t fitting = count_fitting(taken);
    bool named = *host && leaf && verify_host((X509 *)leaf, host) && count_named(taken, host) == 1;
    char list[PROBLEM_ABOUT] = "";

    if (!taken->cert_count)
        return;
    if (taken->key_count > 1) {
        chain_list_keys(taken, list);
        problem_add(problems, fitting == 1 || named ? PROBLEM_KEYS_FIT : PROBLEM_KEYS, "key", list);
    }
    if (!taken->key_count)
        problem_add(problems, PROBLEM_NO_KEY, "key", NULL);
    else if (!fitting)
        problem_add(problems, PROBLEM_MISMATCH, "key", NULL);
}

/* ------------------------------------------------ where it ends */

/* A chain up to a CA whose own is not there is how public ones are served. */
static void chain_judge_untrusted(const struct exam *exam, const X509 *last, const char *where)
{
    const struct chain *chain = &exam->chain;
    bool root = chain_is_root(last), missing = chain->trust == TRUST_MISSING;
    bool rejected = path_trust(exam->trusted, last) == X509_TRUST_REJECTED;
    char name[PROBLEM_ABOUT];

    show_name(root || rejected ? X509_get_subject_name(last) : X509_get_issuer_name(last), name,
              sizeof name);
    if (rejected) {
        problem_add(exam->problems, PROBLEM_DISTRUSTED, where, name);
        return;
    }
    if (X509_check_issued((X509 *)last, (X509 *)last) == X509_V_ERR_AKID_SKID_MISMATCH) {
        problem_add(exam->problems, PROBLEM_AKI, where, name);
        return;
    }
    if (!root && path_find(exam->trusted, last)) {
        problem_add(exam->problems, PROBLEM_PARTIAL, where, name);
        return;
    }
    if (!root && (chain->count == 1 || missing))
        problem_add(exam->problems, PROBLEM_INCOMPLETE, where, name);
    if (missing && (root || chain->count > 1))
        problem_add(exam->problems, PROBLEM_UNTRUSTED, where, name);
}

static void chain_judge_end(const struct exam *exam)
{
    const struct chain *chain = &exam->chain;
    const X509 *last = chain->certs[chain->count - 1];
    bool found = chain->trust == TRUST_FOUND;
    char where[32];

    chain_where(chain->count - 1, where);
    if (chain->count == 1 && chain_is_root(last))
        problem_add(exam->problems, found ? PROBLEM_SELF_SIGNED_TRUSTED : PROBLEM_SELF_SIGNED,
                    where, NULL);
    if (chain->missed)
        problem_add(exam->problems, PROBLEM_WAYS, where, NULL);
    else if (!found)
        chain_judge_untrusted(exam, last, where);
}

/* ------------------------------------------------ order and company */

static const struct taken_cert *chain_find(const struct taken *taken, const X509 *cert)
{
    for (size_t i = 0; i < taken->cert_count; i++)
        if (X509_cmp(taken->certs[i].cert, cert) == 0)
            return &taken->certs[i];
    return NULL;
}

static void chain_judge_order(const struct exam *exam)
{
    for (size_t i = 0; i + 1 < exam->chain.count; i++) {
        const struct taken_cert *below = chain_find(exam->given, exam->chain.certs[i]),
                                *above = chain_find(exam->given, exam->chain.certs[i + 1]);
        if (below && above && below->file == above->file && below->list &&
            below->list == above->list && below > above)
            problem_add(exam->problems, PROBLEM_DISORDER, below->file, NULL);
    }
}

static bool chain_serves(const struct chain *chain, const X509 *cert)
{
    for (size_t i = 0; i < chain->count; i++)
        if (X509_cmp(chain->certs[i], cert) == 0)
            return true;
    for (size_t i = 0; i < chain->more_count; i++)
        if (X509_cmp(chain->more[i], cert) == 0)
            return true;
    return false;
}

/* Another certificate of a link, or another way up: no stranger, and still not served. */
static bool chain_belongs(const struct chain *chain, const X509 *cert)
{
    for (size_t i = 0; i < chain->count; i++)
        if (names(chain->certs[i], cert) || path_twins(chain->certs[i], cert) ||
            (i == 0 && X509_get0_pubkey(cert) && X509_get0_pubkey(chain->certs[0]) &&
             EVP_PKEY_eq(X509_get0_pubkey(cert), X509_get0_pubkey(chain->certs[0])) == 1))
            return true;
    return false;
}

/* What is left out, and why. */
static void chain_leave_out(const struct exam *exam, const X509 *cert)
{
    int holds = chain_holds(cert, exam->job->now);
    char name[120], day[16], text[PROBLEM_ABOUT];

    show_which(cert, name, sizeof name);
    show_day(holds ? X509_get0_notBefore(cert) : X509_get0_notAfter(cert), day);
    snprintf(text, sizeof text, "%s (%s%s)", name,
             holds == 2   ? tr("the one that is used is as good or better")
             : holds == 1 ? tr("it begins on ")
                          : tr("it expired on "),
             holds == 2 ? "" : day);
    problem_add(exam->problems, PROBLEM_LEFT_OUT, chain_find(exam->given, cert)->file, text);
}

static void chain_judge_company(const struct exam *exam)
{
    const struct taken *given = exam->given;
    char name[PROBLEM_ABOUT];

    for (size_t i = 0; i < given->cert_count; i++) {
        X509 *cert = given->certs[i].cert;

        if (chain_serves(&exam->chain, cert))
            continue;
        show_which(cert, name, sizeof name);
        if (!chain_belongs(&exam->chain, cert))
            problem_add(exam->problems, PROBLEM_STRANGER, given->certs[i].file, name);
        else if (!chain_is_root(cert)) /* a root is never served */
            chain_leave_out(exam, cert);
    }
}

void chain_build(struct exam *exam, X509 *leaf)
{
    exam->chain = (struct chain){ 0 };
    if (!leaf)
        return;
    path_best(exam, leaf);
    exam->chain.key = chain_key_of(exam->given, leaf);
    chain_judge_end(exam);
    chain_judge_order(exam);
    chain_judge_company(exam);
    ERR_clear_error();
}
