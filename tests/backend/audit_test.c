/* audit_test.c - what the audit finds, waives, counts and grades. */
#include "tests/test.h"

#include "backend/audit/audit.h"
#include "backend/base/mem.h"
#include "backend/pki/certificate.h"
#include "backend/store/conf/conf.h"

#define NOW 1795392000 /* 2026-11-23, noon */
#define DAY 86400
#define FQDN "print01.corp.example.com"
#define SERVER "server : { fqdn = \"" FQDN "\"; };\n"

/* "generate" makes one; "file:DAYS:..." was typed so many days ago; "file:..." was typed today, and
 * neither was measured. */
static bool answer(void *data, struct record *record, const struct setting *setting,
                   const char *text, struct err *err)
{
    const char *given = strncmp(text, "file:", 5) == 0 ? text + 5 : text;
    const char *colon = strchr(given, ':');
    time_t made = NOW - (colon ? strtol(given, NULL, 10) * DAY : 0);
    const char *typed = colon ? colon + 1 : given;

    (void)data;
    (void)err;
    record_hide(record, setting,
                strcmp(text, "generate") == 0 ? secret_generate(setting->recipe, NOW)
                                              : secret_new(typed, strlen(typed), TYPED, made, -1));
    return true;
}

static struct config *read_config(const char *text)
{
    struct err err = { "" };
    struct config *config = conf_read(text, strlen(text), "test.conf", answer, NULL, &err);

    if (!config)
        fail_msg("%s\n%s", err.text, text);
    return config;
}

static void run(const char *text, struct audit *audit)
{
    struct config *config = read_config(text);

    audit_run(audit, config, &(struct audit_facts){ .now = NOW });
    config_free(config);
}

static const struct finding *find(const struct audit *audit, const char *id, const char *path)
{
    for (size_t i = 0; i < audit->count; i++)
        if (strcmp(audit->list[i].id, id) == 0 && strcmp(audit->list[i].path, path) == 0)
            return &audit->list[i];
    return NULL;
}

/* ------------------------------------------------ one failing example, and more, of each topic */

struct example {
    const char *text;
    const char *id, *path;
    enum level level;
    const char *value, *want; /* NULL: whatever */
};

#define MAIL "enabled = true; host = \"mail.example.com\"; user = \"robot\"; "
#define GOOD "password = \"generate\"; "
#define RADIUS "name = \"hq\"; host = \"nps.corp.example.com\"; "
#define LDAP "name = \"ad\"; host = \"dc1.corp.example.com\"; "
#define KEYS "auth_password = \"generate\"; privacy_password = \"generate\"; "
#define REST "name = \"app\"; client_id = \"0f8fad5b-d9cb-469f-a165-70867728950e\"; "
#define TYPED_15 "vZ7 qk!Rw2 mX9x"

