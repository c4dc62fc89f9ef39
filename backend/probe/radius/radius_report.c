#include "backend/base/language.h"
#include "backend/probe/radius/radius_inside.h"

#include <errno.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/probe/net/said.h"
#include "backend/probe/radius/radius_cause.h"

static const char blast[] =
    "the server does not sign its answers (no Message-Authenticator): an attacker on the way turns "
    "a refusal into an acceptance, BlastRADIUS, CVE-2024-3596; update it, and have it sign";

void radius_report_refused(const struct radius *radius)
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
static enum radius_problem radius_report_rubbish(const struct radius_received *received)
{
    for (int problem = RADIUS_FINE + 1; problem < RADIUS_PROBLEMS; problem++)
        if (received->dropped[problem])
            return (enum radius_problem)problem;
    return RADIUS_FINE;
}

/* A server that calls the request one it cannot process may say why. The caller frees it. */
static char *radius_report_why(const struct radius_received *received, enum radius_problem problem)
{
    return radius_cause(problem == RADIUS_NOT_TAKEN ? received->cause : 0);
}

static enum probe_verdict radius_report_weigh(const struct radius_received *received,
                                              enum radius_problem problem)
{
    bool passing = problem == RADIUS_NOT_TAKEN && radius_cause_passing(received->cause);

    return passing ? PROBE_WARN : PROBE_FAIL;
}

void radius_report_silent(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;
    enum radius_problem rubbish = radius_report_rubbish(received);
    AUTO_FREE char *why = radius_report_why(received, rubbish);

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
        report_step(radius->report, STEP_PROTOCOL, radius_report_weigh(received, rubbish),
                    "%s answers, but with nothing that counts: what came %s%s",
                    radius->line.server->text, radius_problem_text(rubbish), why);
    else
        report_step(radius->report, STEP_PROTOCOL, PROBE_UNREACHABLE,
                    "no answer from %s: the server is down, a firewall stops UDP port %u, this "
                    "machine is not among its clients, or the shared secret is wrong (servers say "
                    "nothing then)",
                    radius->line.server->text, radius->job->port);
}

static void radius_report_cause(const struct radius *radius, unsigned cause)
{
    if (cause)
        report_fact(radius->report, "radius.cause", "%u", cause);
}

/* Only beside a right answer, and of those that did not prove who they are, there is reason to
 * think of an attacker. */
static void radius_report_dropped_as(const struct radius *radius, enum radius_problem problem)
{
    const struct radius_received *received = &radius->received;
    bool forged = received->outcome == RADIUS_ANSWERED && problem < RADIUS_OTHER_CODE;
    AUTO_FREE char *why = radius_report_why(received, problem);

    radius_report_cause(radius, received->cause);
    report_step(radius->report, STEP_PROTOCOL, PROBE_WARN,
                trn("%u answer was dropped that %s%s",
                    "%u answers were dropped, each of which %s%s", received->dropped[problem]),
                received->dropped[problem], radius_problem_text(problem),
                forged ? tr(": somebody may be answering in the server's place") : why);
}

void radius_report_dropped(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;

    for (int problem = RADIUS_FINE + 1; problem < RADIUS_PROBLEMS; problem++)
        if (received->dropped[problem])
            radius_report_dropped_as(radius, (enum radius_problem)problem);
    if (received->strangers && received->outcome == RADIUS_ANSWERED)
        report_step(radius->report, STEP_PROTOCOL, PROBE_WARN,
                    "%u times an answer came from %s, which was not asked, and was dropped",
                    received->strangers, received->stranger);
}

/* What takes longer than the record allows is given up by anyone who uses it. An answer that comes
 * at once to the second or third request says that the first ones got lost. */
static void radius_report_slow(const struct radius *radius, enum probe_step step)
{
    enum { SOON_MS = 500 };
    int ms = radius->received.ms;

    if (ms <= radius->job->radius.wait)
        return;
    if (radius->received.sent > 1 && radius->received.again < SOON_MS)
        report_step(radius->report, step, PROBE_WARN,
                    "packets get lost on the way, or the server is slow: the answer came after %u "
                    "requests, %d.%d seconds after the first",
                    radius->received.sent, ms / 1000, ms % 1000 / 100);
    else
        report_step(radius->report, step, PROBE_WARN,
                    "the server is slow: its answer took %d.%d seconds, and the timeout of this "
                    "record is %d",
                    ms / 1000, ms % 1000 / 100, radius->job->radius.wait / 1000);
}

/* Unsigned answers weigh what the record says of them. */
static bool radius_report_signature(const struct radius *radius, enum probe_step step)
{
    bool required = radius->job->radius.require_authenticator;

    report_fact(radius->report, "radius.signed", "%s",
                radius->received.answer.signature ? "yes" : "no");
    if (radius->received.answer.signature)
        return true;
    return report_step(radius->report, step, required ? PROBE_FAIL : PROBE_WARN, "%s", tr(blast));
}

