/* settings_asked_test.c - what other parts ask the sections, and the name that this machine has. */
#include "tests/backend/settings_world.h"

static void plans_read_their_section(void **state)
{
    struct config *config = world_fresh();
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
    struct config *config = world_fresh();
    struct verdict verdict = { 0 };

    (void)state;
    world_apply(config, "+waivers.w1");
    world_apply(config, "waivers.w1.finding=snmp.auth");
    world_apply(config, "waivers.w1.until=2027-01-31");
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
    struct config *config = world_fresh();
    char words[500] = "|";

    (void)state;
    world_apply(config, "server.organization=Acme");
    world_apply(config, "+radius.a");
    world_apply(config, "radius.a.host=nps.example.com");
    world_apply(config, "+radius.b");
    world_apply(config, "radius.b.host=nps.example.com");
    world_apply(config, "smtp.user=hidden-user"); /* mail is not enabled */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_read_their_section),
        cmocka_unit_test(waivers_end),
        cmocka_unit_test(attackers_know_the_site),
        cmocka_unit_test(full_names_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
