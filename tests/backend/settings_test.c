/* settings_test.c - the rules over one record, and what the sections answer other parts. */
#include "tests/test.h"

#include "backend/base/mem.h"
#include "backend/settings/settings.h"

static struct config *fresh(void)
{
    struct config *config = config_new();
    struct config_place at;

    assert_true(config_find(config, "server.fqdn", &at, NULL));
    assert_true(record_set(at.table->records[0], at.setting, "print01.corp.example.com", NULL));
    return config;
}

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
    struct config *config = fresh();

    (void)state;
    for (size_t i = 0; sections[i]; i++)
        judge_all(config, config_table(config, sections[i]));
    config_free(config);
}

static void note_port(void *data, const struct record *port, const struct record *first)
{
    char *all = data;

    snprintf(all + strlen(all), 200 - strlen(all), "%s=%s ", record_name(port), record_name(first));
}

/* ---- changes to a fresh configuration, and what a rule says then ---- */

struct change_case {
    const char *rule;
    const char *changes; /* "path=value path=value"; +list.name adds a record */
    enum level level;
};

static void apply(struct config *config, const char *change)
{
    AUTO_FREE char *path = copy(change);
    char *text = strchr(path, '=');
    struct config_place at;
    struct err err;

    if (*path == '+') {
        char *name = strchr(path, '.');

        *name++ = '\0';
        const struct section *section = section_find(path + 1);
        struct record *record = record_new(section);
        assert_true(record_set(record, &section->settings[0], name, NULL));
        config_table_insert(config_table(config, section), 0, record);
        return;
    }
    *text++ = '\0';
    if (!config_find(config, path, &at, &err))
        fail_msg("%s", err.text);
    struct record *record = at.table->records[config_table_at(at.table, at.record)];
    if (at.setting->type == SECRET)
        record_hide(record, at.setting, secret_new(text, strlen(text), TYPED, 0, -1));
    else if (!record_set(record, at.setting, text, &err))
        fail_msg("%s: %s", path, err.text);
}

/* The worst that a rule says of any record of its section. */
static struct verdict worst(const struct config *config, const char *section, const char *id)
{
    const struct table *table = config_table(config, section_find(section));
    const struct rule *rule = table->section->rules;
    struct verdict found = { 0 };

    while (rule->id && strcmp(rule->id, id) != 0)
        rule++;
    if (!rule->id)
        fail_msg("%s has no rule %s", section, id);
    for (size_t i = 0; i < table->count; i++) {
        struct verdict verdict = { 0 };

        rule->judge(config, table->records[i], &verdict);
        if (verdict.level > found.level)
            found = verdict;
    }
    return found;
}

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
    struct config *config = fresh();
    AUTO_FREE char *rule = copy(c->rule), *changes = copy(c->changes);
    char *id = strchr(rule, '/'), *at = NULL;

    *id++ = '\0';
    for (char *one = strtok_r(changes, " ", &at); one; one = strtok_r(NULL, " ", &at))
        apply(config, one);
    struct verdict verdict = worst(config, rule, id);
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

/* A record about a port, at the end of the list. */
static void list_port(struct config *config, const char *name, const char *port, bool open,
                      const char *from)
{
    struct record *record = record_new(&ports_section);
    struct table *table = config_table(config, &ports_section);

    assert_true(record_set(record, setting_find(&ports_section, "name"), name, NULL));
    assert_true(record_set(record, setting_find(&ports_section, "port"), port, NULL));
    assert_true(record_set(record, setting_find(&ports_section, "from"), from, NULL));
    assert_true(
        record_set(record, setting_find(&ports_section, "enabled"), open ? "true" : "false", NULL));
    config_table_insert(table, table->count, record);
}

/* Every inbound port of the effective list: "+8090 -8080 ..." */
static void inbound(const struct config *config, char out[200])
{
    struct config *effective = ports_effective(config);
    const struct table *table = config_table(effective, &ports_section);

    *out = '\0';
    for (size_t i = 0; i < table->count; i++) {
        struct port_settings plan = port_settings(table->records[i]);

        if (plan.in)
            sprintf(out + strlen(out), "%s%c%ld", *out ? " " : "", plan.enabled ? '+' : '-',
                    plan.number);
    }
    config_free(effective);
}

