/* examine_profile.c - what stands in a certificate, against the profile of RFC 5280 and the
 * Baseline Requirements. OpenSSL lets most of this pass, others do not. */
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "backend/pki/examine/examine_inside.h"

static bool is_critical(const X509 *cert, int nid)
{
    int at = X509_get_ext_by_NID(cert, nid, -1);

    return at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(cert, at));
}

static bool examine_profile_has(const X509 *cert, int nid)
{
    return X509_get_ext_by_NID(cert, nid, -1) >= 0;
}

static bool is_twice(const X509 *cert)
{
    for (int i = 0; i < X509_get_ext_count(cert); i++) {
        const ASN1_OBJECT *object = X509_EXTENSION_get_object(X509_get_ext(cert, i));
        if (X509_get_ext_by_OBJ(cert, object, i) >= 0)
            return true;
    }
    return false;
}

static bool is_unreadable(const X509 *cert, int nid)
{
    int critical = 0;
    void *value = X509_get_ext_d2i(cert, nid, &critical, NULL);

    if (value)
        ASN1_item_free(value, ASN1_ITEM_ptr(X509V3_EXT_get_nid(nid)->it));
    return !value && critical != -1; /* -1: it is not there */
}

static bool is_malformed(X509 *cert)
{
    static const int read[] = { NID_subject_alt_name, NID_name_constraints, NID_info_access,
                                NID_crl_distribution_points };

    if (X509_get_extension_flags(cert) & EXFLAG_INVALID || is_twice(cert))
        return true;
    for (size_t k = 0; k < sizeof read / sizeof *read; k++)
        if (is_unreadable(cert, read[k]))
            return true;
    return false;
}

static bool any_purpose(X509 *cert, size_t i)
{
    uint32_t uses = X509_get_extended_key_usage(cert);

    return i == 0 && uses != UINT32_MAX && uses & XKU_ANYEKU;
}

static bool critical_use(X509 *cert, size_t i)
{
    return i == 0 && is_critical(cert, NID_ext_key_usage);
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
    return i == 0 && is_critical(cert, NID_subject_alt_name) &&
           X509_NAME_entry_count(X509_get_subject_name(cert)) > 0;
}

static bool old_version(X509 *cert, size_t i)
{
    (void)i;
    return X509_get_version(cert) != X509_VERSION_3;
}

static bool basic_not_critical(X509 *cert, size_t i)
{
    return i > 0 && examine_profile_has(cert, NID_basic_constraints) &&
           !is_critical(cert, NID_basic_constraints);
}

static bool usage_not_critical(X509 *cert, size_t i)
{
    return i > 0 && !is_critical(cert, NID_key_usage);
}

static bool no_subject_id(X509 *cert, size_t i)
{
    return i > 0 && !X509_get0_subject_key_id(cert);
}

static bool no_ca_id(X509 *cert, size_t i)
{
    (void)i;
    return !chain_is_root(cert) && !X509_get0_authority_key_id(cert);
}

static bool server_constraints(X509 *cert, size_t i)
{
    return i == 0 && examine_profile_has(cert, NID_name_constraints);
}

static const struct {
    enum problem problem;
    bool (*found)(X509 *cert, size_t i); /* in the i-th of the chain */
} unusual[] = {
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
};

void examine_profile(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];

    if (is_malformed(cert)) {
        problem_add(exam->problems, PROBLEM_MALFORMED, where, NULL);
        return; /* OpenSSL reads all of its extensions as missing then */
    }
    for (size_t k = 0; k < sizeof unusual / sizeof *unusual; k++)
        if (unusual[k].found(cert, i))
            problem_add(exam->problems, unusual[k].problem, where, NULL);
    ERR_clear_error();
}
