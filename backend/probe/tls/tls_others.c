/* tls_others.c - the same name at its other addresses, and in the hands of libraries. */
#include <openssl/err.h>
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/probe/tls/tls_inside.h"

/* Looks at one more address, over the connection that is open to it. */
static void tls_others_look(struct tls *tls, const struct address *address,
                            const struct deadline *deadline)
{
    char aside[INET6_ADDRSTRLEN + 16];
    struct tls *other;
    SSL *ssl;

    snprintf(aside, sizeof aside, tr("at %s: "), address->text);
    if (tls->start && !tls->start(address->fd, tls->job, deadline)) {
        report_step(tls->report, STEP_TLS, deadline_left(deadline) ? PROBE_FAIL : PROBE_WARN,
                    deadline_left(deadline)
                        ? "%sthe way into TLS (STARTTLS) is not offered, or refused"
                        : "%snot found out: it did not answer in time",
                    aside);
        return;
    }
    other = tls_new(tls->job, tls->report, deadline, tls->start);
    other->leave = tls->leave;
    other->aside = aside;
    ssl = tls_open(other, address->fd);
    if (ssl)
        tls_goodbye(other, ssl);
    tls_free(other);
}

static size_t tls_others_count(const struct connection *connection)
{
    size_t count = 0;

    for (size_t i = 0; i < connection->count; i++)
        count += i != connection->best && connection->list[i].fd >= 0;
    return count;
}

void tls_others(struct tls *tls, struct connection *connection)
{
    size_t left = tls_others_count(connection);

    if (tls->ssl)
        SSL_shutdown(tls->ssl);
    ERR_clear_error();
    connect_leave(connection);
    for (size_t i = 0; i < connection->count && left; i++) {
        const struct address *address = &connection->list[i];
        if (address->fd < 0)
            continue;
        const struct deadline share =
            deadline_within(tls->deadline, deadline_left(tls->deadline) / (int)(left + 1));
        if (!deadline_left(&share)) {
            report_step(tls->report, STEP_TLS, PROBE_WARN,
                        "the time was too short to look at %zu more addresses of the name", left);
            break;
        }
        tls_others_look(tls, address, &share);
        left--;
    }
    connect_close(connection);
}

/* ------------------------------------------------ libraries that do their own TLS */

static int same_as_before(X509_STORE_CTX *store, void *data)
{
    struct tls *tls = data;
    const X509 *now = X509_STORE_CTX_get0_cert(store);
    bool ok = (tls->satisfied || tls->job->look) && tls->given->cert_count && now &&
              (X509_cmp(now, tls->given->certs[0].cert) == 0 || tls_same_name(tls, store));

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
