/* RADIUS: first a question without any password (Status-Server), and only a server that has proven
 * itself is shown a test user's. */
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#include "backend/probe/net/protocol.h"
#include "backend/probe/radius/radius_exchange.h"

static const char made_up[] = "printseal-probe";
static const char nas[] = "printseal";
static const char blast[] =
    "the server does not sign its answers (no Message-Authenticator): an attacker on the way turns "
    "a refusal into an acceptance, BlastRADIUS, CVE-2024-3596; update it, and have it sign";

/* What a server is asked, each at most once under one id. */
enum { STATUS, SIGNED, UNSIGNED, LOGIN };

struct radius {
    const struct probe_job *job;
    struct report *report;
    const struct deadline *deadline;
    struct radius_line line;
    struct radius_requests requests;
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

/* A login that must fail: of nobody, with random bytes for a password. */
static void radius_radius_make_up(struct radius *radius, bool sign)
{
    struct radius_packet *packet = &radius->requests.list[sign ? SIGNED : UNSIGNED].packet;
    unsigned char random[8] = { 0 };
    char password[2 * sizeof random + 1];

    RAND_bytes(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(password + 2 * i, 3, "%02x", random[i]);
    radius_radius_begin(packet, RADIUS_REQUEST, sign);
    radius_add(packet, RADIUS_USER_NAME, made_up);
    radius_add_password(packet, password, radius->line.secret);
}

static void radius_radius_prepare(struct radius *radius)
{
    radius->requests = (struct radius_requests){ 0 };
    radius_radius_begin(&radius->requests.list[STATUS].packet, RADIUS_STATUS,
                        true); /* must be signed: RFC 5997 3 */
    radius_radius_make_up(radius, true);
    radius_radius_make_up(radius, false);
}

/* Silence has several reasons. Many servers know no Status-Server. One that got a wrong signature
 * says nothing, but one that got none answers, and its answer shows its secret to be another. So
 * one after the other is asked, again, too, as packets get lost, and an answer to any of them
 * counts whenever it comes. Units of time: see radius_radius_unit(); the last turn is repeated. */
static const struct turn {
    unsigned asks; /* bits */
    int units;
} turns[] = {
    { 1 << STATUS, 1 },   { 1 << STATUS, 1 },
    { 1 << SIGNED, 1 },   { 1 << SIGNED | 1 << STATUS, 1 },
    { 1 << UNSIGNED, 2 }, { 1 << STATUS | 1 << SIGNED | 1 << UNSIGNED, 4 },
};

/* Two seconds (RFC 5080 2.2.1, IRT), if all turns fit into the time there is. */
static int radius_radius_unit(const struct deadline *deadline)
{
    enum { USUAL = 2000, LEAST = 50, UNITS = 10 };
    int share = deadline_left(deadline) / UNITS;

    return share > USUAL ? USUAL : share < LEAST ? LEAST : share;
}

static bool radius_radius_over(const struct radius *radius, const struct deadline *deadline)
{
    return radius->received.outcome != RADIUS_SILENT || radius_unfit(&radius->received) ||
           !deadline_left(deadline);
}

static void radius_radius_take_turn(struct radius *radius, const struct turn *turn,
                                    const struct deadline *until)
{
    for (size_t i = 0; i <= UNSIGNED; i++)
        if (turn->asks >> i & 1)
            radius_send(&radius->line, &radius->requests, i, &radius->received);
    radius_listen(&radius->line, &radius->requests, 1 << STATUS | 1 << SIGNED | 1 << UNSIGNED,
                  until, &radius->received);
}

static void radius_radius_ask_all(struct radius *radius, const struct deadline *deadline)
{
    enum { TURNS = sizeof turns / sizeof *turns };
    int unit = radius_radius_unit(deadline);

    radius_radius_prepare(radius);
    for (size_t i = 0; !radius_radius_over(radius, deadline); i++) {
        const struct turn *turn = &turns[i < TURNS ? i : TURNS - 1];
        const struct deadline until = deadline_within(deadline, unit * turn->units);
        radius_radius_take_turn(radius, turn, &until);
    }
    if (radius->received.outcome == RADIUS_ANSWERED) {
        radius->no_status = radius->received.to != STATUS;
        radius->lax = radius->received.to == UNSIGNED;
    }
}

/* The first address that answers; else what was heard of the last one. Each has its share of the
 * time. */
static void find_server(struct radius *radius, const struct connection *connection)
{
    for (size_t i = 0; i < connection->count && radius->received.outcome != RADIUS_ANSWERED; i++) {
        int share = deadline_left(radius->deadline) / (int)(connection->count - i);
        const struct deadline part = deadline_within(radius->deadline, share);
        radius_close(&radius->line);
        radius->line.server = &connection->list[i];
        radius->received.outcome = RADIUS_SILENT;
        if (radius_open(&radius->line))
            radius_radius_ask_all(radius, &part);
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

/* The first kind of datagram that came and is no answer; RADIUS_FINE: none did. */
static enum radius_problem radius_radius_rubbish(const struct radius_received *received)
{
    for (int problem = RADIUS_FINE + 1; problem < RADIUS_PROBLEMS; problem++)
        if (received->dropped[problem])
            return (enum radius_problem)problem;
    return RADIUS_FINE;
}

static void report_silent(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;
    enum radius_problem rubbish = radius_radius_rubbish(received);

    if (radius_unfit(received))
        report_step(radius->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the shared secret is most likely wrong: an answer came whose signature does "
                    "not fit it; if the secret is the same at both ends, the answer was forged");
    else if (received->strangers)
        report_step(radius->report, STEP_PROTOCOL, PROBE_FAIL,
                    "answers come from %s, which was not asked: the server must answer from the "
                    "address it is asked at",
                    received->stranger);
    else if (rubbish != RADIUS_FINE)
        report_step(radius->report, STEP_PROTOCOL, PROBE_FAIL,
                    "%s answers, but with nothing that counts: what came %s",
                    radius->line.server->text, radius_problem_text(rubbish));
    else
        report_step(radius->report, STEP_PROTOCOL, PROBE_UNREACHABLE,
                    "no answer from %s: the server is down, a firewall stops UDP port %u, this "
                    "machine is not among its clients, or the shared secret is wrong (servers say "
                    "nothing then)",
                    radius->line.server->text, radius->job->port);
}

/* Each kind of datagram that did not count, once. Only beside a right answer there is reason to
 * think of an attacker. */
static void report_dropped(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;
    bool answered = received->outcome == RADIUS_ANSWERED;

    for (int problem = RADIUS_FINE + 1; problem < RADIUS_PROBLEMS; problem++)
        if (received->dropped[problem])
            report_step(radius->report, STEP_PROTOCOL, PROBE_WARN,
                        "%u times an answer came and was dropped that %s%s",
                        received->dropped[problem],
                        radius_problem_text((enum radius_problem)problem),
                        answered ? ": somebody may be answering in the server's place" : "");
    if (received->strangers && answered)
        report_step(radius->report, STEP_PROTOCOL, PROBE_WARN,
                    "%u times an answer came from %s, which was not asked, and was dropped",
                    received->strangers, received->stranger);
}

/* What takes longer than the record allows is given up by whoever uses it. */
static void radius_radius_report_slow(const struct radius *radius, enum probe_step step)
{
    int ms = radius->received.ms;

    if (ms > radius->job->radius.wait)
        report_step(radius->report, step, PROBE_WARN,
                    "the server is slow: its answer took %d.%d seconds, and the timeout of this "
                    "record is %d",
                    ms / 1000, ms % 1000 / 100, radius->job->radius.wait / 1000);
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
    radius_radius_report_slow(radius, STEP_PROTOCOL);
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
    radius_radius_report_slow(radius, STEP_LOGIN);
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

/* Sent again as often as the record's timeout passes, until the time of the test is over. */
static void radius_radius_ask_login(struct radius *radius)
{
    radius->received = (struct radius_received){ 0 };
    while (!radius_radius_over(radius, radius->deadline)) {
        const struct deadline until = deadline_within(radius->deadline, radius->job->radius.wait);
        radius_send(&radius->line, &radius->requests, LOGIN, &radius->received);
        radius_listen(&radius->line, &radius->requests, 1 << LOGIN, &until, &radius->received);
    }
}

static void radius_radius_login(struct radius *radius)
{
    const struct probe_job *job = radius->job;
    struct radius_packet *packet = &radius->requests.list[LOGIN].packet;

    radius_radius_begin(packet, RADIUS_REQUEST, true);
    if (!radius_add(packet, RADIUS_USER_NAME, job->user) ||
        !radius_add_password(packet, job->radius.user_password, job->password)) {
        report_step(radius->report, STEP_LOGIN, PROBE_FAIL,
                    "needs a user of at most %d bytes, and a password of 1 to %d", RADIUS_VALUE,
                    RADIUS_PASSWORD);
        return;
    }
    radius_radius_ask_login(radius);
    OPENSSL_cleanse(packet, sizeof *packet);
    report_login(radius);
    report_dropped(radius);
}

void probe_radius(const struct probe_job *job, struct report *report,
                  const struct deadline *deadline)
{
    struct connection connection;
    struct radius radius = {
        .job = job, .report = report, .deadline = deadline, .line = { -1, NULL, job->password }
    };

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
