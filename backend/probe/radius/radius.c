/* RADIUS: first a question without any password (Status-Server), and only a server that has proven
 * itself is shown a test user's. */
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#include "backend/probe/net/protocol.h"
#include "backend/probe/radius/radius_exchange.h"

enum { MADE_UP_WAIT = 2500 /* milliseconds: servers keep a refusal back for a second or two */ };

static const char made_up[] = "printseal-probe";
static const char nas[] = "printseal";
static const char blast[] =
    "the server does not sign its answers (no Message-Authenticator): an attacker on the way turns "
    "a refusal into an acceptance, BlastRADIUS, CVE-2024-3596; update it, and have it sign";

struct radius {
    const struct probe_job *job;
    struct report *report;
    struct radius_line line;
    struct radius_received received;
    bool no_status; /* does not know Status-Server */
    bool lax;       /* answers requests that are not signed */
};

static void radius_radius_begin(struct radius_packet *packet, enum radius_code code, bool sign)
{
    unsigned char random[RADIUS_RANDOM] = { 0 };

    RAND_bytes(random, sizeof random);
    radius_begin(packet, code, random, sign);
    radius_add(packet, RADIUS_NAS_IDENTIFIER, nas);
}

static void ask_status(struct radius *radius, int tries)
{
    struct radius_packet packet;

    radius_radius_begin(&packet, RADIUS_STATUS, true); /* must be signed: RFC 5997 3 */
    radius_ask(&radius->line, &packet, tries, &radius->received);
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
    radius_radius_begin(&packet, RADIUS_REQUEST, sign);
    radius_add(&packet, RADIUS_USER_NAME, made_up);
    radius_add_password(&packet, password, radius->line.secret);
    radius_ask(&radius->line, &packet, 1, &radius->received);
}

static bool radius_radius_silent(const struct radius *radius)
{
    return radius->received.outcome == RADIUS_SILENT &&
           !radius->received.dropped[RADIUS_OTHER_SECRET];
}

/* Silence has several reasons. Many servers know no Status-Server. One that got a wrong signature
 * says nothing, but one that got none answers, and its answer shows its secret to be another. */
static void radius_radius_ask_otherwise(struct radius *radius)
{
    int wait = radius->line.wait;

    radius->line.wait = wait < MADE_UP_WAIT ? wait : MADE_UP_WAIT;
    ask_made_up(radius, true);
    if (radius_radius_silent(radius)) {
        ask_made_up(radius, false);
        radius->lax = radius->received.outcome == RADIUS_ANSWERED;
    }
    radius->no_status = radius->received.outcome == RADIUS_ANSWERED;
    radius->line.wait = wait;
}

/* Why it is silent comes before whether it stays so: most of all, nobody waits longer than needed
 * to hear of a wrong secret. */
static void radius_radius_ask_all(struct radius *radius)
{
    ask_status(radius, 1);
    if (radius_radius_silent(radius))
        radius_radius_ask_otherwise(radius);
    if (radius_radius_silent(radius))
        ask_status(radius, radius->job->radius.tries - 1);
}

/* The first address that answers; else what was heard of the last one. */
static void find_server(struct radius *radius, const struct connection *connection)
{
    for (size_t i = 0; i < connection->count && radius->received.outcome != RADIUS_ANSWERED; i++) {
        radius_close(&radius->line);
        radius->line.server = &connection->list[i];
        if (radius_open(&radius->line))
            radius_radius_ask_all(radius);
        else
            radius->received =
                (struct radius_received){ .outcome = RADIUS_REFUSED, .error = errno };
    }
}

static void radius_radius_report_refused(const struct radius *radius)
{
    const char *address = radius->line.server->text;

    if (radius->received.error == ECONNREFUSED)
        report_step(radius->report, STEP_CONNECT, PROBE_UNREACHABLE,
                    "nothing listens on UDP port %u of %s: the request was refused",
                    radius->job->port, address);
    else
        report_step(radius->report, STEP_CONNECT, PROBE_UNREACHABLE, "%s cannot be reached: %s",
                    address, strerror(radius->received.error));
}

static void report_silent(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;

    if (received->dropped[RADIUS_OTHER_SECRET])
        report_step(radius->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the shared secret is most likely wrong: an answer came that was made with "
                    "another one, or was forged");
    else if (received->strangers)
        report_step(radius->report, STEP_PROTOCOL, PROBE_FAIL,
                    "answers come from %s, which was not asked: the server must answer from the "
                    "address it is asked at",
                    received->stranger);
    else
        report_step(radius->report, STEP_PROTOCOL, PROBE_UNREACHABLE,
                    "no answer from %s: the server is down, a firewall stops UDP port %u, this "
                    "machine is not among its clients, or the shared secret is wrong (servers say "
                    "nothing then)",
                    radius->line.server->text, radius->job->port);
}

