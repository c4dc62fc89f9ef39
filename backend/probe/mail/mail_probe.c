#include <poll.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/mail/mail_start.h"
#include "backend/probe/net/protocol.h"

/* One test on its way. */
struct mail_session {
    const struct mail_protocol *protocol;
    const struct probe_job *job;
    struct step_report *report;
    const struct deadline *deadline;
    struct connection connection;
    struct tls *tls;
    struct mail mail;
};

static bool is_scan(const struct probe_job *job)
{
    return strcmp(job->section, "scan") == 0;
}

/* Tells how a dialogue ended, and, for JSON, in whose words. Always false. */
static bool report_end(struct mail_session *session, enum probe_step step)
{
    mail_report_said(&session->mail, session->report, step);
    report_step(session->report, step, session->mail.verdict, "%s", session->mail.why);
    return false;
}

/* Nobody greets: is it TLS that is spoken there? */
static bool mail_probe_is_tls(const struct mail_session *session)
{
    const struct deadline half =
        deadline_within(session->deadline, deadline_left(session->deadline) / 2);

    return !deadline_wait(&half, connect_fd(&session->connection), POLLIN) &&
           tls_there(session->job, connect_best(&session->connection), session->deadline);
}

/* Greeting and capabilities, unencrypted. A server that keeps its greeting back has all the time
 * there is: those before which spam robots give up take six seconds and more. */
static bool greet_in_clear(struct mail_session *session)
{
    struct mail *mail = &session->mail;

    peer_start(&mail->peer, connect_fd(&session->connection), NULL, session->deadline);
    if (!session->job->glance && mail_probe_is_tls(session))
        mail_end(mail, PROBE_FAIL,
                 "this port speaks TLS from the first byte, not %s: choose TLS, or the port for it",
                 session->job->security == PROBE_PLAIN ? tr("plain text")
                                                       : session->protocol->start_word);
    else if (session->protocol->greet(mail))
        return true;
    return report_end(session, STEP_PROTOCOL);
}

static void report_facts(struct mail_session *session)
{
    const struct mail *mail = &session->mail;

    report_fact(session->report, "mail.greeting", "%s", mail->greeting);
    report_fact(session->report, "mail.logins", "%s", mail_logins(&mail->can));
}

/* Whether mail is taken before TLS. Our own listener must not; of another's it is a fact. */
static bool ask_insists(struct mail_session *session)
{
    struct mail *mail = &session->mail;
    bool insists;

    if (!session->protocol->insists || session->job->glance)
        return true;
    insists = session->protocol->insists(mail);
    if (mail->peer.error != PEER_FINE)
        return report_end(session, STEP_PROTOCOL);
    report_fact(session->report, "mail.starttls", "%s", insists ? "required" : "optional");
    if (!insists && is_scan(session->job))
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "STARTTLS is offered, but mail is taken without it: require it, or scans "
                    "of a device that does not ask for it cross the network unencrypted");
    return true;
}

/* What may be said of a server before TLS begins; false: it must not begin. */
static bool mail_probe_judge_clear(struct mail_session *session)
{
    const struct mail *mail = &session->mail;

    if (mail->known)
        return report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "the server takes us as logged in before encryption (PREAUTH), after "
            "which there can be none: somebody on the way may have put this greeting "
            "there; nothing was sent");
    if (!mail->can.starttls)
        return report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                           "the server does not offer %s: it is not set up, or somebody on the way "
                           "takes it out; nothing was sent",
                           session->protocol->start_word);
    if (mail_takes_password(&mail->can))
        report_step(session->report, STEP_PROTOCOL, PROBE_WARN,
                    "the server offers to take a password before encryption (%s): other programs "
                    "may send it unencrypted",
                    mail_logins(&mail->can));
    return ask_insists(session);
}

/* A server that does not answer it is not waited for: all has been heard. */
static void report_goodbye(struct mail_session *session)
{
    enum { PATIENCE_MS = 1000 };
    const struct deadline soon = deadline_within(session->deadline, PATIENCE_MS);

    session->mail.peer.deadline = &soon;
    if (session->mail.peer.error == PEER_FINE)
        session->protocol->leave(&session->mail);
    session->mail.peer.deadline = session->deadline;
}

static bool mail_probe_begin_tls(struct mail_session *session)
{
    struct mail *mail = &session->mail;
    size_t behind;

    if (!greet_in_clear(session) || !mail_probe_judge_clear(session)) {
        report_goodbye(session);
        return false;
    }
    if (!session->protocol->start(mail, "")) {
        report_end(session, STEP_PROTOCOL);
        report_goodbye(session);
        return false;
    }
    behind = peer_waiting(&mail->peer);
    if (behind)
        return report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "behind the answer to %s came more unencrypted (%zu bytes), which would be "
            "read as if it were encrypted: somebody on the way injects it "
            "(CVE-2011-0411); nothing was sent",
            session->protocol->start_word, behind);
    report_step(session->report, STEP_PROTOCOL, PROBE_PASS, "%s, %s is offered and begins",
                session->protocol->name, session->protocol->start_word);
    mail->peer.ssl = tls_open(session->tls, connect_fd(&session->connection));
    if (!mail->peer.ssl)
        return false;
    return session->protocol->able(mail) || report_end(session, STEP_PROTOCOL);
}