static void settings_open_their_ports(void **state)
{
    struct config *config = fresh();
    char out[200];

    (void)state;
    inbound(config, out);
    assert_string_equal(out, "-21 -515 -631 +8090 -8080 -25 -8093");
    apply(config, "tls.https_port=443");
    apply(config, "scan.enabled=yes");
    apply(config, "scan.port=465");
    inbound(config, out); /* and what they left is closed */
    assert_string_equal(out, "-21 -515 -631 +443 +465 -8090 -8080 -25 -8093");
    apply(config, "server.role=central");
    list_port(config, "web-https", "443", true, "10.0.0.0/8");
    inbound(config, out); /* a record restricts, it does not add */
    assert_string_equal(out, "-21 -515 -631 +443 +465 +8093 -8090 -8080 -25");
    assert_int_equal(worst(config, "ports", "port-contradicts-setting").level, PASS);
    apply(config, "tls.https_port=8443"); /* left behind */
    struct verdict verdict = worst(config, "ports", "port-contradicts-setting");
    assert_int_equal(verdict.level, WARN);
    assert_string_equal(verdict.key, "port");
    assert_string_equal(verdict.want, "8443");
    config_free(config);
}

/* Format 1 listed every port; what people changed there stays if it says something. */
static void old_lists_are_migrated(void **state)
{
    struct config *config = fresh();

    (void)state;
    list_port(config, "web-https", "8090", true, "");          /* the setting says it */
    list_port(config, "scan-smtp", "25", false, "");           /* closed: nothing needs it */
    list_port(config, "scan-smtps", "465", true, "");          /* opened by somebody: stays */
    list_port(config, "web-http", "8080", true, "10.0.0.0/8"); /* restricted: stays */
    list_port(config, "mine", "8090", true, "");               /* no name of ours: stays */
    size_t before = config_table(config, &ports_section)->count;
    assert_int_equal(ports_migrate(config), 2);
    assert_int_equal(config_table(config, &ports_section)->count, before - 2);
    assert_non_null(config_table_find(config_table(config, &ports_section), "scan-smtps"));
    assert_int_equal(ports_migrate(config), 0);
    config_free(config);
}

static void ports_are_found_twice(void **state)
{
    struct config *config = fresh();
    char found[200] = "";

    (void)state;
    ports_twice(config, note_port, found);
    assert_string_equal(found, "");
    apply(config, "ports.ipps.enabled=yes");
    apply(config, "ports.release-ipps.enabled=yes"); /* the other direction: another matter */
    apply(config, "ports.lpr.port=8090");            /* disabled */
    ports_twice(config, note_port, found);
    assert_string_equal(found, "");
    apply(config, "ports.lpr.enabled=yes");
    apply(config, "ports.ipps.port=8090");
    ports_twice(config, note_port, found);
    assert_string_equal(found, "ipps=lpr ");
    config_free(config);
}

/* ---- judgements on rows ---- */

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

/* ---- what other parts ask ---- */

static void plans_read_their_section(void **state)
{
    struct config *config = fresh();
    struct certificate_settings plan = certificate_settings(config);
    struct policy rules = policy(config);

    (void)state;
    assert_string_equal(plan.mode, "builtin");
    assert_string_equal(plan.key_type, "rsa-3072");
    assert_int_equal(plan.server_days, 397);
    assert_int_equal(plan.ca_days, 3650);
    assert_false(plan.legacy_pfx || plan.public_ca || plan.ca_key_password || plan.pfx_password);
    assert_int_equal(rules.password_length, 15);
    assert_int_equal(rules.machine_secret_length, 22);
    assert_int_equal(rules.secret_warn_days, 180);
    assert_int_equal(rules.secret_fail_days, 365);
    assert_int_equal(rules.expiry_warn_days, 30);
    assert_int_equal(rules.expiry_fail_days, 7);
    assert_int_equal(rules.keep, 20);
    assert_int_equal(rules.idle_minutes, 15);
    assert_string_equal(server_fqdn(config), "print01.corp.example.com");
    assert_false(central_enabled(config));
    config_free(config);
}

