#include "tests/test.h"

#include "backend/probe/net/result.h"
#include "backend/report/probe_report.h"
#include "backend/settings/settings.h"

static struct probe_result received(const char *const lines[])
{
    struct probe_result result = { .path = "radius.hq", .target = "nps1.example.com:1812" };

    for (size_t i = 0; lines[i]; i++)
        probe_result_receive(&result, lines[i]);
    result.ended = true;
    return result;
}

#define RECEIVED(...) received((const char *const[]){ __VA_ARGS__, NULL })

static void expect_verdict(struct probe_result result, enum probe_verdict verdict,
                           const char *reason)
{
    assert_int_equal(probe_result_verdict(&result), verdict);
    assert_string_equal(probe_result_reason(&result), reason);
    probe_result_free(&result);
}

static void takes_steps_and_facts(void **state)
{
    struct probe_result result =
        RECEIVED("step resolve pass 0 127.0.0.1", "step connect warn 12 one  of two",
                 "fact tls.version TLSv1.2", "fact cert.names a.example, ",
                 "more cert.names b.example", "fact tls.version TLSv1.3", "fact empty ");

    (void)state;
    assert_int_equal(result.step_count, 2);
    assert_int_equal(result.steps[1].step, STEP_CONNECT);
    assert_int_equal(result.steps[1].verdict, PROBE_WARN);
    assert_int_equal(result.steps[1].ms, 12);
    assert_string_equal(result.steps[1].text, "one  of two");
    assert_string_equal(probe_result_fact(&result, "tls.version"), "TLSv1.3");
    assert_string_equal(probe_result_fact(&result, "cert.names"), "a.example, b.example");
    assert_string_equal(probe_result_fact(&result, "empty"), "");
    assert_null(probe_result_fact(&result, "none"));
    expect_verdict(result, PROBE_WARN, "one  of two");
}

static void drops_nonsense(void **state)
{
    struct probe_result result = RECEIVED(
        "", "step", "step resolve", "step resolve pass", "step resolve pass x text",
        "step resolve pass -1 text", "step resolve pass 99999999 text", "step fly pass 1 text",
        "step tls great 1 text", "Step tls pass 1 text", "fact", "fact ", "fact A b", "fact a/b c",
        "fact a-name-that-is-longer-than-it-may-be-by-far x", "more none x", "more",
        " step tls pass 1 x", "step  tls pass 1 x");

    (void)state;
    assert_int_equal(result.step_count, 0);
    assert_int_equal(result.fact_count, 0);
    probe_result_free(&result);
}

/* A child that says too much is cut, and nobody suffers. */
static void has_limits(void **state)
{
    struct probe_result result = { 0 };
    char line[512];

    (void)state;
    for (int i = 0; i < 10000; i++) {
        snprintf(line, sizeof line, "step tls pass %d text", i);
        probe_result_receive(&result, line);
        snprintf(line, sizeof line, "fact name.%d text", i);
        probe_result_receive(&result, line);
        snprintf(line, sizeof line, "more name.0 %0400d", i);
        probe_result_receive(&result, line);
    }
    probe_result_broke(&result, "said too much"); /* that has its place among them */
    assert_int_equal(result.step_count, RESULT_STEPS);
    assert_int_equal(result.fact_count, RESULT_FACTS);
    assert_true(strlen(probe_result_fact(&result, "name.0")) < RESULT_TEXT);
    probe_result_free(&result);
}

static void takes_the_worst(void **state)
{
    (void)state;
    expect_verdict(RECEIVED("step resolve pass 0 a", "step tls pass 1 b"), PROBE_PASS, "");
    expect_verdict(RECEIVED("step resolve unreachable 0 nobody"), PROBE_UNREACHABLE, "nobody");
    expect_verdict(RECEIVED("step tls warn 0 old", "step login fail 1 refused"), PROBE_FAIL,
                   "refused");
    expect_verdict(RECEIVED("step tls fail 0 bad", "step login unreachable 1 gone"), PROBE_FAIL,
                   "bad");
    expect_verdict(RECEIVED("step tls warn 0 old", "step login unreachable 1 gone"),
                   PROBE_UNREACHABLE, "gone");
    expect_verdict(RECEIVED("step tls fail 0 first", "step tls fail 0 second"), PROBE_FAIL,
                   "first");
    expect_verdict(RECEIVED("nothing"), PROBE_UNREACHABLE, "");
}

