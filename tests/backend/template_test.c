/* Templates: what they may say, what is refused and how it is told; every kind of escape. */
#include "tests/test.h"

#include <time.h>

#include "backend/base/wiped.h"
#include "backend/export/sheet.h"
#include "backend/export/template.h"
#include "backend/settings/settings.h"

/* A configuration with two RADIUS servers and a few ports. */
static struct config *site(void)
{
    struct config *config = config_new();
    struct table *table = config_table(config, &radius_section);
    struct err err;

    for (int i = 0; i < 2; i++) {
        struct record *record = record_new(&radius_section);
        char name[8];

        snprintf(name, sizeof name, "r%d", i);
        assert_true(record_set(record, &radius_section.settings[0], name, &err));
        config_table_insert(table, table->count, record);
    }
    return config;
}

/* Fills a template in; the result or the error, for the caller to free. */
static char *fill_for(const char *text, bool secrets, struct config *config)
{
    const struct export export = { .config = config, .secrets = secrets };
    const struct scope scope = { .export = &export };
    AUTO_WIPED struct buf out = { 0 };
    struct err err = { "" };
    struct template *template = template_read(text, strlen(text), "t", NULL, &err);

    bool done = template && template_write(template, &scope, &out, &err);
    template_free(template);
    config_free(config);
    return copy(done ? out.text : err.text);
}

static void expect(const char *text, const char *wanted)
{
    AUTO_FREE char *found = fill_for(text, false, site());

    assert_string_equal(found, wanted);
}

static void values(void **state)
{
    (void)state;
    expect("", "");
    expect("no gap\n", "no gap\n");
    expect("%% escape word\nlisten {{tls.https_port}};\n", "listen 8090;\n");
    expect("%% escape word\n{{tls.min_version}} {{tls.min_version|line}}", "1.2 TLS 1.2");
    expect("%% escape word\n{{tls.http_port|text}}-{{tls.https_port}}", "-8090");
    expect("%% escape word\n  %% # a remark\nx\n", "x\n");
}

static void blocks(void **state)
{
    (void)state;
    expect("%% escape word\n%% if tls.hsts\non\n%% else\noff\n%% end\n", "on\n");
    expect("%% escape word\n%% if tls.hsts=false\non\n%% else\noff\n%% end\n", "off\n");
    expect("%% escape word\n%% if !tls.http_enabled tls.profile=modern|intermediate\nyes\n%% end\n",
           "yes\n");
    expect("%% escape word\n%% if tls.profile!=modern\nyes\n%% end\n", "yes\n");
    expect("%% escape word\n%% for radius\n{{,}}{{.name}}\n%% end\n", "r0\n,r1\n");
    expect("%% escape word\n%% for radius .name=r1\n{{,}}{{.name}}\n%% end\n", "r1\n");
    expect("%% escape word\n%% for radius .secret\n{{.name}}\n%% end\nend\n", "end\n");
    expect("%% escape word\n%% for radius .secret\nx\n%% else\nnone\n%% end\nend\n", "none\nend\n");
    expect("%% escape word\n%% each server.aliases\nx\n%% else\nnone\n%% end\n", "none\n");
    expect("%% escape word\n%% each tls.suites\n{{,}}{{.}}\n%% end\n",
           "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256\n,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\n"
           ",TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\n,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\n"
           ",TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256\n"
           ",TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256\n");
    expect("%% escape word\n%% for radius\n%% if .name=r0\n1\n%% else\n2\n%% end\n%% end\n3\n",
           "1\n2\n3\n");
}

