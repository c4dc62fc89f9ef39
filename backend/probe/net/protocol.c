#include "backend/probe/net/protocol.h"

#include <string.h>

#include "backend/check/check.h"
#include "backend/probe/net/libcurl.h"

enum protocol_need {
    ALONE,      /* nobody but the host */
    WITH_NAMES, /* other names than the host's, or those of an address */
    WITH_CURL   /* libcurl, which may be sent to another host */
};

/* A row for each section that can be tested. */
static const struct protocol {
    const char *section;
    probe_protocol *run;
    enum protocol_need needs;
} protocols[] = {
    { "tls", probe_tls, WITH_CURL },         { "smtp", probe_mail, ALONE },
    { "scan", probe_mail, ALONE },           { "inbox", probe_mail, ALONE },
    { "radius", probe_radius, ALONE },       { "ldap", probe_ldap, ALONE },
    { "snmp", probe_snmp, ALONE },           { "printers", probe_printers, ALONE },
    { "server", probe_names, WITH_NAMES },   { "ports", probe_ports, WITH_NAMES },
    { "central", probe_central, WITH_CURL }, { "rest", probe_rest, WITH_CURL },
};

static const struct protocol *protocol_row(const char *section)
{
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
        if (strcmp(protocols[i].section, section) == 0)
            return &protocols[i];
    return NULL;
}

/* Revocation lists come by HTTP, whoever is tested. */
static enum protocol_need protocol_needs(const struct probe_job *job)
{
    const struct protocol *row = protocol_row(job->section);

    return !row ? ALONE : job->trust->fetch_crls ? WITH_CURL : row->needs;
}

bool protocol_prepare(const struct probe_job *job)
{
    if (strcmp(job->section, "ports") == 0)
        probe_ports_look();
    return protocol_needs(job) != WITH_CURL || libcurl_load();
}

bool protocol_resolves(const struct probe_job *job)
{
    return !host_is_ip(job->host) || protocol_needs(job) != ALONE;
}

probe_protocol *protocol_find(const char *section)
{
    const struct protocol *row = protocol_row(section);

    return row ? row->run : NULL;
}
