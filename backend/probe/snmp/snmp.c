#include "backend/probe/net/protocol.h"
#include "backend/probe/snmp/snmp_device.h"

void probe_snmp(const struct probe_job *job, struct step_report *report,
                const struct deadline *deadline)
{
    struct connection connection;

    if (!resolve_start(&connection, job, report, deadline))
        return;
    struct snmp_device device = {
        .job = job,
        .report = report,
        .deadline = deadline,
        .connection = &connection,
        .port = job->port,
    };
    snmp_device_start(&device);
    snmp_device_end(&device);
}
