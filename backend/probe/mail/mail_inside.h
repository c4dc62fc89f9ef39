/* mail_inside.h - what mail_probe.c and mail_clear.c share: one test on its way. */
#ifndef BACKEND_PROBE_MAIL_MAIL_INSIDE_H
#define BACKEND_PROBE_MAIL_MAIL_INSIDE_H

#include "backend/probe/mail/mail_start.h"

struct mail_session {
    const struct mail_protocol *protocol;
    const struct probe_job *job;
    struct step_report *report;
    const struct deadline *deadline;
    struct connection connection;
    struct tls *tls;
    struct mail mail;
};

/* Tells how a dialogue ended, and, for JSON, in whose words. Always false. */
bool mail_report_end(struct mail_session *session, enum probe_step step);

/* What the greeting and the capabilities say, as facts. */
void mail_report_facts(struct mail_session *session);

/* A server that does not answer it is not waited for: all has been heard. */
void mail_goodbye(struct mail_session *session);

/* Greeting and capabilities, unencrypted, and what may be said of the server before TLS begins;
 * false: it must not begin, and it has been told why. */
bool mail_clear_before_tls(struct mail_session *session);

/* The whole test, where the settings themselves choose no encryption: nothing secret is sent. */
void mail_clear(struct mail_session *session);

#endif