static const struct example examples[] = {
    /* host names */
    { "server : { fqdn = \"print01\"; };", "server.fqdn", "server.fqdn", FAIL, "print01", NULL },
    { "server : { fqdn = \"10.1.2.3\"; };", "server.fqdn", "server.fqdn", FAIL, "10.1.2.3", NULL },
    { "server : { fqdn = \"print.corp.local\"; };", "server.fqdn", "server.fqdn", WARN,
      "print.corp.local", NULL },
    { "", "server.fqdn", "server.fqdn", FAIL, "", "a value" },
    { "radius = ( { name = \"hq\"; host = \"192.0.2.7\"; secret = \"generate\"; } );",
      "radius.host", "radius.hq.host", FAIL, "192.0.2.7", NULL },
    /* certificates */
    { SERVER "certificates : { key_type = \"rsa-2048\"; };", "weak-authority-key",
      "certificates.key_type", WARN, "rsa-2048", "rsa-3072" },
    { SERVER "certificates : { mode = \"manual\"; public_ca = true; };", "public-ca-too-long",
      "certificates.server_days", FAIL, "397", "200" },
    { SERVER "certificates : { pfx_password = \"file:secret\"; };", "certificates.pfx_password",
      "certificates.pfx_password", FAIL, "", "at least 22 characters" },
    /* HTTP and TLS */
    { SERVER "tls : { http_enabled = true; };", "tls.http_enabled", "tls.http_enabled", FAIL,
      "true", "false" },
    { SERVER "tls : { http_enabled = true; };", "cleartext-password", "tls.http_enabled", FAIL,
      "true", "false" },
    { SERVER "tls : { min_version = \"1.1\"; };", "tls.min_version", "tls.min_version", FAIL, "1.1",
      "1.2" },
    /* ports */
    { SERVER "ports = ( { name = \"ftp\"; port = 21; enabled = true; encrypted = \"no\"; } );",
      "cleartext-port-open", "ports.ftp.enabled", FAIL, "true", "false" },
    { SERVER "ports = ( { name = \"a\"; port = 8090; enabled = true; },"
             "          { name = \"b\"; port = 8090; enabled = true; } );",
      "duplicate-port", "ports.b", WARN, "", NULL },
    /* central server */
    { SERVER "central : { enabled = true; host = \"cs.example.com\"; secure = false; };",
      "central.secure", "central.secure", FAIL, "false", "true" },
    { SERVER "central : { enabled = true; host = \"cs.example.com\"; secure = false; };",
      "cleartext-password", "central.secure", FAIL, "false", "true" },
    { SERVER "central : { enabled = true; host = \"cs.example.com\"; };", "central.password",
      "central.password", FAIL, "", "a generated secret" },
    { SERVER
      "central : { enabled = true; host = \"cs.example.com\"; password = \"file:P@ssw0rd\"; };",
      "central.password", "central.password", FAIL, "", NULL },
    /* mail */
    { SERVER "smtp : { " MAIL GOOD "security = \"none\"; port = 25; };", "smtp.security",
      "smtp.security", FAIL, "none", "tls" },
    { SERVER "smtp : { " MAIL GOOD "security = \"none\"; port = 25; };", "cleartext-password",
      "smtp.security", FAIL, "none", "tls" },
    { SERVER "smtp : { " MAIL GOOD "security = \"starttls\"; port = 587; };", "smtp.security",
      "smtp.security", WARN, "starttls", "tls" },
    { SERVER "smtp : { " MAIL GOOD "validate = false; };", "smtp.validate", "smtp.validate", FAIL,
      "false", "true" },
    { SERVER "smtp : { enabled = true; host = \"smtp.office365.com\"; user = \"r\"; " GOOD "};",
      "office365-password", "smtp.auth", WARN, "password", "oauth" },
    { SERVER "scan : { enabled = true; security = \"none\"; };", "scan.security", "scan.security",
      FAIL, "none", "tls" },
    { SERVER "inbox : { " MAIL GOOD "protocol = \"pop3\"; port = 995; };", "inbox.protocol",
      "inbox.protocol", FAIL, "pop3", "imap" },
    { SERVER "inbox : { " MAIL GOOD "security = \"none\"; port = 143; };", "cleartext-password",
      "inbox.security", FAIL, "none", "tls" },
    { SERVER "inbox : { " MAIL "password = \"file:qwerty\"; };", "inbox.password", "inbox.password",
      FAIL, "", "at least 15 characters" },
    /* RADIUS */
    { SERVER "radius = ( { " RADIUS "secret = \"file:testing123\"; } );", "radius.secret",
      "radius.hq.secret", FAIL, "", "at least 24 characters" },
    { SERVER "radius = ( { " RADIUS "secret = \"file:passwordpasswordpassword\"; } );",
      "radius.secret", "radius.hq.secret", FAIL, "", "a generated secret" },
    { SERVER "radius = ( { " RADIUS "} );", "radius.secret", "radius.hq.secret", FAIL, "",
      "a generated secret" },
    { SERVER "radius = ( { " RADIUS "secret = \"generate\"; "
             "require_message_authenticator = false; } );",
      "radius.require_message_authenticator", "radius.hq.require_message_authenticator", FAIL,
      "false", "true" },
    /* LDAP */
    { SERVER "ldap = ( { " LDAP "security = \"starttls\"; port = 389; } );", "ldap.security",
      "ldap.ad.security", FAIL, "starttls", "tls" },
    { SERVER "ldap = ( { " LDAP "security = \"none\"; port = 389; } );", "cleartext-password",
      "ldap.ad.security", FAIL, "none", "tls" },
    { SERVER "ldap = ( { " LDAP "port = 389; } );", "port-contradicts-security", "ldap.ad.port",
      FAIL, NULL, "636" },
    /* SNMP */
    { SERVER "snmp = ( { name = \"old\"; version = \"v2c\"; community = \"file:public\"; } );",
      "snmp.version", "snmp.old.version", FAIL, "v2c", "v3" },
    { SERVER "snmp = ( { name = \"old\"; version = \"v1\"; community = \"file:public\"; } );",
      "cleartext-password", "snmp.old.version", FAIL, "v1", "v3" },
    { SERVER "snmp = ( { name = \"old\"; version = \"v2c\"; community = \"file:public\"; } );",
      "snmp.community", "snmp.old.community", FAIL, "", NULL },
    { SERVER "snmp = ( { name = \"f2\"; auth = \"md5\"; " KEYS "} );", "snmp.auth", "snmp.f2.auth",
      FAIL, "md5", "sha256" },
    { SERVER "snmp = ( { name = \"f2\"; auth = \"sha1\"; " KEYS "} );", "snmp.auth", "snmp.f2.auth",
      WARN, "sha1", "sha256" },
    { SERVER "snmp = ( { name = \"f2\"; privacy = \"des\"; " KEYS "} );", "snmp.privacy",
      "snmp.f2.privacy", FAIL, "des", "aes128" },
    { SERVER "snmp = ( { name = \"f2\"; privacy = \"aes256\"; " KEYS "} );", "snmp.privacy",
      "snmp.f2.privacy", WARN, "aes256", "aes128" },
    { SERVER "snmp = ( { name = \"f2\"; auth_password = \"file:" TYPED_15 "\"; "
             "privacy_password = \"file:" TYPED_15 "\"; } );",
      "same-auth-privacy-password", "snmp.f2.privacy_password", FAIL, "", NULL },
    /* printers */
    { SERVER "printers = ( { name = \"hall\"; host = \"hall.corp.example.com\"; } );",
      "printers.password", "printers.hall.password", FAIL, "", "a generated secret" },
    { SERVER "printers = ( { name = \"hall\"; host = \"hall.corp.example.com\"; "
             "password = \"generate\"; snmp = \"gone\"; } );",
      "printers-snmp-unknown", "printers.hall.snmp", WARN, "gone", NULL },
    { SERVER "printers = ( { name = \"hall\"; host = \"hall.corp.example.com\"; "
             "password = \"file:1:Hall-vZ7qk!Rw2mX9x\"; } );",
      "secret-contains-name", "printers.hall.password", WARN, "", NULL },
    { SERVER "printers = ( { name = \"hall\"; host = \"p7.corp.example.com\"; "
             "password = \"file:1:kYoCera vZ7qk!Rw2mX\"; } );",
      "secret-contains-name", "printers.hall.password", WARN, "", NULL },
    { SERVER "printers = ( { name = \"a\"; host = \"a.example.com\"; password = \"file:" TYPED_15
             "\"; }, { name = \"b\"; host = \"b.example.com\"; password = \"file:" TYPED_15
             "\"; } );",
      "reused-secret", "printers.b.password", FAIL, "", "a secret of its own" },
    { "server : { fqdn = \"" FQDN "\"; organization = \"Acme & Sons\"; };"
      "inbox : { " MAIL "password = \"file:xK9#aCmEvZ7qk!Rw2mX9x\"; };",
      "secret-contains-name", "inbox.password", WARN, "", NULL },
    /* REST */
    { SERVER "rest = ( { " REST "secret = \"generate\"; grant = \"password\"; } );", "rest.grant",
      "rest.app.grant", FAIL, "password", NULL },
    { SERVER "rest = ( { " REST "secret = \"file:179:" TYPED_15 "\"; }, { name = \"old\"; "
             "client_id = \"0f8fad5b-d9cb-469f-a165-70867728950f\"; "
             "secret = \"file:180:W3 " TYPED_15 "\"; } );",
      "secret-age", "rest.old.secret", WARN, "", "one made within 180 days" },
    { SERVER "rest = ( { " REST "secret = \"file:365:" TYPED_15 "\"; } );", "secret-age",
      "rest.app.secret", FAIL, "", NULL },
    { SERVER "rest = ( { " REST "secret = \"generate\"; scopes = [\"users\"]; } );",
      "rest-high-scope", "rest.app.scopes", WARN, "users", NULL },
    /* policy */
    { SERVER "policy : { password_length = 8; };", "policy.password_length",
      "policy.password_length", WARN, "8", "15" },
    { SERVER "policy : { password_length = 20; }; inbox : { " MAIL "password = \"file:" TYPED_15
             "\"; };",
      "inbox.password", "inbox.password", WARN, "", "at least 20 characters" },
    /* waivers */
    { SERVER "waivers = ( { name = \"w\"; finding = \"snmp.auth\"; reason = \"r\"; by = \"me\"; "
             "until = \"2027-01-31\"; } );",
      "waiver-matches-nothing", "waivers.w.finding", WARN, "snmp.auth", NULL },
};

