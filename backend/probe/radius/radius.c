/* RADIUS: first a question without any password (Status-Server), and only a server that has proven
 * itself is shown a test user's. */
#include <errno.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>

#include "backend/pki/ossl.h"
#include "backend/probe/net/protocol.h"
#include "backend/probe/radius/radius_inside.h"

static const char made_up[] = "printseal-probe";
static const char nas[] = "printseal";
static void radius_radius_begin(struct radius_packet *packet, enum radius_code code, bool sign)
{
    unsigned char random[RADIUS_RANDOM] = { 0 };

    ossl_random(random, sizeof random);
    radius_begin(packet, code, random, sign);
    radius_add(packet, RADIUS_NAS_IDENTIFIER, nas);
}

/* A login that must fail: of nobody, with random bytes for a password. */
static void radius_radius_make_up(struct radius *radius, bool sign)
{
    struct radius_packet *packet =
        &radius->requests.list[sign ? RADIUS_ASK_SIGNED : RADIUS_ASK_UNSIGNED].packet;
    unsigned char random[8] = { 0 };
    char password[2 * sizeof random + 1];

    ossl_random(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(password + 2 * i, 3, "%02x", random[i]);
    radius_radius_begin(packet, RADIUS_REQUEST, sign);
    radius_add(packet, RADIUS_USER_NAME, made_up);
    radius_add_password(packet, password, radius->line.secret);
}

static void radius_radius_prepare(struct radius *radius)
{
    radius->requests = (struct radius_requests){ 0 };
    radius_radius_begin(&radius->requests.list[RADIUS_ASK_STATUS].packet, RADIUS_STATUS,
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
    { 1 << RADIUS_ASK_STATUS, 1 },
    { 1 << RADIUS_ASK_STATUS, 1 },
    { 1 << RADIUS_ASK_SIGNED, 1 },
    { 1 << RADIUS_ASK_SIGNED | 1 << RADIUS_ASK_STATUS, 1 },
    { 1 << RADIUS_ASK_UNSIGNED, 2 },
    { 1 << RADIUS_ASK_STATUS | 1 << RADIUS_ASK_SIGNED | 1 << RADIUS_ASK_UNSIGNED, 4 },
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
    for (size_t i = 0; i <= RADIUS_ASK_UNSIGNED; i++)
        if (turn->asks >> i & 1)
            radius_send(&radius->line, &radius->requests, i, &radius->received);
    radius_listen(&radius->line, &radius->requests,
                  1 << RADIUS_ASK_STATUS | 1 << RADIUS_ASK_SIGNED | 1 << RADIUS_ASK_UNSIGNED, until,
                  &radius->received);
}

/* Before a server is told to answer nothing that is signed: what was asked before may be lost. */
static void radius_radius_confirm(struct radius *radius, const struct deadline *deadline)
{
    const struct radius_received lax = radius->received;
    const unsigned asks = 1 << RADIUS_ASK_STATUS | 1 << RADIUS_ASK_SIGNED;
    const struct deadline until = deadline_within(deadline, radius_radius_unit(deadline));

    radius->received.outcome = RADIUS_SILENT;
    radius_send(&radius->line, &radius->requests, RADIUS_ASK_STATUS, &radius->received);
    radius_send(&radius->line, &radius->requests, RADIUS_ASK_SIGNED, &radius->received);
    radius_listen(&radius->line, &radius->requests, asks, &until, &radius->received);
    if (radius->received.outcome != RADIUS_ANSWERED)
        radius->received = lax;
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
    if (radius->received.outcome == RADIUS_ANSWERED && radius->received.to == RADIUS_ASK_UNSIGNED)
        radius_radius_confirm(radius, deadline);
    if (radius->received.outcome == RADIUS_ANSWERED) {
        radius->no_status = radius->received.to != RADIUS_ASK_STATUS;
        radius->lax = radius->received.to == RADIUS_ASK_UNSIGNED;
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

/* Sent again as often as the record's timeout passes, until the time of the test is over. */
static void radius_radius_ask_login(struct radius *radius)
{
    radius->received = (struct radius_received){ 0 };
    while (!radius_radius_over(radius, radius->deadline)) {
        const struct deadline until = deadline_within(radius->deadline, radius->job->radius.wait);
        radius_send(&radius->line, &radius->requests, RADIUS_ASK_LOGIN, &radius->received);
        radius_listen(&radius->line, &radius->requests, 1 << RADIUS_ASK_LOGIN, &until,
                      &radius->received);
    }
}

static void radius_radius_login(struct radius *radius)
{
    const struct probe_job *job = radius->job;
    struct radius_packet *packet = &radius->requests.list[RADIUS_ASK_LOGIN].packet;

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
    radius_report_login(radius);
    radius_report_dropped(radius);
}

void probe_radius(const struct probe_job *job, struct step_report *report,
                  const struct deadline *deadline)
{
    struct connection connection;
    struct radius radius = {
        .job = job, .report = report, .deadline = deadline, .line = { -1, NULL, job->password }
    };

    if (!resolve_start(&connection, job, report, deadline))
        return;
    find_server(&radius, &connection);
    radius_report_dropped(&radius);
    switch (radius.received.outcome) {
    case RADIUS_REFUSED:
        radius_report_refused(&radius);
        break;
    case RADIUS_SILENT:
        radius_report_silent(&radius);
        break;
    case RADIUS_ANSWERED:
        connect_report_turn(&connection, radius.line.server, report);
        if (radius_report_server(&radius) && *job->user)
            radius_radius_login(&radius);
        break;
    }
    radius_close(&radius.line);
}
