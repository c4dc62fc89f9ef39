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

static bool takes_injected(const struct probe_job *job, int fd, const struct deadline *deadline)
{
    const struct mail_protocol *protocol = mail_protocol(job);
    struct step_report mute = report_start(-1);
    struct tls *tls = tls_new(job, &mute, deadline, mail_start_tls);
    struct mail mail = { .job = job };
    bool took = false;

    peer_start(&mail.peer, fd, NULL, deadline);
    if (protocol->greet(&mail) && protocol->start(&mail, protocol->injected) &&
        !peer_waiting(&mail.peer)) {
        mail.peer.ssl = tls_open(tls, fd);
        took = mail.peer.ssl && protocol->leave(&mail);
    }
    tls_free(tls);
    return took;
}

bool mail_injection(const struct probe_job *job, const struct address *address,
                    const struct deadline *deadline)
{
    const struct deadline soon = deadline_within(deadline, deadline_left(deadline) / 2);
    int fd = connect_again(address, &soon);
    bool took;

    if (fd < 0)
        return false;
    took = takes_injected(job, fd, &soon);
    close(fd);
    return took;
}