/* A broken template is told with file and line when it is read, not when it is used. */
static void broken(void **state)
{
    (void)state;
    expect("x\n{{tls.https_port}}\n", "t:2: %% escape has to come first");
    expect("%% escape word\n\n{{tls.nothing}}", "t:3: there is no value \"tls.nothing\"");
    expect("%% escape word\n{{tls.https_port", "t:2: {{ is not closed on its line");
    expect("%% escape wrd\n", "t:1: there is no kind of file \"wrd\"");
    expect("%% escape word\n{{tls.https_port|wrd}}", "t:2: there is no kind of file \"wrd\"");
    expect("%% escape word\n%% if tls.hsts\n", "t:2: a block of line 2 is not closed");
    expect("%% escape word\n%% end\n", "t:2: end closes nothing");
    expect("%% escape word\n%% else\n", "t:2: else belongs to no block");
    expect("%% escape word\n%% for radius\n%% else\n{{.name}}\n%% end",
           "t:4: .name is outside of a loop over records");
    expect("%% escape word\n%% for tls\n%% end",
           "t:2: for needs a section that is a list, not \"tls\"");
    expect("%% escape word\n%% each tls.hsts\n%% end",
           "t:2: each needs a list, and tls.hsts is none");
    expect("%% escape word\n{{.name}}", "t:2: .name is outside of a loop over records");
    expect("%% escape word\n{{.}}", "t:2: \".\" is outside of a loop over a list");
    expect("%% escape word\n{{,}}", "t:2: {{,}} is outside of a loop");
    expect("%% escape word\n%% for radius\n{{.nothing}}\n%% end", "t:3: radius has no \"nothing\"");
    expect("%% wrong\n", "t:1: there is no \"wrong\"; known are escape, if, for, each, else, end");
    expect("%% escape word\n%% escape word\n", "t:2: escape stands once, before everything else");
    expect("%% escape word\n%% for radius .secret=x\n%% end",
           "t:2: .secret is a secret: it may be asked only whether it is set");
    expect("%% escape word\n%% if tls.hsts tls.hsts tls.hsts tls.hsts tls.hsts\n%% end",
           "t:2: takes at most 4 tests");
}

/* What a format cannot hold is told with the path of the value. */
static void refused(void **state)
{
    (void)state;
    expect("%% escape word\n{{server.fqdn}}",
           "server.fqdn: is empty, and a bare word may not be (t:2)");
    expect("%% escape word\n%% for radius\n{{.secret}}\n%% end",
           "radius.r0.secret: is a secret, and none was asked for (t:3)");
    AUTO_FREE char *found =
        fill_for("%% escape word\n%% for radius\n{{.secret}}\n%% end", true, site());
    assert_string_equal(found, "radius.r0.secret: is not set yet (t:3)");
}

/* With ? words stand for a secret that is not here; nothing but a secret has them. */
static void excused(void **state)
{
    static const char line[] = "%% escape line\n%% for radius\n{{?.secret}}\n%% end";
    struct config *config = site();
    const struct setting *setting = setting_find(&radius_section, "secret");

    (void)state;
    record_hide(config_table(config, &radius_section)->records[1], setting,
                secret_new("ab", 2, TYPED, 0, 0));
    AUTO_FREE char *closed = fill_for(line, false, config_copy(config));
    assert_string_equal(closed, "not set yet\nleft out; export again with --with-secrets\n");
    AUTO_FREE char *open = fill_for(line, true, config);
    assert_string_equal(open, "not set yet\nab\n");
    expect("%% escape line\n{{?server.fqdn}}",
           "t:2: server.fqdn is not a secret: ? is for secrets");
    expect("%% escape line\n{{?}}", "t:2: there is no value \"\"");
}

/* Of a secret that a format cannot hold not a character is told. */
static void secret(void **state)
{
    struct config *config = site();
    struct table *table = config_table(config, &radius_section);
    const struct setting *setting = setting_find(&radius_section, "secret");

    (void)state;
    for (size_t i = 0; i < 2; i++)
        record_hide(table->records[i], setting,
                    secret_new(i ? "a b" : "ab", i ? 3 : 2, TYPED, 0, 0));
    AUTO_FREE char *found =
        fill_for("%% escape word\n%% for radius\n{{.secret}}\n%% end", true, config);
    assert_string_equal(found, "radius.r1.secret: holds a character that a bare word cannot hold "
                               "safely (t:3)");
}

static struct config *with_secret(const char *secret)
{
    struct config *config = site();
    struct table *table = config_table(config, &radius_section);

    for (size_t i = 0; i < table->count; i++)
        record_hide(table->records[i], setting_find(&radius_section, "secret"),
                    secret_new(secret, strlen(secret), TYPED, 0, 0));
    return config;
}

/* A quote mark in front would make another password of it. */
static void a_secret_is_no_formula(void **state)
{
    (void)state;
    AUTO_FREE char *found =
        fill_for("%% escape csv\n%% for radius\n{{.secret}}\n%% end", true, with_secret("=secret"));
    assert_string_equal(found,
                        "radius.r0.secret: starts so that a spreadsheet would run it; make it "
                        "anew (printseal secret rotate) (t:3)");
}

