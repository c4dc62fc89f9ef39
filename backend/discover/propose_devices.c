#include "backend/discover/propose_devices.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/check/check.h"
#include "backend/discover/network/network_show.h"
#include "backend/discover/propose_inside.h"
#include "backend/settings/settings.h"

/* ------------------------------------------------ what is asked */

static const struct table *propose_devices_table(const struct config *config)
{
    return config_table(config, &printers_section);
}

void propose_devices_ask(struct lookup *look, const struct config *config,
                         const struct sightings *found)
{
    const struct table *table = propose_devices_table(config);
    char host[DNS_NAME];

    for (size_t i = 0; i < found->count; i++)
        lookup_add_address(look, &found->list[i].address);
    for (size_t i = 0; i < table->count; i++)
        if (host_to_ascii(printer_host(table->records[i]), host, sizeof host, NULL))
            lookup_add_host(look, host);
}

/* ------------------------------------------------ one device */

/* What is known of one. */
struct propose_device {
    struct proposer *proposer;
    const struct lookup *look;
    struct sighting *sighting;
    const struct lookup_name *name; /* that leads back; NULL: none */
    char address[INET6_ADDRSTRLEN];
    char *source;
};

/* "10.20.0.7: IPP, raw printing, SNMPv3 (Kyocera); PTR 7.0.20.10.in-addr.arpa, TTL 600 s" */
static char *propose_devices_source(const struct propose_device *device)
{
    const char *maker = sighting_maker(device->sighting);
    AUTO_BUF struct buf text = { 0 };
    char reverse[DNS_NAME];

    buf_print(&text, "%s: ", device->address);
    network_open(device->sighting, &text);
    buf_print(&text, "%s%s%s", maker ? " (" : "", maker ? maker : "", maker ? ")" : "");
    if (device->name) {
        lookup_reverse_name(&device->sighting->address, reverse);
        buf_print(&text, "; PTR %s, TTL %lu s%s", reverse, device->name->ttl,
                  device->name->authentic ? ", DNSSEC (AD)" : "");
    }
    return copy(text.text);
}

/* Which printer of ours it is; NULL: none. */
static const struct record *propose_devices_record(const struct propose_device *device)
{
    const struct table *table = propose_devices_table(device->proposer->config);
    char host[DNS_NAME];

    for (size_t i = 0; i < table->count; i++) {
        struct target_address set;
        if (!host_to_ascii(printer_host(table->records[i]), host, sizeof host, NULL))
            continue;
        if ((device->name && strcasecmp(host, device->name->name) == 0) ||
            (target_parse(host, &set) &&
             memcmp(&set, &device->sighting->address, sizeof set) == 0) ||
            lookup_leads_to(lookup_find_host(device->look, host), &device->sighting->address))
            return table->records[i];
    }
    return NULL;
}

static void propose_devices_set(const struct propose_device *device, const char *record,
                                const char *key, const char *value, const char *note)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "printers.%s.%s", record, key);
    if (*value)
        propose_add(device->proposer, TOPIC_PRINTERS, path, value, device->source, note);
}

/* As it tells it, else its maker. */
static void propose_devices_model(const struct propose_device *device, const char *record)
{
    const struct sighting *sighting = device->sighting;
    const char *maker = sighting_maker(sighting);
    char model[SIGHTING_TEXT];

    snprintf(model, sizeof model, "%.*s", (int)network_model_size(sighting->model),
             sighting->model);
    if (!*model && maker)
        propose_devices_set(device, record, "model", maker,
                            tr("the maker alone, by its SNMP engine"));
    else
        propose_devices_set(device, record, "model", model, tr("as the device says of itself"));
}

/* It is there: what nobody set is filled in, and what differs is shown. */
static void propose_devices_compare(const struct propose_device *device,
                                    const struct record *record)
{
    const char *name = record_name(record);

    snprintf(device->sighting->record, sizeof device->sighting->record, "%s", name);
    device->proposer->free = false;
    if (device->name && host_is_ip(printer_host(record)))
        propose_devices_set(device, name, "host", device->name->name,
                            tr("set is its address, which no certificate of a device is for"));
    device->proposer->free = !*printer_model(record);
    if (device->proposer->free || *device->sighting->model)
        propose_devices_model(device, name);
}

void propose_printer_name(const struct proposer *proposer, char name[SIGHTING_NAME])
{
    const struct table *table = propose_devices_table(proposer->config);
    char base[SIGHTING_NAME], path[PATH_SIZE];

    snprintf(base, sizeof base, "%s", name);
    for (unsigned n = 2; n < TARGETS_MOST; n++) {
        snprintf(path, sizeof path, "printers.%s.host", name);
        if (!config_table_find(table, name) && !propose_has(proposer, path))
            return;
        snprintf(name, SIGHTING_NAME, "%.27s-%u", base, n);
    }
}

static const char *propose_devices_note(const struct propose_device *device)
{
    if (!device->name)
        return tr("its address: no name by reverse DNS leads to it");
    if (!propose_inside(device->proposer, device->name->name))
        return tr("this host is outside of the domain: take it only if you know it");
    return sighting_saw(device->sighting, ASK_HTTPS)
               ? ""
               : tr("HTTPS does not answer: its web page cannot be checked");
}

static void propose_devices_new(const struct propose_device *device)
{
    struct proposer *proposer = device->proposer;
    char name[NETWORK_NAME];

    network_name(device->sighting, name);
    propose_printer_name(proposer, name);
    proposer->free = !device->name || propose_inside(proposer, device->name->name);
    propose_devices_set(device, name, "host", device->name ? device->name->name : device->address,
                        propose_devices_note(device));
    propose_devices_model(device, name);
}

static void propose_devices_one(struct propose_device *device)
{
    struct sighting *sighting = device->sighting;

    target_text(&sighting->address, device->address);
    if (device->name)
        snprintf(sighting->host, sizeof sighting->host, "%s", device->name->name);
    AUTO_FREE char *source = propose_devices_source(device);
    device->source = source;
    const struct record *record = propose_devices_record(device);
    if (record)
        propose_devices_compare(device, record);
    else if (sighting_prints(sighting))
        propose_devices_new(device);
}

void propose_devices(struct proposals *proposals, const struct config *config, const char *domain,
                     struct sightings *found, const struct lookup *look)
{
    struct discover_job job = { .topics = TOPIC_PRINTERS };
    struct proposer proposer = { .proposals = proposals, .config = config, .job = &job };

    snprintf(job.domain, sizeof job.domain, "%s", domain);
    for (size_t i = 0; i < found->count; i++) {
        struct propose_device device = { .proposer = &proposer,
                                         .look = look,
                                         .sighting = &found->list[i] };
        if (i < look->job.addresses)
            device.name = lookup_confirmed(&look->addresses[i]);
        propose_devices_one(&device);
    }
    propose_snmp(&proposer, found);
}
