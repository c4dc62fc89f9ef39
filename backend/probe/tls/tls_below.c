/* tls_below.c - what else the other end would take, asked over connections of its own. */
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/probe/tls/tls_inside.h"

enum { ASK_MS = 3000 };

/* Never to be taken today (RFC 8996; RFC 9325 4.1), in the order of asking; and what a server was
 * told not to take. */
static const struct ask {
    const char *name;
    int version; /* alone */
    const char *ciphers;
    bool allowed; /* unless the settings demand more */
} asks[] = {
    { "TLS 1.0", TLS1_VERSION, TLS_CIPHERS, false },
    { "TLS 1.1", TLS1_1_VERSION, TLS_CIPHERS, false },
    { "ciphers without forward secrecy", TLS1_2_VERSION, "kRSA:!aNULL:!eNULL", false },
    { "TLS 1.2", TLS1_2_VERSION, TLS_CIPHERS, true },
};

static bool tls_below_is_asked(const struct tls *tls, const struct ask *ask)
{
    return !ask->allowed || ask->version < (int)tls->job->min_version;
}

static int take_any(X509_STORE_CTX *store, void *data)
{
    (void)store;
    (void)data;
    return 1;
}

/* -1: there is no connection. */
static int tls_below_begin(struct tls *tls, const struct address *address,
                           const struct deadline *deadline)
{
    int fd = address->size ? connect_again(address, deadline) : -1;

    if (fd < 0 || !tls->start || tls->start(fd, tls->job, deadline))
        return fd;
    close(fd);
    return -1;
}

/* Nothing but a handshake: whoever it is, nothing is told. */
static bool shakes(struct tls *tls, const struct address *address, const struct ask *ask,
                   const struct deadline *deadline)
{
    AUTO_CLOSE int fd = tls_below_begin(tls, address, deadline);
    SSL_CTX *context = tls_context();
    bool done = false;

    SSL_CTX_set_cert_verify_callback(context, take_any, NULL);
    if (ask) {
        SSL_CTX_set_min_proto_version(context, ask->version);
        SSL_CTX_set_max_proto_version(context, ask->version);
        SSL_CTX_set_cipher_list(context, ask->ciphers);
    }
    if (fd >= 0) {
        SSL *ssl = must(SSL_new(context));
        done = tls_shake(tls, ssl, fd, deadline).done;
        SSL_free(ssl);
    }
    SSL_CTX_free(context);
    ERR_clear_error();
    return done;
}

/* What was agreed on in the first place has been told. */
static bool tls_below_is_reported(const struct tls *tls, const struct ask *ask)
{
    return tls->ssl && SSL_version(tls->ssl) == ask->version &&
           (ask->version != TLS1_2_VERSION || tls->has_secrecy == false);
}

void tls_below(struct tls *tls)
{
    char taken[128];
    size_t used = 0;

    taken[0] = '\0';
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        const struct deadline soon = deadline_within(tls->deadline, ASK_MS);
        if (tls_below_is_asked(tls, &asks[i]) && !tls_below_is_reported(tls, &asks[i]) &&
            deadline_left(&soon) && shakes(tls, &tls->peer, &asks[i], &soon))
            used += (size_t)snprintf(taken + used, sizeof taken - used, "%s%s", used ? ", " : "",
                                     asks[i].name);
    }
    report_fact(tls->report, "tls.accepts", "%s", taken);
    if (used)
        report_step(
            tls->report, STEP_TLS, tls->job->own ? PROBE_FAIL : PROBE_WARN,
            "the other end would still take %s, which it should refuse (RFC 8996; RFC 9325 4.1)",
            taken);
}

/* ------------------------------------------------ the other addresses */

/* Looks at one more address, over the connection that is open to it. */
static void look_at(struct tls *tls, const struct address *address)
{
    char aside[INET6_ADDRSTRLEN + 16];
    struct tls *other;

    snprintf(aside, sizeof aside, "at %s: ", address->text);
    if (tls->start && !tls->start(address->fd, tls->job, tls->deadline)) {
        report_step(tls->report, STEP_TLS, PROBE_FAIL,
                    "%sthe way into TLS (STARTTLS) is not offered, or refused", aside);
        return;
    }
    other = tls_new(tls->job, tls->report, tls->deadline, tls->start);
    other->aside = aside;
    tls_open(other, address->fd);
    tls_free(other);
}

void tls_others(struct tls *tls, const struct connection *connection)
{
    for (size_t i = 0; i < connection->count; i++) {
        const struct address *address = &connection->list[i];
        if (i != connection->best && address->fd >= 0)
            look_at(tls, address);
    }
}

bool tls_there(const struct probe_job *job, const struct address *address,
               const struct deadline *deadline)
{
    const struct deadline soon = deadline_within(deadline, ASK_MS);
    struct tls tls = { .job = job };

    return shakes(&tls, address, NULL, &soon);
}

/* ------------------------------------------------ libraries that do their own TLS */

static int same_as_before(X509_STORE_CTX *store, void *data)
{
    const struct tls *tls = data;
    const X509 *now = X509_STORE_CTX_get0_cert(store);
    bool ok = tls->satisfied && tls->given->cert_count && now &&
              X509_cmp(now, tls->given->certs[0].cert) == 0;

    X509_STORE_CTX_set_error(store, ok ? X509_V_OK : X509_V_ERR_APPLICATION_VERIFICATION);
    return ok;
}

void tls_guard(struct tls *tls, SSL_CTX *context)
{
    SSL_CTX_set_min_proto_version(context, (int)tls->job->min_version);
    SSL_CTX_set_security_level(context, 2); /* 112 bits */
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_cert_verify_callback(context, same_as_before, tls);
}
