#include "backend/probe/net/protocol.h"

#include <string.h>

/* A row for each section that can be tested. */
static const struct {
    const char *section;
    probe_protocol *run;
} protocols[] = {
    { "tls", probe_tls },     { "smtp", probe_mail },         { "scan", probe_mail },
    { "inbox", probe_mail },  { "radius", probe_radius },     { "ldap", probe_ldap },
    { "snmp", probe_snmp },   { "printers", probe_printers }, { "server", probe_names },
    { "ports", probe_ports }, { "central", probe_central },   { "rest", probe_rest },
};

void protocol_prepare(const char *section)
{
    if (strcmp(section, "ports") == 0)
        probe_ports_look();
}

probe_protocol *protocol_find(const char *section)
{
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
        if (strcmp(protocols[i].section, section) == 0)
            return protocols[i].run;
    return NULL;
}