static void waivers_end(void **state)
{
    struct config *config = fresh();
    struct verdict verdict = { 0 };

    (void)state;
    apply(config, "+waivers.w1");
    apply(config, "waivers.w1.finding=snmp.auth");
    apply(config, "waivers.w1.until=2027-01-31");
    const struct record *waiver = config_table_find(config_table(config, &waivers_section), "w1");
    assert_string_equal(waiver_finding(waiver), "snmp.auth");
    assert_false(waiver_expired(waiver, "2027-01-31"));
    assert_true(waiver_expired(waiver, "2027-02-01"));
    waiver_judge_day(waiver, "2027-01-31", &verdict);
    assert_int_equal(verdict.level, PASS);
    waiver_judge_use(waiver, true, &verdict);
    assert_int_equal(verdict.level, PASS);
    waiver_judge_day(waiver, "2027-02-01", &verdict);
    assert_int_equal(verdict.level, WARN);
    assert_string_equal(verdict.key, "until");
    waiver_judge_use(waiver, false, &verdict);
    assert_int_equal(verdict.level, WARN);
    assert_string_equal(verdict.key, "finding");
    config_free(config);
}

static bool note_word(void *data, const char *word)
{
    char *all = data;

    snprintf(all + strlen(all), 500 - strlen(all), "%s|", word);
    return true;
}

static void attackers_know_the_site(void **state)
{
    struct config *config = fresh();
    char words[500] = "|";

    (void)state;
    apply(config, "server.organization=Acme");
    apply(config, "+radius.a");
    apply(config, "radius.a.host=nps.example.com");
    apply(config, "+radius.b");
    apply(config, "radius.b.host=nps.example.com");
    apply(config, "smtp.user=hidden-user"); /* mail is not enabled */
    words_of_attackers(config, note_word, words);
    assert_non_null(strstr(words, "|myq|"));
    assert_non_null(strstr(words, "|acme|"));
    assert_non_null(strstr(words, "|print01.corp.example.com|"));
    char *host = strstr(words, "|nps.example.com|");
    assert_non_null(host);
    assert_null(strstr(host + 1, "|nps.example.com|"));
    assert_null(strstr(words, "hidden-user"));
    config_free(config);
}

static void put(const char *folder, const char *name, const char *text)
{
    AUTO_FREE char *path = format("%s/%s", folder, name);
    FILE *file = must(fopen(path, "we"));

    fputs(text, file);
    fclose(file);
}

static void expect_name(const char *host, const char *folder, const char *expected)
{
    AUTO_FREE char *name = detect_server_from(host, folder);

    if (!name != !expected || (name && strcmp(name, expected) != 0))
        fail_msg("%s: %s instead of %s", host, name ? name : "nothing",
                 expected ? expected : "nothing");
}

static void full_names_are_found(void **state)
{
    char folder[] = "/tmp/schema_test.XXXXXX";
    static const char *const files[] = { "hostname", "hosts", "resolv.conf" };

    (void)state;
    assert_non_null(mkdtemp(folder));
    expect_name("print01.corp.example.com", folder, "print01.corp.example.com");
    expect_name("print01", folder, NULL);
    put(folder, "resolv.conf",
        "# search no.example.org\nsearch old.example.com\nsearch corp.example.com b\nnameserver x");
    expect_name("print01", folder, "print01.corp.example.com");
    expect_name("print_01", folder, NULL);
    put(folder, "hosts",
        "127.0.0.1 localhost.localdomain localhost print01 # print01.no.example.org\n\n  \n10.0.0.9"
        "\tother.example.com other\r\n10.0.0.7\tprint01 PRINT01.it.example.com p1.example.com\n");
    expect_name("print01", folder, "PRINT01.it.example.com");
    expect_name("other", folder, "other.example.com");
    put(folder, "hostname", "print01.hr.example.com\n");
    expect_name("print01", folder, "print01.hr.example.com");
    put(folder, "hostname", "print01\n");
    put(folder, "hosts", "\xFF\xFF print01 \x01.\xFF print01..x\n10.0.0.7");
    put(folder, "resolv.conf", "search\nsearch .\ndomain");
    expect_name("print01", folder, NULL);
    for (size_t i = 0; i < 3; i++) {
        AUTO_FREE char *path = format("%s/%s", folder, files[i]);
        assert_int_equal(remove(path), 0);
    }
    assert_int_equal(remove(folder), 0);
}