static void check_example(const struct example *example)
{
    struct audit audit;

    run(example->text, &audit);
    const struct finding *found = find(&audit, example->id, example->path);
    if (!found)
        fail_msg("no %s at %s in\n%s", example->id, example->path, example->text);
    assert_int_equal(found->level, example->level);
    if (example->value)
        assert_string_equal(found->value, example->value);
    if (example->want)
        assert_string_equal(found->want, example->want);
    assert_true(*found->why && found->why[strlen(found->why) - 1] == '.');
    assert_true(*found->source);
    assert_int_equal(found->clear, strcmp(found->id, "cleartext-password") == 0);
    assert_memory_equal(sections[found->section]->key, example->path,
                        strlen(sections[found->section]->key));
    assert_true(audit.marks[found->section] >= found->level);
    audit_free(&audit);
}

static void topics_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        check_example(&examples[i]);
}

/* ------------------------------------------------ what is right is not found */

#define ALL                                                                                        \
    SERVER "certificates : { ca_key_password = \"generate\"; pfx_password = \"generate\"; };"      \
           "central : { enabled = true; host = \"cs.example.com\"; password = \"generate\"; };"    \
           "smtp : { " MAIL GOOD "}; scan : { enabled = true; port = 465; };"                      \
           "inbox : { " MAIL GOOD "};"                                                             \
           "radius = ( { " RADIUS "secret = \"generate\"; } );"                                    \
           "ldap = ( { " LDAP "bind_dn = \"cn=ps,dc=example\"; bind_password = \"generate\"; } );" \
           "snmp = ( { name = \"f2\"; " KEYS "} );"                                                \
           "printers = ( { name = \"hall\"; host = \"hall.corp.example.com\"; "                    \
           "password = \"generate\"; snmp = \"f2\"; } );"                                          \
           "rest = ( { " REST "secret = \"generate\"; } );"

