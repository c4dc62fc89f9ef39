/* What strangers' files become: rows, or a sentence. */
#include "backend/intake/intake.h"

#include "backend/base/csv.h"
#include "backend/base/mem.h"
#include "backend/intake/intake_inside.h"
#include "tests/test.h"

static struct intake intake;
static struct err err;

static int intake_test_end(void **state)
{
    (void)state;
    intake_free(&intake);
    return 0;
}

static bool parse(const char *text, size_t size)
{
    AUTO_BUF struct buf job = { 0 };
    struct buf rows = { 0 };

    intake_free(&intake);
    err.text[0] = '\0';
    buf_add(&job, "", 1);
    buf_add(&job, text, size);
    if (!intake_parse(job.text, job.size, &rows, &err)) {
        buf_free(&rows);
        return false;
    }
    assert_true(intake_open(&intake, rows.text, rows.size));
    return true;
}

static bool read_text(const char *text)
{
    return parse(text, strlen(text));
}

/* "name|host|port|model" of a row. */
static const char *row(size_t at)
{
    static char shown[1024];

    assert_true(at < intake.count);
    assert_int_equal(intake.rows[at].count, INTAKE_COLUMNS);
    char *const *cells = intake.rows[at].cells;
    snprintf(shown, sizeof shown, "%s|%s|%s|%s", cells[0], cells[1], cells[2], cells[3]);
    return shown;
}

/* ------------------------------------------------ kinds */

