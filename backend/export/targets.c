/* targets.c - the row of every target. */
#include "backend/export/target.h"

#include <string.h>

#include "backend/base/suggest.h"
#include "backend/settings/settings.h"

#define FILES(...)                                                                                 \
    (const struct target_file[])                                                                   \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            .name = NULL                                                                           \
        }                                                                                          \
    }

#define TEXT(file, from)                                                                           \
    {                                                                                              \
        .name = (file), .template = from ".in"                                                     \
    }
#define RUN(file)                                                                                  \
    {                                                                                              \
        .name = (file), .template = file ".in", .mode = 0755                                       \
    }
#define SHEET(file)                                                                                \
    { .name = file ".md", .making = MADE_MARKDOWN, .template = file ".in" },                       \
        { .name = file ".html", .making = MADE_HTML, .template = file ".in" },                     \
    {                                                                                              \
        .name = file ".txt", .making = MADE_TEXT, .template = file ".in"                           \
    }
/* A hand-over sheet: for each record of a section (NULL: once), where there is something to do. */
#define HANDED_AS(file, from, records, form, ending)                                               \
    {                                                                                              \
        .name = file ending, .making = (form), .template = from ".in", .each = (records),          \
        .if_needed = true                                                                          \
    }
#define HANDED(file, from, records)                                                                \
    HANDED_AS(file, from, records, MADE_MARKDOWN, ".md"),                                          \
        HANDED_AS(file, from, records, MADE_HTML, ".html"),                                        \
        HANDED_AS(file, from, records, MADE_TEXT, ".txt")
#define COPY(file)                                                                                 \
    {                                                                                              \
        .name = (file), .making = MADE_COPY, .template = (file), .optional = true                  \
    }
#define KEY(file, from)                                                                            \
    {                                                                                              \
        .name = (file), .making = MADE_COPY, .template = (from), .secret = true                    \
    }
/* As KEY(), of what only a CA of our own has. */
#define CA_KEY(file)                                                                               \
    {                                                                                              \
        .name = (file), .making = MADE_COPY, .template = (file), .secret = true, .optional = true  \
    }

