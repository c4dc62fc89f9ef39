#include "backend/pki/show.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"

void show_name(const X509_NAME *name, char *shown, size_t size)
{
    AUTO_BIO BIO *out = must(BIO_new(BIO_s_mem()));
    /* UTF-8 as it is, not \C3\BC: RFC 2253 without its escapes for high bytes */
    unsigned long flags = (XN_FLAG_RFC2253 | XN_FLAG_SEP_CPLUS_SPC) & ~ASN1_STRFLGS_ESC_MSB;
    size_t length;

    X509_NAME_print_ex(out, name, 0, flags & ~(unsigned long)XN_FLAG_SEP_COMMA_PLUS);
    const char *bytes = ossl_bytes(out, &length);
    snprintf(shown, size, "%.*s", (int)length, bytes ? bytes : "");
    utf8_sanitize(shown);
}

static bool show_address(const ASN1_STRING *value, char shown[256])
{
    int size = ASN1_STRING_length(value);

    return (size == 4 || size == 16) &&
           inet_ntop(size == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(value), shown, 256);
}

/* False: not a name of a host. */
static bool show_alternative(const GENERAL_NAME *name, char shown[256])
{
    const ASN1_STRING *value = GENERAL_NAME_get0_value(name, NULL);

    if (name->type == GEN_DNS)
        snprintf(shown, 256, "%.*s", ASN1_STRING_length(value),
                 (const char *)ASN1_STRING_get0_data(value));
    else if (name->type == GEN_IPADD)
        return show_address(value, shown);
    else
        return false;
    for (char *comma = shown; (comma = strchr(comma, ','));)
        *comma = '?'; /* a LIST is parted by commas */
    utf8_sanitize(shown);
    return true;
}

/* Stops where the next name has no room: half a name would be another one. */
void show_alternatives(const X509 *cert, char *shown, size_t size)
{
    AUTO_NAMES GENERAL_NAMES *names = ossl_extension(cert, NID_subject_alt_name);
    size_t used = 0;
    char item[256];

    for (int i = 0; names && i < sk_GENERAL_NAME_num(names); i++) {
        if (!show_alternative(sk_GENERAL_NAME_value(names, i), item))
            continue;
        if (used + strlen(item) + 3 > size)
            return;
        used += (size_t)snprintf(shown + used, size - used, "%s%s", used ? ", " : "", item);
    }
}

static void show_serial(const X509 *cert, char *shown, size_t size)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
    char *text = number ? BN_bn2hex(number) : NULL;

    snprintf(shown, size, tr("serial number %s"), text ? text : "?");
    OPENSSL_free(text);
    BN_free(number);
}

void show_which(const X509 *cert, char *shown, size_t size)
{
    *shown = '\0';
    show_name(X509_get_subject_name(cert), shown, size);
    if (!*shown)
        show_alternatives(cert, shown, size);
    if (!*shown)
        show_serial(cert, shown, size);
}

void show_fingerprint(const X509 *cert, char shown[100])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    X509_digest(cert, EVP_sha256(), digest, &size);
    for (size_t i = 0; i < size && i < 33; i++)
        snprintf(shown + i * 3, 4, "%02X%s", digest[i], i + 1 < size ? ":" : "");
}

void show_day(const ASN1_TIME *time, char shown[DAY_SIZE])
{
    struct tm parts;

    snprintf(shown, DAY_SIZE, "?");
    if (ASN1_TIME_to_tm(time, &parts))
        shown_day(timegm(&parts), shown);
}
