/* mail_start.h - from a fresh connection to a mail server to where TLS begins. For mail_probe.c. */
#ifndef BACKEND_PROBE_MAIL_MAIL_START_H
#define BACKEND_PROBE_MAIL_MAIL_START_H

#include "backend/probe/mail/mail.h"
#include "backend/probe/net/connect.h"
#include "backend/probe/tls/tls.h"

/* The one of the job's section: smtp and scan speak SMTP, inbox what it is set to. */
const struct mail_protocol *mail_protocol(const struct probe_job *job);

/* Tells nothing; sends nothing that is secret. */
tls_start mail_start_tls;

enum mail_injected { MAIL_NOT_FOUND_OUT, MAIL_IGNORED, MAIL_OBEYED };

/* Does the server obey a command that came unencrypted together with STARTTLS, after the handshake,
 * as if it had been encrypted (CVE-2011-0411)? Tries it as an attacker on the way would, over a
 * connection of its own, with a command that does nothing. */
enum mail_injected mail_injection(const struct probe_job *job, const struct address *address,
                                  const struct deadline *deadline);

/* A tls_leave: QUIT or LOGOUT. */
void mail_leave_tls(SSL *ssl, const struct probe_job *job, const struct deadline *deadline);

#endif