static void escapes(void **state)
{
    static const struct {
        const char *kind, *value, *wanted; /* NULL: refused */
    } cases[] = {
        { "word", "10.0.0.0/8", "10.0.0.0/8" },
        { "word", "[fd00::1]:8090", "[fd00::1]:8090" },
        { "word", "", NULL },
        { "word", "a b", NULL },
        { "word", "a;b", NULL },
        { "word", "$(x)", NULL },
        { "word", "h\u00e9", NULL },
        { "shell", "it's $(x) `y` \\", "'it'\\''s $(x) `y` \\'" },
        { "powershell", "it's \u2019$(x)", "'it''s \u2019\u2019$(x)'" },
        { "nginx", "a \"b\" \\", "\"a \\\"b\\\" \\\\\"" },
        { "nginx", "$host", NULL },
        { "json", "\"]}\\", "\"\\\"]}\\\\\"" },
        { "xml", "<a b='c'>&\"", "&lt;a b=&#39;c&#39;&gt;&amp;&quot;" },
        { "xml", "]]>", "]]&gt;" },
        { "markdown", "[x](y) <b> `z`", "\\[x\\]\\(y\\) \\<b\\> \\`z\\`" },
        { "csv", "a \"b\", c", "\"a \"\"b\"\", c\"" },
        { "csv", "=1+1", "\"'=1+1\"" },
        { "csv", " @x", "\"' @x\"" },
        { "csv", "'-x", "\"''-x\"" },
        { "csv", "\uFF1D1", "\"'\uFF1D1\"" },
        { "csv", "a=1+1", "\"a=1+1\"" },
        { "comment", "anything; goes $(here) \"", "anything; goes $(here) \"" },
        { "comment", "but not this\\", NULL },
        { "freeradius", "a\"b", "\"a\\\"b\"" },
        { "freeradius", "a\\b", NULL },
        { "freeradius", "a${b}", NULL },
        { "freeradius", "a%{b}", NULL },
        { "snmp", "a\"b\\", "\"a\\\"b\\\\\"" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO_WIPED struct buf out = { 0 };
        struct err err = { "" };
        const struct escape *kind = escape_find(cases[i].kind, strlen(cases[i].kind));

        bool done = escape_add(kind, cases[i].value, &out, &err);
        if (done != (cases[i].wanted != NULL) || (done && strcmp(out.text, cases[i].wanted) != 0))
            fail_msg("%s of %s: %s", cases[i].kind, cases[i].value, done ? out.text : err.text);
    }
}

/* No kind lets a line end, a control character or broken text through. */
static void no_kind_ends_a_line(void **state)
{
    static const char *const kinds[] = { "word",  "line",       "text", "comment",  "shell",
                                         "json",  "powershell", "xml",  "markdown", "csv",
                                         "nginx", "freeradius", "snmp" };
    static const char *const values_[] = { "a\nb",     "a\rb",     "a\x1b[2J",
                                           "a\u2028b", "a\u202eb", "a\x80" };

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (size_t k = 0; k < sizeof values_ / sizeof *values_; k++) {
            AUTO_WIPED struct buf out = { 0 };

            assert_false(
                escape_add(escape_find(kinds[i], strlen(kinds[i])), values_[k], &out, NULL));
        }
}

static void sheets(void **state)
{
    AUTO_WIPED struct buf html = { 0 }, markdown = { 0 }, text = { 0 };
    struct err err;

    (void)state;
    static const char sheet[] = "= T\n# A <b>\n* do *this*\n: Port\t8090\n@ there\n";
    assert_true(sheet_write(sheet, LAYOUT_HTML, &html, &err));
    assert_non_null(strstr(html.text, "<h2>A &lt;b&gt;</h2>"));
    assert_non_null(strstr(html.text, "Port: <b>8090</b>"));
    assert_true(sheet_write(sheet, LAYOUT_MARKDOWN, &markdown, &err));
    assert_string_equal(markdown.text, "# T\n\n## A \\<b\\>\n\n- [ ] do \\*this\\*\n"
                                       "  - Port: **8090**\n  - *Where:* there\n");
    assert_true(sheet_write(sheet, LAYOUT_TEXT, &text, &err));
    assert_non_null(strstr(text.text, "[ ] do *this*\n      Port: 8090\n    Where: there\n"));
    assert_false(sheet_write("= T\nno mark\n", LAYOUT_TEXT, &text, &err));
    assert_string_equal(err.text, "line 2: a line of a sheet starts with a mark and a space, not "
                                  "with \"no mark\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),  cmocka_unit_test(blocks),
        cmocka_unit_test(broken),  cmocka_unit_test(refused),
        cmocka_unit_test(excused), cmocka_unit_test(secret),
        cmocka_unit_test(escapes), cmocka_unit_test(a_secret_is_no_formula),
        cmocka_unit_test(sheets),  cmocka_unit_test(no_kind_ends_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
