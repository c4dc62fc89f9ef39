#include "backend/settings/probe_job.h"

#include <stdio.h>
#include <string.h>

#include "backend/settings/settings.h"

/* Everything that can be tested. */
static const struct {
    const struct section *section;
    probe_fill *fill;
} fillers[] = {
    { &tls_section, tls_probe },         { &smtp_section, smtp_probe },
    { &scan_section, scan_probe },       { &inbox_section, inbox_probe },
    { &radius_section, radius_probe },   { &ldap_section, ldap_probe },
    { &snmp_section, snmp_probe },       { &printers_section, printers_probe },
    { &server_section, server_probe },   { &ports_section, ports_probe },
    { &central_section, central_probe }, { &rest_section, rest_probe },
};

probe_fill *probe_filler(const struct section *section)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (fillers[i].section == section)
            return fillers[i].fill;
    return NULL;
}

/* What listens is compared with all that is declared. */
bool probe_whole(const struct section *section)
{
    return section == &ports_section;
}

bool probe_host(struct probe_job *job, const char *host)
{
    return *host && host_to_ascii(host, job->host, sizeof job->host, NULL);
}

void probe_secret(char room[SECRET_MAX + 1], const struct secret *secret)
{
    const char *bytes = secret ? secret_open(secret) : NULL;

    snprintf(room, SECRET_MAX + 1, "%s", bytes ? bytes : "");
    if (bytes)
        secret_close(bytes);
}

bool probe_job(const struct config *config, const struct table *table, const struct record *record,
               size_t n, struct probe_job *job)
{
    probe_fill *fill = probe_filler(table->section);

    memset(job, 0, sizeof *job);
    if (probe_host(job, server_fqdn(config)))
        memcpy(job->self, job->host, sizeof job->self);
    memset(job->host, 0, sizeof job->host);
    job->seconds = PROBE_SECONDS;
    job->min_version = TLS_1_2;
    snprintf(job->section, sizeof job->section, "%s", table->section->key);
    if (probe_whole(table->section) && record != table->records[0])
        return false;
    config_place_path(
        &(struct config_place){ .table = (struct table *)table,
                                .record = probe_whole(table->section) ? NULL : record },
        job->path);
    return fill && fill(config, record, n, job);
}
