/* derived.c - what follows from settings and certificates, each with the source of its numbers. */
#include "backend/export/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/export/root.h"
#include "backend/export/served.h"
#include "backend/secret/ink.h"
#include "backend/settings/settings.h"

/* One more item of a LIST value. */
static void item(struct buf *out, const char *text)
{
    ink_text(out, out->size ? ", " : "");
    ink_text(out, text);
}

static void items(struct buf *out, const char *const *list)
{
    for (; *list; list++)
        item(out, *list);
}

static bool flag(struct buf *out, bool value)
{
    ink_text(out, value ? "true" : "false");
    return true;
}

/* ------------------------------------------------ the export itself */

static bool export_secrets(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    return flag(out, scope->export->secrets);
}

static bool export_generation(const struct scope *scope, struct buf *out, struct err *err)
{
    char text[16];

    (void)err;
    snprintf(text, sizeof text, "%u", store_generation(scope->export->store));
    ink_text(out, text);
    return true;
}

static bool export_upstream(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    ink_text(out, scope->export->upstream ? scope->export->upstream : "");
    return true;
}

/* ------------------------------------------------ server */

static bool ascii(const char *name, struct buf *out, struct err *err)
{
    char text[256];

    if (!host_to_ascii(name, text, sizeof text, err))
        return false;
    item(out, text);
    return true;
}

/* As it goes over the wire: A-labels (RFC 5890). */
static bool server_ascii(const struct scope *scope, struct buf *out, struct err *err)
{
    return ascii(server_fqdn(scope->export->config), out, err);
}

/* The full name and every other one, as A-labels. */
static bool server_names(const struct scope *scope, struct buf *out, struct err *err)
{
    const char *at = server_aliases(scope->export->config);
    bool done = server_ascii(scope, out, err);
    char name[256];

    while (done && list_next(&at, name, sizeof name)) {
        bool star = *name == '*';

        if (star)
            item(out, name);
        else
            done = ascii(name, out, err);
    }
    return done;
}

/* The Windows services that need the data folder. Print server: MyQ "PS data security"; central
 * server: MyQ "Data security". The vendor's sample grants Apache twice and KNM_PM never. */
static bool server_services(const struct scope *scope, struct buf *out, struct err *err)
{
    static const char *const print[] = { "Apache",  "FirebirdServerDefaultInstance",
                                         "KNM_PM",  "MyQ",
                                         "traefik", NULL };
    static const char *const central[] = { "myqm_platform", "myqm_apache",
                                           "FirebirdServerMasterInstance", NULL };

    (void)err;
    items(out, strcmp(server_role(scope->export->config), "central") == 0 ? central : print);
    return true;
}

/* ------------------------------------------------ TLS */

static bool tls_minimum(const struct scope *scope, struct buf *out, struct err *err)
{
    const char *version = served_minimum(scope->export->config, err);

    ink_text(out, version ? version : "");
    return version;
}

static bool list_suites(const struct scope *scope, bool iana, struct buf *out, struct err *err)
{
    const struct suite *suite = served_suites(scope->export->config, err);

    for (const struct suite *s = suite; s && s->openssl; s++)
        item(out, iana ? s->iana : s->openssl);
    return suite;
}

static bool tls_ciphers(const struct scope *scope, struct buf *out, struct err *err)
{
    return list_suites(scope, false, out, err);
}

static bool tls_suites(const struct scope *scope, struct buf *out, struct err *err)
{
    return list_suites(scope, true, out, err);
}

static bool tls_hsts_seconds(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    if (tls_plan(scope->export->config).hsts)
        ink_text(out, HSTS_SECONDS);
    return true;
}

/* ------------------------------------------------ ports */

/* SSH stays open, on its own port (RFC 4253 4) and on the one that this session came in by, unless
 * the table of ports says something of its own about it: then that counts. */
