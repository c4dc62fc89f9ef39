#include "backend/store/conf/conf_lines.h"

#include "backend/base/mem.h"
#include "tests/test.h"

/* Writes the lines of paths as "path 3-4"; paths must come sorted. */
static const char *conf_lines_test_of(const char *text, const char *const *paths)
{
    static char all[1024];
    struct conf_line list[16] = { { 0 } };
    size_t count = 0, used = 0;

    for (; paths[count]; count++)
        list[count].path = paths[count];
    AUTO_FREE char *exact = must(malloc(strlen(text) + 1)); /* ASan sees a byte too far */
    memcpy(exact, text, strlen(text));
    conf_lines(exact, strlen(text), list, count);
    all[0] = '\0';
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s%s %d-%d", used ? ", " : "",
                                 list[i].path, list[i].line, list[i].last);
    return all;
}
#define LINES(text, ...) conf_lines_test_of(text, (const char *const[]){ __VA_ARGS__, NULL })

static void conf_lines_test_single(void **state)
{
    (void)state;
    assert_string_equal(LINES("tls :\n{\n  hsts = true;\n  min_version = \"1.2\";\n};\n", "tls",
                              "tls.hsts", "tls.min_version", "tls.profile"),
                        "tls 1-5, tls.hsts 3-3, tls.min_version 4-4, tls.profile 0-0");
    assert_string_equal(LINES("server : { aliases = [ \"a\",\n \"b\"\n ]; fqdn = \"x\" }",
                              "server.aliases", "server.fqdn"),
                        "server.aliases 1-3, server.fqdn 3-3");
    assert_string_equal(
        LINES("# tls.hsts = 1\ntls : { /* hsts\n */ hsts\n = # so\n false }", "tls.hsts"),
        "tls.hsts 3-5");
}

static void conf_lines_test_list(void **state)
{
    (void)state;
    assert_string_equal(
        LINES("radius = (\n {\n  host = \"a\";\n  name = \"hq\"; },\n { name = \"two\"; host = "
              "\"name\";\n port = 1; } );\ntls : { hsts = true; };",
              "radius", "radius.hq", "radius.hq.host", "radius.two", "radius.two.port", "tls.hsts"),
        "radius 1-6, radius.hq 2-4, radius.hq.host 3-3, radius.two 5-6, radius.two.port 6-6, "
        "tls.hsts 7-7");
}

/* What is no configuration has lines, or none; it never harms. */
static void conf_lines_test_odd(void **state)
{
    static const char *const odd[] = {
        "",      "}",        "}}})",     "tls",      "tls : {",
        "a = (", "( { name", "= = = \"", "\"\n\"\n", "a:{b:{c:{d=1"
    };

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        LINES(odd[i], "a.b", "tls", "tls.hsts");
    assert_string_equal(LINES("tls : { hsts = true; };\ntls : { hsts = false; };", "tls.hsts"),
                        "tls.hsts 1-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conf_lines_test_single),
        cmocka_unit_test(conf_lines_test_list),
        cmocka_unit_test(conf_lines_test_odd),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
