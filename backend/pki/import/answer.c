/* import_answer(): what the company's CA made of our request, examined with a server
 * certificate below it as clients would see both; and only then used. Runs in a worker. */
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/import/adopt.h"
#include "backend/pki/import/present.h"
#include "backend/pki/show.h"

static const char answer[] = "answer";

/* ------------------------------------------------ which one it is */

static X509 *import_answer_find(const struct taken *given, const EVP_PKEY *key)
{
    for (size_t i = 0; i < given->cert_count; i++) {
        const EVP_PKEY *public = X509_get0_pubkey(given->certs[i].cert);

        if (public && EVP_PKEY_eq(public, key) == 1)
            return given->certs[i].cert;
    }
    ERR_clear_error();
    return NULL;
}

void import_adopt_trust(struct adopting *adopting, const X509 *exception)
{
    struct taken *trusted = &adopting->trusted;

    for (size_t i = 0; i < adopting->given.cert_count; i++) {
        struct taken_cert root = adopting->given.certs[i];

        if (root.cert == exception || !chain_is_root(root.cert) ||
            trusted->cert_count == TAKE_CERTS)
            continue;
        X509_up_ref(root.cert);
        trusted->certs[trusted->cert_count++] = root;
    }
}

/* A key has no place in an answer; anyone who sent it has it, too. */
static void import_answer_drop_keys(struct adopting *adopting)
{
    struct taken *given = &adopting->given;

    for (size_t i = 0; i < given->key_count; i++) {
        problem_add(&adopting->found.problems, PROBLEM_USELESS, given->keys[i].file,
                    "a private key");
        EVP_PKEY_free(given->keys[i].key);
    }
    given->key_count = 0;
}

/* ------------------------------------------------ as clients would see it */

/* A server certificate below it, for a look; it takes the CA's key, to save making one. */
static bool add_trial(struct making *making, struct taken *given, struct err *err)
{
    struct set *set = &making->set;

    set->key = set->ca_key;
    EVP_PKEY_up_ref(set->key);
    if (given->cert_count == TAKE_CERTS || !making_issue_server(making, true, err))
        return false;
    given->certs[given->cert_count++] = (struct taken_cert){ .cert = set->cert, .file = answer };
    given->keys[given->key_count++] = (struct taken_key){ .key = set->key, .file = answer };
    set->cert = NULL; /* both are theirs now */
    set->key = NULL;
    return true;
}

/* Nothing is said of the trial. Whether the end of the chain is trusted is no question here: it has
 * to be a root, and each that was brought is. */
static bool import_answer_is_stated(const struct problem_found *found)
{
    return strcmp(found->where, "leaf") != 0 && strcmp(found->where, "key") != 0 &&
           found->problem != PROBLEM_UNTRUSTED;
}

/* "chain 2" is the first one above the answer. */
static void rename_place(const char *where, char place[PROBLEM_WHERE])
{
    static const char word[] = "chain ";
    long number =
        strncmp(where, word, sizeof word - 1) == 0 ? strtol(where + sizeof word - 1, NULL, 10) : 0;

    if (number > 1)
        snprintf(place, PROBLEM_WHERE, "%s%ld", word, number - 1);
    else
        snprintf(place, PROBLEM_WHERE, "%s", number ? answer : where);
}

static void rename_problems(struct problems *problems)
{
    struct problems kept = { 0 };
    char place[PROBLEM_WHERE];

    for (size_t i = 0; i < problems->count; i++) {
        const struct problem_found *found = &problems->list[i];

        rename_place(found->where, place);
        if (import_answer_is_stated(found))
            problem_add(&kept, found->problem, place, found->about);
    }
    *problems = kept;
}

static void judge_more(const struct chain *chain, struct problems *problems)
{
    X509 *last = chain->certs[chain->count - 1];
    char name[PROBLEM_ABOUT];

    if (!(X509_get_key_usage(chain->certs[1]) & KU_CRL_SIGN))
        problem_add(problems, PROBLEM_NO_CRL_SIGN, answer, NULL);
    if (chain_is_root(last))
        return;
    show_name(X509_get_issuer_name(last), name, sizeof name);
    problem_add(problems, PROBLEM_INCOMPLETE, answer, name);
}

bool import_adopt_below(struct making *making, struct adopting *adopting, struct chain *chain,
                        struct err *err)
{
    struct examination *found = &adopting->found;

