/* protocol.h - what is tested how: one row per section, one function in a file of its own. */
#ifndef BACKEND_PROBE_NET_PROTOCOL_H
#define BACKEND_PROBE_NET_PROTOCOL_H

#include "backend/probe/net/deadline.h"
#include "backend/probe/net/report.h"
#include "backend/settings/probe_job.h"

/* Tells all that there is to tell; the last step told is where it ended. The environment is empty
 * and OpenSSL is started. */
typedef void probe_protocol(const struct probe_job *job, struct step_report *report,
                            const struct deadline *deadline);

/* The protocols. */
probe_protocol probe_tls, probe_mail, probe_radius, probe_ldap, probe_snmp, probe_printers,
    probe_names, probe_ports, probe_central, probe_rest;

/* By job->section; NULL: there is none. */
probe_protocol *protocol_find(const char *section);

/* Before the sandbox: what a protocol wants to see of this machine, which it cannot see in it, and
 * libraries that it is not linked with. False: one is not there. */
bool protocol_prepare(const struct probe_job *job);
void probe_ports_look(void);

/* Does it look names up? Who is told an address has nothing to look up, but for some protocols. */
bool protocol_resolves(const struct probe_job *job);

#endif
