/* settings.h - every section, one file each, and the few typed answers other code needs from them.
 *
 * A section's keys are spelled only in its own file; anyone who acts on values asks a function
 * here.
 */
#ifndef BACKEND_SETTINGS_SETTINGS_H
#define BACKEND_SETTINGS_SETTINGS_H

#include <time.h>

#include "backend/check/check.h"
#include "backend/model/config.h"
#include "backend/model/record.h"
#include "backend/settings/probe_job.h"

extern const struct section server_section, trust_section, certificates_section, tls_section,
    ports_section, central_section, smtp_section, scan_section, inbox_section, radius_section,
    ldap_section, snmp_section, printers_section, rest_section, policy_section, waivers_section;

/* The audit of every host setting: fails an IP literal or a single label, warns at endings that
 * belong to nobody; says what would be right. RFC 1123 2.1, the guide's "FQDN". */
void host_judge(const char *text, struct verdict *verdict);

/* server */
const char *server_fqdn(const struct config *config);    /* "" while nobody has said */
const char *server_aliases(const struct config *config); /* LIST value */
const char *server_organization(const struct config *config);
const char *server_role(const struct config *config); /* "standalone", "site", "central" */

/* This machine's full name, from what lies on it: its name, /etc/hosts, the domain of
 * /etc/resolv.conf. Never asks the network. The caller frees; NULL: only a short name is known. */
char *detect_server(void);
/* The same for a host of that name and files in that folder. */
char *detect_server_from(const char *host, const char *folder);

/* trust */
bool trust_system_store(const struct config *config);
const char *trust_ca_files(const struct config *config);  /* LIST value */
const char *trust_crl_files(const struct config *config); /* LIST value */

/* What the sections ask live tests for; see probe/job.h. */
probe_fill tls_probe, smtp_probe, scan_probe, inbox_probe, radius_probe, ldap_probe, snmp_probe,
    printers_probe, server_probe, ports_probe, central_probe, rest_probe;

/* Our own HTTPS, as a client connects to it: host, port and the oldest version. False: this server
 * has no name yet. */
bool tls_own(const struct config *config, struct probe_job *job);

/* Fills in the login of that SNMP profile; leaves snmp.version "" if there is none of that name, or
 * its passwords are not set. */
void snmp_profile(const struct config *config, const char *name, struct probe_job *job);
/* tls: the oldest version that this server is told to speak. */
enum probe_version tls_oldest(const struct config *config);

/* The targets of `apply` that certificates.deploy may name; NULL at the end. */
extern const char *const certificate_deployed[];

/* certificates */
struct certificate_settings {
    const char *mode;     /* "builtin", "intermediate", "manual" */
    const char *key_type; /* "rsa-3072" ... */
    long server_days, ca_days, renew_days;
    const char *name_constraints; /* LIST value */
    const char *crl_url;          /* "": clients are told of none */
    const char *deploy;           /* LIST value: what puts a new certificate in force */
    bool legacy_pfx;              /* 3DES and SHA-1 for Windows Server 2016 and older */
    bool public_ca;
    const struct secret *ca_key_password, *pfx_password; /* NULL: not made yet */
};
struct certificate_settings certificate_settings(const struct config *config);
const char *certificate_mode_shown(const struct config *config); /* as people write it */

extern const char certificate_mode_path[]; /* the setting that says who signs */

/* How many days a public CA may sign for, at that time: CA/Browser Forum Baseline
 * Requirements 6.3.2. */
long certificate_public_days(time_t issued);

/* How long before a certificate expires something is due that is set in days: never more than the
 * last third of its lifetime (whole, in seconds), so that one of 6 days or 24 hours is not due from
 * the start. Seconds. */
time_t certificate_margin(long days, time_t whole);

/* tls */
struct tls_settings {
    const char *min_version; /* "1.0" ... "1.3" */
    bool modern, hsts;
    long https_port;
};
struct tls_settings tls_settings(const struct config *config);

/* snmp: is it of version 3? LIST of host or host:port */
bool snmp_is_v3(const struct record *snmp);
const char *snmp_devices(const struct record *snmp);

/* printers: the host, what it is ("": not set), and the name of its SNMP profile ("": none) */
const char *printer_host(const struct record *printer);
const char *printer_model(const struct record *printer);
const char *printer_profile(const struct record *printer);

/* ports */
struct port_settings {
    long number;
    bool tcp, in, enabled;
    const char *from; /* LIST of networks; "": every one */
};
struct port_settings port_settings(const struct record *port);

