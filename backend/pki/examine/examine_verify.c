/* examine_verify.c - a second opinion: OpenSSL's, as its clients judge what is served. */
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/show.h"

enum { OPINIONS = 24, NAMESAKES = 8 };

struct opinions {
    struct opinion {
        int code;
        size_t depth;
        char about[PROBLEM_ABOUT];
    } list[OPINIONS];
    size_t count;
};

/* What the sentence of that problem speaks of. */
static void verify_about(const X509 *cert, int code, char about[PROBLEM_ABOUT])
{
    if (cert && code == X509_V_ERR_CERT_HAS_EXPIRED)
        show_day(X509_get0_notAfter(cert), about);
    else if (cert && code == X509_V_ERR_CERT_NOT_YET_VALID)
        show_day(X509_get0_notBefore(cert), about);
    else if (cert && code == X509_V_ERR_CERT_REJECTED)
        show_name(X509_get_subject_name(cert), about, PROBLEM_ABOUT);
    else
        snprintf(about, PROBLEM_ABOUT, "%s", X509_verify_cert_error_string(code));
}

/* Goes on after each: one must not hide another. */
static int verify_collect(int ok, X509_STORE_CTX *context)
{
    struct opinions *all = X509_STORE_CTX_get_app_data(context);
    int depth = X509_STORE_CTX_get_error_depth(context);

    if (ok || all->count == OPINIONS)
        return 1;
    struct opinion *opinion = &all->list[all->count++];
    opinion->code = X509_STORE_CTX_get_error(context);
    opinion->depth = depth > 0 ? (size_t)depth : 0;
    verify_about(X509_STORE_CTX_get_current_cert(context), opinion->code, opinion->about);
    return 1;
}

/* What is covered, and still found: another certificate than the one that stands in the chain may
 * be the one it looked at, for of several that are trusted under one name it takes the first. */
static enum problem verify_problem(int code)
{
    static const struct {
        int code;
        enum problem problem;
    } known[] = {
        { X509_V_ERR_CERT_HAS_EXPIRED, PROBLEM_EXPIRED },
        { X509_V_ERR_CERT_NOT_YET_VALID, PROBLEM_NOT_YET },
        { X509_V_ERR_INVALID_PURPOSE, PROBLEM_NO_SERVER_AUTH },
        { X509_V_ERR_INVALID_CA, PROBLEM_NOT_CA },
        { X509_V_ERR_CERT_REJECTED, PROBLEM_DISTRUSTED },
        { X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD, PROBLEM_NO_TIME },
        { X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD, PROBLEM_NO_TIME },
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == code)
            return known[i].problem;
    return PROBLEM_REJECTED;
}

static enum problem verify_strict(int code)
{
    return code == X509_V_ERR_NO_EXPLICIT_POLICY ? PROBLEM_POLICY : PROBLEM_STRICT;
}

static void verify_trust(X509_STORE *store, X509 *cert)
{
    must(X509_STORE_add_cert(store, cert) ? store : NULL);
}

static int verify_newest(const void *a, const void *b)
{
    return path_newer(*(X509 *const *)b, *(X509 *const *)a);
}

/* All who are trusted, in an order that is not that of the files. */
static size_t verify_sorted(const struct exam *exam, X509 *sorted[TAKE_CERTS])
{
    size_t count = exam->trusted->cert_count;

    for (size_t i = 0; i < count; i++)
        sorted[i] = exam->trusted->certs[i].cert;
    qsort(sorted, count, sizeof *sorted, verify_newest);
    return count;
}

/* All who are trusted, as a client would have them; where nobody was named, or the end is not
 * trusted and that was said, whoever is last: the rest shall be judged all the same. Of several of
 * one name OpenSSL takes the first and never turns back, and the order of files is to change
 * nothing: the one in front comes first, if any, then those of the chain. */
static X509_STORE *verify_store(const struct exam *exam, X509 *front)
{
    const struct chain *chain = &exam->chain;
    X509_STORE *store = must(X509_STORE_new());
    X509 *sorted[TAKE_CERTS];

    if (chain->trust != TRUST_FOUND) {
        verify_trust(store, chain->certs[chain->count - 1]);
        return store;
    }
    if (front)
        verify_trust(store, front);
    for (size_t i = 0; i < chain->count; i++) {
        X509 *known = path_find(exam->trusted, chain->certs[i]);
        if (known)
            verify_trust(store, known);
    }
    for (size_t i = 0, count = verify_sorted(exam, sorted); i < count; i++)
        verify_trust(store, sorted[i]);
    return store;
}

