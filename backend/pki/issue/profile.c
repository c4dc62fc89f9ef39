#include "backend/pki/issue/profile.h"

#include <openssl/err.h>

/* The text is OpenSSL's form, which is safe for constants; names are never written this way. */
struct extension {
    int nid;
    const char *value;
    const char *rsa; /* instead of value for an RSA key; NULL: the same */
};

/* RFC 5280: 4.2.1.1 and .2 key identifiers, .3 key usage, .9 constraints; path length 0: it signs
 * no further CA. A root has 1: it certifies the key of the root that follows it (next_root.h), and
 * GnuTLS counts such a certificate even where the names are the same. CA/Browser Forum Baseline
 * Requirements 7.1.2 say the same. Python 3.13 and newer refuse a CA without critical constraints,
 * or a certificate below one without the CA's key identifier. Key identifier before CA's: the order
 * of the row is the order of making. */
static const struct extension root_extensions[] = {
    { .nid = NID_basic_constraints, .value = "critical,CA:TRUE,pathlen:1" },
    { .nid = NID_key_usage, .value = "critical,keyCertSign,cRLSign" },
    { .nid = NID_subject_key_identifier, .value = "hash" },
    { .nid = NID_undef },
};

static const struct extension issuing_extensions[] = {
    { .nid = NID_basic_constraints, .value = "critical,CA:TRUE,pathlen:0" },
    { .nid = NID_key_usage, .value = "critical,keyCertSign,cRLSign" },
    { .nid = NID_subject_key_identifier, .value = "hash" },
    { .nid = NID_authority_key_identifier, .value = "keyid:always" },
    { .nid = NID_undef },
};

/* RSA key exchange of TLS 1.2 needs keyEncipherment (RFC 5246, 7.4.2); elliptic curves have no such
 * thing. */
static const struct extension server_extensions[] = {
    { .nid = NID_basic_constraints, .value = "critical,CA:FALSE" },
    { .nid = NID_key_usage,
      .value = "critical,digitalSignature",
      .rsa = "critical,digitalSignature,keyEncipherment" },
    { .nid = NID_ext_key_usage, .value = "serverAuth" },
    { .nid = NID_subject_key_identifier, .value = "hash" },
    { .nid = NID_authority_key_identifier, .value = "keyid:always" },
    { .nid = NID_undef },
};

static const struct extension client[] = {
    { .nid = NID_basic_constraints, .value = "critical,CA:FALSE" },
    { .nid = NID_key_usage, .value = "critical,digitalSignature" },
    { .nid = NID_ext_key_usage, .value = "clientAuth" },
    { .nid = NID_subject_key_identifier, .value = "hash" },
    { .nid = NID_authority_key_identifier, .value = "keyid:always" },
    { .nid = NID_undef },
};

static const struct extension *const profiles[] = {
    [KIND_ROOT] = root_extensions,
    [KIND_ISSUING] = issuing_extensions,
    [KIND_SERVER] = server_extensions,
    [KIND_CLIENT] = client,
};

static bool add_extension(X509 *cert, X509V3_CTX *context, const struct extension *row, bool rsa)
{
    X509_EXTENSION *extension =
        X509V3_EXT_conf_nid(NULL, context, row->nid, rsa && row->rsa ? row->rsa : row->value);
    bool ok = extension && X509_add_ext(cert, extension, -1);

    X509_EXTENSION_free(extension);
    return ok;
}

bool profile_add(X509 *cert, enum profile_kind kind, X509 *issuer, struct err *err)
{
    bool rsa = EVP_PKEY_is_a(X509_get0_pubkey(cert), "RSA");
    X509V3_CTX context;

    ERR_clear_error();
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
    for (const struct extension *row = profiles[kind]; row->nid != NID_undef; row++)
        if (!add_extension(cert, &context, row, rsa))
            return ossl_fail(err, "cannot write %s into a certificate", OBJ_nid2ln(row->nid));
    return true;
}
