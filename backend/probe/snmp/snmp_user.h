/* snmp_user.h - does a device let the profile's SNMPv3 user in, what of it is wrong if not, and
 * does it let that user in by less than the profile demands? */
#ifndef BACKEND_PROBE_SNMP_SNMP_USER_H
#define BACKEND_PROBE_SNMP_SNMP_USER_H

#include "backend/probe/snmp/snmp_device.h"

/* Tells it as step login. ms: how long the device takes to answer. */
void snmp_user(const struct snmp_device *device, const struct address *address, int ms);

#endif
