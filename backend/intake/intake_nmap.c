/* intake_nmap.c - in the worker: nmap's XML (nmap -oX), as its nmap.dtd describes it. Whoever was
 * scanned wrote names and products. A document that declares anything of its own is refused, so no
 * entity can grow or name a file.
 */
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/check/check.h"
#include "backend/intake/intake_inside.h"

enum { NMAP_DEPTH = 32, NMAP_DEVICES = 1 << 16, NMAP_CHUNK = 1 << 16 };

struct nmap {
    XML_Parser parser;
    struct buf *out;
    struct err *err;
    bool failed, root;
    int depth;
    size_t count;
    /* of the host that is being read */
    struct intake_device device;
    char address[64];
    bool up, printer, open; /* open: the port that is being read */
    bool named;             /* by the one who scanned, which is better than reverse DNS */
    char port_id[8], vendor[INTAKE_TEXT];
};

/* Where the parser is. Expat 2.9 would have it with a type of fixed size. */
static unsigned long intake_nmap_line(const struct nmap *nmap)
{
#if XML_MAJOR_VERSION * 100 + XML_MINOR_VERSION >= 209
    return (unsigned long)XML_GetCurrentLineNumber64(nmap->parser);
#else
    return (unsigned long)XML_GetCurrentLineNumber(nmap->parser);
#endif
}

static void intake_nmap_stop(struct nmap *nmap, const char *why)
{
    if (!nmap->failed)
        fail(nmap->err, "line %lu: %s", intake_nmap_line(nmap), why);
    nmap->failed = true;
    XML_StopParser(nmap->parser, XML_FALSE);
}

/* "" if there is none. */
static const char *intake_nmap_value(const char *const *pairs, const char *name)
{
    for (; *pairs; pairs += 2)
        if (strcmp(*pairs, name) == 0)
            return pairs[1];
    return "";
}

static void intake_nmap_take(char *text, size_t size, const char *value)
{
    snprintf(text, size, "%s", value);
    utf8_sanitize(text);
}

/* ------------------------------------------------ elements */

static void intake_nmap_host(struct nmap *nmap, const char *const *pairs)
{
    (void)pairs;
    nmap->device = (struct intake_device){ .line = (int)intake_nmap_line(nmap) };
    nmap->address[0] = nmap->vendor[0] = '\0';
    nmap->up = nmap->printer = nmap->named = nmap->open = false;
}

static void intake_nmap_status(struct nmap *nmap, const char *const *pairs)
{
    nmap->up = strcmp(intake_nmap_value(pairs, "state"), "up") == 0;
}

static void intake_nmap_address(struct nmap *nmap, const char *const *pairs)
{
    const char *type = intake_nmap_value(pairs, "addrtype");

    if (strcmp(type, "mac") == 0)
        intake_nmap_take(nmap->vendor, sizeof nmap->vendor, intake_nmap_value(pairs, "vendor"));
    else if (!*nmap->address || strcmp(type, "ipv4") == 0)
        intake_nmap_take(nmap->address, sizeof nmap->address, intake_nmap_value(pairs, "addr"));
}

static void intake_nmap_hostname(struct nmap *nmap, const char *const *pairs)
{
    const char *name = intake_nmap_value(pairs, "name");
    bool user = strcmp(intake_nmap_value(pairs, "type"), "user") == 0;

    if (host_is_ip(name) || nmap->named || (*nmap->device.host && !user))
        return;
    nmap->named = user;
    intake_nmap_take(nmap->device.host, sizeof nmap->device.host, name);
}

static void intake_nmap_port(struct nmap *nmap, const char *const *pairs)
{
    bool tcp = strcmp(intake_nmap_value(pairs, "protocol"), "tcp") == 0;

    snprintf(nmap->port_id, sizeof nmap->port_id, "%s",
             tcp ? intake_nmap_value(pairs, "portid") : "");
    nmap->open = false;
}

/* RAW, LPD and IPP are what a printer answers. */
static void intake_nmap_state(struct nmap *nmap, const char *const *pairs)
{
    static const char *const prints[] = { "9100", "515", "631" };
    static const char *const web[] = { "443", "8443" };

    nmap->open = *nmap->port_id && strcmp(intake_nmap_value(pairs, "state"), "open") == 0;
    for (size_t i = 0; nmap->open && i < sizeof prints / sizeof *prints; i++)
        nmap->printer = nmap->printer || strcmp(prints[i], nmap->port_id) == 0;
    for (size_t i = 0; nmap->open && i < sizeof web / sizeof *web; i++)
        if (strcmp(web[i], nmap->port_id) == 0 && strcmp(nmap->device.port, web[0]) != 0)
            snprintf(nmap->device.port, sizeof nmap->device.port, "%s", web[i]);
}

