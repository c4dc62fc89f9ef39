/* propose_snmp.c - devices that speak SNMPv3, for the profile that is to be tried on them. Whether
 * its user is on them nobody can see without a secret: so none is marked.
 */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/discover/propose_inside.h"
#include "backend/settings/settings.h"

/* The first profile of version 3; NULL: none. */
static const struct record *propose_snmp_profile(const struct config *config, size_t *count)
{
    const struct table *table = config_table(config, &snmp_section);
    const struct record *first = NULL;

    *count = 0;
    for (size_t i = 0; i < table->count; i++)
        if (snmp_is_v3(table->records[i])) {
            first = first ? first : table->records[i];
            ++*count;
        }
    return first;
}

/* Has any profile this device, be it with a port? */
static bool propose_snmp_has(const struct config *config, const char *host)
{
    const struct table *table = config_table(config, &snmp_section);
    char item[256];
    size_t size = strlen(host);

    for (size_t i = 0; i < table->count; i++) {
        const char *at = snmp_devices(table->records[i]);
        while (list_next(&at, item, sizeof item))
            if (strncmp(item, host, size) == 0 && (!item[size] || item[size] == ':'))
                return true;
    }
    return false;
}

static void propose_snmp_source(const struct sighting *one, const char *address, struct buf *source)
{
    const char *maker = sighting_maker(one);

    buf_print(source, "%s%s", source->size ? ", " : tr("SNMPv3 engines of "), address);
    if (maker)
        buf_print(source, " (%s)", maker);
}

static void propose_snmp_list(const struct config *config, const struct sightings *found,
                              struct buf *devices, struct buf *source)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct sighting *one = &found->list[i];
        char address[INET6_ADDRSTRLEN];
        target_text(&one->address, address);
        const char *host = *one->host ? one->host : address;
        if (!sighting_saw(one, ASK_SNMP_3) || propose_snmp_has(config, host) ||
            propose_snmp_has(config, address))
            continue;
        buf_print(devices, "%s%s", devices->size ? ", " : "", host);
        propose_snmp_source(one, address, source);
    }
}

void propose_snmp(struct proposer *proposer, const struct sightings *found)
{
    AUTO_BUF struct buf devices = { 0 }, source = { 0 };
    size_t profiles;
    const struct record *profile = propose_snmp_profile(proposer->config, &profiles);
    const char *present = profile ? snmp_devices(profile) : "";
    char path[PATH_SIZE];

    if (*present)
        buf_print(&devices, "%s", present);
    propose_snmp_list(proposer->config, found, &devices, &source);
    if (!source.size)
        return;
    snprintf(path, sizeof path, "snmp.%s.devices", profile ? record_name(profile) : "found");
    proposer->free = false;
    propose_add(proposer, TOPIC_PRINTERS, path, devices.text, source.text,
                profiles > 1 ? tr("one of several profiles: whose user is on the devices?")
                : profiles   ? tr("take them if the profile's user is on them")
                             : tr("no profile is set: its passwords are needed, too"));
}
