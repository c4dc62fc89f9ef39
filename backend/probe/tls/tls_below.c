/* tls_below.c - what else the other end would take, asked over connections of its own. */
#include <openssl/err.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/probe/tls/tls_inside.h"

enum {
    ASK_MS = 3000,  /* for one question, at least */
    SPACE_MS = 200, /* between two connections that begin unencrypted: their servers count them */
    ASK_TEXT = 200,
};

/* How the other end took an offer. Cut off: it hung up on a hello without a word, which old servers
 * do with what they refuse, and all servers with what is too much for them. */
enum offer { OFFER_TAKEN, OFFER_REFUSED, OFFER_CUT, OFFER_UNKNOWN };

/* Never to be taken today (RFC 8996; RFC 9325 4.1), in the order of asking; and what a server was
 * told not to take. What one question answers is not asked again: connections are counted, too. */
static const struct ask {
    const char *name;
    int low, high; /* versions */
    const char *ciphers;
    bool allowed; /* unless the settings demand more */
} asks[] = {
    { "TLS 1.1", TLS1_VERSION, TLS1_1_VERSION, TLS_CIPHERS, false },
    { "TLS 1.0", TLS1_VERSION, TLS1_VERSION, TLS_CIPHERS, false },
    { "ciphers without forward secrecy", TLS1_2_VERSION, TLS1_2_VERSION, "kRSA:!aNULL:!eNULL",
      false },
    { "TLS 1.2", TLS1_2_VERSION, TLS1_2_VERSION, TLS_CIPHERS, true },
};

enum { ASK_OLD, ASK_OLDEST, ASKS = sizeof asks / sizeof *asks };

/* A connection that has come to where TLS begins; -1: it did not get there. */
static int tls_below_begin(struct tls *tls, const struct address *address,
                           const struct deadline *deadline)
{
    if (tls->start)
        poll(NULL, 0, SPACE_MS < deadline_left(deadline) ? SPACE_MS : 0);
    int fd = address->size ? connect_again(address, deadline) : -1;

    if (fd < 0 || !tls->start || tls->start(fd, tls->job, deadline))
        return fd;
    close(fd);
    return -1;
}

static enum offer tls_below_judge(const struct shake *shake)
{
    enum { ALERT = 21, HANDSHAKE = 22 };
    bool spoke = shake->first_size && (shake->first[0] == ALERT || shake->first[0] == HANDSHAKE);

    if (shake->done || shake->chosen)
        return OFFER_TAKEN;
    if (shake->end == SHAKE_CUT || (shake->end == SHAKE_REFUSED && !shake->first_size))
        return OFFER_CUT;
    return shake->end == SHAKE_REFUSED && spoke ? OFFER_REFUSED : OFFER_UNKNOWN;
}

static SSL *tls_below_offer(const struct ask *ask)
{
    SSL *ssl = tls_ssl();

    if (ask) {
        SSL_set_min_proto_version(ssl, ask->low);
        SSL_set_max_proto_version(ssl, ask->high);
        SSL_set_cipher_list(ssl, ask->ciphers);
    }
    return ssl;
}

/* Where a protocol leads into TLS, it is led out of it in good order, too, for its server counts
 * connections that are lost. */
static bool tls_below_stops(const struct tls *tls, const struct ask *ask)
{
    return ask && !tls->start;
}

/* Nothing but a handshake: anyone who it is, nothing is told. ask NULL: whatever both can. *version
 * is what was agreed on. */
static enum offer tls_below_ask(struct tls *tls, const struct address *address,
                                const struct ask *ask, const struct deadline *deadline,
                                int *version)
{
    AUTO_CLOSE int fd = tls_below_begin(tls, address, deadline);
    enum offer taken = OFFER_UNKNOWN;

    if (fd < 0)
        return OFFER_UNKNOWN;
    SSL *ssl = tls_below_offer(ask);
    const struct shake shake = tls_below_stops(tls, ask) ? tls_hear(tls, ssl, fd, deadline)
                                                         : tls_shake(tls, ssl, fd, deadline);
    taken = tls_below_judge(&shake);
    *version = SSL_version(ssl);
    if (shake.done)
        tls_goodbye(tls, ssl);
    SSL_free(ssl);
    ERR_clear_error();
    return taken;
}

/* What was agreed on in the first place has been told, and what an earlier answer says need not be
 * asked. */
static bool tls_below_is_asked(const struct tls *tls, size_t at, const enum offer taken[])
{
    const struct ask *ask = &asks[at];
    int agreed = tls->ssl ? SSL_version(tls->ssl) : 0;

    if (ask->allowed && ask->low >= (int)tls->job->min_version && !tls->job->look)
        return false;
    if (at == ASK_OLDEST)
        return taken[ASK_OLD] != OFFER_REFUSED && taken[ASK_OLD] != OFFER_CUT;
    if (at == ASK_OLD)
        return agreed != TLS1_VERSION; /* its best, and told */
    return agreed != ask->high || (!ask->allowed && tls->has_secrecy);
}

