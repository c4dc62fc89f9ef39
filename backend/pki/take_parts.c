/* take_parts.c - certificates, keys and what is neither, each from its DER form. */
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>

#include "backend/base/mem.h"
#include "backend/pki/take_inside.h"

bool take_certificate(struct taking *taking, const unsigned char **at, long size)
{
    X509 *cert = d2i_X509(NULL, at, size); /* OpenSSL's notes on trust may follow */

    if (cert)
        take_cert(taking, cert);
    return cert;
}

bool take_trusted(struct taking *taking, const unsigned char **at, long size)
{
    X509 *cert = d2i_X509_AUX(NULL, at, size);

    if (cert)
        take_cert(taking, cert);
    return cert;
}

/* Its certificates are a set: anyone who wrote it chose no order. */
static void take_set(struct taking *taking, const STACK_OF(X509) * certs)
{
    unsigned list = taking->list;

    taking->list = 0;
    for (int i = 0; i < sk_X509_num(certs); i++) {
        X509 *cert = sk_X509_value(certs, i);
        X509_up_ref(cert);
        take_cert(taking, cert);
    }
    taking->list = list;
}

bool take_pkcs7(struct taking *taking, const unsigned char **at, long size)
{
    PKCS7 *message = d2i_PKCS7(NULL, at, size);

    if (!message)
        return false;
    taking->found++;
    if (PKCS7_type_is_signed(message) && sk_X509_num(message->d.sign->cert) > 0)
        take_set(taking, message->d.sign->cert);
    else if (PKCS7_type_is_signedAndEnveloped(message) || PKCS7_type_is_enveloped(message))
        take_problem(taking, PROBLEM_FOREIGN_SEAL, NULL);
    else
        take_problem(taking, PROBLEM_USELESS, "a message of PKCS#7 without certificates");
    PKCS7_free(message);
    return true;
}

/* What PKCS#7 does not know (RFC 5652): signers named by their key, other kinds of content. */
bool take_cms(struct taking *taking, const unsigned char **at, long size)
{
    CMS_ContentInfo *message = d2i_CMS_ContentInfo(NULL, at, size);

    if (!message)
        return false;
    int kind = OBJ_obj2nid(CMS_get0_type(message));
    AUTO_CHAIN STACK_OF(X509) *certs = CMS_get1_certs(message);
    taking->found++;
    if (kind == NID_pkcs7_signed && sk_X509_num(certs) > 0)
        take_set(taking, certs);
    else if (kind == NID_pkcs7_enveloped || kind == NID_id_smime_ct_authEnvelopedData)
        take_problem(taking, PROBLEM_FOREIGN_SEAL, NULL);
    else
        take_problem(taking, PROBLEM_USELESS, "a CMS message without certificates");
    CMS_ContentInfo_free(message);
    return true;
}

/* "good", signed by an authority: about a certificate, and none. */
bool take_ocsp(struct taking *taking, const unsigned char **at, long size)
{
    const unsigned char *start = *at;
    OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, at, size);
    OCSP_REQUEST *request = response ? NULL : d2i_OCSP_REQUEST(NULL, at, size);

    if (!response && !request)
        return *at = start, false;
    taking->found++;
    take_problem(taking, PROBLEM_USELESS, response ? "an OCSP response" : "an OCSP request");
    OCSP_RESPONSE_free(response);
    OCSP_REQUEST_free(request);
    return true;
}

bool take_request(struct taking *taking, const unsigned char **at, long size)
{
    X509_REQ *request = d2i_X509_REQ(NULL, at, size);

    if (!request)
        return false;
    taking->found++;
    take_problem(taking, PROBLEM_REQUEST, NULL);
    X509_REQ_free(request);
    return true;
}

bool take_crl(struct taking *taking, const unsigned char **at, long size)
{
    X509_CRL *crl = d2i_X509_CRL(NULL, at, size);

    if (!crl)
        return false;
    taking->found++;
    take_problem(taking, PROBLEM_CRL, NULL);
    X509_CRL_free(crl);
    return true;
}

bool take_public_key(struct taking *taking, const unsigned char **at, long size)
{
    AUTO_KEY EVP_PKEY *key = d2i_PUBKEY(NULL, at, size);

    if (!key)
        return false;
    taking->found++;
    take_problem(taking, PROBLEM_PUBLIC_KEY, NULL);
    return true;
}