bool radius_report_server(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;
    const char *address = radius->line.server->text;

    report_fact(radius->report, "radius.status_server", "%s", radius->no_status ? "no" : "yes");
    radius_report_slow(radius, STEP_PROTOCOL);
    if (received->answer.code == RADIUS_ACCOUNTING)
        return report_step(radius->report, STEP_PROTOCOL, PROBE_FAIL,
                           "port %u is for accounting and answers no login; logins are answered at "
                           "1812",
                           radius->job->port);
    if (!radius_report_signature(radius, STEP_PROTOCOL))
        return false;
    if (radius->lax)
        return report_step(radius->report, STEP_PROTOCOL, PROBE_WARN,
                           "%s answers a login without a signature, and none with one", address);
    return report_step(radius->report, STEP_PROTOCOL, PROBE_PASS, "%s answers %s%s", address,
                       radius->no_status ? tr("the refused login of a made-up user")
                                         : tr("Status-Server with the right secret"),
                       received->answer.signature ? tr(", signed") : "");
}

/* The server has proven itself before. */
static bool radius_report_unanswered(const struct radius *radius)
{
    const struct radius_received *received = &radius->received;
    enum radius_problem rubbish = radius_report_rubbish(received);
    AUTO_FREE char *why = radius_report_why(received, rubbish);

    if (received->outcome == RADIUS_ANSWERED)
        return false;
    if (radius_unfit(received))
        return !report_step(
            radius->report, STEP_LOGIN, PROBE_FAIL,
            "the login of user %s got an answer whose signature does not fit, though "
            "the shared secret is right: another server behind this address has "
            "another secret, or somebody answers in its place",
            radius->job->user);
    if (rubbish != RADIUS_FINE)
        return report_step(radius->report, STEP_LOGIN, radius_report_weigh(received, rubbish),
                           "the login of user %s got no answer that counts: what came %s%s",
                           radius->job->user, radius_problem_text(rubbish), why),
               true;
    return !report_step(radius->report, STEP_LOGIN, PROBE_UNREACHABLE,
                        "the server answers, but not the login of user %s: what it asks itself may "
                        "be down",
                        radius->job->user);
}

static void radius_report_refusal(const struct radius *radius, const char *mark,
                                  const char *message)
{
    enum {
        HELD_MS = 1500
    }; /* servers hold it back for a second, to slow down anyone who guesses */
    const struct radius_answer *answer = &radius->received.answer;
    const char *user = radius->job->user;
    AUTO_FREE char *cause = radius_cause(answer->cause);

    radius_report_cause(radius, answer->cause);
    if (answer->cause)
        report_step(radius->report, STEP_LOGIN,
                    radius_cause_passing(answer->cause) ? PROBE_WARN : PROBE_FAIL,
                    "the server refuses the login of user %s%s%s%s", user, cause, mark, message);
    else if (radius->received.ms > HELD_MS)
        report_step(radius->report, STEP_LOGIN, PROBE_FAIL,
                    "the server refuses user %s or the password, or what it asks itself did not "
                    "answer it, for it took long%s%s",
                    user, mark, message);
    else
        report_step(radius->report, STEP_LOGIN, PROBE_FAIL,
                    "the server refuses user %s or the password%s%s", user, mark, message);
}

void radius_report_login(const struct radius *radius)
{
    const struct probe_job *job = radius->job;
    const char *user = job->user;
    AUTO_FREE char *message =
        said(radius->received.answer.message, SAID_MOST, job->radius.user_password);
    const char *mark = *message ? ": " : "";

    if (radius_report_unanswered(radius) || !radius_report_signature(radius, STEP_LOGIN))
        return;
    radius_report_slow(radius, STEP_LOGIN);
    if (*message)
        report_fact(radius->report, "login.said", "%s", message);
    if (radius->received.answer.code == RADIUS_ACCEPT)
        report_step(radius->report, STEP_LOGIN, PROBE_PASS, "user %s is accepted%s%s", user, mark,
                    message);
    else if (radius->received.answer.code == RADIUS_CHALLENGE && radius->received.answer.eap)
        report_step(radius->report, STEP_LOGIN, PROBE_WARN,
                    "the server wants EAP of user %s, which a password alone is not: let it take "
                    "PAP from this client%s%s",
                    user, mark, message);
    else if (radius->received.answer.code == RADIUS_CHALLENGE)
        report_step(radius->report, STEP_LOGIN, PROBE_WARN,
                    "the server wants more than a password of user %s%s%s", user, mark, message);
    else
        radius_report_refusal(radius, mark, message);
}