/* A port that a setting needs, or (active false) would need if its service were on. */
struct port_need {
    const char *name;      /* of the service: "web-https" */
    const char *purpose;   /* in words */
    const char *encrypted; /* "no", "starttls", "yes" */
    const char *section;   /* of the setting */
    char path[PATH_SIZE];  /* of the setting that decides */
    long number;
    bool tcp, in, active;
};

/* Calls found for every port that a setting needs, in wizard order; several may need the same one
 * (two RADIUS servers). MyQ Network communication architecture. */
void ports_needed(const struct config *config,
                  void (*found)(void *data, const struct port_need *need), void *data);

/* The sections whose settings need ports, and the list itself; NULL at the end. */
extern const struct section *const ports_looked_at[];

/* The configuration with all ports in its list: those that settings need, restricted as the list
 * has them; those of the list beside them; and, closed, those that services of the product use
 * when they are on or were not moved. Whatever opens, closes, shows or tests ports reads this. The
 * caller frees. */
struct config *ports_effective(const struct config *config);

/* Warns where a record of the list contradicts what a setting needs; the value fixes it. */
void ports_judge_needed(const struct config *config, const struct record *port,
                        struct verdict *verdict);

/* Does a setting need the port that this record is about? */
bool ports_is_needed(const struct config *config, const struct record *port);

/* Takes out of the list of a file of format 1 what the settings say by themselves. Returns how many
 * records went. */
unsigned ports_migrate(struct config *config);
/* What people are told of it. */
#define MIGRATED                                                                                   \
    "the ports that other settings need are no longer listed in \"ports\"; they follow the "       \
    "settings. The next save writes the new format."

/* Does the table speak of this inbound TCP port, open or not? */
bool ports_declared(const struct config *config, long number);

/* Calls found for every enabled port that an earlier record has enabled already, with the
 * same protocol and direction. Linear. */
void ports_twice(const struct config *config,
                 void (*found)(void *data, const struct record *port, const struct record *first),
                 void *data);

/* The ports of one path side by side, for a table: what may be spoken unencrypted, what encrypted.
 */
enum { PORT_SIDE = 12 };
struct port_fact {
    long port;
    const char *protocol; /* "tcp", "udp" */
    bool open;
};
struct port_side {
    struct port_fact list[PORT_SIDE];
    size_t count;
};
struct port_path {
    const char *name;
    bool out; /* from the server to others */
    struct port_side plain, encrypted;
};

/* Calls found for every path that has a port, open or not, and for every port of no known path. */
void ports_paths(const struct config *config,
                 void (*found)(void *data, const struct port_path *path), void *data);

/* central */
bool central_enabled(const struct config *config);

/* policy */
struct policy {
    long password_length, machine_secret_length, secret_warn_days, secret_fail_days;
    long expiry_warn_days, expiry_fail_days, keep, idle_minutes;
};
struct policy policy(const struct config *config);

/* waivers: the id of a finding, or id@path; and has its last day passed, on that day? */
const char *waiver_finding(const struct record *waiver);
bool waiver_expired(const struct record *waiver, const char *today);

/* A waiver to be added with change_add(); the caller frees. NULL, and why, if a value will not do.
 */
struct record *waiver_new(const char *finding, const char *reason, const char *by,
                          const char *until, struct err *err);
/* A name for the next one that is not taken. */
void waiver_name(const struct config *config, char name[], size_t size);

/* Warns of a waiver that has expired, and of one that names no finding there is. */
void waiver_judge_day(const struct record *waiver, const char *today, struct verdict *verdict);
void waiver_judge_use(const struct record *waiver, bool used, struct verdict *verdict);

/* Judges where a password crosses the network unencrypted with the settings of this record: UNASKED
 * if none crosses. verdict->key is the setting that lets it. */
void clear_judge(const struct record *record, struct verdict *verdict);

/* Names that stand for no site in particular and are tried everywhere: the program's own, makers of
 * printers. Lower case, NULL at the end. */
extern const char *const words_of_product[];

/* Words an attacker would try first: product names, words of this trade, and of this configuration,
 * if it is not NULL, host labels, organization, site and user names. Calls each, in lower case
 * where it is ASCII, at most once per distinct setting value, until it says false: enough. */
void words_of_attackers(const struct config *config, bool (*word)(void *data, const char *word),
                        void *data);

#endif
