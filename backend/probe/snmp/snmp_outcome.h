/* snmp_outcome.h - what net-snmp's numbers of errors and reports mean. */
#ifndef BACKEND_PROBE_SNMP_SNMP_OUTCOME_H
#define BACKEND_PROBE_SNMP_SNMP_OUTCOME_H

#include "backend/probe/snmp/snmp_login.h"

/* SNMP_ERROR for one that says nothing of the user. */
enum snmp_outcome snmp_outcome(int code);

#endif
