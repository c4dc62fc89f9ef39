/* What is remembered of live tests: until the record changes, or what its test rests on. */
#include "tests/test.h"

#include "backend/model/change.h"
#include "backend/probe/tested.h"
#include "backend/settings/settings.h"

static struct config *config;
static struct journal journal;
static struct tested *tested;

static int begin(void **state)
{
    (void)state;
    config = config_new();
    journal = (struct journal){ 0 };
    tested = tested_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    tested_free(tested);
    change_journal_clear(&journal);
    config_free(config);
    return 0;
}

static void set(const char *path, const char *text)
{
    struct config_place place;
    struct err err;

    if (!config_find(config, path, &place, &err) ||
        !change_set(&journal, config, &place, text, &err))
        fail_msg("%s", err.text);
}

static void add(const struct section *section, const char *name)
{
    struct err err;

    if (!change_add(&journal, config, section, name, NULL, &err))
        fail_msg("%s", err.text);
}

/* The end of a test of that path. */
static void note(unsigned run, const char *path, enum probe_verdict verdict, const char *why)
{
    struct probe_result result = { .ended = true };
    char line[200];

    snprintf(result.path, sizeof result.path, "%s", path);
    snprintf(line, sizeof line, "step connect %s 3 %s", probe_verdict_names[verdict], why);
    probe_result_receive(&result, line);
    tested_note(tested, config, run, &result);
    probe_result_free(&result);
}

static const struct tested_one *find(const char *path)
{
    struct config_place place;

    assert_true(config_find(config, path, &place, NULL));
    return tested_find(tested, config, &place);
}

static void never(void **state)
{
    (void)state;
    assert_null(find("tls"));
    assert_false(tested_any(tested, &tls_section));
}

static void until_it_changes(void **state)
{
    (void)state;
    note(1, "tls", PROBE_PASS, "fine");
    assert_non_null(find("tls"));
    assert_int_equal(find("tls")->verdict, PROBE_PASS);
    assert_string_equal(find("tls")->reason, "");
    assert_true(tested_any(tested, &tls_section));
    set("tls.https_port", "8443");
    assert_null(find("tls"));
    set("tls.https_port", "8090"); /* as it was when it was tested */
    assert_non_null(find("tls"));
}

static void of_a_record(void **state)
{
    (void)state;
    add(&radius_section, "hq");
    add(&radius_section, "branch");
    note(1, "radius.hq", PROBE_FAIL, "the shared secret is wrong");
    assert_string_equal(find("radius.hq")->reason, "the shared secret is wrong");
    assert_null(find("radius.branch"));
    set("radius.branch.port", "1645");
    assert_non_null(find("radius.hq"));
    set("radius.hq.port", "1645");
    assert_null(find("radius.hq"));
}

/* Whom we trust, and who we are, decide as well. */
static void rests_on_others(void **state)
{
    (void)state;
    add(&radius_section, "hq");
    note(1, "radius.hq", PROBE_PASS, "");
    set("trust.system_store", "false");
    assert_null(find("radius.hq"));
    set("trust.system_store", "true");
    assert_non_null(find("radius.hq"));
    set("server.fqdn", "print01.corp.example.com");
    assert_null(find("radius.hq"));
    note(2, "radius.hq", PROBE_PASS, "");
    assert_non_null(find("radius.hq"));
}

static void printers_rest_on_profiles(void **state)
{
    (void)state;
    add(&snmp_section, "floor1");
    add(&printers_section, "p1");
    note(1, "printers.p1", PROBE_PASS, "");
    set("snmp.floor1.user", "poll");
    assert_null(find("printers.p1"));
}

static void several_devices(void **state)
{
    (void)state;
    add(&snmp_section, "floor1");
    note(1, "snmp.floor1", PROBE_PASS, "");
    note(1, "snmp.floor1", PROBE_FAIL, "wrong privacy password");
    note(1, "snmp.floor1", PROBE_WARN, "public answers");
    const struct tested_one *one = find("snmp.floor1");
    assert_int_equal(one->verdict, PROBE_FAIL);
    assert_int_equal(one->passed, 1);
    assert_int_equal(one->count, 3);
    assert_string_equal(one->reason, "wrong privacy password");
    note(2, "snmp.floor1", PROBE_PASS, "");
    assert_int_equal(find("snmp.floor1")->verdict, PROBE_PASS);
    assert_int_equal(find("snmp.floor1")->count, 1);
}

/* Ports are tested all at once, whichever is asked for. */
static void a_whole_section(void **state)
{
    (void)state;
    note(1, "ports", PROBE_WARN, "tcp 22 is not declared");
    assert_non_null(find("ports"));
    assert_non_null(find("ports.lpr"));
    set("ports.lpr.enabled", "true");
    assert_null(find("ports"));
}

static void gone(void **state)
{
    struct config_place place;

    (void)state;
    add(&radius_section, "hq");
    note(1, "radius.hq", PROBE_PASS, "");
    assert_true(config_find(config, "radius.hq", &place, NULL));
    assert_true(change_remove(&journal, config, &place, NULL));
    add(&radius_section, "hq"); /* another of that name, and the same in all */
    assert_non_null(find("radius.hq"));
    note(3, "radius.nobody", PROBE_PASS, ""); /* vanished while it was tested */
}

static void counted(void **state)
{
    struct tested_count count;

    (void)state;
    set("server.fqdn", "print01.corp.example.com");
    tested_count(tested, config, 100, &count);
    size_t all = count.never;
    assert_true(all >= 3); /* server, tls, ports */
    note(1, "tls", PROBE_FAIL, "x");
    note(1, "server", PROBE_WARN, "x");
    note(1, "ports", PROBE_PASS, "");
    tested_count(tested, config, 100, &count);
    assert_int_equal(count.never, all - 3);
    assert_int_equal(count.failed, 1);
    assert_int_equal(count.warned, 1);
    assert_int_equal(count.passed, 1);
    assert_string_equal(count.first, "tls");
    tested_count(tested, config, 1, &count);
    assert_int_equal(count.never + count.failed + count.warned + count.passed, 1);
}

static void many(void **state)
{
    char path[64];

    (void)state;
    for (int i = 0; i < 500; i++) {
        snprintf(path, sizeof path, "p%d", i);
        add(&printers_section, path);
    }
    for (int i = 0; i < 500; i++) {
        snprintf(path, sizeof path, "printers.p%d", (i * 7) % 500);
        note(1, path, i % 2 ? PROBE_PASS : PROBE_FAIL, "x");
    }
    assert_int_equal(find("printers.p7")->verdict, PROBE_PASS);
    assert_int_equal(find("printers.p14")->verdict, PROBE_FAIL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(never),
        TEST(until_it_changes),
        TEST(of_a_record),
        TEST(rests_on_others),
        TEST(printers_rest_on_profiles),
        TEST(several_devices),
        TEST(a_whole_section),
        TEST(gone),
        TEST(counted),
        TEST(many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