static void all_that_is_right_is_an_a(void **state)
{
    struct audit audit;

    (void)state;
    run(ALL, &audit);
    for (size_t i = 0; i < audit.count; i++)
        print_error("%s %s: %s\n", audit.list[i].id, audit.list[i].path, audit.list[i].why);
    assert_int_equal(audit.count, 0);
    assert_int_equal(audit.grade, 'A');
    assert_float_equal(audit.score, 100, 0);
    assert_float_equal(audit.lost, 0, 0);
    assert_true(audit.pass > 70);
    for (size_t i = 0; sections[i]; i++)
        assert_false(audit.incomplete[i] || audit.marks[i] != PASS);
    audit_free(&audit);
}

static void nothing_is_asked_of_what_is_off(void **state)
{
    struct audit little, more;

    (void)state;
    run(SERVER, &little);
    run(SERVER "smtp : { enabled = false; security = \"none\"; host = \"x\"; };", &more);
    assert_int_equal(little.pass, more.pass);
    assert_int_equal(more.count, 0);
    audit_free(&little);
    audit_free(&more);
}

static void what_is_missing_is_incomplete(void **state)
{
    struct audit audit;

    (void)state;
    run("smtp : { enabled = true; };", &audit);
    assert_true(audit.incomplete[section_number(section_find("server"))]);
    assert_true(audit.incomplete[section_number(section_find("smtp"))]);
    assert_false(audit.incomplete[section_number(section_find("tls"))]);
    assert_non_null(find(&audit, "smtp.host", "smtp.host"));
    assert_non_null(find(&audit, "smtp.password", "smtp.password"));
    audit_free(&audit);
}

/* ------------------------------------------------ secrets */

static void reuse_names_the_first_place(void **state)
{
    struct audit audit;

    (void)state;
    run(SERVER
        "radius = ( { " RADIUS "secret = \"file:" TYPED_15 " 1234 5678\"; } );"
        "printers = ( { name = \"a\"; host = \"a.example.com\"; password = \"file:" TYPED_15
        " 1234 5678\"; }, { name = \"b\"; host = \"b.example.com\"; password = \"file:" TYPED_15
        " 1234 5678\"; } );",
        &audit);
    const struct finding *a = find(&audit, "reused-secret", "printers.a.password");
    const struct finding *b = find(&audit, "reused-secret", "printers.b.password");
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(strstr(a->why, "radius.hq.secret"));
    assert_non_null(strstr(b->why, "radius.hq.secret"));
    assert_null(find(&audit, "reused-secret", "radius.hq.secret"));
    audit_free(&audit);
}

