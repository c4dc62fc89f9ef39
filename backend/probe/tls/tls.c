#include "backend/probe/tls/tls.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/tls/tls_inside.h"

/* ------------------------------------------------ the rules */

/* In the handshake, before anything of ours is sent but a hello: judged here, so that a peer that
 * will not do gets an alert and nothing else. */
static void tls_tls_take_chain(struct tls *tls, X509_STORE_CTX *store)
{
    STACK_OF(X509) *chain = X509_STORE_CTX_get0_untrusted(store);

    take_free(tls->given);
    for (int i = 0; i < sk_X509_num(chain) && i < TLS_CERTS; i++) {
        X509 *cert = sk_X509_value(chain, i);
        X509_up_ref(cert);
        tls->given->certs[tls->given->cert_count++] =
            (struct taken_cert){ .cert = cert, .file = "server", .list = 1 };
    }
}

static int judge_peer(X509_STORE_CTX *store, struct tls *tls)
{
    tls_tls_take_chain(tls, store);
    tls_judge(tls);
    if (!tls->aside) /* should it end here, so much is known */
        report_fact(tls->report, "tls.version", "%s", SSL_get_version(tls->ssl));
    tls->satisfied = tls_report_chain(tls);
    X509_STORE_CTX_set_error(store,
                             tls->satisfied ? X509_V_OK : X509_V_ERR_APPLICATION_VERIFICATION);
    return tls->satisfied || tls->job->skip_validation;
}

bool tls_same_name(struct tls *tls, X509_STORE_CTX *store)
{
    struct tls *other = tls_new(tls->job, tls->report, tls->deadline, tls->start);

    other->aside = tr("another certificate of the same name: ");
    tls_tls_take_chain(other, store);
    tls_judge(other);
    bool good = tls_report_chain(other);
    if (good && !tls->several)
        report_step(tls->report, STEP_TLS, PROBE_PASS,
                    "several servers answer behind this name (a load balancer): another "
                    "certificate of it came, which is valid as well");
    tls->several = true;
    tls_free(other);
    return good;
}

/* Only the connection that is examined is judged: the others tell nothing of whom they reach. */
static struct tls *tls_tls_examined(SSL *ssl)
{
    struct tls *tls = SSL_get_app_data(ssl);

    return tls && tls->ssl == ssl ? tls : NULL;
}

static int tls_tls_verify(X509_STORE_CTX *store, void *data)
{
    struct tls *tls =
        tls_tls_examined(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));

    (void)data;
    return tls ? judge_peer(store, tls) : 1;
}

static int asked_for_ours(SSL *ssl, X509 **cert, EVP_PKEY **key)
{
    struct tls *tls = tls_tls_examined(ssl);

    (void)cert;
    (void)key;
    if (tls)
        tls->asks_client = true;
    return 0;
}

static SSL_CTX *tls_tls_context_new(void)
{
    SSL_CTX *context = must(SSL_CTX_new(TLS_client_method()));

    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_security_level(context, 0);
    must(SSL_CTX_set_cipher_list(context, TLS_CIPHERS) ? context : NULL);
    SSL_CTX_set_max_cert_list(context, TLS_CERT_BYTES);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_cert_verify_callback(context, tls_tls_verify, NULL);
    SSL_CTX_set_client_cert_cb(context, asked_for_ours);
    return context;
}

SSL *tls_ssl(void)
{
    static SSL_CTX *context; /* it holds rules, and nothing of who is asked by them */

    if (!context)
        context = tls_tls_context_new();
    return must(SSL_new(context));
}

struct tls *tls_new(const struct probe_job *job, struct step_report *report,
                    const struct deadline *deadline, tls_start *start)
{
    struct tls *tls = must(calloc(1, sizeof *tls));

    *tls = (struct tls){ .job = job, .report = report, .deadline = deadline, .start = start };
    tls->trusted = must(calloc(1, sizeof *tls->trusted));
    tls->given = must(calloc(1, sizeof *tls->given));
    tls->question = examine_new();
    tls->question->now = time(NULL);
    tls->question->roots_known = tls->question->leaf_used = true;
    snprintf(tls->question->host, sizeof tls->question->host, "%s", job->host);
    tls_trust(tls);
    return tls;
}

void tls_free(struct tls *tls)
{
    if (!tls)
        return;
    SSL_free(tls->ssl);
    take_free(tls->trusted);
    take_free(tls->given);
    X509_STORE_free(tls->system);
    sk_X509_CRL_pop_free(tls->crls, X509_CRL_free);
    examine_free(tls->question);
    free(tls->trusted);
    free(tls->given);
    free(tls->found);
    free(tls);
}

bool tls_spoke(const struct tls *tls)
{
    return tls->spoke;
}

void tls_set_leave(struct tls *tls, tls_leave *leave)
{
    tls->leave = leave;
}

void tls_goodbye(const struct tls *tls, SSL *ssl)
{
    enum { PATIENCE_MS = 1000 };
    const struct deadline soon = deadline_in(PATIENCE_MS / 1000);

    if (tls->leave)
        tls->leave(ssl, tls->job, &soon);
    ERR_clear_error();
    SSL_shutdown(ssl);
    ERR_clear_error();
}

bool tls_satisfied(const struct tls *tls)
{
    return tls->satisfied;
}

/* ------------------------------------------------ the handshake */

static void remember_peer(struct tls *tls, int fd)
{
    tls->peer = (struct address){ .size = sizeof tls->peer.at, .fd = -1 };
    if (getpeername(fd, (struct sockaddr *)&tls->peer.at, &tls->peer.size))
        tls->peer.size = 0;
}

static SSL *fail_shake(struct tls *tls, const struct shake *shake)
{
    char why[320];
    enum probe_verdict verdict = tls_explain(tls, shake, why, sizeof why);

    tls->satisfied = false;
    report_step(tls->report, STEP_TLS, verdict, "%s%s", tls->aside ? tls->aside : "", why);
    return NULL;
}

SSL *tls_open(struct tls *tls, int fd)
{
    SSL_free(tls->ssl);
    tls->ssl = tls_ssl();
    tls->satisfied = tls->has_chain = false;
    remember_peer(tls, fd);
    struct shake shake = tls_shake(tls, tls->ssl, fd, tls->deadline);
    tls->spoke = shake.done || (shake.first_size && shake.first[0] >= 20 && shake.first[0] <= 24);
    if (!shake.done && tls->has_chain && !tls->satisfied)
        return NULL; /* it was we who refused, and that is told */
    if (shake.done)
        shake = tls_verdict(tls);
    if (!shake.done)
        return fail_shake(tls, &shake);
    bool strong = tls_report_session(tls);
    tls->satisfied = tls->satisfied && strong;
    return tls->satisfied || (strong && tls->job->skip_validation) ? tls->ssl : NULL;
}
