/* pbe_decrypt(): scrypt (RFC 7914) here, everything else as OpenSSL does it. */
#include <openssl/err.h>

#include "backend/pki/pbe.h"

enum { MEMORY = 512 << 20 }; /* bytes: more than what PBE_COST_MAX lets through needs */

/* With the key in it, and the vector that stands beside the cipher. */
static bool pbe_prepare(EVP_CIPHER_CTX *cipher, const PBE2PARAM *both, const SCRYPT_PARAMS *numbers,
                        const struct way *way)
{
    unsigned char key[EVP_MAX_KEY_LENGTH];
    EVP_CIPHER *method =
        EVP_CIPHER_fetch(NULL, OBJ_nid2sn(OBJ_obj2nid(both->encryption->algorithm)), NULL);
    bool ok = method && EVP_DecryptInit_ex(cipher, method, NULL, NULL, NULL) &&
              EVP_CIPHER_asn1_to_param(cipher, both->encryption->parameter) >= 0;
    int length = ok ? EVP_CIPHER_CTX_get_key_length(cipher) : 0;

    ok = ok && length > 0 &&
         EVP_PBE_scrypt(
             way->bytes ? way->bytes : "", way->size, ASN1_STRING_get0_data(numbers->salt),
             (size_t)ASN1_STRING_length(numbers->salt),
             (uint64_t)pbe_number(numbers->costParameter), (uint64_t)pbe_number(numbers->blockSize),
             (uint64_t)pbe_number(numbers->parallelizationParameter), MEMORY, key,
             (size_t)length) == 1 &&
         EVP_DecryptInit_ex(cipher, NULL, NULL, key, NULL);
    OPENSSL_cleanse(key, sizeof key);
    EVP_CIPHER_free(method);
    return ok;
}

static bool pbe_scrypt(const PBE2PARAM *both, const struct way *way, const ASN1_OCTET_STRING *bytes,
                       unsigned char **out, int *size)
{
    SCRYPT_PARAMS *numbers =
        ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(SCRYPT_PARAMS), both->keyfunc->parameter);
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    size_t room = (size_t)ASN1_STRING_length(bytes) + EVP_MAX_BLOCK_LENGTH;
    int last = 0;

    *out = OPENSSL_malloc(room);
    bool ok = numbers && cipher && *out && pbe_prepare(cipher, both, numbers, way) &&
              EVP_DecryptUpdate(cipher, *out, size, ASN1_STRING_get0_data(bytes),
                                ASN1_STRING_length(bytes)) &&
              EVP_DecryptFinal_ex(cipher, *out + *size, &last);
    *size += last;
    if (!ok) {
        OPENSSL_clear_free(*out, room);
        *out = NULL;
    }
    EVP_CIPHER_CTX_free(cipher);
    SCRYPT_PARAMS_free(numbers);
    return ok;
}

bool pbe_decrypt(const X509_ALGOR *algorithm, const struct way *way, const ASN1_OCTET_STRING *bytes,
                 OSSL_LIB_CTX *context, unsigned char **out, int *size)
{
    PBE2PARAM *both =
        OBJ_obj2nid(algorithm->algorithm) == NID_pbes2
            ? ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter)
            : NULL;
    bool scrypt = both && OBJ_obj2nid(both->keyfunc->algorithm) == NID_id_scrypt;

    *out = NULL;
    *size = 0;
    bool ok = scrypt ? pbe_scrypt(both, way, bytes, out, size)
                     : PKCS12_pbe_crypt_ex(algorithm, way->bytes, (int)way->size,
                                           ASN1_STRING_get0_data(bytes), ASN1_STRING_length(bytes),
                                           out, size, 0, context, NULL) != NULL;
    PBE2PARAM_free(both);
    ERR_clear_error();
    return ok;
}