static void kinds_are_found_by_looking(void **state)
{
    static const struct {
        const char *text;
        enum intake_kind kind;
    } files[] = {
        { "name,host\n", INTAKE_CSV },
        { "Name = Host;x\n", INTAKE_CSV },
        { "\xEF\xBB\xBF{\"tls\":{}}", INTAKE_JSON },
        { "\n <?xml version=\"1.0\"?>", INTAKE_NMAP },
        { "+;eth0;IPv4;x;_ipp._tcp;local\n", INTAKE_AVAHI },
        { "## made by\n// x\n/* y: { */\nversion = 2;\n", INTAKE_CONF },
        { "server : { fqdn = \"x\"; };", INTAKE_CONF },
        { "printers = (\n);", INTAKE_CONF },
        { "Bag Attributes\n-----BEGIN CERTIFICATE-----\n", INTAKE_CERTIFICATES },
        { "\x30\x82\x01\x02", INTAKE_CERTIFICATES },
        { "", INTAKE_UNKNOWN },
        { " \n\t", INTAKE_UNKNOWN },
        { "/* no end", INTAKE_CSV },
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_int_equal(intake_look(files[i].text, strlen(files[i].text)), files[i].kind);
}

/* ------------------------------------------------ nmap */

static const char scan[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE nmaprun>\n"
    "<?xml-stylesheet href=\"nmap.xsl\" type=\"text/xsl\"?>\n<nmaprun scanner=\"nmap\">\n"
    "<host><status state=\"up\"/><address addr=\"192.0.2.4\" addrtype=\"ipv4\"/>\n"
    "<address addr=\"00:11:22:33:44:55\" addrtype=\"mac\" vendor=\"Example\"/>\n"
    "<hostnames><hostname name=\"hp4.example.com\" type=\"PTR\"/></hostnames><ports>\n"
    "<port protocol=\"tcp\" portid=\"443\"><state state=\"open\"/></port>\n"
    "<port protocol=\"tcp\" portid=\"9100\"><state state=\"open\"/>\n"
    "<service name=\"jetdirect\" product=\"Example &amp; Co 30\" devicetype=\"printer\"/></port>\n"
    "</ports></host>\n"
    "<host><status state=\"up\"/><address addr=\"192.0.2.5\" addrtype=\"ipv4\"/><ports>\n"
    "<port protocol=\"tcp\" portid=\"443\"><state state=\"open\"/></port>\n"
    "<port protocol=\"tcp\" portid=\"9100\"><state state=\"closed\"/></port></ports></host>\n"
    "<host><status state=\"down\"/><address addr=\"192.0.2.6\" addrtype=\"ipv4\"/><ports>\n"
    "<port protocol=\"tcp\" portid=\"515\"><state state=\"open\"/></port></ports></host>\n"
    "<host><status state=\"up\"/><address addr=\"192.0.2.7\" addrtype=\"ipv4\"/>\n"
    "<address addr=\"00:11:22:33:44:56\" addrtype=\"mac\" vendor=\"Kyocera\"/><ports>\n"
    "<port protocol=\"tcp\" portid=\"8443\"><state state=\"open\"/></port>\n"
    "<port protocol=\"tcp\" portid=\"515\"><state state=\"open\"/></port></ports></host>\n"
    "</nmaprun>\n";

static void what_prints_is_taken_from_a_scan(void **state)
{
    (void)state;
    assert_true(read_text(scan));
    assert_int_equal(intake.kind, INTAKE_NMAP);
    assert_int_equal(intake.count, 3);
    assert_string_equal(row(0), "name|host|port|model");
    assert_string_equal(row(1), "|hp4.example.com|443|Example & Co 30");
    assert_string_equal(row(2), "|192.0.2.7|8443|Kyocera");
    assert_int_equal(intake.rows[1].line, 5);
    AUTO_FREE char *sentence = intake_sentence(&intake);
    assert_string_equal(sentence, "hosts that nmap found (XML): 2 printers");
}

/* Powershell's ">" writes UTF-16, whatever the document says of itself. */
static void a_scan_may_be_utf16(void **state)
{
    AUTO_BUF struct buf wide = { 0 };

    (void)state;
    buf_add(&wide, "\xFF\xFE", 2);
    for (const char *at = scan; *at; at++) {
        buf_add(&wide, at, 1);
        buf_add(&wide, "", 1);
    }
    assert_true(parse(wide.text, wide.size));
    assert_int_equal(intake.count, 3);
}

/* Nothing of a document's own declarations is looked at: neither entities that grow nor files. */
static void hostile_xml_is_refused(void **state)
{
    AUTO_BUF struct buf deep = { 0 };

    (void)state;
    assert_false(read_text("<!DOCTYPE nmaprun [<!ENTITY a \"aaaaaaaaaa\">"
                           "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                           "<nmaprun><host>&b;</host></nmaprun>"));
    assert_non_null(strstr(err.text, "declares types of its own"));
    assert_false(read_text("<!DOCTYPE nmaprun [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                           "<nmaprun><host>&x;</host></nmaprun>"));
    assert_non_null(strstr(err.text, "declares types of its own"));
    assert_false(read_text("<nmaprun><host>&x;</host></nmaprun>"));
    assert_non_null(strstr(err.text, "undefined entity"));
    assert_false(read_text("<html><body/></html>"));
    assert_string_equal(err.text, "line 1: is not what nmap -oX writes");
    assert_false(read_text("<nmaprun><host>"));
    assert_non_null(strstr(err.text, "line 1: is not XML: "));
    for (int i = 0; i < 100000; i++)
        buf_print(&deep, i ? "<x>" : "<nmaprun>");
    assert_false(read_text(deep.text));
    assert_string_equal(err.text, "line 1: elements are too deep in each other");
}

static void names_of_a_scan_are_sanitized(void **state)
{
    (void)state;
    assert_true(read_text("<nmaprun><host><status state=\"up\"/>"
                          "<hostname name=\"a&#27;[2J&#x202e;\" type=\"PTR\"/>"
                          "<osclass type=\"printer\"/></host></nmaprun>") ||
                strstr(err.text, "is not XML")); /* &#27; is no character of XML 1.0 */
    assert_true(read_text("<nmaprun><host><status state=\"up\"/>"
                          "<hostname name=\"a&#x202e;b&#x9b;c\" type=\"PTR\"/>"
                          "<osclass type=\"printer\"/></host></nmaprun>"));
    assert_string_equal(row(1), "|a?b?c||");
}

/* ------------------------------------------------ avahi-browse */

static void services_become_printers(void **state)
{
    (void)state;
    assert_true(read_text(
        "+;eth0;IPv4;Example\\0327\\032\\040Flur\\041;_ipp._tcp;local\n"
        "=;eth0;IPv6;Example\\0327\\032\\040Flur\\041;_ipp._tcp;local;ex7.local;fe80::7;631;\"a="
        "b\"\n"
        "=;eth0;IPv4;Example\\0327\\032\\040Flur\\041;_ipp._tcp;local;ex7.local;192.0.2.7;631;"
        "\"txtvers=1\" \"ty=Example 7; \\\"big\\\"\"\n"
        "=;eth0;IPv4;nas;_smb._tcp;local;nas.local;192.0.2.9;445;\n"
        "=;eth0;IPv4;B\\195\\188ro\\059;_ipps._tcp;example.com;b.example.com;192.0.2.8;631;\r\n"));
    assert_int_equal(intake.kind, INTAKE_AVAHI);
    assert_int_equal(intake.count, 3);
    assert_string_equal(row(1), "Example 7 (Flur)|192.0.2.7||Example 7; \"big\"");
    assert_string_equal(row(2), "B\u00FCro;|b.example.com||");
}

static void names_alone_are_explained(void **state)
{
    (void)state;
    assert_false(read_text("+;eth0;IPv4;x;_ipp._tcp;local\n"));
    assert_non_null(strstr(err.text, "run avahi-browse -rpt _ipps._tcp"));
}

static void hostile_services_stay_tame(void **state)
{
    AUTO_BUF struct buf many = { 0 };

    (void)state;
    assert_true(
        read_text("=;;;a\\027\\155\\000\\999\\;_ipp._tcp;;h\\226\\128\\174;x;;\"ty=\n=;\n=;;\n"));
    assert_string_equal(row(1), "a??000999\\|h?||");
    assert_false(read_text("+;a\nnothing\n"));
    assert_string_equal(err.text, "line 2: is not a line of avahi-browse -p");
    for (int i = 0; i < 5000; i++)
        buf_print(&many, "=;e;IPv4;p%d;_ipp._tcp;local;h;192.0.2.1;1;\n", i);
    assert_false(read_text(many.text));
    assert_string_equal(err.text, "line 4097: names more than 4096 printers");
}

/* ------------------------------------------------ what a worker sends */

static void malformed_rows_are_refused(void **state)
{
    static const struct {
        const char *text;
        size_t size;
    } sent[] = {
        { "", 0 },
        { "\0\0", 2 },
        { "\x07\0,", 3 },
        { "\0\x09,", 3 },
        { "\0\0,1", 4 },
        { "\0\0,1\0002\0a\0", 9 },
        { "\0\0,0\0001\0a\0", 9 },
        { "\0\0,1\00065\0a\0", 10 },
        { "\0\0,1\0-1\0a\0", 10 },
        { "\0\0,1\0!\0a", 8 },
        { "\0\0,x\0001\0a\0", 9 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        char *text = must(calloc(1, sent[i].size + 1));

        memcpy(text, sent[i].text, sent[i].size);
        assert_false(intake_open(&intake, text, sent[i].size));
        intake_free(&intake);
    }
}

static void too_many_broken_rows_are_no_csv(void **state)
{
    AUTO_BUF struct buf text = { 0 };

    (void)state;
    for (int i = 0; i < 200; i++)
        buf_print(&text, "a,\"b\"c\n");
    assert_false(read_text(text.text));
    assert_string_equal(err.text, "is not CSV: more than 100 rows cannot be read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(kinds_are_found_by_looking, intake_test_end),
        cmocka_unit_test_teardown(what_prints_is_taken_from_a_scan, intake_test_end),
        cmocka_unit_test_teardown(a_scan_may_be_utf16, intake_test_end),
        cmocka_unit_test_teardown(hostile_xml_is_refused, intake_test_end),
        cmocka_unit_test_teardown(names_of_a_scan_are_sanitized, intake_test_end),
        cmocka_unit_test_teardown(services_become_printers, intake_test_end),
        cmocka_unit_test_teardown(names_alone_are_explained, intake_test_end),
        cmocka_unit_test_teardown(hostile_services_stay_tame, intake_test_end),
        cmocka_unit_test_teardown(malformed_rows_are_refused, intake_test_end),
        cmocka_unit_test_teardown(too_many_broken_rows_are_no_csv, intake_test_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
