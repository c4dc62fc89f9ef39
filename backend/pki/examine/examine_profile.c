/* examine_profile.c - what stands in a certificate, against the profile of RFC 5280 and the
 * Baseline Requirements. OpenSSL lets most of this pass, others do not. */
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/pbe.h"
#include "backend/pki/show.h"

static int judge_same_kind(const void *a, const void *b)
{
    return OBJ_cmp(*(const ASN1_OBJECT *const *)a, *(const ASN1_OBJECT *const *)b);
}

/* Sorted, for there may be as many as a file has room for. */
static void judge_twice(struct exam *exam, const X509 *cert, const char *where)
{
    size_t count = X509_get_ext_count(cert) > 0 ? (size_t)X509_get_ext_count(cert) : 0;
    AUTO_FREE const ASN1_OBJECT **kinds = must(calloc(count + 1, sizeof *kinds));
    char name[64];

    for (size_t i = 0; i < count; i++)
        kinds[i] = X509_EXTENSION_get_object(X509_get_ext(cert, (int)i));
    qsort(kinds, count, sizeof *kinds, judge_same_kind);
    for (size_t i = 0; i + 1 < count; i++) {
        if (OBJ_cmp(kinds[i], kinds[i + 1]) != 0)
            continue;
        pbe_name(kinds[i], name);
        problem_add(exam->problems, PROBLEM_TWICE, where, name);
    }
}

static bool is_unreadable(const X509 *cert, int nid)
{
    int critical = 0;
    const X509V3_EXT_METHOD *method = X509V3_EXT_get_nid(nid);
    void *value = X509_get_ext_d2i(cert, nid, &critical, NULL);

    if (value && method->it)
        ASN1_item_free(value, ASN1_ITEM_ptr(method->it));
    else if (value)
        method->ext_free(value);
    return !value && critical >= 0; /* -1: it is not there; -2: it is there twice */
}

/* What OpenSSL reads of each certificate, and refuses it for; and what it leaves to those who ask
 * for it, as curl, Python, Node.js and GnuTLS were tried with each. Policies are its strict
 * opinion's. */
static const struct {
    int nid;
    enum problem problem;
} readable_forms[] = {
    { NID_subject_alt_name, PROBLEM_MALFORMED },
    { NID_name_constraints, PROBLEM_MALFORMED },
    { NID_crl_distribution_points, PROBLEM_MALFORMED },
    { NID_basic_constraints, PROBLEM_MALFORMED },
    { NID_key_usage, PROBLEM_MALFORMED },
    { NID_ext_key_usage, PROBLEM_MALFORMED },
    { NID_subject_key_identifier, PROBLEM_MALFORMED },
    { NID_authority_key_identifier, PROBLEM_MALFORMED },
    { NID_netscape_cert_type, PROBLEM_MALFORMED },
    { NID_info_access, PROBLEM_UNDECODED },
    { NID_sinfo_access, PROBLEM_UNDECODED },
    { NID_freshest_crl, PROBLEM_UNDECODED },
    { NID_issuer_alt_name, PROBLEM_UNDECODED },
    { NID_policy_mappings, PROBLEM_UNDECODED },
    { NID_inhibit_any_policy, PROBLEM_UNDECODED },
    { NID_private_key_usage_period, PROBLEM_UNDECODED },
    { NID_tlsfeature, PROBLEM_UNDECODED },
    { NID_ct_precert_scts, PROBLEM_UNDECODED },
};

static void judge_unreadable(struct exam *exam, const X509 *cert, const char *where,
                             enum problem problem)
{
    for (size_t k = 0; k < sizeof readable_forms / sizeof *readable_forms; k++)
        if (readable_forms[k].problem == problem && is_unreadable(cert, readable_forms[k].nid))
            problem_add(exam->problems, problem, where, OBJ_nid2ln(readable_forms[k].nid));
}

/* OpenSSL does not look behind what it has read; GnuTLS, Go and cryptography refuse what is there.
 */
static bool has_tail(const X509 *cert, int nid)
{
    X509_EXTENSION *extension = X509_get_ext(cert, X509_get_ext_by_NID(cert, nid, -1));
    const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data(extension);
    const unsigned char *at = value ? ASN1_STRING_get0_data(value) : NULL;
    long size = value ? ASN1_STRING_length(value) : 0, length = 0;
    const unsigned char *end = at ? at + size : NULL;
    int tag, class, header = at ? ASN1_get_object(&at, &length, &tag, &class, size) : 0x80;

    return !(header & 0x80) && length < end - at;
}

