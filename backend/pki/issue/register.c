#include "backend/pki/issue/register.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/moment.h"
#include "backend/pki/issue/issue.h"
#include "backend/pki/key.h"
#include "backend/pki/show.h"

enum {
    LIST_DAYS = 30,           /* a list is promised for so long */
    LIST_BACKDATED = 60 * 60, /* clients' clocks drift */
};

/* ------------------------------------------------ entering */

static void print_hex(const unsigned char *bytes, size_t size, char text[ISSUED_SERIAL])
{
    size_t most = (ISSUED_SERIAL - 1) / 2;

    text[0] = '\0';
    for (size_t i = 0; i < size && i < most; i++)
        snprintf(text + 2 * i, 3, "%02X", bytes[i]);
}

void register_serial(const X509 *cert, char serial[ISSUED_SERIAL])
{
    const ASN1_INTEGER *number = X509_get0_serialNumber(cert);

    print_hex(ASN1_STRING_get0_data(number), (size_t)ASN1_STRING_length(number), serial);
}

/* RFC 5280, 4.2.1.2, method 1, for a CA that does not say. */
void register_ca(X509 *own_ca, char id[ISSUED_SERIAL])
{
    const ASN1_OCTET_STRING *reply = X509_get0_subject_key_id(own_ca);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    if (reply) {
        print_hex(ASN1_STRING_get0_data(reply), (size_t)ASN1_STRING_length(reply), id);
        return;
    }
    X509_pubkey_digest(own_ca, EVP_sha1(), digest, &size);
    print_hex(digest, size, id);
}

void register_add(struct issued *issued, const char *kind, X509 *cert, X509 *issuer,
                  const char *names)
{
    struct issued_entry entry = { .from = ossl_time(X509_get0_notBefore(cert)),
                                  .until = ossl_time(X509_get0_notAfter(cert)) };
    char hosts[4096] = "", subject[256];

    snprintf(entry.kind, sizeof entry.kind, "%s", kind);
    register_serial(cert, entry.serial);
    register_ca(issuer, entry.own_ca);
    show_alternatives(cert, hosts, sizeof hosts);
    show_name(X509_get_subject_name(cert), subject, sizeof subject);
    entry.names = names ? names : hosts;
    entry.subject = subject;
    issued_add(issued, &entry);
}

/* ------------------------------------------------ the list */

bool register_wants_list(const struct issued *issued, const char *crl_url)
{
    bool any = *crl_url || issued->number;

    for (size_t i = 0; !any && i < issued->count; i++)
        any = issued->list[i].revoked;
    return any;
}

/* No reason is written where there is none to tell (RFC 5280, 5.3.1). */
static bool add_reason(X509_REVOKED *revoked, const char *word)
{
    int number = issued_reason(word);
    ASN1_ENUMERATED *reason = number > 0 ? ASN1_ENUMERATED_new() : NULL;
    bool ok =
        number <= 0 || (reason && ASN1_ENUMERATED_set(reason, number) &&
                        X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, reason, 0, 0) == 1);

    ASN1_ENUMERATED_free(reason);
    return ok;
}

static bool register_set_serial(X509_REVOKED *revoked, const char *serial)
{
    AUTO_BN BIGNUM *number = NULL;

    if (!BN_hex2bn(&number, serial))
        return false;
    ASN1_INTEGER *value = BN_to_ASN1_INTEGER(number, NULL);
    bool ok = value && X509_REVOKED_set_serialNumber(revoked, value);
    ASN1_INTEGER_free(value);
    return ok;
}

static bool add_entry(X509_CRL *crl, const struct issued_entry *entry)
{
    X509_REVOKED *revoked = X509_REVOKED_new();
    ASN1_TIME *when = ASN1_TIME_set(NULL, entry->revoked);
    bool ok = revoked && when && register_set_serial(revoked, entry->serial) &&
              X509_REVOKED_set_revocationDate(revoked, when) &&
              add_reason(revoked, entry->reason) && X509_CRL_add0_revoked(crl, revoked);

    ASN1_TIME_free(when);
    if (!ok)
        X509_REVOKED_free(revoked);
    return ok;
}

/* What has expired is refused without a list, but stays on it for as long as one is promised (RFC
 * 5280, 3.3). */
static bool add_entries(X509_CRL *crl, const struct issued *issued, const char *own_ca, time_t now)
{
    bool ok = true;

    for (size_t i = 0; ok && i < issued->count; i++) {
        const struct issued_entry *entry = &issued->list[i];

        if (entry->revoked && strcmp(entry->own_ca, own_ca) == 0 &&
            entry->until > now - (time_t)LIST_DAYS * DAY)
            ok = add_entry(crl, entry);
    }
    return ok;
}

static bool register_set_times(X509_CRL *crl, time_t from, time_t until)
{
    ASN1_TIME *begin = ASN1_TIME_set(NULL, from), *end = ASN1_TIME_set(NULL, until);
    bool ok =
        begin && end && X509_CRL_set1_lastUpdate(crl, begin) && X509_CRL_set1_nextUpdate(crl, end);

    ASN1_TIME_free(begin);
    ASN1_TIME_free(end);
    return ok;
}

/* RFC 5280, 5.2.1 and 5.2.3: both must be there. */
static bool add_extensions(X509_CRL *crl, X509 *own_ca, long number)
{
    ASN1_INTEGER *value = ASN1_INTEGER_new();
    X509V3_CTX context;

    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, own_ca, NULL, NULL, crl, 0);
    X509_EXTENSION *key =
        X509V3_EXT_conf_nid(NULL, &context, NID_authority_key_identifier, "keyid:always");
    bool ok = value && key && X509_CRL_add_ext(crl, key, -1) && ASN1_INTEGER_set(value, number) &&
              X509_CRL_add1_ext_i2d(crl, NID_crl_number, value, 0, 0) == 1;
    X509_EXTENSION_free(key);
    ASN1_INTEGER_free(value);
    return ok;
}

static bool register_fill(X509_CRL *crl, const struct issued *issued, X509 *own_ca, time_t now)
{
    char id[ISSUED_SERIAL];

    register_ca(own_ca, id);
    return X509_CRL_set_version(crl, X509_CRL_VERSION_2) &&
           X509_CRL_set_issuer_name(crl, X509_get_subject_name(own_ca)) &&
           register_set_times(crl, now - LIST_BACKDATED, issued->until) &&
           add_entries(crl, issued, id, now) && X509_CRL_sort(crl) &&
           add_extensions(crl, own_ca, issued->number);
}

void register_next_list(struct issued *issued, time_t now)
{
    issued->number++;
    issued->until = now + (time_t)LIST_DAYS * DAY;
}

bool register_write_list(BIO *out, const struct issued *issued, X509 *own_ca, EVP_PKEY *key,
                         time_t now, struct err *err)
{
    X509_CRL *crl = X509_CRL_new();

    ERR_clear_error();
    bool ok = (X509_get_key_usage(own_ca) & KU_CRL_SIGN) ||
              fail(err, "the CA may not sign revocation lists (its key usage has no "
                        "cRLSign): ask the company's for another certificate");
    ok = ok && ((crl && register_fill(crl, issued, own_ca, now) &&
                 X509_CRL_sign(crl, key, key_digest(key)) && PEM_write_bio_X509_CRL(out, crl)) ||
                ossl_fail(err, "cannot write the revocation list"));
    X509_CRL_free(crl);
    return ok;
}
