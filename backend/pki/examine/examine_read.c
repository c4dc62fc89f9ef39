/* examine_read.c - a certificate's extensions, each read by itself: OpenSSL reads all of them as
 * missing as soon as one is malformed. */
#include <openssl/err.h>
#include <string.h>

#include "backend/pki/examine/examine_inside.h"

bool examine_has(const X509 *cert, int nid)
{
    return X509_get_ext_by_NID(cert, nid, -1) >= 0;
}

bool examine_is_critical(const X509 *cert, int nid)
{
    int at = X509_get_ext_by_NID(cert, nid, -1);

    return at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(cert, at));
}

bool examine_is_ca(const X509 *cert)
{
    BASIC_CONSTRAINTS *basic = ossl_extension(cert, NID_basic_constraints);
    bool ca = basic && basic->ca;

    BASIC_CONSTRAINTS_free(basic);
    ERR_clear_error();
    return ca;
}

bool examine_has_length(const X509 *cert)
{
    BASIC_CONSTRAINTS *basic = ossl_extension(cert, NID_basic_constraints);
    bool length = basic && basic->pathlen;

    BASIC_CONSTRAINTS_free(basic);
    ERR_clear_error();
    return length;
}

uint32_t examine_usage(const X509 *cert)
{
    ASN1_BIT_STRING *bits = ossl_extension(cert, NID_key_usage);
    uint32_t usage = UINT32_MAX;

    if (bits) {
        usage = bits->length > 0 ? bits->data[0] : 0;
        usage |= bits->length > 1 ? (uint32_t)bits->data[1] << 8 : 0;
    }
    ASN1_BIT_STRING_free(bits);
    ERR_clear_error();
    return usage;
}

static const struct purpose {
    int nid;
    uint32_t flag;
    const char *name;
} purposes[] = {
    { NID_server_auth, XKU_SSL_SERVER, NULL },
    { NID_client_auth, XKU_SSL_CLIENT, NULL },
    { NID_ms_sgc, XKU_SGC, NULL },
    { NID_ns_sgc, XKU_SGC, NULL },
    { NID_code_sign, XKU_CODE_SIGN, "code signing" },
    { NID_email_protect, XKU_SMIME, "mail" },
    { NID_time_stamp, XKU_TIMESTAMP, "time stamping" },
    { NID_OCSP_sign, XKU_OCSP_SIGN, "OCSP responses" },
    { NID_anyExtendedKeyUsage, XKU_ANYEKU, "any purpose" },
};

uint32_t examine_purposes(const X509 *cert)
{
    EXTENDED_KEY_USAGE *list = ossl_extension(cert, NID_ext_key_usage);
    uint32_t flags = 0;

    ERR_clear_error();
    if (!list)
        return UINT32_MAX;
    for (int i = 0; i < sk_ASN1_OBJECT_num(list); i++)
        for (size_t k = 0; k < sizeof purposes / sizeof *purposes; k++)
            if (OBJ_obj2nid(sk_ASN1_OBJECT_value(list, i)) == purposes[k].nid)
                flags |= purposes[k].flag;
    sk_ASN1_OBJECT_pop_free(list, ASN1_OBJECT_free);
    return flags;
}

void examine_purpose_names(uint32_t flags, void (*each)(const char *name, void *data), void *data)
{
    for (size_t k = 0; k < sizeof purposes / sizeof *purposes; k++)
        if (purposes[k].name && flags & purposes[k].flag)
            each(purposes[k].name, data);
}

bool examine_netscape_fits(const X509 *cert)
{
    ASN1_BIT_STRING *type = ossl_extension(cert, NID_netscape_cert_type);
    int bits = type && type->length > 0 ? type->data[0] : 0;
    bool fits = !type || bits & NS_SSL_SERVER;

    ASN1_BIT_STRING_free(type);
    ERR_clear_error();
    return fits;
}

bool examine_must_staple(const X509 *cert)
{
    TLS_FEATURE *features = ossl_extension(cert, NID_tlsfeature);
    bool staple = false;

    for (int i = 0; features && i < sk_ASN1_INTEGER_num(features); i++)
        staple = staple || ASN1_INTEGER_get(sk_ASN1_INTEGER_value(features, i)) == 5; /* RFC 7633 */
    sk_ASN1_INTEGER_pop_free(features, ASN1_INTEGER_free);
    ERR_clear_error();
    return staple;
}
