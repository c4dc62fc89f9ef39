/* settings_test.c - what rules say of one record, and rows of a value. */
#include "tests/backend/settings_world.h"

static void judge_all(const struct config *config, const struct table *table)
{
    for (const struct rule *r = table->section->rules; r && r->id; r++)
        for (size_t i = 0; i < table->count; i++) {
            struct verdict verdict = { 0 };

            r->judge(config, table->records[i], &verdict);
            if (verdict.level > PASS)
                fail_msg("%s.%s: %s: %s", table->section->key, record_name(table->records[i]),
                         r->id, verdict.why);
        }
}

static void rules_pass_the_defaults(void **state)
{
    struct config *config = world_fresh();

    (void)state;
    for (size_t i = 0; sections[i]; i++)
        judge_all(config, config_table(config, sections[i]));
    config_free(config);
}

struct change_case {
    const char *rule;
    const char *changes; /* "path=value path=value"; +list.name adds a record */
    enum level level;
};

static const struct change_case cases[] = {
    { "server/site-role-without-central", "server.role=central", UNASKED },
    { "server/site-role-without-central", "server.role=site", WARN },
    { "server/site-role-without-central", "server.role=site central.enabled=true", PASS },
    { "server/wildcard-alias", "server.aliases=print.example.com", PASS },
    { "server/wildcard-alias", "server.aliases=a.example.com,*.example.com", WARN },
    { "trust/nothing-trusted", "trust.system_store=no", WARN },
    { "trust/nothing-trusted", "trust.system_store=no trust.ca_files=/etc/ca.pem", PASS },
    { "certificates/weak-authority-key", "certificates.key_type=rsa-2048", WARN },
    { "certificates/weak-authority-key", "certificates.key_type=p256", PASS },
    { "certificates/weak-authority-key", "certificates.key_type=rsa-2048 certificates.mode=manual",
      UNASKED },
    { "certificates/renewal-too-late", "certificates.server_days=90 certificates.renew_days=90",
      WARN },
    { "certificates/renewal-too-late", "certificates.server_days=90 certificates.renew_days=89",
      PASS },
    { "certificates/renewal-too-late", "certificates.server_days=6", PASS },
    { "certificates/authority-ends-first", "certificates.ca_days=396", FAIL },
    { "certificates/authority-ends-first", "certificates.ca_days=397", PASS },
    { "certificates/public-ca-too-long", "certificates.public_ca=true", UNASKED },
    { "certificates/public-ca-too-long",
      "certificates.mode=manual certificates.public_ca=true certificates.server_days=400", FAIL },
    { "certificates/public-ca-too-long",
      "certificates.mode=manual certificates.public_ca=true certificates.server_days=47", PASS },
    { "certificates/public-ca-internal-name",
      "certificates.mode=manual certificates.public_ca=true", PASS },
    { "certificates/public-ca-internal-name",
      "certificates.mode=manual certificates.public_ca=true server.fqdn=print.corp.local", FAIL },
    { "certificates/public-ca-internal-name",
      "certificates.mode=manual certificates.public_ca=true server.aliases=a.example.com,print01",
      FAIL },
    { "certificates/public-ca-internal-name",
      "certificates.mode=manual certificates.public_ca=true server.aliases=10.0.0.7", FAIL },
    { "certificates/name-constraint-excludes-server",
      "certificates.name_constraints=corp.example.com", PASS },
    { "certificates/name-constraint-excludes-server",
      "certificates.name_constraints=a.example.com,.EXAMPLE.com", PASS },
    { "certificates/name-constraint-excludes-server",
      "certificates.name_constraints=orp.example.com", FAIL },
    { "tls/port-contradicts-security", "tls.https_port=443", PASS },
    { "tls/port-contradicts-security", "tls.https_port=8080", WARN },
    { "tls/port-contradicts-security", "tls.http_enabled=on tls.http_port=8090", FAIL },
    { "tls/port-contradicts-security", "tls.http_enabled=on tls.http_port=443", WARN },
    { "tls/profile-contradicts-version", "tls.profile=modern", WARN },
    { "tls/profile-contradicts-version", "tls.profile=modern tls.min_version=1.3", PASS },
    { "ports/cleartext-port-open", "ports.release-raw.enabled=yes", UNASKED },
    { "ports/cleartext-port-open", "ports.scan-ftp.enabled=yes", FAIL },
    { "ports/cleartext-port-open", "ports.scan-ftp.enabled=yes ports.scan-ftp.encrypted=starttls",
      PASS },
    { "ports/cleartext-port-open", "ports.lpr.enabled=yes ports.lpr.port=8090", PASS },
    { "ports/port-contradicts-setting", "ports.lpr.port=8090", WARN },
    { "ports/port-contradicts-setting", "ports.lpr.port=8090 ports.lpr.enabled=yes", WARN },
    { "ports/port-contradicts-setting",
      "ports.lpr.port=8090 ports.lpr.enabled=yes ports.lpr.encrypted=yes", PASS },
    { "ports/port-contradicts-setting", "ports.ipps.enabled=yes", UNASKED },
    { "smtp/port-contradicts-security", "smtp.port=587", UNASKED },
    { "smtp/port-contradicts-security", "smtp.enabled=true", PASS },
    { "smtp/port-contradicts-security", "smtp.enabled=true smtp.port=587", WARN },
    { "smtp/port-contradicts-security", "smtp.enabled=true smtp.port=25", WARN },
    { "smtp/port-contradicts-security", "smtp.enabled=true smtp.port=25 smtp.security=starttls",
      WARN },
    { "smtp/port-contradicts-security", "smtp.enabled=true smtp.port=587 smtp.security=starttls",
      PASS },
    { "smtp/port-contradicts-security", "smtp.enabled=true smtp.security=starttls", WARN },
    { "smtp/port-contradicts-security", "smtp.enabled=true smtp.port=2525", PASS },
    { "smtp/office365-password", "smtp.enabled=true smtp.host=mail.example.com", UNASKED },
    { "smtp/office365-password", "smtp.enabled=true smtp.host=SMTP.office365.com.", WARN },
    { "smtp/office365-password", "smtp.enabled=true smtp.host=smtp.office365.com smtp.auth=oauth",
      PASS },
    { "scan/port-contradicts-security", "scan.enabled=true", PASS },
    { "scan/port-contradicts-security", "scan.enabled=true scan.port=587", WARN },
    { "inbox/port-contradicts-security", "inbox.enabled=true", PASS },
    { "inbox/port-contradicts-security", "inbox.enabled=true inbox.port=143", WARN },
    { "inbox/port-contradicts-security", "inbox.enabled=true inbox.port=995", WARN },
    { "inbox/port-contradicts-security", "inbox.enabled=true inbox.port=995 inbox.protocol=pop3",
      PASS },
    { "inbox/port-contradicts-security",
      "inbox.enabled=true inbox.port=143 inbox.security=starttls", PASS },
    { "radius/port-contradicts-security", "+radius.hq radius.hq.port=1645", PASS },
    { "radius/port-contradicts-security", "+radius.hq radius.hq.port=2083", WARN },
    { "radius/port-contradicts-security", "+radius.hq radius.hq.port=1813", WARN },
    { "ldap/port-contradicts-security", "+ldap.dc1", PASS },
    { "ldap/port-contradicts-security", "+ldap.dc1 ldap.dc1.port=389", FAIL },
    { "ldap/port-contradicts-security", "+ldap.dc1 ldap.dc1.port=3269", PASS },
    { "ldap/port-contradicts-security", "+ldap.dc1 ldap.dc1.security=starttls", FAIL },
    { "ldap/port-contradicts-security", "+ldap.dc1 ldap.dc1.security=none ldap.dc1.port=389",
      PASS },
    { "ldap/bind-name-not-dn", "+ldap.dc1", UNASKED },
    { "ldap/bind-name-not-dn", "+ldap.dc1 ldap.dc1.bind_dn=cn=a,dc=b", PASS },
    { "ldap/bind-name-not-dn", "+ldap.dc1 ldap.dc1.bind_dn=a@corp.example", PASS },
    { "ldap/bind-name-not-dn", "+ldap.dc1 ldap.dc1.type=openldap ldap.dc1.bind_dn=a@corp.example",
      FAIL },
    { "ldap/bind-without-password", "+ldap.dc1", UNASKED },
    { "ldap/bind-without-password", "+ldap.dc1 ldap.dc1.bind_dn=cn=a,dc=b", WARN },
    { "ldap/bind-without-password",
      "+ldap.dc1 ldap.dc1.bind_dn=cn=a,dc=b ldap.dc1.bind_password=abcdefgh", PASS },
    { "snmp/same-auth-privacy-password", "+snmp.f2", UNASKED },
    { "snmp/same-auth-privacy-password",
      "+snmp.f2 snmp.f2.auth_password=abcdefgh snmp.f2.privacy_password=abcdefgh", FAIL },
    { "snmp/same-auth-privacy-password",
      "+snmp.f2 snmp.f2.auth_password=abcdefgh snmp.f2.privacy_password=abcdefgi", PASS },
    { "printers/printers-snmp-unknown", "+printers.hall", UNASKED },
    { "printers/printers-snmp-unknown", "+printers.hall printers.hall.snmp=f2", WARN },
    { "printers/printers-snmp-unknown", "+snmp.f2 +printers.hall printers.hall.snmp=f2", PASS },
    { "rest/rest-high-scope", "+rest.app rest.app.scopes=printers,jobs", PASS },
    { "rest/rest-high-scope", "+rest.app rest.app.scopes=printers,users", WARN },
    { "rest/rest-all-scopes", "+rest.app rest.app.scopes=printers,users", PASS },
    { "rest/rest-all-scopes",
      "+rest.app rest.app.scopes=cert.manage,cert.read,credit,impersonate,jobs,jobs.process,"
      "offline.access,print,print.services,printers,queues,reports,scan,terminal,terminal.read,"
      "user.session,users",
      FAIL },
    { "policy/policy-never-warns", "policy.secret_warn_days=365", WARN },
    { "policy/policy-never-warns", "policy.expiry_fail_days=30", WARN },
};

