#include "backend/probe/net/protocol.h"

#include <string.h>

#include "backend/probe/net/libcurl.h"

/* A row for each section that can be tested. */
static const struct protocol {
    const char *section;
    probe_protocol *run;
    bool curl;
} protocols[] = {
    { "tls", probe_tls, true },         { "smtp", probe_mail, false },
    { "scan", probe_mail, false },      { "inbox", probe_mail, false },
    { "radius", probe_radius, false },  { "ldap", probe_ldap, false },
    { "snmp", probe_snmp, false },      { "printers", probe_printers, false },
    { "server", probe_names, false },   { "ports", probe_ports, false },
    { "central", probe_central, true }, { "rest", probe_rest, true },
};

static const struct protocol *protocol_row(const char *section)
{
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
        if (strcmp(protocols[i].section, section) == 0)
            return &protocols[i];
    return NULL;
}

/* Revocation lists come by HTTP, whoever is tested. */
bool protocol_prepare(const struct probe_job *job)
{
    const struct protocol *row = protocol_row(job->section);
    bool curl = row && (row->curl || (job->trust->fetch_crls));

    if (strcmp(job->section, "ports") == 0)
        probe_ports_look();
    return !curl || libcurl_load();
}

probe_protocol *protocol_find(const char *section)
{
    const struct protocol *row = protocol_row(section);

    return row ? row->run : NULL;
}
