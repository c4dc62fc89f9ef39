/* examine_verify.c - a second opinion: OpenSSL's, as its clients judge what is served. */
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/show.h"

enum { OPINIONS = 24, COVERS = 10 };

/* What OpenSSL finds, and the findings that say it better. A row without any is never said. */
static const struct cover {
    int code;
    enum problem by[COVERS]; /* PROBLEM_EMPTY, which is about files, at the end */
} covers[] = {
    { X509_V_ERR_CERT_HAS_EXPIRED, { PROBLEM_EXPIRED, PROBLEM_NO_TIME } },
    { X509_V_ERR_CERT_NOT_YET_VALID, { PROBLEM_NOT_YET, PROBLEM_SKEW, PROBLEM_NO_TIME } },
    { X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD, { PROBLEM_NO_TIME } },
    { X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD, { PROBLEM_NO_TIME } },
#define NO_ISSUER                                                                                  \
    {                                                                                              \
        PROBLEM_INCOMPLETE, PROBLEM_UNTRUSTED, PROBLEM_PARTIAL, PROBLEM_AKI, PROBLEM_SIGNATURE,    \
            PROBLEM_SELF_SIGNED, PROBLEM_MALFORMED, PROBLEM_FOREIGN_SIGNATURE                      \
    }
    { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, NO_ISSUER },
    { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, NO_ISSUER },
    { X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, NO_ISSUER },
    { X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, NO_ISSUER },
    { X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, NO_ISSUER },
    { X509_V_ERR_AKID_SKID_MISMATCH, NO_ISSUER },
    { X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH, NO_ISSUER },
#undef NO_ISSUER
    { X509_V_ERR_CERT_SIGNATURE_FAILURE,
      { PROBLEM_SIGNATURE, PROBLEM_OTHER_ALGORITHM, PROBLEM_FOREIGN_SIGNATURE, PROBLEM_BAD_KEY,
        PROBLEM_HUGE_KEY } },
    { X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, { PROBLEM_BAD_KEY, PROBLEM_FOREIGN_KEY } },
    { X509_V_ERR_INVALID_PURPOSE,
      { PROBLEM_NO_SERVER_AUTH, PROBLEM_NETSCAPE, PROBLEM_ANY_ALONE, PROBLEM_NOT_CA,
        PROBLEM_NO_CERT_SIGN, PROBLEM_NO_SIGNING, PROBLEM_MALFORMED, PROBLEM_DISTRUSTED } },
    { X509_V_ERR_CERT_REJECTED, { PROBLEM_DISTRUSTED } },
    { X509_V_ERR_INVALID_CA, { PROBLEM_NOT_CA, PROBLEM_NO_CERT_SIGN, PROBLEM_MALFORMED } },
    { X509_V_ERR_INVALID_NON_CA, { PROBLEM_IS_CA } },
    { X509_V_ERR_KEYUSAGE_NO_CERTSIGN, { PROBLEM_NO_CERT_SIGN, PROBLEM_NOT_CA } },
    { X509_V_ERR_PATH_LENGTH_EXCEEDED, { PROBLEM_PATH_LENGTH } },
    { X509_V_ERR_PERMITTED_VIOLATION, { PROBLEM_CONSTRAINT } },
    { X509_V_ERR_EXCLUDED_VIOLATION, { PROBLEM_CONSTRAINT } },
    { X509_V_ERR_SUBTREE_MINMAX, { PROBLEM_CONSTRAINT } },
    { X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE, { PROBLEM_CONSTRAINT } },
    { X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX, { PROBLEM_CONSTRAINT } },
    { X509_V_ERR_UNSUPPORTED_NAME_SYNTAX, { PROBLEM_CONSTRAINT, PROBLEM_MALFORMED } },
    { X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION,
      { PROBLEM_CRITICAL, PROBLEM_PRECERTIFICATE, PROBLEM_MALFORMED } },
    { X509_V_ERR_INVALID_EXTENSION, { PROBLEM_MALFORMED } },
    { X509_V_ERR_EE_KEY_TOO_SMALL, { PROBLEM_WEAK_KEY, PROBLEM_FOREIGN_KEY, PROBLEM_BAD_KEY } },
    { X509_V_ERR_CA_KEY_TOO_SMALL, { PROBLEM_WEAK_KEY, PROBLEM_FOREIGN_KEY, PROBLEM_BAD_KEY } },
    { X509_V_ERR_CA_MD_TOO_WEAK, { PROBLEM_WEAK_SIGNATURE, PROBLEM_FOREIGN_SIGNATURE } },
    { X509_V_ERR_EC_KEY_EXPLICIT_PARAMS, { PROBLEM_EXPLICIT_CURVE } },
    /* strict clients only */
    { X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER, { PROBLEM_NO_AKI, PROBLEM_VERSION } },
    { X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER, { PROBLEM_NO_SKI, PROBLEM_VERSION } },
    { X509_V_ERR_CA_BCONS_NOT_CRITICAL, { PROBLEM_BC_NOT_CRITICAL, PROBLEM_VERSION } },
    { X509_V_ERR_CA_CERT_MISSING_KEY_USAGE, { PROBLEM_KU_NOT_CRITICAL, PROBLEM_VERSION } },
    { X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA, { PROBLEM_SIGNS_WITHOUT_CA } },
    { X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA, { PROBLEM_LENGTH_WITHOUT_CA } },
    { X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN, { PROBLEM_LENGTH_WITHOUT_CA } },
    { X509_V_ERR_ISSUER_NAME_EMPTY, { PROBLEM_NO_SUBJECT } },
    { X509_V_ERR_SUBJECT_NAME_EMPTY, { PROBLEM_NO_SUBJECT, PROBLEM_NO_SAN } },
    { X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL, { PROBLEM_SUBJECT_SAN } },
    { X509_V_ERR_EMPTY_SUBJECT_ALT_NAME, { PROBLEM_NO_SAN } },
    { X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL, { PROBLEM_ID_CRITICAL } },
    { X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL, { PROBLEM_ID_CRITICAL } },
    { X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3, { PROBLEM_VERSION } },
    { X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH, { PROBLEM_SIGNATURE } },
    { X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY, { PROBLEM_OTHER_ALGORITHM } },
};

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

