/* certificate_read(): what is on disk, for audit and overview. */
#include <arpa/inet.h>
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

#include "backend/check.h"
#include "backend/crypto.h"
#include "backend/mem.h"
#include "backend/pki/certificate.h"
#include "backend/pki/issue.h"
#include "backend/pki/key.h"
#include "backend/pki/verify.h"
#include "backend/utf8.h"

static void show_name(const X509_NAME *name, char *shown, size_t size)
{
    AUTO_BIO BIO *out = must(BIO_new(BIO_s_mem()));
    /* UTF-8 as it is, not \C3\BC: RFC 2253 without its escapes for high bytes */
    unsigned long flags = (XN_FLAG_RFC2253 | XN_FLAG_SEP_CPLUS_SPC) & ~ASN1_STRFLGS_ESC_MSB;
    size_t length;

    X509_NAME_print_ex(out, name, 0, flags & ~(unsigned long)XN_FLAG_SEP_COMMA_PLUS);
    const char *bytes = ossl_bytes(out, &length);
    snprintf(shown, size, "%.*s", (int)length, bytes ? bytes : "");
    utf8_tame(shown);
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
    utf8_tame(shown);
    return true;
}

/* Stops where the next name has no room: half a name would be another one. */
static void show_alternatives(const X509 *cert, char *shown, size_t size)
{
    AUTO_NAMES GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
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

static void show_fingerprint(const X509 *cert, char shown[100])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    X509_digest(cert, EVP_sha256(), digest, &size);
    for (size_t i = 0; i < size && i < 33; i++)
        snprintf(shown + i * 3, 4, "%02X%s", digest[i], i + 1 < size ? ":" : "");
}

static void read_facts(X509 *cert, struct certificate_facts *facts)
{
    facts->present = true;
    facts->not_before = issue_time(X509_get0_notBefore(cert));
    facts->not_after = issue_time(X509_get0_notAfter(cert));
    show_name(X509_get_subject_name(cert), facts->subject, sizeof facts->subject);
    show_name(X509_get_issuer_name(cert), facts->issuer, sizeof facts->issuer);
    show_alternatives(cert, facts->names, sizeof facts->names);
    show_fingerprint(cert, facts->fingerprint);
    if (X509_get0_pubkey(cert))
        key_shown(X509_get0_pubkey(cert), facts->key);
}

/* NULL without err if there is none. */
static X509 *load(struct span file, const char *name, struct err *err)
{
    X509 *cert = file.bytes ? verify_load(file.bytes, file.size, err) : NULL;

    if (file.bytes && !cert)
        fail_in(err, "%s", name);
    return cert;
}

static bool judge(X509 *cert, struct span issuing_file, struct span root_file,
                  const struct verify *wanted, struct err *err)
{
    AUTO_X509 X509 *issuing = load(issuing_file, "ca-myq.crt", err);
    AUTO_X509 X509 *root = load(root_file, "ca-root.crt", err);
    struct verify verify = *wanted;

    if ((issuing_file.bytes && !issuing) || (root_file.bytes && !root))
        return false;
    if (!root)
        return fail(err, "ca-root.crt is missing, so nothing can be verified");
    verify.cert = cert;
    verify.issuing = issuing;
    verify.root = root;
    return verify_chain(&verify, err);
}

void certificate_read(const struct certificate_files *files, const char *fqdn, time_t now,
                      struct certificate_facts *facts)
{
    struct err err = { "server.cer is missing" };
    char host[256];

    crypto_start();
    *facts = (struct certificate_facts){ 0 };
    AUTO_X509 X509 *cert = load(files->server, "server.cer", &err);
    if (cert)
        read_facts(cert, facts);
    if (*fqdn && !host_to_ascii(fqdn, host, sizeof host, NULL))
        snprintf(host, sizeof host, "%s", fqdn);
    const struct verify wanted = { .host = *fqdn ? host : NULL, .now = now };
    if (!cert || !judge(cert, files->issuing, files->root, &wanted, &err))
        snprintf(facts->chain, sizeof facts->chain, "%.255s", err.text);
    utf8_tame(facts->chain);
    ERR_clear_error();
}
