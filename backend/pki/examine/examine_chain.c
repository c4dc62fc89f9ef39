/* examine_chain.c - signatures, roles and limits along the chain (RFC 5280, 6.1). */
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/show.h"

/* ------------------------------------------------ signatures */

static bool is_weak(int digest)
{
    static const int weak[] = { NID_md2, NID_md4, NID_md5, NID_sha1, NID_md5_sha1 };

    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
        if (weak[i] == digest)
            return true;
    return false;
}

/* The last one's own is not looked at by anybody: a root is trusted for itself. */
static bool judge_digest(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];
    int digest = NID_undef, key = NID_undef, bits;
    uint32_t flags;
    bool known = X509_get_signature_info(cert, &digest, &key, &bits, &flags) == 1;

    ERR_clear_error();
    if (!known)
        problem_add(exam->problems, PROBLEM_FOREIGN_SIGNATURE, where,
                    OBJ_nid2ln(X509_get_signature_nid(cert)));
    else if (is_weak(digest) && !chain_is_root(cert))
        problem_add(exam->problems, PROBLEM_WEAK_SIGNATURE, where, OBJ_nid2sn(digest));
    return known;
}

void examine_signature(struct exam *exam, size_t i, const char *where)
{
    const struct chain *chain = &exam->chain;
    X509 *cert = chain->certs[i];
    X509 *issuer = i + 1 < chain->count ? chain->certs[i + 1] : chain_is_root(cert) ? cert : NULL;
    char name[PROBLEM_ABOUT];

    if (!judge_digest(exam, i, where) || !issuer || !X509_get0_pubkey(issuer))
        return;
    if (X509_verify(cert, X509_get0_pubkey(issuer)) != 1) {
        show_name(X509_get_subject_name(issuer), name, sizeof name);
        problem_add(exam->problems, PROBLEM_SIGNATURE, where, name);
    }
    ERR_clear_error();
}

/* ------------------------------------------------ roles */

/* A CA that says what it is for must say servers, too: so OpenSSL and Windows read it. */
static void judge_use(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];
    uint32_t uses = X509_get_extended_key_usage(cert);

    if (uses == UINT32_MAX) {
        if (i == 0)
            problem_add(exam->problems, PROBLEM_NO_EKU, where, NULL);
    } else if (!(uses & XKU_SSL_SERVER))
        problem_add(exam->problems, uses & XKU_ANYEKU ? PROBLEM_ANY_ALONE : PROBLEM_NO_SERVER_AUTH,
                    where, NULL);
}

static void judge_ca(struct exam *exam, X509 *cert, const char *where)
{
    /* 1: basic constraints say so; all else is guesswork of older days */
    if (!(X509_get_extension_flags(cert) & EXFLAG_BCONS) ||
        !(X509_get_extension_flags(cert) & EXFLAG_CA))
        problem_add(exam->problems, PROBLEM_NOT_CA, where, NULL);
    if (!(X509_get_key_usage(cert) & KU_KEY_CERT_SIGN))
        problem_add(exam->problems, PROBLEM_NO_CERT_SIGN, where, NULL);
}

static void judge_server(struct exam *exam, X509 *cert, const char *where)
{
    if (X509_get_extension_flags(cert) & EXFLAG_CA)
        problem_add(exam->problems, PROBLEM_IS_CA, where, NULL);
    if (!(X509_get_key_usage(cert) & KU_DIGITAL_SIGNATURE))
        problem_add(exam->problems, PROBLEM_NO_SIGNING, where, NULL);
}

static void judge_critical(struct exam *exam, const X509 *cert, const char *where)
{
    char name[64];

    for (int i = 0; i < X509_get_ext_count(cert); i++) {
        X509_EXTENSION *extension = X509_get_ext(cert, i);
        if (!X509_EXTENSION_get_critical(extension) || X509_supported_extension(extension))
            continue;
        if (OBJ_obj2txt(name, sizeof name, X509_EXTENSION_get_object(extension), 1) > 0)
            problem_add(exam->problems, PROBLEM_CRITICAL, where, name);
    }
}

