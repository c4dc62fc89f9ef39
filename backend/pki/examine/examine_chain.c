/* examine_chain.c - signatures, roles and limits along the chain (RFC 5280, 6.1). */
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/pbe.h"
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
    const X509_ALGOR *algorithm;
    bool known = X509_get_signature_info(cert, &digest, &key, &bits, &flags) == 1;

    bool root = chain_is_root(cert);
    char name[64];

    ERR_clear_error();
    if (!known && !root) {
        X509_get0_signature(NULL, &algorithm, cert);
        pbe_name(algorithm->algorithm, name);
        problem_add(exam->problems, PROBLEM_FOREIGN_SIGNATURE, where, name);
    } else if (known && is_weak(digest) && !root) {
        problem_add(exam->problems, PROBLEM_WEAK_SIGNATURE, where, OBJ_nid2sn(digest));
    } else if (known && key == NID_rsassaPss && !root) {
        problem_add(exam->problems, PROBLEM_PSS_SIGNATURE, where, NULL);
    }
    return known;
}

/* The algorithm stands in what is signed, too, so that nobody can change it. */
static bool is_mixed(const X509 *cert)
{
    const X509_ALGOR *outside;

    X509_get0_signature(NULL, &outside, cert);
    return X509_ALGOR_cmp(outside, X509_get0_tbs_sigalg(cert)) != 0;
}

void examine_signature(struct exam *exam, size_t i, const char *where)
{
    const struct chain *chain = &exam->chain;
    X509 *cert = chain->certs[i];
    X509 *issuer = i + 1 < chain->count ? chain->certs[i + 1] : chain_is_root(cert) ? cert : NULL;
    char name[PROBLEM_ABOUT];

    if (!judge_digest(exam, i, where) || !issuer || !X509_get0_pubkey(issuer))
        return;
    bool anchor = issuer == cert && chain->trust == TRUST_FOUND, mixed = is_mixed(cert);
    bool wrong = mixed || !examine_is_signed(exam, cert, issuer);
    show_name(X509_get_subject_name(issuer), name, sizeof name);
    if (wrong && anchor)
        problem_add(exam->problems, PROBLEM_ROOT_SIGNATURE, where, NULL);
    else if (mixed)
        problem_add(exam->problems, PROBLEM_OTHER_ALGORITHM, where, NULL);
    else if (wrong)
        problem_add(exam->problems, PROBLEM_SIGNATURE, where, name);
    else if (X509_check_issued(issuer, cert) == X509_V_ERR_AKID_SKID_MISMATCH ||
             X509_check_issued(issuer, cert) == X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH)
        problem_add(exam->problems, PROBLEM_AKI, where, name);
    ERR_clear_error();
}

/* ------------------------------------------------ roles */

/* A CA that says what it is for must say servers, too: so OpenSSL and Windows read it. */
static void judge_use(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];
    uint32_t uses = examine_purposes(cert), wanted = XKU_SSL_SERVER | (i ? XKU_SGC : 0);

    if (uses == UINT32_MAX) {
        if (i == 0 && !examine_has(cert, NID_ext_key_usage))
            problem_add(exam->problems, PROBLEM_NO_EKU, where, NULL);
    } else if (!(uses & wanted))
        problem_add(exam->problems, uses & XKU_ANYEKU ? PROBLEM_ANY_ALONE : PROBLEM_NO_SERVER_AUTH,
                    where, NULL);
}

/* A root of version 1 has nothing to say it with; whoever trusts it knows what it is. One that says
 * so by its key usage alone is taken by all but strict clients. */
static void judge_ca(struct exam *exam, X509 *cert, const char *where)
{
    bool implied = !examine_has(cert, NID_basic_constraints) && examine_has(cert, NID_key_usage);
    bool old_root = chain_is_root(cert) && (X509_get_version(cert) == X509_VERSION_1 || implied);

    if (!old_root && !examine_is_ca(cert))
        problem_add(exam->problems, PROBLEM_NOT_CA, where, NULL);
    if (!(examine_usage(cert) & KU_KEY_CERT_SIGN))
        problem_add(exam->problems, PROBLEM_NO_CERT_SIGN, where, NULL);
}

struct mixed {
    struct exam *exam;
    const char *where;
};

static void judge_mixed(const char *name, void *data)
{
    const struct mixed *mixed = data;

    problem_add(mixed->exam->problems, PROBLEM_PUBLIC_EKU, mixed->where, name);
}

static void judge_server(struct exam *exam, X509 *cert, const char *where)
{
    struct mixed mixed = { exam, where };
    uint32_t uses = examine_purposes(cert);

    if (examine_is_ca(cert))
        problem_add(exam->problems, PROBLEM_IS_CA, where, NULL);
    if (!(examine_usage(cert) & KU_DIGITAL_SIGNATURE))
        problem_add(exam->problems, PROBLEM_NO_SIGNING, where, NULL);
    if (exam->job->public_ca && uses != UINT32_MAX)
        examine_purpose_names(uses, judge_mixed, &mixed);
    if (!examine_netscape_fits(cert))
        problem_add(exam->problems, PROBLEM_NETSCAPE, where, NULL);
    if (examine_must_staple(cert))
        problem_add(exam->problems, PROBLEM_MUST_STAPLE, where, NULL);
}

static void judge_critical(struct exam *exam, const X509 *cert, const char *where)
{
    char name[64];

    for (int i = 0; i < X509_get_ext_count(cert); i++) {
        X509_EXTENSION *extension = X509_get_ext(cert, i);
        const ASN1_OBJECT *object = X509_EXTENSION_get_object(extension);
        bool unknown =
            X509_EXTENSION_get_critical(extension) && !X509_supported_extension(extension);
        if (unknown && OBJ_obj2nid(object) == NID_ct_precert_poison)
            problem_add(exam->problems, PROBLEM_PRECERTIFICATE, where, NULL);
        else if (unknown && OBJ_obj2txt(name, sizeof name, object, 1) > 0)
            problem_add(exam->problems, PROBLEM_CRITICAL, where, name);
    }
}

void examine_role(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];

    (i ? judge_ca : judge_server)(exam, cert, where);
    if (i && examine_must_staple(cert) && !examine_must_staple(exam->chain.certs[0]))
        problem_add(exam->problems, PROBLEM_STAPLE_CA, where, NULL);
    judge_use(exam, i, where);
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

/* Where it does not, OpenSSL's clients take the common name for a host. */
static bool names_hosts(X509 *cert)
{
    AUTO_NAMES GENERAL_NAMES *names = ossl_extension(cert, NID_subject_alt_name);

    for (int i = 0; names && i < sk_GENERAL_NAME_num(names); i++)
        if (sk_GENERAL_NAME_value(names, i)->type == GEN_DNS)
            return true;
    return false;
}

static void examine_chain_judge_constraints(struct exam *exam, size_t i, const char *where)
{
    AUTO_LIMITS NAME_CONSTRAINTS *limits =
        ossl_extension(exam->chain.certs[i], NID_name_constraints);
    int code = X509_V_OK;

    for (size_t k = i; limits && code == X509_V_OK && k-- > 0;)
        if (k == 0 || !is_self_issued(exam->chain.certs[k]))
            code = NAME_CONSTRAINTS_check(exam->chain.certs[k], limits);
    if (limits && code == X509_V_OK && !names_hosts(exam->chain.certs[0]))
        code = NAME_CONSTRAINTS_check_CN(exam->chain.certs[0], limits);
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