/* The verdict speaks of both ends, if there is a connection. */
static void counts_the_configuration(void **state)
{
    struct probe_result works = RECEIVED("step tls pass 0 a"),
                        gone = RECEIVED("step tls unreachable 0 b"),
                        bad = RECEIVED("step tls fail 0 c"), warned = RECEIVED("step tls warn 0 d");

    (void)state;
    works.level = gone.level = bad.level = FAIL;
    warned.level = WARN;
    snprintf(works.why, sizeof works.why, "configured weakly");
    expect_verdict(works, PROBE_FAIL, "configured weakly");
    expect_verdict(gone, PROBE_UNREACHABLE, "b");
    expect_verdict(bad, PROBE_FAIL, "c");
    expect_verdict(warned, PROBE_WARN, "d");
}

static void reports_where_it_broke(void **state)
{
    struct probe_result result = RECEIVED("step resolve pass 0 a", "step connect pass 0 b");

    (void)state;
    probe_result_broke(&result, "took longer than 12 seconds");
    assert_int_equal(result.steps[2].step, STEP_TLS);
    expect_verdict(result, PROBE_UNREACHABLE,
                   "the test was not finished: took longer than 12 seconds");
}

/* ------------------------------------------------ what the settings deserve */

static void expect_level(const char *section, const char *key, const char *value, enum level level)
{
    struct config *config = config_new();
    struct table *table = config_table(config, section_find(section));
    struct record *record = record_new(table->section);
    struct err err;
    enum level found;
    char why[320];

    assert_true(record_set(record, setting_find(table->section, key), value, &err));
    if (setting_find(table->section, "enabled"))
        assert_true(record_set(record, setting_find(table->section, "enabled"), "true", &err));
    probe_level(config, &(struct config_place){ table, record, NULL }, &found, why, sizeof why);
    assert_int_equal(found, level);
    assert_int_equal(*why != '\0', level > PASS);
    record_free(record);
    config_free(config);
}

static void judges_settings(void **state)
{
    (void)state;
    expect_level("smtp", "security", "tls", PASS);
    expect_level("smtp", "security", "starttls", WARN);
    expect_level("smtp", "security", "none", FAIL);
    expect_level("smtp", "validate", "false", FAIL);
    expect_level("ldap", "security", "starttls", FAIL);
    expect_level("radius", "require_message_authenticator", "false", FAIL);
    expect_level("radius", "host", "127.0.0.1", PASS); /* where to is not how */
    expect_level("inbox", "protocol", "pop3", FAIL);
}

/* ------------------------------------------------ reports */

static void reports(void **state)
{
    struct probe_result result = RECEIVED("step resolve pass 0 127.0.0.1",
                                          "step login fail 7 \"no\"", "fact radius.signed no");
    struct buf text = { 0 }, json = { 0 };

    (void)state;
    result.ms = 9;
    probe_report_text(&result, &(struct look){ .width = 40 }, &text);
    assert_string_equal(text.text, "x fail  radius.hq, nps1.example.com:1812, 9 ms\n"
                                   "    v resolve      0 ms  127.0.0.1\n"
                                   "    x login        7 ms  \"no\"\n");
    probe_report_json(&result, &json);
    assert_string_equal(
        json.text,
        "{\"path\": \"radius.hq\", \"target\": \"nps1.example.com:1812\", \"verdict\": \"fail\", "
        "\"reason\": \"\\\"no\\\"\", \"ms\": 9, \"steps\": [{\"step\": \"resolve\", \"verdict\": "
        "\"pass\", \"ms\": 0, \"text\": \"127.0.0.1\"}, {\"step\": \"login\", \"verdict\": "
        "\"fail\", \"ms\": 7, \"text\": \"\\\"no\\\"\"}], \"facts\": {\"radius.signed\": \"no\"}}");
    buf_free(&text);
    buf_free(&json);
    probe_result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_steps_and_facts),
        cmocka_unit_test(drops_nonsense),
        cmocka_unit_test(has_limits),
        cmocka_unit_test(takes_the_worst),
        cmocka_unit_test(counts_the_configuration),
        cmocka_unit_test(reports_where_it_broke),
        cmocka_unit_test(judges_settings),
        cmocka_unit_test(reports),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