/* OpenSSL takes a critical one of these; GnuTLS or Java, tried with each, does not. */
static void judge_known(struct exam *exam, const X509 *cert, const char *where)
{
    static const int unknown[] = { NID_policy_constraints, NID_policy_mappings,
                                   NID_netscape_cert_type, NID_crl_distribution_points,
                                   NID_sbgp_ipAddrBlock,   NID_sbgp_autonomousSysNum };

    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        if (examine_is_critical(cert, unknown[i]))
            problem_add(exam->problems, PROBLEM_CRITICAL_SOME, where, OBJ_nid2ln(unknown[i]));
}

/* A path length that is larger than any number is none to OpenSSL. */
static bool endless_length(X509 *cert)
{
    return examine_has_length(cert) && X509_get_pathlen(cert) < 0 &&
           !(X509_get_extension_flags(cert) & EXFLAG_INVALID) && examine_is_ca(cert);
}

static void judge_readable(struct exam *exam, X509 *cert, const char *where)
{
    size_t before = exam->problems->count;

    judge_twice(exam, cert, where);
    judge_unreadable(exam, cert, where, PROBLEM_MALFORMED);
    if (X509_get_extension_flags(cert) & EXFLAG_INVALID && exam->problems->count == before)
        problem_add(exam->problems, PROBLEM_MALFORMED, where, "a value that may not be");
    judge_unreadable(exam, cert, where, PROBLEM_UNDECODED);
    for (size_t k = 0; k < sizeof readable_forms / sizeof *readable_forms; k++)
        if (has_tail(cert, readable_forms[k].nid))
            problem_add(exam->problems, PROBLEM_UNDECODED, where,
                        OBJ_nid2ln(readable_forms[k].nid));
    if (endless_length(cert))
        problem_add(exam->problems, PROBLEM_UNDECODED, where, OBJ_nid2ln(NID_basic_constraints));
    judge_known(exam, cert, where);
}

/* To OpenSSL capitals, blanks and encodings are no difference. */
static void judge_issuer(struct exam *exam, size_t i, const char *where)
{
    const struct chain *chain = &exam->chain;
    const unsigned char *name, *called;
    size_t size, length;
    char about[PROBLEM_ABOUT];

    if (i + 1 == chain->count ||
        !X509_NAME_get0_der(X509_get_issuer_name(chain->certs[i]), &name, &size) ||
        !X509_NAME_get0_der(X509_get_subject_name(chain->certs[i + 1]), &called, &length) ||
        (size == length && memcmp(name, called, size) == 0))
        return;
    show_name(X509_get_subject_name(chain->certs[i + 1]), about, sizeof about);
    problem_add(exam->problems, PROBLEM_ISSUER_BYTES, where, about);
}

static bool any_purpose(X509 *cert, size_t i)
{
    uint32_t uses = examine_purposes(cert);

    return i == 0 && uses != UINT32_MAX && uses & XKU_ANYEKU;
}

static bool critical_use(X509 *cert, size_t i)
{
    return i == 0 && examine_is_critical(cert, NID_ext_key_usage);
}

static bool serial_zero(X509 *cert, size_t i)
{
    const ASN1_INTEGER *serial = X509_get0_serialNumber(cert);

    (void)i;
    return ASN1_STRING_type(serial) == V_ASN1_NEG_INTEGER || ASN1_STRING_length(serial) == 0 ||
           (ASN1_STRING_length(serial) == 1 && ASN1_STRING_get0_data(serial)[0] == 0);
}

/* As it is written: a first bit that is set takes a byte of zeros more. */
static bool serial_long(X509 *cert, size_t i)
{
    const ASN1_INTEGER *serial = X509_get0_serialNumber(cert);
    int size = ASN1_STRING_length(serial);

    (void)i;
    return size && size + (ASN1_STRING_get0_data(serial)[0] >> 7) > 20;
}

static bool names_critical(X509 *cert, size_t i)
{
    return i == 0 && examine_is_critical(cert, NID_subject_alt_name) &&
           X509_NAME_entry_count(X509_get_subject_name(cert)) > 0;
}

