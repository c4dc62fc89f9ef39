#include "backend/probe/net/protocol.h"
#include "backend/probe/snmp/snmp_device.h"

void probe_snmp(const struct probe_job *job, struct step_report *report,
                const struct deadline *deadline)
{
    struct connection connection;

    if (!resolve_start(&connection, job, report, deadline))
        return;
    snmp_device(&(struct snmp_device){ job, report, deadline, &connection, job->port, false });
}
