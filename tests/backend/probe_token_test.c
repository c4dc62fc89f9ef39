/* Answers of token endpoints and headers of HTTP, good and odd: what is made of each. */
#include "tests/test.h"

#include <limits.h>

#include "backend/probe/http/header.h"
#include "backend/probe/http/token.h"

#define GOOD "\"access_token\":\"abc\",\"token_type\":\"Bearer\""

static const struct {
    const char *body;
    long status;
    enum oauth_kind kind;
    const char *why; /* a part of it; NULL: none is needed */
} answers[] = {
    { "{" GOOD ",\"expires_in\":1800}", 200, TOKEN_GIVEN, NULL },
    { "{" GOOD "}", 200, TOKEN_GIVEN, NULL },
    { "{\"access_token\":\"abc\",\"token_type\":\"bearer\"}", 200, TOKEN_GIVEN, NULL },
    { "{\"error\":\"invalid_client\",\"error_description\":\"no such client\"}", 401, TOKEN_REFUSED,
      "HTTP 401" },
    { "{\"error\":\"invalid_scope\"}", 400, TOKEN_REFUSED, "HTTP 400" },
    { "{\"error\":\"a\\u001b[31mb\"}", 400, TOKEN_REFUSED, "HTTP 400" },
    { "", 200, TOKEN_ODD, "empty" },
    { "<html>", 200, TOKEN_ODD, "web page" },
    { "{\"access_token\":", 200, TOKEN_ODD, "cut off" },
    { "nonsense", 500, TOKEN_ODD, "HTTP 500, and not JSON" },
    { "[1,2]", 200, TOKEN_ODD, "not an object" },
    { "[{}]", 401, TOKEN_ODD, "not an object" },
    { "{}", 401, TOKEN_ODD, "without an OAuth error" },
    { "{" GOOD "}", 500, TOKEN_ODD, "HTTP 500" },
    { "{}", 200, TOKEN_ODD, "no access_token" },
    { "{\"access_token\":7,\"token_type\":\"Bearer\"}", 200, TOKEN_ODD, "no access_token" },
    { "{\"access_token\":\"\",\"token_type\":\"Bearer\"}", 200, TOKEN_ODD, "no access_token" },
    { "{\"access_token\":\"a\"}", 200, TOKEN_ODD, "must be Bearer" },
    { "{\"access_token\":\"a\",\"token_type\":\"mac\"}", 200, TOKEN_ODD, "\"mac\"" },
    { "{" GOOD ",\"expires_in\":\"1800\"}", 200, TOKEN_ODD, "expires_in" },
    { "{" GOOD ",\"expires_in\":-5}", 200, TOKEN_ODD, "expires_in" },
    { "{" GOOD ",\"expires_in\":1e3}", 200, TOKEN_ODD, "expires_in" },
    { "{" GOOD ",\"scope\":[\"a\"]}", 200, TOKEN_ODD, "scopes" },
    { "{" GOOD "," GOOD "}", 200, TOKEN_ODD, "broken" }, /* a name twice: whom to believe? */
    { "{" GOOD "} trailing", 200, TOKEN_ODD, "broken" },
    { "\xff\xfe{}", 200, TOKEN_ODD, "not JSON" },
};

static void each_answer(void **state)
{
    static struct oauth_token token;

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        token_read(answers[i].body, strlen(answers[i].body), answers[i].status, &token);
        if (token.kind != answers[i].kind || (answers[i].why && !strstr(token.why, answers[i].why)))
            fail_msg("%s: kind %d, \"%s\"", answers[i].body, (int)token.kind, token.why);
    }
}

static void lifetime_and_scope(void **state)
{
    static const char body[] = "{" GOOD ",\"expires_in\":1800,\"scope\":\"jobs users\","
                               "\"refresh_token\":\"x\"}";
    static struct oauth_token token;

    (void)state;
    token_read(body, sizeof body - 1, 200, &token);
    assert_int_equal(token.seconds, 1800);
    assert_true(token.has_scope && token.refresh);
    assert_string_equal(token.scope, "jobs users");
    token_read("{" GOOD "}", strlen("{" GOOD "}"), 200, &token);
    assert_int_equal(token.seconds, -1);
    assert_false(token.has_scope || token.refresh);
}

