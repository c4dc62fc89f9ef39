/* mail_clear.c - what is spoken with a mail server before TLS, or without. */
#include <poll.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/mail/mail_inside.h"

static bool mail_clear_is_scan(const struct probe_job *job)
{
    return strcmp(job->section, "scan") == 0;
}

/* Nobody greets: is it TLS that is spoken there? */
static bool mail_clear_is_tls(const struct mail_session *session)
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
    if (!session->job->glance && mail_clear_is_tls(session))
        mail_end(mail, PROBE_FAIL,
                 "this port speaks TLS from the first byte, not %s: choose TLS, or the port for it",
                 session->job->security == PROBE_PLAIN ? tr("plain text")
                                                       : session->protocol->start_word);
    else if (session->protocol->greet(mail))
        return true;
    return mail_report_end(session, STEP_PROTOCOL);
}

/* Of our own listener alone it is a fault: of another's server it is a fact, and may stay unknown.
 */
static void mail_clear_report_insists(struct mail_session *session, bool insists)
{
    const struct mail *mail = &session->mail;
    bool own = mail_clear_is_scan(session->job), unknown = !insists && mail->verdict == PROBE_WARN;

    if (unknown)
        report_step(session->report, STEP_PROTOCOL, own ? PROBE_WARN : PROBE_PASS, "%s", mail->why);
    else
        report_fact(session->report, "mail.starttls", "%s", insists ? "required" : "optional");
    if (!insists && !unknown && own)
        report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                    "STARTTLS is offered, but mail is taken without it: require it, or scans "
                    "of a device that does not ask for it cross the network unencrypted");
}

/* Whether mail is taken before TLS. */
static bool ask_insists(struct mail_session *session)
{
    struct mail *mail = &session->mail;

    if (!session->protocol->insists || session->job->glance)
        return true;
    bool insists = session->protocol->insists(mail);
    if (mail->peer.error != PEER_FINE)
        return mail_report_end(session, STEP_PROTOCOL);
    mail_clear_report_insists(session, insists);
    return true;
}

/* What may be said of a server before TLS begins; false: it must not begin. */
static bool mail_clear_judge(struct mail_session *session)
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
                    tr(mail_logins(&mail->can)));
    return ask_insists(session);
}

bool mail_clear_before_tls(struct mail_session *session)
{
    return greet_in_clear(session) && mail_clear_judge(session);
}

void mail_clear(struct mail_session *session)
{
    struct mail *mail = &session->mail;

    if (!greet_in_clear(session))
        return;
    mail_report_facts(session);
    report_step(session->report, STEP_PROTOCOL, PROBE_FAIL,
                "%s answers, but the settings choose no encryption: everything crosses the network "
                "unencrypted%s",
                session->protocol->name,
                mail->can.starttls ? tr("; the server offers STARTTLS") : "");
    if (strcmp(session->job->mail.auth, "none") != 0)
        report_step(session->report, STEP_LOGIN, PROBE_WARN,
                    "no login was tried: a password is not sent without encryption");
    mail_goodbye(session);
}