/* All of them, until one gets nowhere: then the others are not asked, either. */
static void tls_below_ask_all(struct tls *tls, enum offer taken[])
{
    bool on = true;

    for (size_t i = 0; i < ASKS; i++) {
        int version = 0, share = deadline_left(tls->deadline) / (int)(ASKS - i);
        const struct deadline soon =
            deadline_within(tls->deadline, share > ASK_MS ? share : ASK_MS);
        taken[i] = OFFER_REFUSED;
        if (!tls_below_is_asked(tls, i, taken))
            continue;
        taken[i] = on ? tls_below_ask(tls, &tls->peer, &asks[i], &soon, &version) : OFFER_UNKNOWN;
        if (i == ASK_OLD && taken[i] == OFFER_TAKEN && version == TLS1_VERSION) {
            taken[ASK_OLD] = OFFER_REFUSED;
            taken[++i] = OFFER_TAKEN;
        }
        on = on && taken[i] != OFFER_UNKNOWN;
    }
}

/* Anyone who hangs up on every hello has not refused what was in it. */
static void tls_below_control(struct tls *tls, enum offer taken[])
{
    enum offer usual = OFFER_UNKNOWN;
    int version;
    bool cut = false;

    for (size_t i = 0; i < ASKS; i++)
        cut = cut || taken[i] == OFFER_CUT;
    if (cut && deadline_left(tls->deadline))
        usual = tls_below_ask(tls, &tls->peer, NULL, tls->deadline, &version);
    for (size_t i = 0; i < ASKS; i++)
        if (taken[i] == OFFER_CUT)
            taken[i] = usual == OFFER_TAKEN ? OFFER_REFUSED : OFFER_UNKNOWN;
    if (taken[ASK_OLD] == OFFER_UNKNOWN)
        taken[ASK_OLDEST] = OFFER_UNKNOWN;
}

/* "TLS 1.0, TLS 1.1", of those that were taken so. Returns how many. */
static size_t tls_below_list(const enum offer taken[], enum offer which, char text[ASK_TEXT])
{
    static const size_t order[ASKS] = { ASK_OLDEST, ASK_OLD, 2, 3 };
    size_t used = 0, count = 0;

    text[0] = '\0';
    for (size_t i = 0; i < ASKS; i++)
        if (taken[order[i]] == which) {
            used += (size_t)snprintf(text + used, ASK_TEXT - used, "%s%s", used ? ", " : "",
                                     asks[order[i]].name);
            count++;
        }
    return count;
}

bool tls_below(struct tls *tls)
{
    enum offer taken[ASKS];
    char text[ASK_TEXT], unknown[ASK_TEXT];

    tls_below_ask_all(tls, taken);
    tls_below_control(tls, taken);
    size_t some = tls_below_list(taken, OFFER_TAKEN, text);
    if (some || !tls_below_list(taken, OFFER_UNKNOWN, unknown))
        report_fact(tls->report, "tls.accepts", "%s", text);
    if (tls->job->look) { /* TLS 1.2 was asked to know it, not for it should be refused */
        taken[ASKS - 1] = OFFER_REFUSED;
        some = tls_below_list(taken, OFFER_TAKEN, text);
    }
    if (some)
        report_step(
            tls->report, STEP_TLS, tls->job->own ? PROBE_FAIL : PROBE_WARN,
            "the other end still accepts %s, which it should refuse (RFC 8996; RFC 9325 4.1)",
            text);
    if (tls_below_list(taken, OFFER_UNKNOWN, unknown))
        report_step(tls->report, STEP_TLS, PROBE_WARN,
                    "not found out: whether the other end still accepts %s; it did not serve "
                    "another connection (it may limit them, or serve one at a time)",
                    unknown);
    return !*unknown;
}

/* ------------------------------------------------ the other addresses */

/* Looks at one more address, over the connection that is open to it. */
static void look_at(struct tls *tls, const struct address *address, const struct deadline *deadline)
{
    char aside[INET6_ADDRSTRLEN + 16];
    struct tls *other;
    SSL *ssl;

    snprintf(aside, sizeof aside, "at %s: ", address->text);
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

static size_t tls_count_others(const struct connection *connection)
{
    size_t count = 0;

    for (size_t i = 0; i < connection->count; i++)
        count += i != connection->best && connection->list[i].fd >= 0;
    return count;
}

void tls_others(struct tls *tls, struct connection *connection)
{
    size_t left = tls_count_others(connection);

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
        look_at(tls, address, &share);
        left--;
    }
    connect_close(connection);
}

bool tls_there(const struct probe_job *job, const struct address *address,
               const struct deadline *deadline)
{
    const struct deadline soon = deadline_within(deadline, ASK_MS);
    struct tls tls = { .job = job };
    int version;

    return tls_below_ask(&tls, address, NULL, &soon, &version) == OFFER_TAKEN;
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
