#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/mail/mail_inside.h"
#include "backend/probe/net/protocol.h"

bool mail_report_end(struct mail_session *session, enum probe_step step)
{
    mail_report_said(&session->mail, session->report, step);
    report_step(session->report, step, session->mail.verdict, "%s", session->mail.why);
    return false;
}

void mail_report_facts(struct mail_session *session)
{
    const struct mail *mail = &session->mail;

    report_fact(session->report, "mail.greeting", "%s", mail->greeting);
    report_fact(session->report, "mail.logins", "%s", mail_logins(&mail->can));
}

void mail_goodbye(struct mail_session *session)
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

    if (!mail_clear_before_tls(session)) {
        mail_goodbye(session);
        return false;
    }
    if (!session->protocol->start(mail, "")) {
        mail_report_end(session, STEP_PROTOCOL);
        mail_goodbye(session);
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
    return session->protocol->able(mail) || mail_report_end(session, STEP_PROTOCOL);
}

static bool greet_over_tls(struct mail_session *session)
{
    struct mail *mail = &session->mail;
    int fd = connect_fd(&session->connection);
    SSL *ssl = tls_open(session->tls, fd);

    if (!ssl)
        return false;
    peer_start(&mail->peer, fd, ssl, session->deadline);
    return session->protocol->greet(mail) || mail_report_end(session, STEP_PROTOCOL);
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
                           tr(mail_logins(can))),
               false;
    if (!mail_takes_password(can))
        return report_step(session->report, STEP_LOGIN, PROBE_FAIL,
                           "the server offers no login by password here (it offers: %s)",
                           tr(mail_logins(can))),
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
        mail_report_end(session, STEP_LOGIN);
}

static void judge_injection(struct mail_session *session, bool more)
{
    enum mail_injected injected = MAIL_NOT_FOUND_OUT;

    if (more)
        injected =
            mail_injection(session->job, connect_best(&session->connection), session->deadline);
    if (injected == MAIL_OBEYED)
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the server obeys commands that came unencrypted with %s as if they had been "
                    "encrypted (CVE-2011-0411): it needs an update",
                    session->protocol->start_word);
    else if (injected == MAIL_NOT_FOUND_OUT)
        report_step(session->report, STEP_PROTOCOL, PROBE_WARN,
                    "not found out: whether the server obeys commands that come unencrypted with "
                    "%s (CVE-2011-0411)",
                    session->protocol->start_word);
}

/* What other connections show: for these the first one has been left, and is closed; where one is
 * not served, no more are asked for. */
static void mail_probe_look_further(struct mail_session *session)
{
    tls_others(session->tls, &session->connection);
    bool more = tls_below(session->tls);
    if (session->job->security == PROBE_STARTTLS)
        judge_injection(session, more);
}

static void report_spoken(struct mail_session *session)
{
    const struct mail *mail = &session->mail;

    mail_report_facts(session);
    if (mail->known)
        report_step(
            session->report, STEP_PROTOCOL, PROBE_FAIL,
            "the server takes everybody who connects as logged in (PREAUTH): anyone who reaches "
            "it reads the mailbox");
    else
        report_step(session->report, STEP_PROTOCOL, PROBE_PASS, "%s answers over TLS; logins: %s",
                    session->protocol->name, tr(mail_logins(&mail->can)));
}

/* Behind what the login came to, which is the reason that is looked for. */
static void report_old_protocol(struct mail_session *session)
{
    if (session->protocol == &pop3_protocol)
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "POP3 answers with TLS, but it is to be avoided: use IMAP");
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
        report_old_protocol(session);
        mail_goodbye(session);
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
            mail_clear(&session);
        else
            peer_encrypted(&session);
    }
    connect_close(&session.connection);
}
