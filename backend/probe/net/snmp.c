#include "backend/probe/net/protocol.h"
#include "backend/probe/net/snmp_device.h"

void probe_snmp(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct connection connection;

    if (!connect_resolve(&connection, job, tell))
        return;
    snmp_device(&(struct snmp_device){ job, tell, deadline, &connection, job->port });
}
