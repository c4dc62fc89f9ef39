/* audit_test.c - what the audit finds in a configuration, and what it does not. */
#include "tests/backend/audit_world.h"

#include "backend/settings/settings.h"

/* ------------------------------------------------ one failing example, and more, of each topic */

struct example {
    const char *text;
    const char *id, *path;
    enum level level;
    const char *value, *want; /* NULL: whatever */
};

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

    world_audit(example->text, &audit);
    const struct finding *found = world_find(&audit, example->id, example->path);
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
    world_audit(ALL, &audit);
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
    world_audit(SERVER, &little);
    world_audit(SERVER "smtp : { enabled = false; security = \"none\"; host = \"x\"; };", &more);
    assert_int_equal(little.pass, more.pass);
    assert_int_equal(more.count, 0);
    audit_free(&little);
    audit_free(&more);
}

static void what_is_missing_is_incomplete(void **state)
{
    struct audit audit;

    (void)state;
    world_audit("smtp : { enabled = true; };", &audit);
    assert_true(audit.incomplete[section_number(section_find("server"))]);
    assert_true(audit.incomplete[section_number(section_find("smtp"))]);
    assert_false(audit.incomplete[section_number(section_find("tls"))]);
    assert_non_null(world_find(&audit, "smtp.host", "smtp.host"));
    assert_non_null(world_find(&audit, "smtp.password", "smtp.password"));
    audit_free(&audit);
}

/* ------------------------------------------------ secrets */

static void reuse_names_the_first_place(void **state)
{
    struct audit audit;

    (void)state;
    world_audit(
        SERVER
        "radius = ( { " RADIUS "secret = \"file:" TYPED_15 " 1234 5678\"; } );"
        "printers = ( { name = \"a\"; host = \"a.example.com\"; password = \"file:" TYPED_15
        " 1234 5678\"; }, { name = \"b\"; host = \"b.example.com\"; password = \"file:" TYPED_15
        " 1234 5678\"; } );",
        &audit);
    const struct finding *a = world_find(&audit, "reused-secret", "printers.a.password");
    const struct finding *b = world_find(&audit, "reused-secret", "printers.b.password");
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(strstr(a->why, "radius.hq.secret"));
    assert_non_null(strstr(b->why, "radius.hq.secret"));
    assert_null(world_find(&audit, "reused-secret", "radius.hq.secret"));
    audit_free(&audit);
}

/* One check counts once, and no finding says what a secret is. */
static void a_secret_is_judged_once_and_never_shown(void **state)
{
    struct audit audit;
    size_t count = 0;

    (void)state;
    world_audit(SERVER "radius = ( { " RADIUS "secret = \"file:Nps123\"; } );", &audit);
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
    struct config *config = world_config(SERVER "radius = ( { " RADIUS "} );");
    struct config_place at;
    struct audit audit;
    const char *weak = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    (void)state;
    assert_true(config_find(config, "radius.hq.secret", &at, NULL));
    record_hide(at.table->records[0], at.setting, secret_new(weak, 32, TYPED, NOW, 60));
    audit_run(&audit, config, &(struct audit_facts){ .now = NOW });
    assert_null(world_find(&audit, "radius.secret", "radius.hq.secret"));
    audit_free(&audit);
    record_hide(at.table->records[0], at.setting, secret_new(weak, 32, TYPED, NOW, -1));
    audit_run(&audit, config, &(struct audit_facts){ .now = NOW });
    assert_non_null(world_find(&audit, "radius.secret", "radius.hq.secret"));
    audit_free(&audit);
    config_free(config);
}

/* The names of one printer are not looked for in the password of another: that would take the
 * square of them; what is generated cannot hold one but by chance. */
static void names_are_looked_for_where_they_belong(void **state)
{
    struct audit audit;

    (void)state;
    world_audit(SERVER "printers = ( { name = \"a\"; host = \"tulip.example.com\"; "
                       "password = \"file:vZ7qk!Rw2mX9x-rosebud\"; }, { name = \"b\"; "
                       "host = \"rosebud.example.com\"; password = \"generate\"; } );",
                &audit);
    assert_int_equal(audit.count, 0);
    audit_free(&audit);
}

/* ------------------------------------------------ many */

static void many_printers_share_texts(void **state)
{
    enum { MANY = 20000 };
    struct config *config = world_config(SERVER);
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
        cmocka_unit_test(many_printers_share_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