static bool ports_ssh(const struct scope *scope, struct buf *out, struct err *err)
{
    const char *session = getenv("SSH_CONNECTION"), *last = session ? strrchr(session, ' ') : NULL;
    long here = last ? strtol(last + 1, NULL, 10) : 0;
    const long list[] = { 22, here > 0 && here < 65536 && here != 22 ? here : 0 };
    char text[16];

    (void)err;
    for (size_t i = 0; i < 2; i++) {
        snprintf(text, sizeof text, "%ld", list[i]);
        if (list[i] && !ports_declared(scope->export->config, list[i]))
            item(out, text);
    }
    return true;
}

/* IPP over TLS: the port that is declared for it, else the registered one (RFC 8011 4.1.1). */
static bool ports_ipps(const struct scope *scope, struct buf *out, struct err *err)
{
    const struct record *port =
        table_find(config_table(scope->export->config, &ports_section), "ipps");
    char text[16];

    (void)err;
    snprintf(text, sizeof text, "%ld", port ? port_plan(port).number : 631);
    ink_text(out, text);
    return true;
}

static bool from_family(const struct scope *scope, bool six, struct buf *out)
{
    const char *at = port_plan(scope->record).from;
    char network[256];

    while (list_next(&at, network, sizeof network))
        if (!strchr(network, ':') != six)
            item(out, network);
    return true;
}

static bool port_from4(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    return from_family(scope, false, out);
}

static bool port_from6(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    return from_family(scope, true, out);
}

/* ------------------------------------------------ SNMP */

/* Every device of the profile: those to try it on, and the printers that name it. */
static bool snmp_everything(const struct scope *scope, struct buf *out, struct err *err)
{
    const struct table *printers = config_table(scope->export->config, &printers_section);

    (void)err;
    ink_text(out, snmp_devices(scope->record));
    for (size_t i = 0; i < printers->count; i++)
        if (strcmp(printer_profile(printers->records[i]), record_name(scope->record)) == 0)
            item(out, printer_host(printers->records[i]));
    return true;
}

/* ------------------------------------------------ certificates */

static bool cert_root(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_base64(scope->export->store, out, err);
}

static bool cert_root_sha256(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_sha256(scope->export->store, out, err);
}

static bool cert_root_uuid(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_uuid(scope->export->store, "root", out, err);
}

static bool cert_profile_uuid(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_uuid(scope->export->store, "profile", out, err);
}

static bool cert_there(const struct scope *scope, struct buf *out, struct err *err)
{
    AUTO_BUF struct buf root = { 0 };

    (void)err;
    return flag(out, root_base64(scope->export->store, &root, NULL));
}

/* ------------------------------------------------ the table */

static const struct derived rows[] = {
    { "export.secrets", .make = export_secrets },
    { "export.generation", .make = export_generation },
    { "export.upstream", .make = export_upstream },
    { "server.ascii", .make = server_ascii },
    { "server.names", .list = true, .make = server_names },
    { "server.services", .list = true, .make = server_services },
    { "tls.minimum", .make = tls_minimum },
    { "tls.ciphers", .list = true, .make = tls_ciphers },
    { "tls.suites", .list = true, .make = tls_suites },
    { "tls.hsts_seconds", .make = tls_hsts_seconds },
    { "ports.ssh", .list = true, .make = ports_ssh },
    { "ports.ipps", .make = ports_ipps },
    { ".from4", &ports_section, .list = true, .make = port_from4 },
    { ".from6", &ports_section, .list = true, .make = port_from6 },
    { ".everything", &snmp_section, .list = true, .make = snmp_everything },
    { "cert.root", .make = cert_root },
    { "cert.root.sha256", .make = cert_root_sha256 },
    { "cert.root.uuid", .make = cert_root_uuid },
    { "cert.profile.uuid", .make = cert_profile_uuid },
    { "cert.there", .make = cert_there },
};

const struct derived *derived_find(const struct section *section, const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct derived *row = &rows[i];

        if (strlen(row->name) == size && memcmp(row->name, name, size) == 0 &&
            row->section == section)
            return row;
    }
    return NULL;
}
