/* snmp_question.h - the questions of a discovery as packets. */
#ifndef BACKEND_PROBE_SNMP_SNMP_QUESTION_H
#define BACKEND_PROBE_SNMP_SNMP_QUESTION_H

#include "backend/probe/snmp/snmp_discovery.h"

/* By which one is asked, and is to be answered. */
enum snmp_version snmp_question_version(const struct snmp_discovery *discovery, int question);

/* The bytes of one; 0: that one is not asked. */
size_t snmp_question(const struct snmp_discovery *discovery, int question,
                     unsigned char packet[SNMP_PACKET]);

#endif
