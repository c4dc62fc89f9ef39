/* audit_score_test.c - how findings are waived, counted, graded and put in order. */
#include "tests/backend/audit_world.h"

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
    world_audit(TWO_OLD, &before);
    assert_int_equal(before.warn, 2);
    assert_int_equal(before.grade, 'B');
    assert_true(before.score < 100);
    world_audit(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth", "2026-11-23") " );", &audit);
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
    world_audit(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth@snmp.b.auth", "2027-01-01") " );",
                &audit);
    assert_int_equal(audit.waived, 1);
    assert_int_equal(audit.warn, 1);
    assert_string_equal(world_find(&audit, "snmp.auth", "snmp.b.auth")->waiver, "waivers.w");
    assert_false(world_find(&audit, "snmp.auth", "snmp.a.auth")->waived);
    assert_string_equal(audit_at(&audit, "snmp.a.auth")->id, "snmp.auth");
    audit_free(&audit);
}

static void an_expired_waiver_counts_for_nothing(void **state)
{
    struct audit audit;

    (void)state;
    world_audit(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth", "2026-11-22") " );", &audit);
    assert_int_equal(audit.waived, 0);
    assert_int_equal(audit.warn, 3);
    const struct finding *expired = world_find(&audit, "waiver-expired", "waivers.w.until");
    assert_non_null(expired);
    assert_string_equal(expired->value, "2026-11-22");
    assert_null(world_find(&audit, "waiver-matches-nothing", "waivers.w.finding"));
    audit_free(&audit);
    world_audit(TWO_OLD "waivers = ( " WAIVER("w", "snmp.auth", "2026-11-22") ", " WAIVER(
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
    world_audit(SERVER "tls : { http_enabled = true; };", &audit);
    assert_int_equal(audit.grade, 'F');
    audit_free(&audit);
    world_audit(SERVER "tls : { http_enabled = true; };"
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
    world_audit("smtp : { " MAIL GOOD "security = \"starttls\"; port = 587; validate = false; };"
                "tls : { min_version = \"1.0\"; hsts = false; };",
                &audit);
    for (size_t i = 1; i < audit.count; i++) {
        const struct finding *a = &audit.list[i - 1], *b = &audit.list[i];

        assert_true(a->section < b->section || (a->section == b->section && a->level >= b->level));
    }
    assert_string_equal(audit.list[0].path, "server.fqdn");
    assert_non_null(world_find(&audit, "tls.hsts", "tls.hsts"));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waivers_waive),
        cmocka_unit_test(a_waiver_may_be_for_one_place),
        cmocka_unit_test(an_expired_waiver_counts_for_nothing),
        cmocka_unit_test(a_waived_clear_password_is_no_f),
        cmocka_unit_test(grades_change_at_their_bounds),
        cmocka_unit_test(findings_are_in_order),
        cmocka_unit_test(texts_are_sanitize),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
