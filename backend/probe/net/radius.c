/* RADIUS: first a question without any password (Status-Server), and only a server that has proven
 * itself is shown a test user's. */
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#include "backend/probe/net/protocol.h"
#include "backend/probe/net/radius_exchange.h"

enum { MADE_UP_WAIT = 2500 /* milliseconds: servers keep a refusal back for a second or two */ };

static const char made_up[] = "printseal-probe";
static const char nas[] = "printseal";
static const char blast[] =
    "the server does not sign its answers (no Message-Authenticator): an attacker on the way turns "
    "a refusal into an acceptance, BlastRADIUS, CVE-2024-3596; update it, and have it sign";

struct radius {
    const struct probe_job *job;
    struct tell *tell;
    struct radius_line line;
    struct radius_heard heard;
    bool no_status; /* does not know Status-Server */
    bool lax;       /* answers requests that are not signed */
};

static void begin(struct radius_packet *packet, enum radius_code code, bool sign)
{
    unsigned char random[RADIUS_RANDOM] = { 0 };

    RAND_bytes(random, sizeof random);
    radius_begin(packet, code, random, sign);
    radius_add(packet, RADIUS_NAS_IDENTIFIER, nas);
}

static void ask_status(struct radius *radius, int tries)
{
    struct radius_packet packet;

    begin(&packet, RADIUS_STATUS, true); /* must be signed: RFC 5997 3 */
    radius_ask(&radius->line, &packet, tries, &radius->heard);
}

