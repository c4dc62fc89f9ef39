/* radius_inside.h - the test of a RADIUS server on its way, shared by radius.c and radius_report.c
 * alone. */
#ifndef BACKEND_PROBE_RADIUS_RADIUS_INSIDE_H
#define BACKEND_PROBE_RADIUS_RADIUS_INSIDE_H

#include "backend/probe/radius/radius_exchange.h"

/* What a server is asked, each at most once under one id. */
enum { RADIUS_ASK_STATUS, RADIUS_ASK_SIGNED, RADIUS_ASK_UNSIGNED, RADIUS_ASK_LOGIN };

struct radius {
    const struct probe_job *job;
    struct step_report *report;
    const struct deadline *deadline;
    struct radius_line line;
    struct radius_requests requests;
    struct radius_received received;
    bool no_status; /* does not know Status-Server */
    bool lax;       /* answers requests that are not signed */
};

/* Each tells what came of it. */
void radius_report_refused(const struct radius *radius);
void radius_report_silent(const struct radius *radius);
/* Datagrams that did not count, each kind once. */
void radius_report_dropped(const struct radius *radius);
/* A server that answered; false: it is no server that may be shown a password. */
bool radius_report_server(const struct radius *radius);
/* The login of the test user. */
void radius_report_login(const struct radius *radius);

#endif