static bool greet_over_tls(struct mail_session *session)
{
    struct mail *mail = &session->mail;
    int fd = connect_fd(&session->connection);
    SSL *ssl = tls_open(session->tls, fd);

    if (!ssl)
        return false;
    peer_start(&mail->peer, fd, ssl, session->deadline);
    return session->protocol->greet(mail) || report_end(session, STEP_PROTOCOL);
}

/* The settings themselves choose no encryption: nothing secret is sent. */
static void peer_in_clear(struct mail_session *session)
{
    struct mail *mail = &session->mail;

    if (!greet_in_clear(session))
        return;
    report_facts(session);
    report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                "%s answers, but the settings choose no encryption: everything crosses the network "
                "unencrypted%s",
                session->protocol->name,
                mail->can.starttls ? tr("; the server offers STARTTLS") : "");
    if (strcmp(session->job->mail.auth, "none") != 0)
        report_step(session->report, STEP_LOGIN, PROBE_WARN,
                    "no login was tried: a password is not sent without encryption");
    report_goodbye(session);
}

static bool mail_probe_may_log_in(struct mail_session *session)
{
    const struct probe_job *job = session->job;
    const struct mail_can *can = &session->mail.can;

    if (!tls_satisfied(session->tls))
        return report_step(session->report, STEP_LOGIN, PROBE_FAIL,
                           "no login was tried: a password is not sent to a server whose "
                           "certificate will not do");
    if (strcmp(job->mail.auth, "oauth") == 0)
        return report_step(session->report, STEP_LOGIN, can->sasl.oauth ? PROBE_PASS : PROBE_FAIL,
                           can->sasl.oauth ? "the server takes OAuth; no login was tried, for it "
                                             "needs a token of the mail provider"
                                           : "the server does not offer OAuth (it offers: %s)",
                           mail_logins(can)),
               false;
    if (!mail_takes_password(can))
        return report_step(session->report, STEP_LOGIN, PROBE_FAIL,
                           "the server offers no login by password here (it offers: %s)",
                           mail_logins(can)),
               false;
    bool ready = *job->user && *job->password;
    if (!ready)
        report_step(session->report, STEP_LOGIN, PROBE_WARN,
                    *job->user ? "no login was tried: the password is not set yet"
                               : "no login was tried: the user is not set yet");
    return ready;
}

static void mail_probe_log_in(struct mail_session *session)
{
    if (strcmp(session->job->mail.auth, "none") == 0 || !mail_probe_may_log_in(session))
        return;
    session->protocol->login(&session->mail);
    if (session->mail.verdict == PROBE_PASS)
        report_step(session->report, STEP_LOGIN, PROBE_PASS, "user %s is logged in",
                    session->job->user);
    else
        report_end(session, STEP_LOGIN);
}

static void judge_injection(struct mail_session *session)
{
    if (mail_injection(session->job, connect_best(&session->connection), session->deadline))
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the server obeys commands that came unencrypted with %s as if they had been "
                    "encrypted (CVE-2011-0411): it needs an update",
                    session->protocol->start_word);
}

/* What other connections show: for these the first one has been left, and is closed. */
static void mail_probe_look_further(struct mail_session *session)
{
    tls_others(session->tls, &session->connection);
    bool more = tls_below(session->tls);
    if (session->job->security == PROBE_STARTTLS && more)
        judge_injection(session);
    else if (session->job->security == PROBE_STARTTLS)
        report_step(
            session->report, STEP_PROTOCOL, PROBE_WARN,
            "not found out: whether the server obeys commands that come unencrypted with %s "
            "(CVE-2011-0411)",
            session->protocol->start_word);
}

static void report_spoken(struct mail_session *session)
{
    const struct mail *mail = &session->mail;

    report_facts(session);
    if (mail->known)
        report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "the server takes everybody who connects as logged in (PREAUTH): anyone who reaches "
            "it reads the mailbox");
    else if (session->protocol == &pop3_protocol)
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "POP3 answers with TLS, but it is to be avoided: use IMAP");
    else
        report_step(session->report, STEP_PROTOCOL, PROBE_PASS, "%s answers over TLS; logins: %s",
                    session->protocol->name, mail_logins(&mail->can));
}

static void peer_encrypted(struct mail_session *session)
{
    bool starttls = session->job->security == PROBE_STARTTLS;

    session->tls =
        tls_new(session->job, session->report, session->deadline, starttls ? mail_start_tls : NULL);
    tls_set_leave(session->tls, mail_leave_tls);
    if (starttls ? mail_probe_begin_tls(session) : greet_over_tls(session)) {
        report_spoken(session);
        if (!session->mail.known)
            mail_probe_log_in(session);
        report_goodbye(session);
        if (!session->job->glance)
            mail_probe_look_further(session);
    }
    tls_free(session->tls);
}

void probe_mail(const struct probe_job *job, struct step_report *report,
                const struct deadline *deadline)
{
    struct mail_session session = { .protocol = mail_protocol(job),
                                    .job = job,
                                    .report = report,
                                    .deadline = deadline,
                                    .mail.job = job };

    if (connect_to(&session.connection, job, report, deadline)) {
        if (job->security == PROBE_PLAIN)
            peer_in_clear(&session);
        else
            peer_encrypted(&session);
    }
    connect_close(&session.connection);
}
