#include <stdio.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/probe/ldap/ldap_code.h"
#include "backend/probe/ldap/ldap_inside.h"
#include "backend/probe/net/protocol.h"

/* An account that no directory has, under the base: asked for with a password of ours, where there
 * is no encryption, only to hear whether the directory demands signing before it looks. */
static const char nobody[] = "cn=printseal asks whether logins must be signed";
static const char nothing[] = "no password";

/* A tls_start. */
static bool start_silently(int fd, const struct probe_job *job, const struct deadline *deadline)
{
    struct peer peer;
    struct ldap ldap = { .peer = &peer };
    struct ldap_answer answer;

    (void)job;
    peer_start(&peer, fd, NULL, deadline);
    ldap_ask_start(&ldap, &answer);
    return answer.code == LDAP_SUCCESS && !peer_waiting(&peer);
}

/* Nothing came at all, from a port that was taken for one without TLS: it may be one with it. */
static bool speaks_tls(const struct ldap_session *session)
{
    return session->peer.error != PEER_FINE && !session->peer.taken && !session->peer.ssl &&
           tls_there(session->job, connect_best(&session->connection), session->deadline);
}

/* RFC 4511 4.4.1: what a directory says that is shut down. */
static void ldap_report_notice(const struct ldap_session *session, const struct ldap_answer *answer)
{
    struct ldap_answer notice = *answer;
    char why[LDAP_CODE];

    notice.code = answer->notice;
    AUTO_FREE char *words =
        ldap_words(session, &notice, session->logging_in ? "login.said" : "ldap.said");
    ldap_code(tr("the directory closed the session"), notice.code, notice.text, why);
    report_step(session->report, session->logging_in ? STEP_LOGIN : STEP_PROTOCOL,
                ldap_code_passing(notice.code) ? PROBE_WARN : PROBE_FAIL, "%s%s (%s)",
                session->logging_in ? tr("the login: ") : "", why, words);
}

bool ldap_answered(struct ldap_session *session, const struct ldap_answer *answer)
{
    bool fine = session->peer.error == PEER_FINE;

    if (answer->code != LDAP_NOT_ANSWERED)
        return true;
    if (speaks_tls(session))
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "this port speaks TLS from the first byte: choose TLS, or the port for %s",
                    session->job->security == PROBE_STARTTLS ? tr("StartTLS") : tr("plain LDAP"));
    else if (answer->notice)
        ldap_report_notice(session, answer);
    else
        report_step(session->report, session->logging_in ? STEP_LOGIN : STEP_PROTOCOL,
                    fine ? PROBE_FAIL : peer_verdict(&session->peer), "%s%s",
                    session->logging_in ? tr("the login: ") : "", answer->text);
    return false;
}

/* RFC 4511 4.14.1: an answer other than success means that there will be no TLS; protocolError is
 * that of a directory that knows no StartTLS, unavailable that of Active Directory without a
 * certificate. */
static void judge_no_start(struct ldap_session *session, const struct ldap_answer *answer)
{
    AUTO_FREE char *words = ldap_words(session, answer, "ldap.said");
    char why[LDAP_CODE];

    ldap_code("StartTLS", answer->code, answer->text, why);
    if (answer->code == LDAP_REFERRAL || answer->code == LDAP_OTHER)
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL, "%s (%s); nothing was sent", why,
                    words);
    else if (answer->code == LDAP_BUSY)
        report_step(session->report, STEP_PROTOCOL, PROBE_WARN,
                    "the directory is too busy to begin TLS; try again later (%s)", words);
    else if (answer->code == LDAP_UNAVAILABLE)
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the directory cannot begin TLS (%s): it has no certificate, or is closing "
                    "down; nothing was sent",
                    words);
    else
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the directory does not offer StartTLS (%s): it is not set up, or somebody on "
                    "the way takes it out; nothing was sent",
                    words);
}

static bool judge_start(struct ldap_session *session, const struct ldap_answer *answer)
{
    size_t behind;

    if (answer->code != LDAP_SUCCESS) {
        judge_no_start(session, answer);
        return false;
    }
    behind = peer_waiting(&session->peer);
    if (behind)
        report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "behind the answer to StartTLS came more unencrypted (%zu bytes), which would be "
            "read as if it were encrypted: somebody on the way injects it; nothing was sent",
            behind);
    return !behind;
}

static bool ldap_ldap_begin_tls(struct ldap_session *session)
{
    struct deadline sooner =
        deadline_within(session->deadline, deadline_left(session->deadline) / 4 * 3);
    struct ldap_answer answer;

    peer_start(&session->peer, connect_fd(&session->connection), NULL, &sooner);
    ldap_ask_start(&session->ldap, &answer);
    if (!ldap_answered(session, &answer) || !judge_start(session, &answer))
        return false;
    report_step(
        session->report, STEP_PROTOCOL, PROBE_FAIL,
        "StartTLS works, but the guide forbids it, for an attacker can strip it: choose TLS "
        "(LDAPS), port 636");
    return true;
}

/* TLS did not come about: is it because the port is that of plain LDAP? A directory hangs up on who
 * speaks TLS there, and says nothing. */
