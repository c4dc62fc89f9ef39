/* tls_trust.c - whom to believe, and who was revoked. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/pki/show.h"
#include "backend/probe/tls/tls_inside.h"

/* ------------------------------------------------ anchors */

static bool tls_trust_names(const struct taken *taken, const X509_NAME *name, bool subjects)
{
    for (size_t i = 0; i < taken->cert_count; i++) {
        const X509 *cert = taken->certs[i].cert;
        if (X509_NAME_cmp(X509_get_issuer_name(cert), name) == 0 ||
            (subjects && X509_NAME_cmp(X509_get_subject_name(cert), name) == 0))
            return true;
    }
    return false;
}

/* One that can stand in a chain: it is what was given, or has signed that, or who is taken already.
 * Of a list of 150 it is one or two. The first is always taken: who is not trusted is told by that
 * somebody is. */
static bool tls_trust_wants(const X509_NAME *subject, const void *who)
{
    const struct tls *tls = who;

    return !tls->trusted->cert_count || tls_trust_names(tls->given, subject, true) ||
           tls_trust_names(tls->trusted, subject, false);
}

struct take_source tls_trust_source(const struct buf *bytes, const char *name)
{
    return (struct take_source){ .name = name,
                                 .bytes = (const unsigned char *)bytes->text,
                                 .size = bytes->size };
}

/* What is not a certificate in there is no fault of the peer. */
void tls_trust_read(struct taken *trusted, const struct take_source *source)
{
    AUTO_FREE struct problems *ignored = problems_new();
    struct variant none;

    variant_fill(&none, NULL);
    take_file(trusted, source, &none, ignored);
}

static void take_anchors(const struct tls *tls, const struct buf *bytes, const char *name)
{
    struct take_source source = tls_trust_source(bytes, name);

    source.wanted = tls_trust_wants;
    source.who = tls;
    if (source.size && !tls_known_take(tls->trusted, &source))
        tls_trust_read(tls->trusted, &source);
}

/* Was somebody taken whose issuer may have been stepped over? */
static bool tls_trust_goes_on(const struct taken *taken, size_t from)
{
    for (size_t i = from; i < taken->cert_count; i++)
        if (X509_NAME_cmp(X509_get_issuer_name(taken->certs[i].cert),
                          X509_get_subject_name(taken->certs[i].cert)) != 0)
            return true;
    return false;
}

void tls_trust_anchors(struct tls *tls)
{
    const struct probe_trust *trust = tls->job->trust;
    size_t before;

    do {
        before = tls->trusted->cert_count;
        if (tls->job->own)
            take_anchors(tls, &trust->own, "ca-root.crt");
        take_anchors(tls, &trust->anchors, TLS_ANCHORS);
    } while (tls_trust_goes_on(tls->trusted, before));
    ERR_clear_error();
}

static void take_crls(struct tls *tls, const struct buf *bytes)
{
    X509_CRL *list;

    tls->crls = must(sk_X509_CRL_new_null());
    if (!bytes->size)
        return;
    AUTO_BIO BIO *in = ossl_reader(bytes->text, bytes->size);
    while ((list = PEM_read_bio_X509_CRL(in, NULL, NULL, NULL)) != NULL)
        must(sk_X509_CRL_push(tls->crls, list) ? list : NULL);
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE || !sk_X509_CRL_num(tls->crls))
        report_step(
            tls->report, STEP_TLS, PROBE_WARN,
            "trust.crl_files: not all of it is a revocation list in PEM, so who was revoked is "
            "not known for sure");
    ERR_clear_error();
}

void tls_trust(struct tls *tls)
{
    const struct probe_trust *trust = tls->job->trust;

    take_crls(tls, &trust->crls);
    if (!trust->system_store)
        return;
    tls->system = must(X509_STORE_new());
    /* By name of the issuer, so that not all 140 are read; the path is OpenSSL's own, whatever
     * SSL_CERT_DIR says. */
    X509_STORE_load_path(tls->system, X509_get_default_cert_dir());
    ERR_clear_error();
}

static void add_trusted(struct tls *tls, STACK_OF(X509) * found)
{
    for (int i = 0; i < sk_X509_num(found) && tls->trusted->cert_count < TAKE_CERTS; i++) {
        X509 *cert = sk_X509_value(found, i);
        X509_up_ref(cert);
        tls->trusted->certs[tls->trusted->cert_count++] =
            (struct taken_cert){ .cert = cert, .file = "system" };
    }
}