/* One check counts once, and no finding says what a secret is. */
static void a_secret_is_judged_once_and_never_shown(void **state)
{
    struct audit audit;
    size_t count = 0;

    (void)state;
    run(SERVER "radius = ( { " RADIUS "secret = \"file:Nps123\"; } );", &audit);
    for (size_t i = 0; i < audit.count; i++) {
        count += strcmp(audit.list[i].path, "radius.hq.secret") == 0 &&
                 strcmp(audit.list[i].id, "radius.secret") == 0;
        assert_null(strstr(audit.list[i].why, "Nps123"));
        assert_null(strstr(audit.list[i].value, "Nps123"));
    }
    assert_int_equal(count, 1);
    audit_free(&audit);
}

static void a_measured_secret_is_not_measured_again(void **state)
{
    struct config *config = read_config(SERVER "radius = ( { " RADIUS "} );");
    struct config_place at;
    struct audit audit;
    const char *weak = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    (void)state;
    assert_true(config_find(config, "radius.hq.secret", &at, NULL));
    record_hide(at.table->records[0], at.setting, secret_new(weak, 32, TYPED, NOW, 60));
    audit_run(&audit, config, &(struct audit_facts){ .now = NOW });
    assert_null(find(&audit, "radius.secret", "radius.hq.secret"));
    audit_free(&audit);
    record_hide(at.table->records[0], at.setting, secret_new(weak, 32, TYPED, NOW, -1));
    audit_run(&audit, config, &(struct audit_facts){ .now = NOW });
    assert_non_null(find(&audit, "radius.secret", "radius.hq.secret"));
    audit_free(&audit);
    config_free(config);
}

/* The names of one printer are not looked for in the password of another: that would take the
 * square of them; what is generated cannot hold one but by chance. */
static void names_are_looked_for_where_they_belong(void **state)
{
    struct audit audit;

    (void)state;
    run(SERVER "printers = ( { name = \"a\"; host = \"tulip.example.com\"; "
               "password = \"file:vZ7qk!Rw2mX9x-rosebud\"; }, { name = \"b\"; "
               "host = \"rosebud.example.com\"; password = \"generate\"; } );",
        &audit);
    assert_int_equal(audit.count, 0);
    audit_free(&audit);
}

/* ------------------------------------------------ files and certificates */

static const struct certificate_facts good = {
    .present = true,
    .not_before = NOW - 30 * DAY,
    .not_after = NOW + 367 * DAY,
    .names = FQDN ", print.example.com",
};

static const char *worst(struct certificate_facts certificate, struct notes notes,
                         enum level *level)
{
    static char all[500];
    struct config *config = read_config(SERVER);
    struct audit audit;

    audit_run(&audit, config,
              &(struct audit_facts){ .now = NOW, .certificate = &certificate, .notes = &notes });
    *all = '\0';
    *level = PASS;
    for (size_t i = 0; i < audit.count; i++) {
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s@%s", i ? " " : "",
                 audit.list[i].id, audit.list[i].path);
        *level = audit.list[i].level > *level ? audit.list[i].level : *level;
    }
    audit_free(&audit);
    config_free(config);
    return all;
}

#define WORST(expected_level, expected, ...)                                                       \
    do {                                                                                           \
        struct certificate_facts facts = good;                                                     \
        struct notes notes = { 0 };                                                                \
        __VA_ARGS__;                                                                               \
        assert_string_equal(worst(facts, notes, &level), expected);                                \
        assert_int_equal(level, expected_level);                                                   \
    } while (0)

static void missing_walls_are_told(void **state)
{
    static const struct {
        unsigned missing;
        const char *why;
    } cases[] = {
        { SANDBOX_CALLS, "has no seccomp filters." },
        { SANDBOX_PATHS, "has no Landlock." },
        { SANDBOX_CALLS | SANDBOX_PATHS, "has no seccomp filters and no Landlock." },
    };
    struct config *config = read_config(SERVER);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct audit audit;
        audit_run(&audit, config,
                  &(struct audit_facts){ .now = NOW, .unguarded = cases[i].missing });
        const struct finding *last = &audit.list[audit.count - 1];
        assert_string_equal(last->id, "sandbox");
        assert_int_equal(last->level, WARN);
        assert_non_null(strstr(last->why, cases[i].why));
        audit_free(&audit);
    }
    config_free(config);
}