static void play(const struct change_case *c)
{
    struct config *config = world_fresh();
    AUTO_FREE char *rule = copy(c->rule);
    char *id = strchr(rule, '/');

    *id++ = '\0';
    world_change(config, c->changes);
    struct verdict verdict = world_worst(config, rule, id);
    if (verdict.level != c->level)
        fail_msg("%s with %s: level %d: %s", c->rule, c->changes, (int)verdict.level, verdict.why);
    if (verdict.level > PASS) {
        assert_true(*verdict.want && verdict.why[strlen(verdict.why) - 1] == '.');
        assert_true(!verdict.key || setting_find(section_find(rule), verdict.key));
    }
    config_free(config);
}

static void rules_judge(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        play(&cases[i]);
}

/* No rule goes without a case that it finds. */
static void every_rule_finds_something(void **state)
{
    char name[96];

    (void)state;
    for (size_t i = 0; sections[i]; i++)
        for (const struct rule *r = sections[i]->rules; r && r->id; r++) {
            bool found = false;

            snprintf(name, sizeof name, "%s/%s", sections[i]->key, r->id);
            for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
                found |= strcmp(cases[c].rule, name) == 0 && cases[c].level > PASS;
            if (!found)
                fail_msg("%s never finds anything", name);
        }
}

static void rows_judge(void **state)
{
    static const struct {
        const char *path, *value;
        enum level level;
    } rows[] = {
        { "certificates.server_days", "397", PASS },
        { "certificates.server_days", "398", WARN },
        { "certificates.server_days", "825", WARN },
        { "certificates.server_days", "826", FAIL },
        { "central.port", "8093", PASS },
        { "central.port", "8090", WARN },
        { "server.fqdn", "print01", FAIL },
        { "server.aliases", "a.example.com, b.example.com", PASS },
        { "server.aliases", "a.example.com, print01", WARN },
        { "server.aliases", "10.0.0.7", WARN },
        { "snmp.privacy", "aes128", PASS },
        { "snmp.privacy", "aes192", WARN },
        { "snmp.privacy", "aes256", WARN },
        { "snmp.devices", "f2.example.com, f3.example.com:161", PASS },
        { "snmp.devices", "f2.example.com, 10.0.0.7:161", FAIL },
        { "snmp.devices", "2001:db8::7", FAIL },
        { "snmp.devices", "[2001:db8::7]:161", FAIL },
        { "snmp.devices", "f2:161", FAIL },
        { "snmp.devices", "f2.lan:161", WARN },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_FREE char *path = copy(rows[i].path);
        char *key = strchr(path, '.');
        struct verdict verdict = { 0 };

        *key++ = '\0';
        setting_find(section_find(path), key)->judge(rows[i].value, &verdict);
        if (verdict.level != rows[i].level)
            fail_msg("%s = %s: level %d", rows[i].path, rows[i].value, (int)verdict.level);
    }
}

static void public_days_follow_the_calendar(void **state)
{
    static const struct {
        time_t issued;
        long days;
    } at[] = {
        { 1773532799, 398 }, { 1773532800, 200 }, /* 2026-03-15 */
        { 1805068799, 200 }, { 1805068800, 100 }, /* 2027-03-15 */
        { 1868227199, 100 }, { 1868227200, 47 },  /* 2029-03-15 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        assert_int_equal(certificate_public_days(at[i].issued), at[i].days);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_pass_the_defaults),         cmocka_unit_test(rules_judge),
        cmocka_unit_test(every_rule_finds_something),      cmocka_unit_test(rows_judge),
        cmocka_unit_test(public_days_follow_the_calendar),
    };
    struct err err;

    if (!secret_start(&err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }

    return cmocka_run_group_tests(tests, NULL, NULL);
}
