/* intake_avahi.c - in the worker: what "avahi-browse -rpt" prints, a line per service:
 *
 *   =;eth0;IPv4;HP\032LaserJet\0324;_ipp._tcp;local;hp4.local;192.0.2.4;631;"rp=ipp" "ty=HP 4"
 *
 * Names come from whoever announces a service. A byte that is no letter is written \DDD, decimal; a
 * dot and a backslash have a backslash before them.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/utf8.h"
#include "backend/intake/intake_inside.h"

enum {
    AVAHI_EVENT,
    AVAHI_INTERFACE,
    AVAHI_PROTOCOL,
    AVAHI_NAME,
    AVAHI_TYPE,
    AVAHI_DOMAIN,
    AVAHI_HOST,
    AVAHI_ADDRESS,
    AVAHI_PORT,
    AVAHI_TEXT,
    AVAHI_FIELDS,
    AVAHI_DEVICES = 4096
};

struct avahi {
    struct intake_device *devices;
    size_t count, room;
    bool seen; /* a printer's service, if only by its name */
};

/* ------------------------------------------------ a field */

/* \DDD of a byte; 0: it is none. */
static size_t intake_avahi_number(const char *at, char *byte)
{
    int value = 0;

    for (int i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)at[i]))
            return 0;
        value = value * 10 + (at[i] - '0');
    }
    *byte = (char)value;
    return value > 0 && value < 256 ? 3 : 0;
}

/* Up to `stop` or the end, tame afterwards; what has no room is left out. */
static void intake_avahi_text(const char *at, char stop, char *text, size_t size)
{
    size_t used = 0;

    for (; *at && *at != stop && used + 1 < size; at++) {
        char byte = *at;

        if (*at == '\\' && at[1]) {
            at++;
            size_t step = intake_avahi_number(at, &byte);
            byte = step ? byte : *at;
            at += step ? step - 1 : 0;
        }
        text[used++] = byte;
    }
    text[used] = '\0';
    utf8_sanitize(text);
}

/* The value of a key in "rp=ipp" "ty=HP 4"; "" if there is none. */
static void intake_avahi_value(const char *record, const char *key, char *text, size_t size)
{
    size_t length = strlen(key);

    *text = '\0';
    for (const char *at = record; (at = strchr(at, '"')); at++) {
        if (strncasecmp(at + 1, key, length) == 0 && at[1 + length] == '=') {
            intake_avahi_text(at + 2 + length, '"', text, size);
            return;
        }
    }
}

/* ------------------------------------------------ a service */

static bool intake_avahi_prints(const char *type)
{
    static const char *const types[] = { "_ipps._tcp", "_ipp._tcp", "_printer._tcp",
                                         "_pdl-datastream._tcp", NULL };

    for (size_t i = 0; types[i]; i++)
        if (strcasecmp(types[i], type) == 0)
            return true;
    return false;
}

static bool intake_avahi_local(const char *host)
{
    size_t size = strlen(host);

    return size > 6 && strcasecmp(host + size - 6, ".local") == 0;
}

/* A name of multicast DNS means nothing beyond its link, and neither does an address of IPv6 that
 * is of the link only. */
static void intake_avahi_host(const char *host, const char *address, char *best)
{
    bool link = strncasecmp(address, "fe80:", 5) == 0 || !*address;
    const char *chosen = intake_avahi_local(host) && !link ? address : host;

    snprintf(best, INTAKE_TEXT, "%s", chosen);
}

/* The device of that name, which may be seen on each interface, by each protocol; NULL: too many.
 */
static struct intake_device *intake_avahi_find(struct avahi *avahi, const char *name)
{
    for (size_t i = 0; i < avahi->count; i++)
        if (strcmp(avahi->devices[i].name, name) == 0)
            return &avahi->devices[i];
    if (avahi->count == AVAHI_DEVICES)
        return NULL;
    avahi->devices = grow(avahi->devices, avahi->count, &avahi->room, sizeof *avahi->devices);
    struct intake_device *device = &avahi->devices[avahi->count++];
    *device = (struct intake_device){ 0 };
    snprintf(device->name, sizeof device->name, "%s", name);
    return device;
}

/* An address of IPv4 or a real name is better than what was there. */
static bool intake_avahi_better(const char *was, const char *is)
{
    return !*was || (strchr(was, ':') && !strchr(is, ':')) ||
           (intake_avahi_local(was) && !intake_avahi_local(is));
}

static bool intake_avahi_service(struct avahi *avahi, char *const fields[], int line)
{
    char name[INTAKE_TEXT], host[INTAKE_TEXT], address[INTAKE_TEXT], best[INTAKE_TEXT];

    avahi->seen = true;
    if (*fields[AVAHI_EVENT] != '=')
        return true;
    intake_avahi_text(fields[AVAHI_NAME], '\0', name, sizeof name);
    intake_avahi_text(fields[AVAHI_HOST], '\0', host, sizeof host);
    intake_avahi_text(fields[AVAHI_ADDRESS], '\0', address, sizeof address);
    struct intake_device *device = intake_avahi_find(avahi, name);
    if (!device)
        return false;
    intake_avahi_host(host, address, best);
    if (intake_avahi_better(device->host, best))
        snprintf(device->host, sizeof device->host, "%s", best);
    device->line = device->line ? device->line : line;
    if (!*device->model)
        intake_avahi_value(fields[AVAHI_TEXT], "ty", device->model, sizeof device->model);
    return true;
}

/* ------------------------------------------------ the lines */

/* Semicolons in names are written \059. What is missing is "". */
static void intake_avahi_cut(char *line, char *fields[AVAHI_FIELDS])
{
    for (int i = 0; i < AVAHI_FIELDS; i++) {
        char *stop = i < AVAHI_TEXT ? strchr(line, ';') : NULL;

        fields[i] = line;
        line = stop ? stop + 1 : line + strlen(line);
        if (stop)
            *stop = '\0';
    }
}

static bool intake_avahi_line(struct avahi *avahi, char *text, int line, struct err *err)
{
    char *fields[AVAHI_FIELDS];

    text[strcspn(text, "\r")] = '\0';
    if (!*text)
        return true;
    if (!strchr("+=-", *text) || text[1] != ';')
        return fail(err, "line %d: is not a line of avahi-browse -p", line);
    intake_avahi_cut(text, fields);
    return !intake_avahi_prints(fields[AVAHI_TYPE]) || intake_avahi_service(avahi, fields, line) ||
           fail(err, "line %d: names more than %d printers", line, AVAHI_DEVICES);
}

static bool intake_avahi_send(const struct avahi *avahi, struct buf *out, struct err *err)
{
    if (!avahi->count && avahi->seen)
        return fail(err, "has the names of services and no addresses: run avahi-browse -rpt "
                         "_ipps._tcp, and the same for _ipp._tcp");
    intake_devices_head(out);
    for (size_t i = 0; i < avahi->count; i++)
        intake_device(out, &avahi->devices[i]);
    return true;
}

bool intake_avahi(char *text, size_t size, struct buf *out, struct err *err)
{
    struct avahi avahi = { 0 };
    bool fine = true;
    int line = 1;

    if (memchr(text, '\0', size))
        return fail(err, "holds a NUL byte");
    for (char *at = text, *next; fine && at; at = next, line++) {
        next = strchr(at, '\n');
        if (next)
            *next++ = '\0';
        fine = intake_avahi_line(&avahi, at, line, err);
    }
    fine = fine && intake_avahi_send(&avahi, out, err);
    free(avahi.devices);
    return fine;
}