static void judge_no_tls(struct ldap_session *session)
{
    struct step_report mute = report_start(-1);
    struct ldap_answer answer = { .code = LDAP_NOT_ANSWERED };
    int fd;

    if (session->job->security != PROBE_TLS || session->job->glance || tls_spoke(session->tls))
        return;
    connect_leave(&session->connection);
    fd = connect_again(connect_best(&session->connection), session->deadline);
    if (fd < 0)
        return;
    peer_start(&session->peer, fd, NULL, session->deadline);
    ldap_ask_root(&session->ldap, &mute, &answer);
    close(fd);
    if (answer.code != LDAP_NOT_ANSWERED)
        report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "this port speaks LDAP unencrypted and no TLS: use the port for TLS (LDAPS), 636");
}

/* In clear if the settings say so. False: it has been told why. */
static bool open_peer(struct ldap_session *session)
{
    int fd = connect_fd(&session->connection);
    SSL *ssl = NULL;

    if (session->job->security == PROBE_STARTTLS && !ldap_ldap_begin_tls(session))
        return false;
    if (session->job->security != PROBE_PLAIN) {
        ssl = tls_open(session->tls, fd);
        if (!ssl) {
            judge_no_tls(session);
            return false;
        }
    }
    peer_start(&session->peer, fd, ssl, session->deadline);
    return true;
}

static bool ask_root(struct ldap_session *session)
{
    struct ldap_answer answer;
    char why[LDAP_CODE];
    bool clear = session->job->security == PROBE_PLAIN;

    ldap_ask_root(&session->ldap, session->report, &answer);
    if (!ldap_answered(session, &answer))
        return false;
    if (clear)
        report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "LDAP answers, but the settings choose no encryption: users' passwords cross the "
            "network unencrypted");
    else if (answer.code == LDAP_SUCCESS)
        report_step(session->report, STEP_PROTOCOL, PROBE_PASS, "LDAP answers over TLS");
    else {
        AUTO_FREE char *words = ldap_words(session, &answer, "ldap.said");
        ldap_code(tr("LDAP answers over TLS; what the server reports about itself"), answer.code,
                  answer.text, why);
        report_step(session->report, STEP_PROTOCOL, PROBE_PASS, "%s (%s)", why, words);
    }
    return true;
}

/* What anybody may do who reaches the port. */
static bool ask_anonymous(struct ldap_session *session)
{
    struct ldap_answer answer;

    if (!*session->job->ldap.base_dn)
        return true;
    ldap_ask_entry(&session->ldap, session->job->ldap.base_dn, &answer);
    if (!ldap_answered(session, &answer))
        return false;
    session->anonymous = answer.code == LDAP_SUCCESS && answer.entries > 0;
    report_fact(session->report, "ldap.anonymous", "%s", session->anonymous ? "yes" : "no");
    if (session->anonymous)
        report_step(session->report, STEP_PROTOCOL, PROBE_WARN,
                    "anybody may read the base without a login (anonymous access)");
    return true;
}

/* Over plain LDAP alone: a directory that demands signing says so before it looks at the name. */
static bool ask_signing(struct ldap_session *session)
{
    const char *base = session->job->ldap.base_dn;
    struct ldap_answer answer;
    char dn[sizeof nobody + sizeof session->job->ldap.base_dn];
    bool demanded;

    snprintf(dn, sizeof dn, "%s%s%s", nobody, *base ? "," : "", base);
    ldap_ask_login(&session->ldap, dn, nothing, &answer);
    if (!ldap_answered(session, &answer))
        return false;
    demanded = answer.code == LDAP_STRONGER || answer.code == LDAP_CONFIDENTIAL;
    report_fact(session->report, "ldap.signing", "%s", demanded ? "required" : "not required");
    if (demanded)
        report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "the directory demands encryption or signing (result %d): logins over plain LDAP "
            "do not work",
            answer.code);
    else
        report_step(session->report, STEP_PROTOCOL, PROBE_WARN,
                    "the directory takes logins unencrypted: it demands neither signing nor "
                    "encryption");
    return true;
}

static void ldap_ldap_ask(struct ldap_session *session)
{
    bool clear = session->job->security == PROBE_PLAIN;

    if (!ask_root(session) || !ask_anonymous(session) || (clear && !ask_signing(session)))
        return;
    ldap_account(session);
}

static void ldap_ldap_look_further(struct ldap_session *session)
{
    if (session->job->security == PROBE_PLAIN || session->job->glance)
        return;
    tls_others(session->tls, &session->connection);
    tls_below(session->tls);
}

void probe_ldap(const struct probe_job *job, struct step_report *report,
                const struct deadline *deadline)
{
    struct ldap_session session = { .job = job, .report = report, .deadline = deadline };

    session.ldap.peer = &session.peer;

    if (connect_to(&session.connection, job, report, deadline)) {
        session.tls =
            tls_new(job, report, deadline, job->security == PROBE_STARTTLS ? start_silently : NULL);
        if (open_peer(&session)) {
            ldap_ldap_ask(&session);
            ldap_ask_end(&session.ldap);
            ldap_ldap_look_further(&session);
        }
        tls_free(session.tls);
    }
    connect_close(&session.connection);
}
