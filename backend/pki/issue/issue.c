#include "backend/pki/issue/issue.h"

#include <openssl/err.h>

#include "backend/base/mem.h"
#include "backend/base/moment.h"
#include "backend/pki/key.h"

enum {
    SERIAL_BITS = 159,   /* positive in 20 octets (RFC 5280, 4.1.2.2); far above the 64 random
                            bits of the Baseline Requirements, 7.1 */
    BACKDATED = 60 * 60, /* printers' and members' clocks drift */
};

static bool pki_issue_set_serial(X509 *cert)
{
    AUTO_BN BIGNUM *serial = must(BN_new());

    do
        if (!BN_rand(serial, SERIAL_BITS, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY))
            return false;
    while (BN_is_zero(serial));
    return BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(cert));
}

/* The last second counts (RFC 5280, 4.1.2.5). */
static bool pki_issue_set_times(X509 *cert, const struct issue_order *order, const X509 *issuer,
                                struct err *err)
{
    time_t from = order->now - BACKDATED;
    time_t to = from + order->days * DAY - 1;
    time_t end = issuer && !order->trial ? ossl_time(X509_get0_notAfter(issuer)) : to;

    if (end < order->now + DAY)
        return fail(err, "the CA has expired or expires within a day: make a new one");
    must(ASN1_TIME_set(X509_getm_notBefore(cert), from));
    must(ASN1_TIME_set(X509_getm_notAfter(cert), to < end ? to : end));
    return true;
}

static bool add_list_place(X509 *cert, const char *url)
{
    CRL_DIST_POINTS *points = must(sk_DIST_POINT_new_null());
    DIST_POINT *point = must(DIST_POINT_new());
    GENERAL_NAME *name = must(GENERAL_NAME_new());
    ASN1_IA5STRING *text = must(ASN1_IA5STRING_new());

    must(ASN1_STRING_set(text, url, -1) ? text : NULL);
    GENERAL_NAME_set0_value(name, GEN_URI, text);
    point->distpoint = must(DIST_POINT_NAME_new());
    point->distpoint->type = 0; /* fullName */
    point->distpoint->name.fullname = must(sk_GENERAL_NAME_new_null());
    must(sk_GENERAL_NAME_push(point->distpoint->name.fullname, name) ? name : NULL);
    must(sk_DIST_POINT_push(points, point) ? point : NULL);
    bool ok =
        X509_add1_ext_i2d(cert, NID_crl_distribution_points, points, 0, X509V3_ADD_DEFAULT) == 1;
    CRL_DIST_POINTS_free(points);
    return ok;
}

/* Only a certificate without any subject has critical alternative names (RFC 5280, 4.2.1.6). */
static bool pki_issue_add_names(X509 *cert, const struct issue_order *order)
{
    int critical = X509_NAME_entry_count(order->subject) == 0;

    return (!order->names || X509_add1_ext_i2d(cert, NID_subject_alt_name, order->names, critical,
                                               X509V3_ADD_DEFAULT) == 1) &&
           (!order->limits || X509_add1_ext_i2d(cert, NID_name_constraints, order->limits, 1,
                                                X509V3_ADD_DEFAULT) == 1) &&
           (!order->crl_url || !*order->crl_url || add_list_place(cert, order->crl_url));
}

static bool pki_issue_fill(X509 *cert, const struct issue_order *order, X509 *issuer)
{
    const X509_NAME *by = issuer ? X509_get_subject_name(issuer) : order->subject;

    return X509_set_version(cert, X509_VERSION_3) && pki_issue_set_serial(cert) &&
           X509_set_subject_name(cert, order->subject) && X509_set_issuer_name(cert, by) &&
           X509_set_pubkey(cert, order->key);
}

X509 *issue(const struct issue_order *order, X509 *issuer, EVP_PKEY *issuer_key, struct err *err)
{
    AUTO_X509 X509 *cert = must(X509_new());

    ERR_clear_error();
    if (!pki_issue_set_times(cert, order, issuer, err))
        return NULL;
    if (!pki_issue_fill(cert, order, issuer))
        return ossl_fail(err, "cannot fill in a certificate"), NULL;
    if (!profile_add(cert, order->kind, issuer ? issuer : cert, err))
        return NULL;
    if (!pki_issue_add_names(cert, order) || !X509_sign(cert, issuer_key, key_digest(issuer_key)))
        return ossl_fail(err, "cannot sign a certificate"), NULL;
    X509_up_ref(cert);
    return cert;
}