static void cut_off_applies_are_judged(void **state)
{
    struct config *config = read_config(SERVER);
    struct audit audit;

    (void)state;
    audit_run(&audit, config, &(struct audit_facts){ .now = NOW, .cut_off = "nftables" });
    const struct finding *last = &audit.list[audit.count - 1];
    assert_string_equal(last->id, "apply-cut-off");
    assert_string_equal(last->want, "\"printseal apply nftables\"");
    audit_free(&audit);
    config_free(config);
}

static void certificates_are_judged(void **state)
{
    enum level level;

    (void)state;
    WORST(PASS, "", );
    WORST(FAIL, "cert-missing@certificates", facts.present = false);
    WORST(FAIL, "cert-expired@certificates", facts.not_after = NOW - 1);
    WORST(WARN, "cert-not-yet-valid@certificates", facts.not_before = NOW + 60);
    WORST(FAIL, "cert-not-yet-valid@certificates", facts.not_before = NOW + 901);
    WORST(PASS, "", facts.not_after = NOW + 30 * DAY);
    WORST(WARN, "cert-expiring@certificates", facts.not_before = NOW - 300 * DAY,
          facts.not_after = NOW + 30 * DAY - 1);
    WORST(FAIL, "cert-expiring@certificates", facts.not_before = NOW - 300 * DAY,
          facts.not_after = NOW + 7 * DAY - 1);
    /* 47 days: a third is 15 days and 16 hours */
    WORST(PASS, "", facts.not_before = NOW - 31 * DAY, facts.not_after = NOW + 16 * DAY);
    WORST(WARN, "cert-expiring@certificates", facts.not_before = NOW - 32 * DAY,
          facts.not_after = NOW + 15 * DAY);
    WORST(FAIL, "cert-name-mismatch@certificates", strcpy(facts.names, "other.example.com"));
    WORST(PASS, "", strcpy(facts.names, "*.corp.example.com"));
    WORST(PASS, "", (strcpy(facts.names, "other.example.com"), facts.named = true));
    WORST(FAIL, "cert-name-mismatch@certificates", strcpy(facts.names, "*.example.com"));
    WORST(FAIL, "cert-untrusted@certificates", strcpy(facts.chain, "no issuer"));
    /* the chain of an expired certificate does not verify either: that is told once */
    WORST(FAIL, "cert-expired@certificates", facts.not_after = NOW - 1,
          strcpy(facts.chain, "certificate has expired"));
}

static void files_are_judged(void **state)
{
    enum level level;

    (void)state;
    WORST(FAIL, "secrets-unreadable@secrets.vault", notes.vault = VAULT_DAMAGED);
    WORST(FAIL, "files-damaged@MANIFEST", strcpy(notes.damaged, "cert/server.cer"));
    WORST(PASS, "", notes.edited = true);
}

/* What cannot be read is not missing. */
static void unread_secrets_are_not_missed(void **state)
{
    struct config *config = read_config(SERVER "radius = ( { " RADIUS "} );");
    struct notes notes = { .vault = VAULT_NO_KEY, .vault_err = { "master.key is gone" } };
    struct audit audit;

    (void)state;
    audit_run(&audit, config,
              &(struct audit_facts){ .now = NOW, .certificate = &good, .notes = &notes });
    assert_int_equal(audit.count, 1);
    assert_string_equal(audit.list[0].id, "secrets-unreadable");
    assert_non_null(strstr(audit.list[0].why, "master.key is gone."));
    audit_free(&audit);
    config_free(config);
}

static void before_the_first_save_no_file_is_missed(void **state)
{
    struct audit audit;

    (void)state;
    run(SERVER, &audit);
    assert_int_equal(audit.count, 0);
    audit_free(&audit);
}

/* ------------------------------------------------ waivers */

#define WAIVER(name, finding, until)                                                               \
    "{ name = \"" name "\"; finding = \"" finding                                                  \
    "\"; reason = \"r\"; by = \"me\"; until = \"" until "\"; }"
#define TWO_OLD                                                                                    \
    SERVER "snmp = ( { name = \"a\"; auth = \"sha1\"; " KEYS                                       \
           "}, { name = \"b\"; auth = \"sha1\"; " KEYS "} );"