static bool verify_is_covered(const struct exam *exam, int code)
{
    for (size_t i = 0; i < sizeof covers / sizeof *covers; i++)
        for (size_t k = 0; covers[i].code == code && k < COVERS && covers[i].by[k]; k++)
            if (problem_has(exam->problems, covers[i].by[k]))
                return true;
    return false;
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

/* All who are trusted, as a client would have them; where nobody was named, or the end is not
 * trusted and that was said, whoever is last: the rest shall be judged all the same. Those of the
 * chain come first: of several of one name OpenSSL takes the first and never turns back, and the
 * order of files is to change nothing. */
static X509_STORE *verify_store(const struct exam *exam)
{
    const struct chain *chain = &exam->chain;
    X509_STORE *store = must(X509_STORE_new());

    if (chain->trust != TRUST_FOUND) {
        verify_trust(store, chain->certs[chain->count - 1]);
        return store;
    }
    for (size_t i = 0; i < chain->count; i++) {
        X509 *known = path_find(exam->trusted, chain->certs[i]);
        if (known)
            verify_trust(store, known);
    }
    for (size_t i = 0; i < exam->trusted->cert_count; i++)
        verify_trust(store, exam->trusted->certs[i].cert);
    return store;
}

static void verify_between(const struct chain *chain, STACK_OF(X509) * between)
{
    for (size_t i = 1; i < chain->count; i++)
        must(sk_X509_push(between, chain->certs[i]) ? between : NULL);
    for (size_t i = 0; i < chain->more_count; i++)
        must(sk_X509_push(between, chain->more[i]) ? between : NULL);
}

static void verify_run(const struct exam *exam, unsigned long flags, struct opinions *all)
{
    const struct chain *chain = &exam->chain;
    X509_STORE *store = verify_store(exam);
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

        if (verify_is_covered(exam, code))
            continue;
        chain_where(all->list[i].depth, where);
        problem_add(exam->problems, strict ? verify_strict(code) : verify_problem(code), where,
                    all->list[i].about);
    }
}

void examine_verify(struct exam *exam)
{
    struct opinions plain = { 0 }, strict = { 0 };

    verify_run(exam, 0, &plain);
    verify_say(exam, &plain, false);
    if (plain.count)
        return;
    verify_run(exam, X509_V_FLAG_X509_STRICT | X509_V_FLAG_POLICY_CHECK, &strict);
    verify_say(exam, &strict, true);
}
