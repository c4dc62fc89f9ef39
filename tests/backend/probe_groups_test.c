#include "tests/test.h"

#include <stdio.h>

#include "backend/report/probe_groups.h"

/* A test that is over; its reason is the last step's. */
static void set(struct probe_result *result, const char *path, const char *target, const char *line)
{
    *result = (struct probe_result){ .ended = true };
    snprintf(result->path, sizeof result->path, "%s", path);
    snprintf(result->target, sizeof result->target, "%s", target);
    probe_result_receive(result, line);
}

static void takes_out_what_is_of_one_alone(void **state)
{
    static const struct {
        const char *target, *reason, *common;
    } rows[] = {
        { "p1.example.com:443", "the certificate is signed by its own key",
          "the certificate is signed by its own key" },
        { "p1.example.com:443", "10.1.2.3 port 443: refused", "... port 443: refused" },
        { "p1.example.com:161", "UDP port 161 of p1.example.com: silent",
          "UDP port 161 of ...: silent" },
        { "[fe80::1]:443", "fe80::1 port 443: refused", "... port 443: refused" },
        { "p:443", "ended on 2026-01-02T03:04:05Z", "ended on ..." },
        { "p:443", "TLS 1.2 at best; 3 days left.", "TLS 1.2 at best; 3 days left." },
        { "", "nothing", "nothing" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct probe_result result;
        AUTO_FREE char *line = format("step tls fail 1 %s", rows[i].reason);
        set(&result, "printers.p", rows[i].target, line);
        AUTO_FREE char *common = probe_groups_common(&result);
        assert_string_equal(common, rows[i].common);
        probe_result_free(&result);
    }
}

static void groups_equal_reasons(void **state)
{
    static const char own[] = "step tls fail 1 signed by its own key";
    static const struct look look = { .width = 78 };
    struct probe_result results[7];
    const struct probe_result *list[7];
    AUTO_BUF struct buf out = { 0 };

    (void)state;
    set(&results[0], "printers.a", "a:443",
        "step connect unreachable 1 10.0.0.1 port 443: refused");
    set(&results[1], "printers.b", "b:443", own);
    set(&results[2], "printers.c", "c:443",
        "step connect unreachable 1 10.0.0.2 port 443: refused");
    set(&results[3], "printers.d", "d:443", own);
    set(&results[4], "ldap.e", "e:636", own);
    set(&results[5], "printers.f", "f:443", "step tls pass 1 fine");
    set(&results[6], "printers.g", "g:443", own);
    for (size_t i = 0; i < 7; i++)
        list[i] = &results[i];
    probe_groups_text(list, 7, &look, &out);
    assert_string_equal(out.text, "x 3 printers: signed by its own key\n"
                                  "? 2 printers: ... port 443: refused\n");
    for (size_t i = 0; i < 7; i++)
        probe_result_free(&results[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_out_what_is_of_one_alone),
        cmocka_unit_test(groups_equal_reasons),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