const struct target targets[] = {
    { .name = "myq-checklist",
      .what = "checklist of manual steps with your values",
      .who = "anyone who sets the print server up, and the auditor",
      .files = FILES(SHEET("checklist")) },
    { .name = "hand-over",
      .what = "what others must enter at their ends",
      .who = "those who run RADIUS, directory, mail, CA, applications, devices and clients",
      .secrets = "each other end's own secrets",
      .files =
          FILES(HANDED("radius-%s", "radius", &radius_section),
                HANDED("directory-%s", "directory", &ldap_section), HANDED("mail", "mail", NULL),
                HANDED("central", "central", NULL), HANDED("ca", "ca", NULL),
                HANDED("application-%s", "application", &rest_section),
                HANDED("devices", "devices", NULL), HANDED("print-server", "print-server", NULL),
                HANDED("clients", "clients", NULL)) },
    { .name = "myq-cert",
      .what = "files of the print server's Cert folder",
      .who = "the administrator of the print server",
      .secrets = "the private keys",
      .files = FILES(COPY("server.cer"), COPY("ca-root.crt"), COPY("ca-myq.crt"),
                     KEY("server.key", "server.key"), KEY("server.pfx", "server.pfx"),
                     CA_KEY("ca-myq.key"), CA_KEY("ca-myq.pfx"),
                     TEXT("permissions.ps1", "permissions.ps1"), SHEET("install")) },
    { .name = "windows-firewall",
      .what = "firewall for Windows (PowerShell)",
      .who = "the administrator of the print server",
      .files = FILES(TEXT("firewall.ps1", "firewall.ps1")) },
    { .name = "windows-trust",
      .what = "root certificate for Windows (GPO, by hand)",
      .who = "anyone who runs the Windows domain",
      .roots = true,
      .files = FILES({ .name = "%r.cer", .making = MADE_DER }, TEXT("trust.ps1", "trust.ps1"),
                     SHEET("deploy")) },
    { .name = "apple-trust",
      .what = "root certificate for Macs, iPhones and iPads",
      .who = "anyone who runs the device management (MDM)",
      .roots = true,
      .files = FILES(TEXT("%r.mobileconfig", "profile.mobileconfig")) },
    { .name = "linux-trust",
      .what = "root certificate for Linux",
      .who = "anyone who runs Linux clients",
      .roots = true,
      .files = FILES({ .name = "%r.crt", .making = MADE_PEM }, RUN("install.sh")) },
    { .name = "firefox-trust",
      .what = "root certificate for Firefox's own store",
      .who = "anyone who runs Firefox on clients",
      .roots = true,
      .files = FILES({ .name = "%r.pem", .making = MADE_PEM }, RUN("install.sh"),
                     TEXT("policies.json", "policies.json"), SHEET("install")) },
    { .name = "nftables",
      .what = "firewall for Linux (nftables)",
      .who = "anyone who runs a Linux server in front of, or beside, the print server",
      .files = FILES(TEXT("nftables.conf", "nftables.conf")) },
    { .name = "ufw",
      .what = "firewall for Ubuntu (ufw)",
      .who = "anyone who runs an Ubuntu server in front of, or beside, the print server",
      .files = FILES(RUN("ufw.sh")) },
    { .name = "cups",
      .what = "CUPS server that answers over TLS alone",
      .who = "anyone who runs a CUPS server for this site",
      .secrets = "the server's private key",
      .files =
          FILES(TEXT("cupsd.conf", "cupsd.conf"), { .name = "ssl/%s.crt", .making = MADE_CHAIN },
                KEY("ssl/%s.key", "server.key")) },
    { .name = "nginx",
      .what = "nginx as HTTPS front",
      .who = "anyone who runs a reverse proxy",
      .secrets = "the server's private key",
      .files = FILES(TEXT("conf.d/printseal.conf", "printseal.conf"),
                     { .name = "printseal/fullchain.pem", .making = MADE_CHAIN },
                     { .name = "printseal/root.pem", .making = MADE_ROOT, .optional = true },
                     KEY("printseal/server.key", "server.key")) },
    { .name = "traefik",
      .what = "Traefik as HTTPS front",
      .who = "anyone who runs a reverse proxy",
      .secrets = "the server's private key",
      .files = FILES(TEXT("traefik.yaml", "traefik.yaml"), TEXT("dynamic.yaml", "dynamic.yaml"),
                     { .name = "fullchain.pem", .making = MADE_CHAIN },
                     { .name = "root.pem", .making = MADE_ROOT, .optional = true },
                     KEY("server.key", "server.key")) },
    { .name = "freeradius-client",
      .what = "FreeRADIUS clients.conf entry",
      .who = "the administrator of each RADIUS server",
      .secrets = "the shared secrets",
      .files =
          FILES({ .name = "%s.conf", .template = "client.conf.in", .each = &radius_section }) },
    { .name = "windows-nps",
      .what = "RADIUS client for Windows NPS",
      .who = "the administrator of each Network Policy Server",
      .secrets = "the shared secrets",
      .files = FILES({ .name = "%s.ps1", .template = "client.ps1.in", .each = &radius_section }) },
    { .name = "ad-cs",
      .what = "certificate request for Windows AD CS",
      .who = "the operator of the company's CA",
      .files = FILES(COPY("ca-myq-new.csr"), COPY("server-new.csr"),
                     TEXT("submit.ps1", "submit.ps1"), SHEET("template")) },
    { .name = "net-snmp",
      .what = "snmp.conf, and sheets for devices",
      .who = "anyone who monitors the devices, and anyone who sets them up",
      .secrets = "the passwords of the SNMP profiles",
      .files = FILES({ .name = "%s/snmp.conf", .template = "snmp.conf.in", .each = &snmp_section },
                     { .name = "%s/devices.md",
                       .making = MADE_MARKDOWN,
                       .template = "devices.in",
                       .each = &snmp_section },
                     { .name = "%s/devices.html",
                       .making = MADE_HTML,
                       .template = "devices.in",
                       .each = &snmp_section },
                     { .name = "%s/devices.txt",
                       .making = MADE_TEXT,
                       .template = "devices.in",
                       .each = &snmp_section }) },
    { .name = "printers-csv",
      .what = "printers and accounts for makers' tools",
      .who = "anyone who sets the devices up",
      .secrets = "the administrators' passwords",
      .files =
          FILES({ .name = "printers.csv", .making = MADE_CSV, .template = "printers.csv.in" }) },
    { 0 },
};

const struct target *target_find(const char *name, struct err *err)
{
    struct suggest suggest = suggest_start(name);

    for (const struct target *t = targets; t->name; t++) {
        if (strcmp(t->name, name) == 0)
            return t;
        suggest_try(&suggest, t->name);
    }
    if (*suggest_best(&suggest))
        fail(err, "there is no target \"%.64s\"; did you mean \"%s\"?", name,
             suggest_best(&suggest));
    else
        fail(err, "there is no target \"%.64s\"; export --list names them", name);
    return NULL;
}