    if (!add_trial(making, &adopting->given, err))
        return false;
    examine_taken(making->input, &adopting->given, &adopting->trusted, found, chain);
    rename_problems(&found->problems);
    if (chain->count > 1)
        judge_more(chain, &found->problems);
    examine_ca(found, chain);
    return true;
}

/* ------------------------------------------------ and use it */

static bool adopt(struct making *making, const struct chain *chain, bool answered, struct err *err)
{
    import_adopt_chain(&making->set, chain, 2);
    if (!making_find_key(making, err))
        return false;
    worker_report(making->out, "step Signing the certificate of %s", making->job->fqdn);
    return making_issue_server(making, false, err) && making_finish(making, err) &&
           import_adopt_roots(making, err) &&
           (!answered || (making_send(making, "ca-myq-new.key", NULL, err) &&
                          making_send(making, "ca-myq-new.csr", NULL, err)));
}

static EVP_PKEY *import_answer_read_key(const struct certificate_job *job, const char *key,
                                        const char *file, struct err *err)
{
    const char *was = *job->ca_key_password_was ? job->ca_key_password_was : job->ca_key_password;
    EVP_PKEY *opened = key_read(key, strlen(key), was, err);

    if (!opened)
        fail_in(err, "%s", file);
    return opened;
}

/* The key of ours that what was brought is for: of the request that is out, or the CA's in force.
 * *cert is it, or NULL if none fits. */
static bool import_answer_open_key(struct making *making, const struct taken *given, X509 **cert,
                                   bool *answered, struct err *err)
{
    const struct certificate_job *job = making->job;
    const char *const keys[] = { job->new_key, job->ca_key };
    static const char *const files[] = { "ca-myq-new.key", "ca-myq.key" };

    for (size_t i = 0; !*cert && i < 2; i++) {
        if (!*keys[i])
            continue;
        EVP_PKEY_free(making->set.ca_key);
        making->set.ca_key = import_answer_read_key(job, keys[i], files[i], err);
        if (!making->set.ca_key)
            return false;
        *cert = import_answer_find(given, making->set.ca_key);
        *answered = i == 0;
    }
    return making->set.ca_key || fail(err, "no request is out that could be answered");
}

/* What is in force and belongs to what was brought. */
static void import_answer_take_present(const struct certificate_job *job, struct adopting *adopting)
{
    struct present present;

    present_open(&present, job->ca_cert, job->ca_root);
    if (present_only_above(&present, &adopting->given))
        present_add_ours(&present, &adopting->given);
    present_add_above(&present, &adopting->given, &adopting->trusted);
    present_free(&present);
}

static bool examine_and_use(struct making *making, struct adopting *adopting, struct err *err)
{
    struct problems *problems = &adopting->found.problems;
    struct set *set = &making->set;
    struct chain chain = { 0 };
    bool answered = false;
    X509 *cert = NULL;

    worker_report(making->out, "step Examining the answer");
    examine_take(making->input, EXAMINE_TRUSTED, &adopting->trusted, problems);
    examine_take(making->input, EXAMINE_GIVEN, &adopting->given, problems);
    import_answer_drop_keys(adopting);
    import_answer_take_present(making->job, adopting);
    if (!import_answer_open_key(making, &adopting->given, &cert, &answered, err))
        return false;
    if (!cert && !problem_has(problems, PROBLEMS))
        problem_add(problems,
                    adopting->given.cert_count ? PROBLEM_OTHER_ANSWER : PROBLEM_NO_CERTIFICATE,
                    answer, NULL);
    if (cert && chain_is_root(cert))
        problem_add(problems, PROBLEM_SELF_SIGNED, answer, NULL);
    if (cert && !problem_has(problems, PROBLEMS)) {
        X509_up_ref(cert);
        set->ca = cert;
        import_adopt_trust(adopting, cert);
        if (!import_adopt_below(making, adopting, &chain, err))
            return false;
    }
    return import_adopt_send(making, &adopting->found, err) &&
           (problems->worst == REFUSED || adopt(making, &chain, answered, err));
}

static bool import_answer_take(struct making *making, struct err *err)
{
    return import_adopt_run(making, examine_and_use, err);
}

int import_answer(const void *job, size_t size, int out)
{
    return making_run(job, size, out, import_answer_take);
}