static void deep(void **state)
{
    static char body[TOKEN_BODY];
    static struct oauth_token token;

    (void)state;
    memset(body, '[', sizeof body);
    token_read(body, sizeof body, 200, &token);
    assert_int_equal(token.kind, TOKEN_ODD);
}

static void request(void **state)
{
    char body[512], small[40];
    struct token_ask ask = { "id", "se\"cret\\", "jobs, users" };

    (void)state;
    size_t size = token_request(&ask, body, sizeof body);
    assert_true(size > 0 && size < sizeof body);
    body[size] = '\0';
    assert_string_equal(body, "{\"grant_type\":\"client_credentials\",\"client_id\":\"id\","
                              "\"client_secret\":\"se\\\"cret\\\\\",\"scope\":\"jobs users\"}");
    assert_int_equal(token_request(&ask, small, sizeof small), 0);
    ask.scopes = "";
    body[token_request(&ask, body, sizeof body)] = '\0';
    assert_null(strstr(body, "scope"));
}

static void beyond(void **state)
{
    char out[64];

    (void)state;
    assert_int_equal(token_beyond("a b c", "b", out, sizeof out), 2);
    assert_string_equal(out, "a, c");
    assert_int_equal(token_beyond("a, b", "b a", out, sizeof out), 0);
    assert_int_equal(token_beyond("", "a", out, sizeof out), 0);
    assert_int_equal(token_beyond("aaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbb", "", out, 16), 2);
    assert_int_equal(strlen(out), 15);
}

static void hsts(void **state)
{
    static const struct {
        const char *value;
        long age;
    } values[] = {
        { "max-age=63072000", 63072000 },
        { "max-age=63072000; includeSubDomains; preload", 63072000 },
        { "includeSubDomains ;MAX-AGE = \"31536000\" ", 31536000 },
        { "max-age=0", 0 },
        { "max-age=99999999999999999999", LONG_MAX },
        { "", -1 },
        { "max-age", -1 },
        { "max-age=", -1 },
        { "max-age=-1", -1 },
        { "max-age=1y", -1 },
        { "max-age=1; max-age=2", -1 },
        { "x-max-age=5", -1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (header_hsts_age(values[i].value) != values[i].age)
            fail_msg("%s: %ld", values[i].value, header_hsts_age(values[i].value));
}

static void targets(void **state)
{
    static const struct {
        const char *location;
        enum header_target target;
    } rows[] = {
        { "/web", TARGET_HERE },
        { "web?x=a:b", TARGET_HERE },
        { "?x", TARGET_HERE },
        { "https://Print.example:8090/web", TARGET_HERE },
        { "//print.example:8090", TARGET_HERE },
        { "https://print.example/", TARGET_HTTPS },
        { "https://other.example:8090/", TARGET_HTTPS },
        { "https://[::1]:8090/", TARGET_HTTPS },
        { "//other.example", TARGET_HTTPS },
        { "http://print.example:8080/", TARGET_CLEAR },
        { "HTTP:/x", TARGET_CLEAR },
        { "ftp://x/", TARGET_OTHER },
        { "javascript:alert(1)", TARGET_OTHER },
        { "", TARGET_OTHER },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (header_target(rows[i].location, "print.example:8090") != rows[i].target)
            fail_msg("%s: %d", rows[i].location,
                     (int)header_target(rows[i].location, "print.example:8090"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer), cmocka_unit_test(lifetime_and_scope),
        cmocka_unit_test(deep),        cmocka_unit_test(request),
        cmocka_unit_test(beyond),      cmocka_unit_test(hsts),
        cmocka_unit_test(targets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