static void verify_between(const struct chain *chain, STACK_OF(X509) * between)
{
    for (size_t i = 1; i < chain->count; i++)
        must(sk_X509_push(between, chain->certs[i]) ? between : NULL);
    for (size_t i = 0; i < chain->more_count; i++)
        must(sk_X509_push(between, chain->more[i]) ? between : NULL);
}

static void verify_run(const struct exam *exam, X509 *front, unsigned long flags,
                       struct opinions *all)
{
    const struct chain *chain = &exam->chain;
    X509_STORE *store = verify_store(exam, front);
    STACK_OF(X509) *between = must(sk_X509_new_null());
    X509_STORE_CTX *context = must(X509_STORE_CTX_new());

    verify_between(chain, between);
    must(X509_STORE_CTX_init(context, store, chain->certs[0], between) ? context : NULL);
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);
    X509_STORE_CTX_set_default(context, "ssl_server");
    X509_VERIFY_PARAM_set_flags(rules, flags);
    if (flags & X509_V_FLAG_POLICY_CHECK) /* whichever policy, where a CA demands one */
        must(X509_VERIFY_PARAM_add0_policy(rules, OBJ_nid2obj(NID_any_policy)) ? rules : NULL);
    if (chain->trust != TRUST_FOUND)
        X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_auth_level(rules, 2); /* 112 bits */
    X509_VERIFY_PARAM_set_time(rules, exam->job->now);
    X509_STORE_CTX_set_app_data(context, all);
    X509_STORE_CTX_set_verify_cb(context, verify_collect);
    if (X509_verify_cert(context) <= 0 && !all->count) /* it gave up without a word */
        verify_collect(0, context);
    X509_STORE_CTX_free(context);
    sk_X509_free(between);
    X509_STORE_free(store);
    ERR_clear_error();
}

static void verify_say(struct exam *exam, const struct opinions *all, bool strict)
{
    char where[32];

    for (size_t i = 0; i < all->count; i++) {
        int code = all->list[i].code;

        if (examine_covered(exam, code))
            continue;
        chain_where(all->list[i].depth, where);
        problem_add(exam->problems, strict ? verify_strict(code) : verify_problem(code), where,
                    all->list[i].about);
    }
}

/* Where in the chain a client could take this one instead; 0: nowhere. */
static size_t verify_namesake(const struct chain *chain, X509 *cert)
{
    size_t found = 0;

    for (size_t i = chain->count; i-- > 0;)
        if (X509_cmp(chain->certs[i], cert) == 0)
            return 0;
        else if (i + 1 < chain->count && X509_check_issued(cert, chain->certs[i]) == X509_V_OK)
            found = i + 1;
    return found;
}

/* What clients say that have the same CAs in another order: each namesake once before all others.
 */
static void verify_namesakes(struct exam *exam)
{
    X509 *sorted[TAKE_CERTS];
    size_t count = verify_sorted(exam, sorted), seen = 0;
    char name[PROBLEM_ABOUT], where[32];

    for (size_t i = 0; i < count && seen < NAMESAKES; i++) {
        struct opinions other = { 0 };
        size_t depth = verify_namesake(&exam->chain, sorted[i]);
        if (!depth)
            continue;
        seen++;
        verify_run(exam, sorted[i], 0, &other);
        show_name(X509_get_subject_name(sorted[i]), name, sizeof name);
        chain_where(depth, where);
        if (other.count)
            problem_add(exam->problems, PROBLEM_NAMESAKES, where, name);
    }
}

/* The strict one demands all that the plain one does, and more: who passes it passes both. */
void examine_verify(struct exam *exam)
{
    struct opinions plain = { 0 }, strict = { 0 };

    verify_run(exam, NULL, X509_V_FLAG_X509_STRICT | X509_V_FLAG_POLICY_CHECK, &strict);
    if (strict.count)
        verify_run(exam, NULL, 0, &plain);
    verify_say(exam, &plain, false);
    if (plain.count)
        return;
    if (exam->chain.trust == TRUST_FOUND)
        verify_namesakes(exam);
    verify_say(exam, &strict, true);
}