bool take_sealed_key(struct taking *taking, const unsigned char **at, long size)
{
    X509_SIG *sealed = d2i_X509_SIG(NULL, at, size);

    if (!sealed)
        return false;
    taking->found++;
    PKCS8_PRIV_KEY_INFO *plain = take_open_key(taking, sealed);
    if (plain)
        take_pkcs8(taking, plain);
    PKCS8_PRIV_KEY_INFO_free(plain);
    X509_SIG_free(sealed);
    return true;
}

/* The second version (RFC 5958), with the public key behind, which OpenSSL 3.0 cannot read: the
 * first three parts are what it was before. */
static PKCS8_PRIV_KEY_INFO *take_second_version(const unsigned char **at, long size)
{
    const unsigned char *from = *at, *again;
    STACK_OF(ASN1_TYPE) *parts = d2i_ASN1_SEQUENCE_ANY(NULL, &from, size);
    ASN1_TYPE *first = sk_ASN1_TYPE_value(parts, 0);
    PKCS8_PRIV_KEY_INFO *plain = NULL;
    unsigned char *bytes = NULL;
    int length = -1;

    if (sk_ASN1_TYPE_num(parts) > 3 && ASN1_TYPE_get(first) == V_ASN1_INTEGER &&
        ASN1_INTEGER_get(first->value.integer) == 1 && ASN1_INTEGER_set(first->value.integer, 0)) {
        while (sk_ASN1_TYPE_num(parts) > 3)
            ASN1_TYPE_free(sk_ASN1_TYPE_pop(parts));
        length = i2d_ASN1_SEQUENCE_ANY(parts, &bytes);
    }
    again = bytes;
    if (length > 0 && (plain = d2i_PKCS8_PRIV_KEY_INFO(NULL, &again, length)))
        *at = from;
    OPENSSL_clear_free(bytes, length > 0 ? (size_t)length : 0);
    sk_ASN1_TYPE_pop_free(parts, ASN1_TYPE_free);
    return plain;
}

bool take_plain_key(struct taking *taking, const unsigned char **at, long size)
{
    const unsigned char *start = *at;
    PKCS8_PRIV_KEY_INFO *plain = d2i_PKCS8_PRIV_KEY_INFO(NULL, at, size);

    if (!plain)
        plain = take_second_version(&start, size), *at = plain ? start : *at;
    if (!plain)
        return false;
    take_pkcs8(taking, plain);
    PKCS8_PRIV_KEY_INFO_free(plain);
    return true;
}

/* Behind the first number, a version or a modulus, comes another (RFC 8017, A.1; DSA as OpenSSL
 * writes it) or the octets of the key (RFC 5915, 3). Asking first spares the search for a decoder,
 * which takes longer than all the rest. 0: it is no such structure. */
static int second_tag(const unsigned char *at, long size)
{
    const unsigned char *end = at + size;
    long length;
    int tag = 0, class;

    ASN1_get_object(&at, &length, &tag, &class, size);
    if (tag != V_ASN1_SEQUENCE || at >= end)
        return 0;
    if (ASN1_get_object(&at, &length, &tag, &class, end - at) & 0x80 || tag != V_ASN1_INTEGER ||
        class != V_ASN1_UNIVERSAL || end - at <= length)
        return 0;
    at += length;
    ASN1_get_object(&at, &length, &tag, &class, end - at);
    return class == V_ASN1_UNIVERSAL ? tag : 0;
}

/* RSA's own form (RFC 8017, A.1.1), as "openssl rsa -RSAPublicKey_out" writes it. */
bool take_old_public(struct taking *taking, const unsigned char **at, long size)
{
    bool may_be = second_tag(*at, size) == V_ASN1_INTEGER && take_may_ask(taking);
    AUTO_KEY EVP_PKEY *key = may_be ? d2i_PublicKey(EVP_PKEY_RSA, NULL, at, size) : NULL;

    if (!key)
        return false;
    taking->found++;
    take_problem(taking, PROBLEM_PUBLIC_KEY, NULL);
    return true;
}

bool take_old_key(struct taking *taking, const unsigned char **at, long size)
{
    static const struct {
        int type, second;
    } types[] = { { EVP_PKEY_RSA, V_ASN1_INTEGER },
                  { EVP_PKEY_EC, V_ASN1_OCTET_STRING },
                  { EVP_PKEY_DSA, V_ASN1_INTEGER } };
    int second = second_tag(*at, size);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const unsigned char *try = *at;
        bool may_be = second == types[i].second && take_may_ask(taking);
        EVP_PKEY *key = may_be ? d2i_PrivateKey(types[i].type, NULL, &try, size) : NULL;
        if (key) {
            *at = try;
            take_key(taking, key);
            return true;
        }
    }
    return false;
}
