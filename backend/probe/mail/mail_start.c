#include "backend/probe/mail/mail_start.h"

#include <string.h>
#include <unistd.h>

const struct mail_protocol *mail_protocol(const struct probe_job *job)
{
    if (strcmp(job->section, "inbox") != 0)
        return &smtp_protocol;
    return strcmp(job->mail.protocol, "pop3") == 0 ? &pop3_protocol : &imap_protocol;
}

bool mail_start_tls(int fd, const struct probe_job *job, const struct deadline *deadline)
{
    const struct mail_protocol *protocol = mail_protocol(job);
    struct mail mail = { .job = job };

    peer_start(&mail.peer, fd, NULL, deadline);
    if (!protocol->greet(&mail) || !mail.can.starttls) {
        if (mail.peer.error == PEER_FINE)
            protocol->leave(&mail);
        return false;
    }
    return protocol->start(&mail, "") && !peer_waiting(&mail.peer);
}

void mail_leave_tls(SSL *ssl, const struct probe_job *job, const struct deadline *deadline)
{
    struct mail mail = { .job = job };

    peer_start(&mail.peer, SSL_get_fd(ssl), ssl, deadline);
    /* over TLS from the first byte the server has not greeted yet, and nobody may speak before */
    if (job->security != PROBE_TLS || mail_protocol(job)->greet(&mail))
        mail_protocol(job)->leave(&mail);
}

/* A handshake that breaks is one that took the command for TLS, and obeyed nothing. */
static enum mail_injected mail_start_injected(const struct probe_job *job, int fd,
                                              const struct deadline *deadline)
{
    const struct mail_protocol *protocol = mail_protocol(job);
    struct step_report mute = report_start(-1);
    struct mail mail = { .job = job };

    peer_start(&mail.peer, fd, NULL, deadline);
    if (!protocol->greet(&mail) || !protocol->start(&mail, protocol->injected))
        return MAIL_NOT_FOUND_OUT;
    if (peer_waiting(&mail.peer))
        return MAIL_IGNORED;
    struct tls *tls = tls_new(job, &mute, deadline, mail_start_tls);
    mail.peer.ssl = tls_open(tls, fd);
    bool took = mail.peer.ssl && protocol->leave(&mail);
    tls_free(tls);
    return took ? MAIL_OBEYED : MAIL_IGNORED;
}

enum mail_injected mail_injection(const struct probe_job *job, const struct address *address,
                                  const struct deadline *deadline)
{
    connect_pause(deadline);
    int fd = connect_again(address, deadline);

    if (fd < 0)
        return MAIL_NOT_FOUND_OUT;
    enum mail_injected injected = mail_start_injected(job, fd, deadline);
    close(fd);
    return injected;
}