static void waivers_waive(void **state)
{
    struct audit audit, before;

    (void)state;
    run(TWO_OLD, &before);
    assert_int_equal(before.warn, 2);
    assert_int_equal(before.grade, 'B');
    assert_true(before.score < 100);
    run(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth", "2026-11-23") " );", &audit);
    assert_int_equal(audit.count, 2);
    assert_int_equal(audit.waived, 2);
    assert_int_equal(audit.warn, 0);
    assert_int_equal(audit.grade, 'A');
    assert_float_equal(audit.score, 100, 0);
    assert_int_equal(audit.marks[section_number(section_find("snmp"))], PASS);
    assert_null(audit_at(&audit, "snmp.a.auth"));
    audit_free(&audit);
    audit_free(&before);
}

static void a_waiver_may_be_for_one_place(void **state)
{
    struct audit audit;

    (void)state;
    run(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth@snmp.b.auth", "2027-01-01") " );", &audit);
    assert_int_equal(audit.waived, 1);
    assert_int_equal(audit.warn, 1);
    assert_string_equal(find(&audit, "snmp.auth", "snmp.b.auth")->waiver, "waivers.w");
    assert_false(find(&audit, "snmp.auth", "snmp.a.auth")->waived);
    assert_string_equal(audit_at(&audit, "snmp.a.auth")->id, "snmp.auth");
    audit_free(&audit);
}

static void an_expired_waiver_counts_for_nothing(void **state)
{
    struct audit audit;

    (void)state;
    run(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth", "2026-11-22") " );", &audit);
    assert_int_equal(audit.waived, 0);
    assert_int_equal(audit.warn, 3);
    const struct finding *expired = find(&audit, "waiver-expired", "waivers.w.until");
    assert_non_null(expired);
    assert_string_equal(expired->value, "2026-11-22");
    assert_null(find(&audit, "waiver-matches-nothing", "waivers.w.finding"));
    audit_free(&audit);
    run(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth", "2026-11-22") ", " WAIVER(
            "v", "snmp.auth", "2026-11-24") " );",
        &audit);
    assert_int_equal(audit.waived, 2);
    assert_int_equal(audit.warn, 1);
    audit_free(&audit);
}

static void a_waived_clear_password_is_no_f(void **state)
{
    struct audit audit;

    (void)state;
    run(SERVER "tls : { http_enabled = true; };", &audit);
    assert_int_equal(audit.grade, 'F');
    audit_free(&audit);
    run(SERVER "tls : { http_enabled = true; };"
               "waivers = ( " WAIVER("w", "cleartext-password", "2027-01-01") " );",
        &audit);
    assert_int_equal(audit.fail, 1);
    assert_int_equal(audit.grade, 'C');
    audit_free(&audit);
}

/* ------------------------------------------------ score and grade */

/* An audit of so many checks at one place, all of weight 1 but the fails. */
static void score(struct audit *audit, size_t pass, size_t warn, size_t fails, bool clear)
{
    struct config *config = config_new();
    struct config_place at = { config_table(config, section_find("tls")), NULL, NULL };
    struct check check = { .id = "some-check", .source = "a source" };

    *audit = (struct audit){ 0 };
    for (size_t i = 0; i < pass; i++)
        audit_report(audit, &check, &at, &(struct verdict){ .level = PASS });
    for (size_t i = 0; i < warn; i++)
        audit_report(audit, &check, &at, &(struct verdict){ .level = WARN });
    check.clear = clear;
    check.weight = 3;
    for (size_t i = 0; i < fails; i++)
        audit_report(audit, &check, &at, &(struct verdict){ .level = FAIL });
    audit_score(audit, config, "2026-11-23");
    config_free(config);
}

static const struct grading {
    size_t pass, warn, fail;
    bool clear;
    char grade;
    double score;
} gradings[] = {
    { 0, 0, 0, false, 'A', 100 },       { 100, 0, 0, false, 'A', 100 },
    { 99, 1, 0, false, 'B', 99.6 },     { 0, 10, 0, false, 'B', 60 },
    { 100000, 1, 0, false, 'B', 99.9 }, { 95, 0, 5, false, 'C', 86.3 },
    { 90, 5, 5, false, 'C', 84.5 },     { 94, 0, 6, false, 'D', 83.9 },
    { 80, 0, 20, false, 'D', 57.1 },    { 79, 0, 21, false, 'F', 55.6 },
    { 999, 0, 1, true, 'F', 99.7 },
};