void examine_role(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];

    if (!(X509_get_extension_flags(cert) & EXFLAG_INVALID)) { /* else they all read as nothing */
        (i ? judge_ca : judge_server)(exam, cert, where);
        judge_use(exam, i, where);
    }
    judge_critical(exam, cert, where);
    ERR_clear_error();
}

/* ------------------------------------------------ limits */

static bool is_self_issued(const X509 *cert)
{
    return X509_NAME_cmp(X509_get_subject_name(cert), X509_get_issuer_name(cert)) == 0;
}

static void examine_chain_judge_length(struct exam *exam, size_t i, const char *where)
{
    long most = X509_get_pathlen(exam->chain.certs[i]), below = 0;
    char text[32];

    for (size_t k = 1; k < i; k++)
        below += !is_self_issued(exam->chain.certs[k]);
    snprintf(text, sizeof text, "%ld", most);
    if (most >= 0 && below > most)
        problem_add(exam->problems, PROBLEM_PATH_LENGTH, where, text);
}

static void examine_chain_judge_constraints(struct exam *exam, size_t i, const char *where)
{
    AUTO_LIMITS NAME_CONSTRAINTS *limits =
        X509_get_ext_d2i(exam->chain.certs[i], NID_name_constraints, NULL, NULL);
    int code = X509_V_OK;

    for (size_t k = i; limits && code == X509_V_OK && k-- > 0;)
        if (k == 0 || !is_self_issued(exam->chain.certs[k]))
            code = NAME_CONSTRAINTS_check(exam->chain.certs[k], limits);
    ERR_clear_error();
    if (code != X509_V_OK)
        problem_add(exam->problems, PROBLEM_CONSTRAINT, where, X509_verify_cert_error_string(code));
}

void examine_limits(struct exam *exam, size_t i, const char *where)
{
    if (i == 0)
        return;
    examine_chain_judge_length(exam, i, where);
    examine_chain_judge_constraints(exam, i, where);
}

/* ------------------------------------------------ a second opinion */

/* The code of X509_verify_cert(). */
static int verify(const struct exam *exam, unsigned long flags)
{
    const struct chain *chain = &exam->chain;
    X509_STORE *store = must(X509_STORE_new());
    X509_STORE_CTX *context = must(X509_STORE_CTX_new());
    STACK_OF(X509) *between = must(sk_X509_new_null());

    must(X509_STORE_add_cert(store, chain->certs[chain->count - 1]) ? store : NULL);
    for (size_t i = 1; i + 1 < chain->count; i++)
        must(sk_X509_push(between, chain->certs[i]) ? between : NULL);
    must(X509_STORE_CTX_init(context, store, chain->certs[0], between) ? context : NULL);
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);
    X509_STORE_CTX_set_default(context, "ssl_server");
    X509_VERIFY_PARAM_set_flags(rules, flags | X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_auth_level(rules, 2); /* 112 bits */
    X509_VERIFY_PARAM_set_time(rules, exam->job->now);
    X509_verify_cert(context);
    int code = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    sk_X509_free(between);
    X509_STORE_free(store);
    ERR_clear_error();
    return code;
}

static bool has_id(const struct problems *problems, const char *id)
{
    for (size_t i = 0; i < problems->count; i++)
        if (strcmp(problem_id(problems->list[i].problem), id) == 0)
            return true;
    return false;
}

void examine_verify(struct exam *exam)
{
    int code = verify(exam, 0);

    if (code != X509_V_OK) {
        if (!problem_has(exam->problems, PROBLEMS))
            problem_add(exam->problems, PROBLEM_REJECTED, "chain",
                        X509_verify_cert_error_string(code));
        return;
    }
    code = verify(exam, X509_V_FLAG_X509_STRICT);
    if (code != X509_V_OK && !has_id(exam->problems, "cert-profile"))
        problem_add(exam->problems, PROBLEM_STRICT, "chain", X509_verify_cert_error_string(code));
}