/* Each kind of datagram that did not count, once. */
static void report_dropped(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;

    for (int problem = RADIUS_FINE + 1; problem < RADIUS_PROBLEMS; problem++) {
        bool secret = problem == RADIUS_OTHER_SECRET && received->outcome != RADIUS_ANSWERED;
        if (received->dropped[problem] && !secret)
            report_step(
                radius->report, STEP_PROTOCOL, PROBE_WARN,
                "%u times an answer came and was dropped that %s: somebody may be answering "
                "in the server's place",
                received->dropped[problem], radius_problem_text((enum radius_problem)problem));
    }
    if (received->strangers && received->outcome == RADIUS_ANSWERED)
        report_step(radius->report, STEP_PROTOCOL, PROBE_WARN,
                    "%u times an answer came from %s, which was not asked, and was dropped",
                    received->strangers, received->stranger);
}

/* Unsigned answers weigh what the record says of them. */
static bool report_signature(const struct radius *radius, enum probe_step step)
{
    bool required = radius->job->radius.require_authenticator;

    report_fact(radius->report, "radius.signed", "%s",
                radius->received.answer.signature ? "yes" : "no");
    if (radius->received.answer.signature)
        return true;
    return report_step(radius->report, step, required ? PROBE_FAIL : PROBE_WARN, "%s", blast);
}

static bool report_server(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;
    const char *address = radius->line.server->text;

    report_fact(radius->report, "radius.status_server", "%s", radius->no_status ? "no" : "yes");
    if (received->answer.code == RADIUS_ACCOUNTING)
        return report_step(radius->report, STEP_PROTOCOL, PROBE_FAIL,
                           "port %u is for accounting and answers no login; logins are answered at "
                           "1812",
                           radius->job->port);
    if (!report_signature(radius, STEP_PROTOCOL))
        return false;
    if (radius->lax)
        return report_step(radius->report, STEP_PROTOCOL, PROBE_WARN,
                           "%s answers a login without a signature, and none with one", address);
    return report_step(radius->report, STEP_PROTOCOL, PROBE_PASS, "%s answers %s%s", address,
                       radius->no_status ? "the refused login of a made-up user"
                                         : "Status-Server with the right secret",
                       received->answer.signature ? ", signed" : "");
}

static bool report_unanswered(const struct radius *radius)
{
    if (radius->received.outcome == RADIUS_ANSWERED)
        return false;
    return !report_step(radius->report, STEP_LOGIN, PROBE_UNREACHABLE,
                        "the server answers, but not the login of user %s: what it asks itself may "
                        "be down",
                        radius->job->user);
}

static void report_login(const struct radius *radius)
{
    const char *user = radius->job->user, *message = radius->received.answer.message;
    const char *mark = *message ? ": " : "";

    if (report_unanswered(radius) || !report_signature(radius, STEP_LOGIN))
        return;
    if (radius->received.answer.code == RADIUS_ACCEPT)
        report_step(radius->report, STEP_LOGIN, PROBE_PASS, "user %s is accepted%s%s", user, mark,
                    message);
    else if (radius->received.answer.code == RADIUS_CHALLENGE)
        report_step(radius->report, STEP_LOGIN, PROBE_WARN,
                    "the server wants more than a password of user %s%s%s", user, mark, message);
    else
        report_step(radius->report, STEP_LOGIN, PROBE_FAIL,
                    "the server refuses user %s or the password%s%s", user, mark, message);
}

static void radius_radius_login(struct radius *radius)
{
    const struct probe_job *job = radius->job;
    struct radius_packet packet;

    radius_radius_begin(&packet, RADIUS_REQUEST, true);
    if (!radius_add(&packet, RADIUS_USER_NAME, job->user) ||
        !radius_add_password(&packet, job->radius.user_password, job->password)) {
        report_step(radius->report, STEP_LOGIN, PROBE_FAIL,
                    "needs a user of at most %d bytes, and a password of 1 to %d", RADIUS_VALUE,
                    RADIUS_PASSWORD);
        return;
    }
    radius->received = (struct radius_received){ 0 };
    radius_ask(&radius->line, &packet, job->radius.tries, &radius->received);
    OPENSSL_cleanse(&packet, sizeof packet);
    report_login(radius);
    report_dropped(radius);
}

void probe_radius(const struct probe_job *job, struct report *report,
                  const struct deadline *deadline)
{
    struct connection connection;
    struct radius radius = { .job = job,
                             .report = report,
                             .line = { -1, NULL, job->password, deadline, job->radius.wait } };

    if (!connect_resolve(&connection, job, report))
        return;
    find_server(&radius, &connection);
    report_dropped(&radius);
    switch (radius.received.outcome) {
    case RADIUS_REFUSED:
        radius_radius_report_refused(&radius);
        break;
    case RADIUS_SILENT:
        report_silent(&radius);
        break;
    case RADIUS_ANSWERED:
        connect_report_turn(&connection, radius.line.server, report);
        if (report_server(&radius) && *job->user)
            radius_radius_login(&radius);
        break;
    }
    radius_close(&radius.line);
}
