/* snmp_outcome.h - what net-snmp's numbers of errors and reports mean, and what an answer does. */
#ifndef BACKEND_PROBE_SNMP_SNMP_OUTCOME_H
#define BACKEND_PROBE_SNMP_SNMP_OUTCOME_H

#include <net-snmp/net-snmp-config.h>
/* above all others */
#include <net-snmp/net-snmp-includes.h>

#include "backend/probe/snmp/snmp_login.h"

/* sysDescr.0 (RFC 3418), the last number of which is left out in a question: that is for the first
 * that can be read of it and all behind it, as an account may see a part of a device only. */
enum { SNMP_OUTCOME_ASKED = 8 };
extern const oid snmp_outcome_asked[SNMP_OUTCOME_ASKED + 1];

/* SNMP_ERROR for one that says nothing of the user. */
enum snmp_outcome snmp_outcome(int code);

/* Of a device that has answered by version 3 to that question; its description is kept in login. */
enum snmp_outcome snmp_outcome_answer(struct snmp_login *login, const netsnmp_pdu *answer);

#endif
