/* clear.c - where a password crosses the network unencrypted. */
#include "backend/settings/common.h"

#include <string.h>

#include "backend/base/language.h"

/* password: the row whose value crosses; NULL: one that is kept nowhere here. */
struct crossing {
    const struct section *section;
    const char *key, *value;
    const char *password;
    const char *want, *why;
};

static const struct crossing crossings[] = {
    { &tls_section, "http_enabled", "true", NULL, "false",
      "Passwords typed over unencrypted HTTP can be read on the network. Turn it off." },
    { &central_section, "secure", "false", "password", "true",
      "The site password crosses the network unencrypted. Turn encryption on." },
    { &smtp_section, "security", "none", "password", "tls",
      "The password of the mail account crosses the network unencrypted. Use TLS." },
    { &inbox_section, "security", "none", "password", "tls",
      "The password of the mailbox crosses the network unencrypted. Use TLS." },
    { &ldap_section, "security", "none", NULL, "tls",
      "The passwords of this server and of every user who signs in cross the network unencrypted. "
      "Use TLS." },
    { &snmp_section, "version", "v1", "community", "v3",
      "The community is a password, and every packet sends it unencrypted. Use v3." },
    { &snmp_section, "version", "v2c", "community", "v3",
      "The community is a password, and every packet sends it unencrypted. Use v3." },
};

static bool shows(const struct record *record, const char *key)
{
    return record_shows(record, setting_find(record->section, key));
}

static bool crosses(const struct crossing *crossing, const struct record *record)
{
    return record_is(record, crossing->key, crossing->value) &&
           (!crossing->password || shows(record, crossing->password));
}

void clear_judge(const struct record *record, struct verdict *verdict)
{
    for (size_t i = 0; i < sizeof crossings / sizeof *crossings; i++) {
        const struct crossing *c = &crossings[i];

        if (c->section != record->section || !shows(record, c->key))
            continue;
        verdict->level = PASS;
        if (crosses(c, record)) {
            common_verdict(verdict, FAIL, c->key, c->want, "%s", tr(c->why));
            return;
        }
    }
}