static bool old_version(X509 *cert, size_t i)
{
    (void)i;
    return X509_get_version(cert) != X509_VERSION_3;
}

static bool basic_not_critical(X509 *cert, size_t i)
{
    return i > 0 && examine_has(cert, NID_basic_constraints) &&
           !examine_is_critical(cert, NID_basic_constraints);
}

static bool usage_not_critical(X509 *cert, size_t i)
{
    return i > 0 && !examine_is_critical(cert, NID_key_usage);
}

static bool no_subject_id(X509 *cert, size_t i)
{
    return i > 0 && !examine_has(cert, NID_subject_key_identifier);
}

static bool no_ca_id(X509 *cert, size_t i)
{
    (void)i;
    AUTHORITY_KEYID *id = ossl_extension(cert, NID_authority_key_identifier);
    bool none = id ? !id->keyid : !examine_has(cert, NID_authority_key_identifier);

    AUTHORITY_KEYID_free(id);
    ERR_clear_error();
    return none && !chain_is_root(cert);
}

static bool signs_without_ca(X509 *cert, size_t i)
{
    uint32_t usage = examine_usage(cert);

    return i == 0 && usage != UINT32_MAX && usage & KU_KEY_CERT_SIGN && !examine_is_ca(cert);
}

static bool length_without_ca(X509 *cert, size_t i)
{
    (void)i;
    return examine_has_length(cert) &&
           (!examine_is_ca(cert) || !(examine_usage(cert) & KU_KEY_CERT_SIGN));
}

static bool no_subject(X509 *cert, size_t i)
{
    return X509_NAME_entry_count(X509_get_issuer_name(cert)) == 0 ||
           (i > 0 && X509_NAME_entry_count(X509_get_subject_name(cert)) == 0);
}

static bool subject_san(X509 *cert, size_t i)
{
    return i == 0 && X509_NAME_entry_count(X509_get_subject_name(cert)) == 0 &&
           examine_has(cert, NID_subject_alt_name) &&
           !examine_is_critical(cert, NID_subject_alt_name);
}

static bool id_critical(X509 *cert, size_t i)
{
    (void)i;
    return examine_is_critical(cert, NID_subject_key_identifier) ||
           examine_is_critical(cert, NID_authority_key_identifier);
}

static bool server_constraints(X509 *cert, size_t i)
{
    return i == 0 && examine_has(cert, NID_name_constraints);
}

static const struct {
    enum problem problem;
    bool (*found)(X509 *cert, size_t i); /* in the i-th of the chain */
} unusual_forms[] = {
    { PROBLEM_ANY_EKU, any_purpose },
    { PROBLEM_CRITICAL_EKU, critical_use },
    { PROBLEM_SERIAL_ZERO, serial_zero },
    { PROBLEM_SERIAL_LONG, serial_long },
    { PROBLEM_SAN_CRITICAL, names_critical },
    { PROBLEM_VERSION, old_version },
    { PROBLEM_BC_NOT_CRITICAL, basic_not_critical },
    { PROBLEM_KU_NOT_CRITICAL, usage_not_critical },
    { PROBLEM_NO_SKI, no_subject_id },
    { PROBLEM_NO_AKI, no_ca_id },
    { PROBLEM_LEAF_CONSTRAINTS, server_constraints },
    { PROBLEM_SIGNS_WITHOUT_CA, signs_without_ca },
    { PROBLEM_LENGTH_WITHOUT_CA, length_without_ca },
    { PROBLEM_NO_SUBJECT, no_subject },
    { PROBLEM_SUBJECT_SAN, subject_san },
    { PROBLEM_ID_CRITICAL, id_critical },
};

/* One of version 1 has no extensions, so that nothing else is to be missed. */
void examine_profile(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];
    bool old = X509_get_version(cert) != X509_VERSION_3;

    judge_readable(exam, cert, where);
    judge_issuer(exam, i, where);
    for (size_t k = 0; k < sizeof unusual_forms / sizeof *unusual_forms; k++)
        if (unusual_forms[k].found(cert, i) &&
            (!old || unusual_forms[k].problem == PROBLEM_VERSION ||
             unusual_forms[k].problem == PROBLEM_NO_SUBJECT))
            problem_add(exam->problems, unusual_forms[k].problem, where, NULL);
    ERR_clear_error();
}