static void grades_change_at_their_bounds(void **state)
{
    struct audit audit;

    (void)state;
    for (size_t i = 0; i < sizeof gradings / sizeof *gradings; i++) {
        const struct grading *g = &gradings[i];

        score(&audit, g->pass, g->warn, g->fail, g->clear);
        if (audit.grade != g->grade)
            fail_msg("%zu pass, %zu warn, %zu fail: %c", g->pass, g->warn, g->fail, audit.grade);
        assert_float_equal(audit.score, g->score, 1e-9);
        assert_int_equal(audit.pass, g->pass);
        assert_int_equal(audit.warn, g->warn);
        assert_int_equal(audit.fail, g->fail);
        audit_free(&audit);
    }
}

static void findings_are_in_order(void **state)
{
    struct audit audit;

    (void)state;
    run("smtp : { " MAIL GOOD "security = \"starttls\"; port = 587; validate = false; };"
        "tls : { min_version = \"1.0\"; hsts = false; };",
        &audit);
    for (size_t i = 1; i < audit.count; i++) {
        const struct finding *a = &audit.list[i - 1], *b = &audit.list[i];

        assert_true(a->section < b->section || (a->section == b->section && a->level >= b->level));
    }
    assert_string_equal(audit.list[0].path, "server.fqdn");
    assert_non_null(find(&audit, "tls.hsts", "tls.hsts"));
    assert_null(audit_at(&audit, "tls.https_port"));
    assert_null(audit_at(&audit, "no such path"));
    assert_string_equal(audit_at(&audit, "tls.hsts")->value, "false");
    audit_free(&audit);
}

/* Values come from files: what they hold must not reach a terminal as it is, cut or not. */
static void texts_are_sanitize(void **state)
{
    struct config *config = config_new();
    struct config_place at = { config_table(config, section_find("tls")), NULL, NULL };
    struct verdict verdict = { .level = FAIL, .value = "a\033[31m\xC3" };
    struct audit audit = { 0 };

    (void)state;
    audit_report(&audit, &(struct check){ .id = "x" }, &at, &verdict);
    audit_score(&audit, config, "2026-11-23");
    assert_string_equal(audit.list[0].value, "a?[31m");
    assert_string_equal(audit.list[0].source, "");
    audit_free(&audit);
    config_free(config);
}

/* ------------------------------------------------ many */

static void many_printers_share_texts(void **state)
{
    enum { MANY = 20000 };
    struct config *config = read_config(SERVER);
    struct table *table = config_table(config, &printers_section);
    const struct setting *name = setting_find(table->section, "name");
    const struct setting *host = setting_find(table->section, "host");
    struct audit audit;
    char text[64];

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        struct record *printer = record_new(table->section);

        snprintf(text, sizeof text, "p%zu", i);
        assert_true(record_set(printer, name, text, NULL));
        assert_true(record_set(printer, host, "10.0.0.1", NULL));
        config_table_insert(table, i, printer);
    }
    audit_run(&audit, config, &(struct audit_facts){ .now = NOW });
    assert_int_equal(audit.fail, 2 * MANY); /* the host, and no password */
    assert_ptr_equal(audit.list[0].why, audit.list[2].why);
    assert_string_equal(audit_at(&audit, "printers.p19999.host")->value, "10.0.0.1");
    assert_true(audit.texts.count < 2 * MANY + 50);
    audit_free(&audit);
    config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(topics_are_found),
        cmocka_unit_test(all_that_is_right_is_an_a),
        cmocka_unit_test(nothing_is_asked_of_what_is_off),
        cmocka_unit_test(what_is_missing_is_incomplete),
        cmocka_unit_test(reuse_names_the_first_place),
        cmocka_unit_test(a_secret_is_judged_once_and_never_shown),
        cmocka_unit_test(a_measured_secret_is_not_measured_again),
        cmocka_unit_test(names_are_looked_for_where_they_belong),
        cmocka_unit_test(cut_off_applies_are_judged),
        cmocka_unit_test(certificates_are_judged),
        cmocka_unit_test(missing_walls_are_told),
        cmocka_unit_test(files_are_judged),
        cmocka_unit_test(unread_secrets_are_not_missed),
        cmocka_unit_test(before_the_first_save_no_file_is_missed),
        cmocka_unit_test(waivers_waive),
        cmocka_unit_test(a_waiver_may_be_for_one_place),
        cmocka_unit_test(an_expired_waiver_counts_for_nothing),
        cmocka_unit_test(a_waived_clear_password_is_no_f),
        cmocka_unit_test(grades_change_at_their_bounds),
        cmocka_unit_test(findings_are_in_order),
        cmocka_unit_test(texts_are_sanitize),
        cmocka_unit_test(many_printers_share_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