static void intake_nmap_service(struct nmap *nmap, const char *const *pairs)
{
    const char *product = intake_nmap_value(pairs, "product");
    bool printer = strcmp(intake_nmap_value(pairs, "devicetype"), "printer") == 0;

    if (!nmap->open || !printer)
        return;
    nmap->printer = true;
    if (!*nmap->device.model)
        intake_nmap_take(nmap->device.model, sizeof nmap->device.model, product);
}

static void intake_nmap_class(struct nmap *nmap, const char *const *pairs)
{
    if (strcmp(intake_nmap_value(pairs, "type"), "printer") == 0)
        nmap->printer = true;
}

static void intake_nmap_end_host(struct nmap *nmap)
{
    struct intake_device *device = &nmap->device;

    if (!nmap->up || !nmap->printer)
        return;
    if (nmap->count++ == NMAP_DEVICES) {
        intake_nmap_stop(nmap, tr("too many printers"));
        return;
    }
    if (!*device->host)
        snprintf(device->host, sizeof device->host, "%s", nmap->address);
    if (!*device->model)
        snprintf(device->model, sizeof device->model, "%s", nmap->vendor);
    intake_device(nmap->out, device);
}

static const struct {
    const char *name;
    void (*begin)(struct nmap *nmap, const char *const *pairs);
} elements[] = {
    { "host", intake_nmap_host },       { "status", intake_nmap_status },
    { "address", intake_nmap_address }, { "hostname", intake_nmap_hostname },
    { "port", intake_nmap_port },       { "state", intake_nmap_state },
    { "service", intake_nmap_service }, { "osclass", intake_nmap_class },
};

/* ------------------------------------------------ what expat calls */

static void XMLCALL intake_nmap_begin(void *data, const XML_Char *name, const XML_Char **pairs)
{
    struct nmap *nmap = data;

    if (nmap->depth++ == 0)
        nmap->root = strcmp(name, "nmaprun") == 0;
    if (!nmap->root)
        intake_nmap_stop(nmap, tr("is not what nmap -oX writes"));
    else if (nmap->depth > NMAP_DEPTH)
        intake_nmap_stop(nmap, tr("elements are too deep in each other"));
    for (size_t i = 0; !nmap->failed && i < sizeof elements / sizeof *elements; i++)
        if (strcmp(elements[i].name, name) == 0)
            elements[i].begin(nmap, (const char *const *)pairs);
}

static void XMLCALL intake_nmap_end(void *data, const XML_Char *name)
{
    struct nmap *nmap = data;

    nmap->depth--;
    if (!nmap->failed && strcmp(name, "host") == 0)
        intake_nmap_end_host(nmap);
}

static void XMLCALL intake_nmap_doctype(void *data, const XML_Char *name, const XML_Char *system,
                                        const XML_Char *public, int declares)
{
    (void)name;
    (void)system;
    (void)public;
    if (declares)
        intake_nmap_stop(data, tr("declares types of its own, which nmap never does"));
}

static bool intake_nmap_feed(struct nmap *nmap, const char *text, size_t size)
{
    enum XML_Status status = XML_STATUS_OK;
    size_t at = 0;

    do {
        size_t step = size - at < NMAP_CHUNK ? size - at : NMAP_CHUNK;
        status = XML_Parse(nmap->parser, text + at, (int)step, at + step == size);
        at += step;
    } while (status == XML_STATUS_OK && at < size);
    if (status != XML_STATUS_OK && !nmap->failed)
        fail(nmap->err, "line %lu: is not XML: %s", intake_nmap_line(nmap),
             XML_ErrorString(XML_GetErrorCode(nmap->parser)));
    return status == XML_STATUS_OK;
}

/* The text is UTF-8 by now, whatever it says of itself. */
bool intake_nmap(char *text, size_t size, struct buf *out, struct err *err)
{
    struct nmap nmap = { .parser = must(XML_ParserCreate("UTF-8")), .out = out, .err = err };

    XML_SetUserData(nmap.parser, &nmap);
    XML_SetElementHandler(nmap.parser, intake_nmap_begin, intake_nmap_end);
    XML_SetStartDoctypeDeclHandler(nmap.parser, intake_nmap_doctype);
    intake_devices_head(out);
    bool fine = intake_nmap_feed(&nmap, text, size);
    XML_ParserFree(nmap.parser);
    return fine;
}