void tls_trust_system(struct tls *tls)
{
    if (!tls->system)
        return;
    X509_STORE_CTX *context = must(X509_STORE_CTX_new());
    must(X509_STORE_CTX_init(context, tls->system, NULL, NULL) ? context : NULL);
    for (size_t i = 0; i < tls->given->cert_count; i++) {
        const X509_NAME *issuer = X509_get_issuer_name(tls->given->certs[i].cert);
        AUTO_CHAIN STACK_OF(X509) *found = X509_STORE_CTX_get1_certs(context, issuer);
        if (found)
            add_trusted(tls, found);
    }
    X509_STORE_CTX_free(context);
    ERR_clear_error();
}

/* ------------------------------------------------ revocation (RFC 5280, 6.3) */

static bool is_of(X509_CRL *list, X509 *issuer)
{
    bool ok = X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) == 0 &&
              X509_get0_pubkey(issuer) && X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;

    ERR_clear_error();
    return ok;
}

static X509_CRL *find_list(const struct tls *tls, X509 *issuer)
{
    X509_CRL *best = NULL;

    for (int i = 0; i < sk_X509_CRL_num(tls->crls); i++) {
        X509_CRL *list = sk_X509_CRL_value(tls->crls, i);
        if (is_of(list, issuer) && (!best || ASN1_TIME_compare(X509_CRL_get0_lastUpdate(list),
                                                               X509_CRL_get0_lastUpdate(best)) > 0))
            best = list;
    }
    return best;
}

/* What was given, or else what can be fetched: only for who is trusted otherwise, for strangers
 * could send us anywhere. */
static X509_CRL *get_list(struct tls *tls, const struct chain *chain, size_t i)
{
    X509_CRL *list = find_list(tls, chain->certs[i + 1]);
    char why[640];

    if (list || !tls->job->trust->fetch_crls || problem_has(&tls->found->problems, PROBLEMS))
        return list;
    if (tls_fetch(tls, chain->certs[i], why, sizeof why))
        list = find_list(tls, chain->certs[i + 1]);
    else
        report_step(tls->report, STEP_TLS, PROBE_WARN, "whether it was revoked is unknown: %s",
                    why);
    return list;
}

/* One certificate against its issuer's list; "" if it is on none. */
static void tls_trust_look_up(struct tls *tls, const struct chain *chain, size_t i, char reply[],
                              size_t size)
{
    X509_CRL *list = get_list(tls, chain, i);
    X509_REVOKED *entry = NULL;
    char where[32], day[16], name[PROBLEM_ABOUT];

    chain_where(i, where);
    show_name(X509_get_subject_name(chain->certs[i + 1]), name, sizeof name);
    if (!list) {
        snprintf(reply, size, tr("no list of %.200s"), name);
        return;
    }
    if (X509_CRL_get0_by_cert(list, &entry, chain->certs[i]) == 1) {
        show_day(X509_REVOKED_get0_revocationDate(entry), day);
        problem_add(&tls->found->problems, PROBLEM_REVOKED, where, day);
        snprintf(reply, size, tr("revoked %s"), day);
        return;
    }
    const ASN1_TIME *next = X509_CRL_get0_nextUpdate(list);
    show_day(X509_CRL_get0_lastUpdate(list), day);
    bool old = next && X509_cmp_time(next, &tls->question->now) < 0;
    snprintf(reply, size, tr("not on the list of %s%s"), day,
             old ? tr(", which is out of date") : "");
    if (old)
        report_step(tls->report, STEP_TLS, PROBE_WARN,
                    "the revocation list of %s is out of date: who was revoked since is not known",
                    name);
}

void tls_revocation(struct tls *tls, const struct chain *chain)
{
    AUTO_BUF struct buf fact = { 0 };
    char where[32], reply[256];

    if (!sk_X509_CRL_num(tls->crls) && !tls->job->trust->fetch_crls)
        return;
    for (size_t i = 0; i + 1 < chain->count; i++) {
        chain_where(i, where);
        tls_trust_look_up(tls, chain, i, reply, sizeof reply);
        buf_print(&fact, "%s%s: %s", i ? "; " : "", where, reply);
    }
    if (fact.size && !tls->aside)
        report_fact(tls->report, "cert.revocation", "%s", fact.text);
    ERR_clear_error();
}
