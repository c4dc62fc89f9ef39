/* tls_below.c - what else the other end would take, asked over connections of its own. */
#include <openssl/err.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/probe/tls/tls_inside.h"

enum {
    ASK_MS = 3000, /* for one question, at least */
    ASK_TEXT = 200,
};

/* How the other end took an offer. Cut off: it hung up on a hello without a word, which old servers
 * do with what they refuse, and all servers with what is too much for them. */
enum offer { OFFER_TAKEN, OFFER_REFUSED, OFFER_CUT, OFFER_UNKNOWN };

/* Never to be taken today (RFC 8996; RFC 9325 4.1), in the order of asking; and what a server was
 * told not to take. What one question answers is not asked again: connections are counted, too. */
static const struct ask {
    const char *name;
    int low, high;       /* versions */
    const char *ciphers; /* NULL: all, TLS_CIPHERS */
    bool allowed;        /* unless the settings demand more */
} asks[] = {
    { "TLS 1.1", TLS1_VERSION, TLS1_1_VERSION, NULL, false },
    { "TLS 1.0", TLS1_VERSION, TLS1_VERSION, NULL, false },
    { "ciphers without forward secrecy", TLS1_2_VERSION, TLS1_2_VERSION, "kRSA:!aNULL:!eNULL",
      false },
    { "TLS 1.2", TLS1_2_VERSION, TLS1_2_VERSION, NULL, true },
};

enum { ASK_OLD, ASK_OLDEST, ASKS = sizeof asks / sizeof *asks };

/* A connection that has come to where TLS begins; -1: it did not get there. */
static int tls_below_begin(struct tls *tls, const struct address *address,
                           const struct deadline *deadline)
{
    if (tls->start)
        connect_pause(deadline);
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
        if (ask->ciphers)
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

/* Where a protocol leads into TLS, all the time that is left: servers that let everybody wait
 * before they greet do so each time, and nothing else is asked behind. */
static struct deadline tls_below_share(const struct tls *tls, size_t at)
{
    int share = deadline_left(tls->deadline) / (int)(tls->start ? 1 : ASKS - at);

    return deadline_within(tls->deadline, share > ASK_MS ? share : ASK_MS);
}

/* All of them, until one gets nowhere: then the others are not asked, either. */
static void tls_below_ask_all(struct tls *tls, enum offer taken[])
{
    bool on = true;

    for (size_t i = 0; i < ASKS; i++) {
        const struct deadline soon = tls_below_share(tls, i);
        int version = 0;
        taken[i] = OFFER_REFUSED;
        if (!tls_below_is_asked(tls, i, taken))
            continue;
        taken[i] = on ? tls_below_ask(tls, &tls->peer, &asks[i], &soon, &version) : OFFER_UNKNOWN;
        tls->late |= on && taken[i] == OFFER_UNKNOWN && !deadline_left(&soon);
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
                    tls->late ? "not found out: whether the other end still accepts %s; another "
                                "connection got no answer in time (it may be slow, limit them, or "
                                "serve one at a time)"
                              : "not found out: whether the other end still accepts %s; it did "
                                "not serve another connection (it may limit them, or serve one at "
                                "a time)",
                    unknown);
    return !*unknown;
}

bool tls_there(const struct probe_job *job, const struct address *address,
               const struct deadline *deadline)
{
    const struct deadline soon = deadline_within(deadline, ASK_MS);
    struct tls tls = { .job = job };
    int version;

    return tls_below_ask(&tls, address, NULL, &soon, &version) == OFFER_TAKEN;
}
