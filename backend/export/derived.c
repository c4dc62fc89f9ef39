/* derived.c - what follows from settings and certificates, each with the source of its numbers. */
#include "backend/export/value.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/wiped.h"
#include "backend/export/opened.h"
#include "backend/export/root.h"
#include "backend/export/served.h"
#include "backend/settings/settings.h"

static void items(struct buf *out, const char *const *list)
{
    for (; *list; list++)
        value_item(out, *list);
}

static bool derived_number(struct buf *out, long value)
{
    char text[24];

    snprintf(text, sizeof text, "%ld", value);
    wiped_text(out, text);
    return true;
}

static bool flag(struct buf *out, bool value)
{
    wiped_text(out, value ? "true" : "false");
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
    (void)err;
    return derived_number(out, (long)store_generation(scope->export->store));
}

static bool export_upstream(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    wiped_text(out, scope->export->upstream ? scope->export->upstream : "");
    return true;
}

/* ------------------------------------------------ server */

static bool ascii(const char *name, struct buf *out, struct err *err)
{
    char text[256];

    if (!host_to_ascii(name, text, sizeof text, err))
        return false;
    value_item(out, text);
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
            value_item(out, name);
        else
            done = ascii(name, out, err);
    }
    return done;
}

/* What other machines know it by: --address, else the name. */
static bool server_address(const struct scope *scope, struct buf *out, struct err *err)
{
    if (!scope->export->address)
        return server_ascii(scope, out, err);
    wiped_text(out, scope->export->address);
    return true;
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

    wiped_text(out, version ? version : "");
    return version;
}

/* As OpenSSL's configurations have them, with colons (openssl-ciphers(1)). */
static bool tls_ciphers(const struct scope *scope, struct buf *out, struct err *err)
{
    const struct suite *suite = served_suites(scope->export->config, err);

    for (const struct suite *s = suite; s && s->openssl; s++) {
        wiped_text(out, s == suite ? "" : ":");
        wiped_text(out, s->openssl);
    }
    return suite;
}

static bool tls_suites(const struct scope *scope, struct buf *out, struct err *err)
{
    const struct suite *suite = served_suites(scope->export->config, err);

    for (const struct suite *s = suite; s && s->iana; s++)
        value_item(out, s->iana);
    return suite;
}

static bool tls_hsts_seconds(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    if (tls_settings(scope->export->config).hsts)
        wiped_text(out, HSTS_SECONDS);
    return true;
}

/* ------------------------------------------------ ports */

static bool ports_ssh(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    opened_ssh(scope->export->config, out);
    return true;
}

static bool ports_ipps(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    return derived_number(out, opened_ipps(scope->export->config));
}

static bool port_from4(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    opened_from(scope->record, NETWORKS_4, out);
    return true;
}

static bool port_from6(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    opened_from(scope->record, NETWORKS_6, out);
    return true;
}

static bool port_from6_bracketed(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    opened_from(scope->record, NETWORKS_6_BRACKETED, out);
    return true;
}

/* ------------------------------------------------ SNMP */

/* Every device of the profile: those to try it on, and the printers that name it. */
static bool snmp_everything(const struct scope *scope, struct buf *out, struct err *err)
{
    const struct table *printers = config_table(scope->export->config, &printers_section);

    (void)err;
    wiped_text(out, snmp_devices(scope->record));
    for (size_t i = 0; i < printers->count; i++)
        if (strcmp(printer_profile(printers->records[i]), record_name(scope->record)) == 0)
            value_item(out, printer_host(printers->records[i]));
    return true;
}

/* ------------------------------------------------ printers */

static bool printers_count(const struct scope *scope, struct buf *out, struct err *err)
{
    (void)err;
    return derived_number(out, (long)config_table(scope->export->config, &printers_section)->count);
}

/* ------------------------------------------------ certificates */

#define DERIVED_ROOT(scope)                                                                        \
    ((const struct which_root){ (scope)->export->store, (scope)->export->other_root })

static bool cert_root(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_base64(&DERIVED_ROOT(scope), out, err);
}

static bool cert_root_sha256(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_sha256(&DERIVED_ROOT(scope), out, err);
}

static bool cert_root_stem(const struct scope *scope, struct buf *out, struct err *err)
{
    char fqdn[256];

    return host_to_ascii(server_fqdn(scope->export->config), fqdn, sizeof fqdn, err) &&
           root_stem(&DERIVED_ROOT(scope), fqdn, out, err);
}

/* One word of a format that quotes its words. */
static bool cert_root_pem(const struct scope *scope, struct buf *out, struct err *err)
{
    bool done = cert_root_stem(scope, out, err);

    wiped_text(out, done ? ".pem" : "");
    return done;
}

static bool cert_root_uuid(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_uuid(&DERIVED_ROOT(scope), "root", out, err);
}

static bool cert_profile_uuid(const struct scope *scope, struct buf *out, struct err *err)
{
    return root_uuid(&DERIVED_ROOT(scope), "profile", out, err);
}

static bool cert_there(const struct scope *scope, struct buf *out, struct err *err)
{
    AUTO_BUF struct buf root = { 0 };
    bool there = store_cert_exists(scope->export->store, 0, "ca-root.crt");

    return flag(out, there) && (!there || root_base64(&DERIVED_ROOT(scope), &root, err));
}

/* ------------------------------------------------ the table */

static const struct derived rows[] = {
    { "export.secrets", .make = export_secrets },
    { "export.generation", .make = export_generation },
    { "export.upstream", .make = export_upstream },
    { "server.ascii", .make = server_ascii },
    { "server.address", .make = server_address },
    { "server.names", .list = true, .make = server_names },
    { "server.services", .list = true, .make = server_services },
    { "tls.minimum", .make = tls_minimum },
    { "tls.ciphers", .make = tls_ciphers },
    { "tls.suites", .list = true, .make = tls_suites },
    { "tls.hsts_seconds", .make = tls_hsts_seconds },
    { "ports.ssh", .list = true, .make = ports_ssh },
    { "ports.ipps", .make = ports_ipps },
    { ".from4", &ports_section, .list = true, .make = port_from4 },
    { ".from6", &ports_section, .list = true, .make = port_from6 },
    { ".from6_bracketed", &ports_section, .list = true, .make = port_from6_bracketed },
    { ".everything", &snmp_section, .list = true, .make = snmp_everything },
    { "printers.count", .make = printers_count },
    { "cert.root", .make = cert_root },
    { "cert.root.sha256", .make = cert_root_sha256 },
    { "cert.root.stem", .make = cert_root_stem },
    { "cert.root.pem", .make = cert_root_pem },
    { "cert.root.uuid", .make = cert_root_uuid },
    { "cert.profile.uuid", .make = cert_profile_uuid },
    { "cert.there", .make = cert_there },
};

const struct derived *derived_find(const struct section *section, const char *name, size_t size)
{
    for (const struct derived *row = rows; row < rows + sizeof rows / sizeof *rows; row++)
        if (strlen(row->name) == size && memcmp(row->name, name, size) == 0 &&
            row->section == section)
            return row;
    return NULL;
}
