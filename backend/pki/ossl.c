#include "backend/pki/ossl.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/mem_end.h"

void ossl_free_key(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

void ossl_free_x509(X509 **cert)
{
    X509_free(*cert);
}

void ossl_free_chain(STACK_OF(X509) * *chain)
{
    sk_X509_pop_free(*chain, X509_free);
}

void ossl_free_name(X509_NAME **name)
{
    X509_NAME_free(*name);
}

void ossl_free_names(GENERAL_NAMES **names)
{
    GENERAL_NAMES_free(*names);
}

void ossl_free_limits(NAME_CONSTRAINTS **limits)
{
    NAME_CONSTRAINTS_free(*limits);
}

void ossl_free_bio(BIO **bio)
{
    BIO_free(*bio);
}

void ossl_free_pkcs12(PKCS12 **pkcs12)
{
    PKCS12_free(*pkcs12);
}

void ossl_free_bn(BIGNUM **number)
{
    BN_clear_free(*number);
}

/* The first error is the one nearest to the cause; what follows are its callers' complaints. */
bool ossl_fail(struct err *err, const char *format, ...)
{
    unsigned long code = ERR_get_error();
    const char *reason =
        ERR_SYSTEM_ERROR(code) ? strerror(ERR_GET_REASON(code)) : ERR_reason_error_string(code);
    char text[sizeof err->text];
    va_list args;

    ERR_clear_error();
    va_start(args, format);
    vsnprintf(text, sizeof text, tr(format), args);
    va_end(args);
    return reason ? fail(err, "%s: %s", text, reason) : fail(err, "%s", text);
}

void ossl_random(void *bytes, size_t size)
{
    if (size > INT_MAX || RAND_bytes(bytes, (int)size) != 1)
        mem_end("libcrypto gets no random numbers");
}

BIO *ossl_reader(const void *bytes, size_t size)
{
    if (size > INT_MAX)
        abort();
    return must(BIO_new_mem_buf(bytes, (int)size));
}

const void *ossl_bytes(BIO *bio, size_t *size)
{
    char *bytes = NULL;
    long length = BIO_get_mem_data(bio, &bytes);

    *size = length > 0 ? (size_t)length : 0;
    return bytes;
}

void *ossl_extension(const X509 *cert, int nid)
{
    X509_EXTENSION *extension = X509_get_ext(cert, X509_get_ext_by_NID(cert, nid, -1));

    return extension ? X509V3_EXT_d2i(extension) : NULL;
}

time_t ossl_time(const ASN1_TIME *time)
{
    struct tm parts;

    return ASN1_TIME_to_tm(time, &parts) ? timegm(&parts) : 0;
}
