/* snmp_device.h - one device by SNMP: is it there, does it let the profile's user in, and whom
 * else? For the profiles' devices and for printers.
 *
 * Facts: snmp.engine (hexadecimal), snmp.weaker (levels below the
 * profile's at which its user is answered, too), snmp.open (what
 * else is), snmp.device (sysDescr).
 */
#ifndef BACKEND_PROBE_SNMP_SNMP_DEVICE_H
#define BACKEND_PROBE_SNMP_SNMP_DEVICE_H

#include "backend/probe/net/connect.h"
#include "backend/probe/net/deadline.h"
#include "backend/probe/net/report.h"
#include "backend/probe/snmp/snmp_discovery.h"
#include "backend/settings/probe_job.h"

struct snmp_device {
    const struct probe_job *job; /* snmp.version "": no profile; only what should not be open */
    struct step_report *report;
    const struct deadline *deadline;
    const struct connection *connection; /* its addresses */
    unsigned port;
    bool awake; /* it answered something else before: silence is an answer */
    struct snmp_discovery discovery;
};

/* Asks what needs no password, and does not wait: whoever has other things to ask of the device
 * does so meanwhile. */
void snmp_device_start(struct snmp_device *device);

/* In between, once that has taken a while: asks again what got no answer. */
void snmp_device_again(struct snmp_device *device);

/* Tells all of it. */
void snmp_device_end(struct snmp_device *device);

#endif
