#include "backend/pki/verify.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/moment.h"
#include "backend/check/check.h"
#include "backend/pki/ossl.h"
#include "backend/pki/show.h"

enum {
    LEVEL = 2,
    VERIFY_DATE = 160,
    HOST_FLAGS = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT,
};

/* Without it OpenSSL would ask the terminal for the password of an encrypted block. */
static int no_password(char *room, int size, int writing, void *data)
{
    (void)room;
    (void)size;
    (void)writing;
    (void)data;
    return -1;
}

X509 *verify_load(const void *bytes, size_t size, struct err *err)
{
    AUTO_BIO BIO *in = ossl_reader(bytes, size);
    bool der = size && *(const unsigned char *)bytes == 0x30; /* a SEQUENCE */

    ERR_clear_error();
    X509 *cert = der ? d2i_X509_bio(in, NULL) : PEM_read_bio_X509(in, NULL, no_password, NULL);
    if (!cert)
        ossl_fail(err, "cannot read the certificate");
    ERR_clear_error();
    return cert;
}

static bool load_pem(BIO *in, STACK_OF(X509) * list)
{
    X509 *cert;

    while ((cert = PEM_read_bio_X509(in, NULL, no_password, NULL)))
        must(sk_X509_push(list, cert) ? cert : NULL);
    return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
}

bool verify_load_all(const void *bytes, size_t size, STACK_OF(X509) * list, struct err *err)
{
    AUTO_BIO BIO *in = ossl_reader(bytes, size);
    bool der = size && *(const unsigned char *)bytes == 0x30;
    int before = sk_X509_num(list);
    X509 *cert = der ? verify_load(bytes, size, err) : NULL;

    if (der)
        return cert && must(sk_X509_push(list, cert) ? cert : NULL);
    ERR_clear_error();
    bool whole = load_pem(in, list), any = sk_X509_num(list) > before;
    if (!any || !whole)
        return ossl_fail(err, "cannot read the certificate");
    ERR_clear_error();
    return true;
}

/* What people should read; OpenSSL's own words for the rest. */
static const struct reason {
    int code;
    const char *text;
} reasons[] = {
    { X509_V_ERR_CERT_HAS_EXPIRED, "has expired" },
    { X509_V_ERR_CERT_NOT_YET_VALID, "is not yet valid" },
    { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "was not signed by the CA beside it" },
    { X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, "was not signed by the CA beside it" },
    { X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "is self-signed" },
    { X509_V_ERR_CERT_SIGNATURE_FAILURE, "has a signature that is not the CA's" },
    { X509_V_ERR_HOSTNAME_MISMATCH, "does not name this host" },
    { X509_V_ERR_IP_ADDRESS_MISMATCH, "does not name this address" },
    { X509_V_ERR_PERMITTED_VIOLATION, "has a name that the CA may not certify" },
    { X509_V_ERR_EXCLUDED_VIOLATION, "has a name that the CA may not certify" },
    { X509_V_ERR_INVALID_PURPOSE, "is not for this use" },
    { X509_V_ERR_EE_KEY_TOO_SMALL, "has a key that is too weak" },
    { X509_V_ERR_CA_KEY_TOO_SMALL, "has a key that is too weak" },
    { X509_V_ERR_CA_MD_TOO_WEAK, "has a signature that is too weak" },
};

static const char *verify_reason(int code)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].code == code)
            return tr(reasons[i].text);
    return X509_verify_cert_error_string(code);
}

/* " (2027-01-31)": when it ended; or when it begins, and what the clock says that was asked, for
 * more often than not it is that which is wrong. "" for every other trouble. */
static void write_date(int code, const X509 *cert, time_t now, char text[VERIFY_DATE])
{
    char day[DAY_SIZE], begin[MOMENT_SIZE], clock[MOMENT_SIZE];

    text[0] = '\0';
    if (cert && code == X509_V_ERR_CERT_HAS_EXPIRED) {
        show_day(X509_get0_notAfter(cert), day);
        snprintf(text, VERIFY_DATE, " (%s)", day);
    } else if (cert && code == X509_V_ERR_CERT_NOT_YET_VALID) {
        moment_text(ossl_time(X509_get0_notBefore(cert)), begin);
        moment_text(now, clock);
        snprintf(text, VERIFY_DATE,
                 tr(": it begins at %s, and the clock of this machine says %s; is that right?"),
                 begin, clock);
    }
}

static bool verify_explain(X509_STORE_CTX *context, const struct verify *verify, struct err *err)
{
    int code = X509_STORE_CTX_get_error(context);
    bool leaf = X509_STORE_CTX_get_error_depth(context) == 0;
    bool host = code == X509_V_ERR_HOSTNAME_MISMATCH || code == X509_V_ERR_IP_ADDRESS_MISMATCH;
    char date[VERIFY_DATE];

    ERR_clear_error();
    write_date(code, X509_STORE_CTX_get_current_cert(context), verify->now, date);
    if (host && verify->host)
        return fail(err, "the server's certificate does not name %s", verify->host);
    return fail(err, "the %s certificate %s%s",
                !leaf            ? tr("CA's")
                : verify->client ? tr("client's")
                                 : tr("server's"),
                verify_reason(code), date);
}

static time_t verify_begin(const X509 *cert, time_t now, time_t from)
{
    time_t begin = cert ? ossl_time(X509_get0_notBefore(cert)) : 0;

    return begin > from && begin <= now + VERIFY_SKEW ? begin : from;
}

/* As soon as all of it has begun, if that is within minutes. */
static time_t verify_time(const struct verify *verify)
{
    time_t at = verify_begin(verify->cert, verify->now, verify->now);

    for (int i = 0; verify->between && i < sk_X509_num(verify->between); i++)
        at = verify_begin(sk_X509_value(verify->between, i), verify->now, at);
    return verify_begin(verify->root, verify->now, at);
}

static void set_rules(X509_STORE_CTX *context, const struct verify *verify)
{
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);

    X509_STORE_CTX_set_default(context, verify->client ? "ssl_client" : "ssl_server");
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    if (!verify->lenient)
        X509_VERIFY_PARAM_set_flags(rules,
                                    X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
    X509_VERIFY_PARAM_set_auth_level(rules, LEVEL);
    X509_VERIFY_PARAM_set_time(rules, verify_time(verify));
    X509_VERIFY_PARAM_set_hostflags(rules, HOST_FLAGS);
    if (!verify->host)
        return;
    int set = host_is_ip(verify->host) ? X509_VERIFY_PARAM_set1_ip_asc(rules, verify->host)
                                       : X509_VERIFY_PARAM_set1_host(rules, verify->host, 0);
    must(set == 1 ? rules : NULL);
}

bool verify_chain(const struct verify *verify, struct err *err)
{
    X509_STORE *store = must(X509_STORE_new());
    X509_STORE_CTX *context = must(X509_STORE_CTX_new());

    ERR_clear_error();
    must(X509_STORE_add_cert(store, verify->root) ? store : NULL);
    must(X509_STORE_CTX_init(context, store, verify->cert, verify->between) ? context : NULL);
    set_rules(context, verify);
    bool ok = X509_verify_cert(context) == 1 || verify_explain(context, verify, err);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return ok;
}

bool verify_host(X509 *cert, const char *host)
{
    char any[256];

    if (host_is_ip(host))
        return X509_check_ip_asc(cert, host, HOST_FLAGS) == 1;
    snprintf(any, sizeof any, "%s", host);
    if (any[0] == '*')
        any[0] = 'a'; /* some host it stands for */
    return X509_check_host(cert, any, 0, HOST_FLAGS, NULL) == 1;
}