/* ---- what live tests of mail and directories are told ---- */

static char *show_job(const struct config *config, const char *section)
{
    static const char *const common_securities[] = { "none", "starttls", "tls" };
    struct table *table = config_table(config, section_find(section));
    struct probe_job job;

    if (!probe_job(config, table, table->records[0], 0, &job))
        return copy("nothing");
    char *shown = format("%s:%u %s%s%s user=%s password=%s %s", job.host, job.port,
                         common_securities[job.security], job.skip_validation ? " unchecked" : "",
                         job.own ? " own" : "", job.user, job.password,
                         strcmp(section, "ldap") == 0 ? job.ldap.base_dn : job.mail.auth);
    assert_false(probe_job(config, table, table->records[0], 1, &job));
    return shown;
}

static void tests_know_only_what_they_need(void **state)
{
    static const struct {
        const char *section, *changes, *job;
    } jobs[] = {
        { "smtp", "", "nothing" },
        { "smtp", "smtp.enabled=yes", "nothing" }, /* no host yet */
        { "smtp", "smtp.enabled=yes smtp.host=m.example.com smtp.user=u smtp.password=p",
          "m.example.com:465 tls user=u password=p password" },
        { "smtp", "smtp.enabled=yes smtp.host=m.example.com smtp.password=p smtp.security=none",
          "m.example.com:465 none user= password= password" },
        { "smtp",
          "smtp.enabled=yes smtp.host=m.example.com smtp.password=p smtp.auth=oauth "
          "smtp.validate=no smtp.security=starttls smtp.user=u",
          "m.example.com:465 starttls unchecked user=u password= oauth" },
        { "smtp",
          "smtp.enabled=yes smtp.host=m.example.com smtp.password=p smtp.auth=none "
          "smtp.user=u",
          "m.example.com:465 tls user= password= none" },
        { "scan", "", "nothing" },
        { "scan", "scan.enabled=yes scan.security=starttls",
          "print01.corp.example.com:25 starttls own user= password= none" },
        { "inbox", "", "nothing" },
        { "inbox", "inbox.enabled=yes inbox.host=b\u00fccher.example inbox.user=u inbox.password=p",
          "xn--bcher-kva.example:993 tls user=u password=p password" },
        { "inbox",
          "inbox.enabled=yes inbox.host=m.example.com inbox.password=p inbox.security=none",
          "m.example.com:993 none user= password= password" },
        { "ldap",
          "+ldap.a ldap.a.host=d.example.com ldap.a.bind_dn=cn=a ldap.a.bind_password=p "
          "ldap.a.base_dn=dc=b",
          "d.example.com:636 tls user=cn=a password=p dc=b" },
        { "ldap", "+ldap.a ldap.a.host=d.example.com ldap.a.bind_password=p ldap.a.security=none",
          "d.example.com:636 none user= password= " },
    };

    (void)state;
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        struct config *config = fresh();
        AUTO_FREE char *changes = copy(jobs[i].changes);
        char *at = NULL;
        for (char *one = strtok_r(changes, " ", &at); one; one = strtok_r(NULL, " ", &at))
            apply(config, one);
        AUTO_FREE char *job = show_job(config, jobs[i].section);
        assert_string_equal(job, jobs[i].job);
        config_free(config);
    }
}

/* All tests of a section's first record: who is asked for what, and with what. */
static char *show_devices(const struct config *config, const char *section)
{
    struct table *table = config_table(config, section_find(section));
    struct buf text = { 0 };
    struct probe_job job;

    buf_print(&text, "%s", "");
    for (size_t n = 0; probe_job(config, table, table->records[0], n, &job); n++)
        buf_print(&text, "%s:%u %s %s%s/%s %s%s %s%u,%u; ", job.host, job.port, job.snmp.version,
                  job.user, job.snmp.auth, job.snmp.privacy, job.password,
                  job.snmp.privacy_password, job.snmp.community, job.snmp.port,
                  job.snmp.clear_ports[0]);
    return text.text;
}