/* A login that must fail: of nobody, with random bytes for a password. */
static void ask_made_up(struct radius *radius, bool sign)
{
    unsigned char random[8] = { 0 };
    struct radius_packet packet;
    char password[2 * sizeof random + 1];

    RAND_bytes(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(password + 2 * i, 3, "%02x", random[i]);
    begin(&packet, RADIUS_REQUEST, sign);
    radius_add(&packet, RADIUS_USER_NAME, made_up);
    radius_add_password(&packet, password, radius->line.secret);
    radius_ask(&radius->line, &packet, 1, &radius->heard);
}

static bool silent(const struct radius *radius)
{
    return radius->heard.outcome == RADIUS_SILENT && !radius->heard.dropped[RADIUS_OTHER_SECRET];
}

/* Silence has several reasons. Many servers know no Status-Server. One that got a wrong signature
 * says nothing, but one that got none answers, and its answer shows its secret to be another. */
static void ask_otherwise(struct radius *radius)
{
    int wait = radius->line.wait;

    radius->line.wait = wait < MADE_UP_WAIT ? wait : MADE_UP_WAIT;
    ask_made_up(radius, true);
    if (silent(radius)) {
        ask_made_up(radius, false);
        radius->lax = radius->heard.outcome == RADIUS_ANSWERED;
    }
    radius->no_status = radius->heard.outcome == RADIUS_ANSWERED;
    radius->line.wait = wait;
}

/* Why it is silent comes before whether it stays so: most of all, nobody waits longer than needed
 * to hear of a wrong secret. */
static void ask_all(struct radius *radius)
{
    ask_status(radius, 1);
    if (silent(radius))
        ask_otherwise(radius);
    if (silent(radius))
        ask_status(radius, radius->job->radius.tries - 1);
}

/* The first address that answers; else what was heard of the last one. */
static void find_server(struct radius *radius, const struct connection *connection)
{
    for (size_t i = 0; i < connection->count && radius->heard.outcome != RADIUS_ANSWERED; i++) {
        radius_close(&radius->line);
        radius->line.server = &connection->list[i];
        if (radius_open(&radius->line))
            ask_all(radius);
        else
            radius->heard = (struct radius_heard){ .outcome = RADIUS_REFUSED, .trouble = errno };
    }
}

static void tell_refused(const struct radius *radius)
{
    const char *address = radius->line.server->text;

    if (radius->heard.trouble == ECONNREFUSED)
        tell_step(radius->tell, STEP_CONNECT, PROBE_UNREACHABLE,
                  "nothing listens on UDP port %u of %s: the request was refused",
                  radius->job->port, address);
    else
        tell_step(radius->tell, STEP_CONNECT, PROBE_UNREACHABLE, "%s cannot be reached: %s",
                  address, strerror(radius->heard.trouble));
}

static void tell_silent(const struct radius *radius)
{
    const struct radius_heard *heard = &radius->heard;

    if (heard->dropped[RADIUS_OTHER_SECRET])
        tell_step(radius->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the shared secret is most likely wrong: an answer came that was made with "
                  "another one, or was forged");
    else if (heard->strangers)
        tell_step(radius->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "answers come from %s, which was not asked: the server must answer from the "
                  "address it is asked at",
                  heard->stranger);
    else
        tell_step(radius->tell, STEP_PROTOCOL, PROBE_UNREACHABLE,
                  "no answer from %s: the server is down, a firewall stops UDP port %u, this "
                  "machine is not among its clients, or the shared secret is wrong (servers say "
                  "nothing then)",
                  radius->line.server->text, radius->job->port);
}

/* Each kind of datagram that did not count, once. */
static void tell_dropped(const struct radius *radius)
{
    const struct radius_heard *heard = &radius->heard;

    for (int flaw = RADIUS_FINE + 1; flaw < RADIUS_FLAWS; flaw++) {
        bool secret = flaw == RADIUS_OTHER_SECRET && heard->outcome != RADIUS_ANSWERED;
        if (heard->dropped[flaw] && !secret)
            tell_step(radius->tell, STEP_PROTOCOL, PROBE_WARN,
                      "%u times an answer came and was dropped that %s: somebody may be answering "
                      "in the server's place",
                      heard->dropped[flaw], radius_flaw_text((enum radius_flaw)flaw));
    }
    if (heard->strangers && heard->outcome == RADIUS_ANSWERED)
        tell_step(radius->tell, STEP_PROTOCOL, PROBE_WARN,
                  "%u times an answer came from %s, which was not asked, and was dropped",
                  heard->strangers, heard->stranger);
}

/* Unsigned answers weigh what the record says of them. */
static bool tell_signature(const struct radius *radius, enum probe_step step)
{
    bool required = radius->job->radius.require_authenticator;

    tell_fact(radius->tell, "radius.signed", "%s", radius->heard.answer.signature ? "yes" : "no");
    if (radius->heard.answer.signature)
        return true;
    return tell_step(radius->tell, step, required ? PROBE_FAIL : PROBE_WARN, "%s", blast);
}

static bool tell_server(const struct radius *radius)
{
    const struct radius_heard *heard = &radius->heard;
    const char *address = radius->line.server->text;

    tell_fact(radius->tell, "radius.status_server", "%s", radius->no_status ? "no" : "yes");
    if (heard->answer.code == RADIUS_ACCOUNTING)
        return tell_step(radius->tell, STEP_PROTOCOL, PROBE_FAIL,
                         "port %u is for accounting and answers no login; logins are answered at "
                         "1812",
                         radius->job->port);
    if (!tell_signature(radius, STEP_PROTOCOL))
        return false;
    if (radius->lax)
        return tell_step(radius->tell, STEP_PROTOCOL, PROBE_WARN,
                         "%s answers a login without a signature, and none with one", address);
    return tell_step(radius->tell, STEP_PROTOCOL, PROBE_PASS, "%s answers %s%s", address,
                     radius->no_status ? "the refused login of a made-up user"
                                       : "Status-Server with the right secret",
                     heard->answer.signature ? ", signed" : "");
}

static bool tell_unanswered(const struct radius *radius)
{
    if (radius->heard.outcome == RADIUS_ANSWERED)
        return false;
    return !tell_step(radius->tell, STEP_LOGIN, PROBE_UNREACHABLE,
                      "the server answers, but not the login of user %s: what it asks itself may "
                      "be down",
                      radius->job->user);
}

static void tell_login(const struct radius *radius)
{
    const char *user = radius->job->user, *message = radius->heard.answer.message;
    const char *mark = *message ? ": " : "";

    if (tell_unanswered(radius) || !tell_signature(radius, STEP_LOGIN))
        return;
    if (radius->heard.answer.code == RADIUS_ACCEPT)
        tell_step(radius->tell, STEP_LOGIN, PROBE_PASS, "user %s is accepted%s%s", user, mark,
                  message);
    else if (radius->heard.answer.code == RADIUS_CHALLENGE)
        tell_step(radius->tell, STEP_LOGIN, PROBE_WARN,
                  "the server wants more than a password of user %s%s%s", user, mark, message);
    else
        tell_step(radius->tell, STEP_LOGIN, PROBE_FAIL,
                  "the server refuses user %s or the password%s%s", user, mark, message);
}

static void login(struct radius *radius)
{
    const struct probe_job *job = radius->job;
    struct radius_packet packet;

    begin(&packet, RADIUS_REQUEST, true);
    if (!radius_add(&packet, RADIUS_USER_NAME, job->user) ||
        !radius_add_password(&packet, job->radius.user_password, job->password)) {
        tell_step(radius->tell, STEP_LOGIN, PROBE_FAIL,
                  "needs a user of at most %d bytes, and a password of 1 to %d", RADIUS_VALUE,
                  RADIUS_PASSWORD);
        return;
    }
    radius->heard = (struct radius_heard){ 0 };
    radius_ask(&radius->line, &packet, job->radius.tries, &radius->heard);
    OPENSSL_cleanse(&packet, sizeof packet);
    tell_login(radius);
    tell_dropped(radius);
}

void probe_radius(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct connection connection;
    struct radius radius = { .job = job,
                             .tell = tell,
                             .line = { -1, NULL, job->password, deadline, job->radius.wait } };

    if (!connect_resolve(&connection, job, tell))
        return;
    find_server(&radius, &connection);
    tell_dropped(&radius);
    switch (radius.heard.outcome) {
    case RADIUS_REFUSED:
        tell_refused(&radius);
        break;
    case RADIUS_SILENT:
        tell_silent(&radius);
        break;
    case RADIUS_ANSWERED:
        connect_tell_turn(&connection, radius.line.server, tell);
        if (tell_server(&radius) && *job->user)
            login(&radius);
        break;
    }
    radius_close(&radius.line);
}
