/* snmp_user.h - does a device let the profile's SNMPv3 user in, what of it is wrong if not, and
 * does it let that user in by less than the profile demands? */
#ifndef BACKEND_PROBE_SNMP_SNMP_USER_H
#define BACKEND_PROBE_SNMP_SNMP_USER_H

#include "backend/probe/snmp/snmp_device.h"
#include "backend/probe/snmp/snmp_packet.h"

/* Tells it as step login. discovered: what the device said of its engine; ms: how long that took.
 */
void snmp_user(const struct snmp_device *device, const struct address *address,
               const struct snmp_answer *discovered, int ms);

#endif