#define FLOOR "+snmp.f snmp.f.auth_password=aaaaaaaa snmp.f.privacy_password=pppppppp "

static void devices_are_asked_by_their_profile(void **state)
{
    static const struct {
        const char *section, *changes, *jobs;
    } cases_of_jobs[] = {
        { "snmp", "+snmp.f snmp.f.devices=a.example.com", "" }, /* no passwords yet */
        { "snmp", FLOOR, "" },                                  /* no devices */
        { "snmp", FLOOR "snmp.f.devices=a.example.com,10.0.0.1:1161,2001:db8::1,[2001:db8::2]:16",
          "a.example.com:161 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; "
          "10.0.0.1:1161 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; "
          "2001:db8::1:161 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; "
          "2001:db8::2:16 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; " },
        { "snmp", FLOOR "snmp.f.devices=[::1] snmp.f.privacy=none",
          "::1:161 v3 ps-pollsha256/none aaaaaaaa 0,0; " },
        { "snmp", FLOOR "snmp.f.devices=a.example.com snmp.f.auth=none",
          "a.example.com:161 v3 ps-pollnone/aes128  0,0; " },
        { "snmp", FLOOR "snmp.f.devices=a.example.com snmp.f.version=v2c", "" },
        { "snmp", FLOOR "snmp.f.devices=a.example.com snmp.f.version=v2c snmp.f.community=c",
          "a.example.com:161 v2c /  c0,0; " },
        { "printers", FLOOR "+printers.p printers.p.host=p.example.com printers.p.snmp=f",
          "p.example.com:443 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 161,80; " },
        { "printers", "+printers.p printers.p.host=p.example.com printers.p.port=8443",
          "p.example.com:8443  /  161,8080; " },
        { "printers", "+snmp.f +printers.p printers.p.host=p.example.com printers.p.snmp=f",
          "p.example.com:443  /  161,80; " }, /* a profile without passwords is none */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases_of_jobs / sizeof *cases_of_jobs; i++) {
        struct config *config = fresh();
        AUTO_FREE char *changes = copy(cases_of_jobs[i].changes);
        char *at = NULL;
        for (char *one = strtok_r(changes, " ", &at); one; one = strtok_r(NULL, " ", &at))
            apply(config, one);
        AUTO_FREE char *jobs = show_devices(config, cases_of_jobs[i].section);
        assert_string_equal(jobs, cases_of_jobs[i].jobs);
        config_free(config);
    }
}

static void radius_servers_are_tried_as_often_as_reported(void **state)
{
    struct config *config = fresh();
    struct table *table = config_table(config, &radius_section);
    char changes[][64] = { "+radius.r", "radius.r.host=r.example.com", "radius.r.timeout=3",
                           "radius.r.retries=0", "radius.r.secret=s" };
    struct probe_job job;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        bool there = table->count && probe_job(config, table, table->records[0], 0, &job);
        assert_false(there); /* not before the secret is set */
        apply(config, changes[i]);
    }
    assert_true(probe_job(config, table, table->records[0], 0, &job));
    assert_int_equal(job.port, 1812);
    assert_int_equal(job.radius.tries, 1);
    assert_int_equal(job.radius.wait, 3000);
    assert_true(job.radius.require_authenticator && job.seconds >= 9);
    assert_string_equal(job.password, "s");
    assert_string_equal(job.user, "");
    config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_pass_the_defaults),
        cmocka_unit_test(rules_judge),
        cmocka_unit_test(every_rule_finds_something),
        cmocka_unit_test(ports_are_found_twice),
        cmocka_unit_test(settings_open_their_ports),
        cmocka_unit_test(old_lists_are_migrated),
        cmocka_unit_test(rows_judge),
        cmocka_unit_test(public_days_follow_the_calendar),
        cmocka_unit_test(plans_read_their_section),
        cmocka_unit_test(waivers_end),
        cmocka_unit_test(attackers_know_the_site),
        cmocka_unit_test(full_names_are_found),
        cmocka_unit_test(tests_know_only_what_they_need),
        cmocka_unit_test(devices_are_asked_by_their_profile),
        cmocka_unit_test(radius_servers_are_tried_as_often_as_reported),
    };
    struct err err;

    if (!secret_start(&err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
