/* lookup_receive.c - what the worker found, line by line (dns/lookup_work.h). It has read what
 * strangers sent: what is no such line, or beyond what was asked, is dropped.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/discover/found.h"
#include "backend/discover/lookup.h"

/* Behind "name ": address, TTL, AD, does it lead back, name. */
static void lookup_receive_name(struct lookup *look, const char *line)
{
    unsigned long at, ttl, flags[2];
    struct lookup_name name;

    if (!found_numbers(&line, 1, TARGETS_MOST, &at) || at >= look->job.addresses ||
        !found_numbers(&line, 1, UINT32_MAX, &ttl) || !found_numbers(&line, 2, 1, flags) ||
        strlen(line) >= DNS_NAME)
        return;
    struct lookup_address *address = &look->addresses[at];
    name = (struct lookup_name){ .ttl = ttl, .authentic = flags[0], .confirmed = flags[1] };
    memcpy(name.name, line, strlen(line) + 1);
    if (address->count == LOOKUP_NAMES || !found_host(name.name))
        return;
    if (!address->names)
        address->names = must(calloc(LOOKUP_NAMES, sizeof *address->names));
    address->names[address->count++] = name;
}

/* Behind "host ": which, and an address. */
static void lookup_receive_host(struct lookup *look, const char *line)
{
    struct target_address address;
    unsigned long at;

    if (!found_numbers(&line, 1, LOOKUP_HOSTS, &at) || at >= look->job.hosts ||
        !target_parse(line, &address))
        return;
    struct lookup_host *host = &look->hosts[at];
    if (host->count < LOOKUP_LEADS)
        host->leads[host->count++] = address;
}

/* Behind "service ": which, with TLS, TTL, AD, port, host. */
static void lookup_receive_service(struct lookup *look, const char *line)
{
    unsigned long at, secure, ttl, authentic, port;

    if (!found_numbers(&line, 1, LOOKUP_SERVICES - 1, &at) ||
        !found_numbers(&line, 1, 1, &secure) || !found_numbers(&line, 1, UINT32_MAX, &ttl) ||
        !found_numbers(&line, 1, 1, &authentic) || !found_numbers(&line, 1, UINT16_MAX, &port) ||
        strlen(line) >= DNS_NAME)
        return;
    struct lookup_service *service = &look->services[at];
    memcpy(service->host, line, strlen(line) + 1);
    if (!found_host(service->host))
        *service->host = '\0';
    service->secure = secure;
    service->ttl = ttl;
    service->authentic = authentic;
    service->port = (unsigned)port;
}

/* Behind "label " or "model ": which, and a text. */
static void lookup_receive_text(struct lookup *look, const char *line, bool model)
{
    unsigned long at;

    if (!found_numbers(&line, 1, LOOKUP_SERVICES - 1, &at))
        return;
    char *text = model ? look->services[at].model : look->services[at].label;
    snprintf(text, LOOKUP_TEXT, "%s", line);
    utf8_sanitize(text);
}

void lookup_receive(struct lookup *look, const char *line)
{
    look->answered = look->answered || strcmp(line, "answered") == 0;
    if (found_word(&line, "name "))
        lookup_receive_name(look, line);
    else if (found_word(&line, "host "))
        lookup_receive_host(look, line);
    else if (found_word(&line, "service "))
        lookup_receive_service(look, line);
    else if (found_word(&line, "label "))
        lookup_receive_text(look, line, false);
    else if (found_word(&line, "model "))
        lookup_receive_text(look, line, true);
}
