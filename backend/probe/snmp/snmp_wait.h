/* snmp_wait.h - one question to a device, and its answer, within a time that holds.
 *
 * The library's own waiting never ends when a device reports twice that it is out of its time
 * window, and a report whose clock runs behind one that was told before is dropped without a word.
 */
#ifndef BACKEND_PROBE_SNMP_SNMP_WAIT_H
#define BACKEND_PROBE_SNMP_SNMP_WAIT_H

#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>
#include <stdbool.h>

#include "backend/probe/net/deadline.h"

struct snmp_heard {
    unsigned packets, engines; /* the latter say that the engine is unknown, and name another */
    unsigned own;              /* that it is, though it is the one they name */
    bool settled;              /* nothing that comes later can pass as an answer to this question */
};

/* Takes the question. Returns SNMPERR_SUCCESS and the answer, which the caller frees, or the
 * library's number of what came instead: SNMPERR_TIMEOUT, that of a report (RFC 3414 3.2), or the
 * session's. heard: what came beside reports of the clock. One at a time in a process. */
int snmp_wait(void *session, netsnmp_pdu *question, const struct deadline *deadline,
              netsnmp_pdu **answer, struct snmp_heard *heard);

#endif
