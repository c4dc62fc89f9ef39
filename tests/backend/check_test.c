/* check_test.c - tables of good and bad texts, with the sentence that is expected of each. */
#include "tests/test.h"

#include "backend/base/err.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"

typedef bool checker(const char *text, struct err *err);

struct sample {
    const char *text;
    const char *reports; /* a part of the sentence; NULL: the text is good */
};

#define A10 "aaaaaaaaaa"
#define A60 A10 A10 A10 A10 A10 A10
#define A63 A60 "aaa"
#define LONG_253 A63 "." A63 "." A63 "." A60 "a"

#define NAME "needs a name of at most 32 letters, digits, - and _"

static const struct sample names[] = {
    { "a", NULL },
    { "hq-2_B", NULL },
    { "-", NULL },
    { A10 A10 A10 "aa", NULL },
    { A10 A10 A10 "aaa", NAME },
    { "", NAME },
    { "a b", NAME },
    { "a.b", NAME },
    { "b\xC3\xBC", NAME },
    { "a\"b", NAME },
    { NULL, NULL },
};

static const struct sample hosts[] = {
    { "print01.corp.example.com", NULL },
    { "PRINT01.Corp.Example.COM", NULL },
    { "print01", NULL },
    { "3com.com", NULL },
    { "1.example.com", NULL },
    { "a-b--c.example.com", NULL },
    { "xn--bcher-kva.example", NULL },
    { "b\xC3\xBC"
      "cher.example",
      NULL },
    { "B\xC3\x9C"
      "CHER.example",
      NULL },
    { "\xE4\xBE\x8B\xE3\x81\x88.\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88", NULL },
    { "print.corp.example.com.", NULL },
    { "a", NULL },
    { "7a", NULL },
    { A63 ".example.com", NULL },
    { LONG_253, NULL },
    { LONG_253 ".", NULL },
    { "192.0.2.7", NULL },
    { "2001:db8::7", NULL },
    { "::ffff:192.0.2.7", NULL },
    { "example.0xg", NULL },
    { A63 "a.example.com", "has a part of 64 characters; at most 63 are allowed between dots" },
    { LONG_253 "a", "has 254 characters; a host name has at most 253" },
    { "print_01.example.com", "holds an underscore, which no host name may; use a hyphen" },
    { "_ldap._tcp.example.com", "holds an underscore" },
    { "-print.example.com", "has a part with a hyphen at its end" },
    { "print-.example.com", "has a part with a hyphen at its end" },
    { "xn--.example", "has a part with a hyphen at its end" },
    { "print..example.com", "has an empty part between its dots" },
    { ".example.com", "has an empty part between its dots" },
    { ".", "has an empty part between its dots" },
    { "..", "has an empty part between its dots" },
    { "print.example.com..", "has an empty part between its dots" },
    { "", "has an empty part between its dots" },
    { "192.0.2", "ends in a number but is no IP address" },
    { "192.0.2.256", "ends in a number but is no IP address" },
    { "192.0.2.07", "ends in a number but is no IP address" },
    { "192.0.2.7.", "ends in a number but is no IP address" },
    { "1.2.3.4.5", "ends in a number but is no IP address" },
    { "2130706433", "ends in a number but is no IP address" },
    { "0x7f000001", "ends in a number but is no IP address" },
    { "127.0.0.0x1", "ends in a number but is no IP address" },
    { "print.example.com:443", "a host name holds no : and no port" },
    { "2001:db8::7::1", "is no IPv6 address" },
    { "2001:db8::g", "is no IPv6 address" },
    { "[2001:db8::7]", "without https://, brackets, user or zone" },
    { "fe80::1%eth0", "without https://, brackets, user or zone" },
    { "https://print.example.com", "without https://, brackets, user or zone" },
    { "user@print.example.com", "without https://, brackets, user or zone" },
    { "10.0.0.0/8", "without https://, brackets, user or zone" },
    { "print 01.example.com", "holds a space; needs one host name" },
    { " print.example.com", "holds a space" },
    { "print,example.com", "holds \",\"; a host name has letters, digits, hyphens and dots" },
    { "*.example.com", "holds \"*\"" },
    { "$(reboot).example.com", "holds \"$\"" },
    { "a'b.example.com", "holds \"'\"" },
    { "a\\b.example.com", "holds \"\\\"" },
    { "\xE2\x98\x83\xE2\x80\x8D.example", "holds the invisible character U+200D" },
    { "print\xE2\x80\x8B.example.com", "holds the invisible character U+200B; type the name anew" },
    { "print.example.com\xEF\xBB\xBF", "holds the invisible character U+FEFF" },
    { "print\xF3\xA0\x81\x81.example.com", "holds the invisible character U+E0041" },
    { "print\xD8\x9C.example.com", "holds the invisible character U+061C" },
    { "print.example.com\xE3\x80\x82", "holds U+3002 in place of a dot" },
    { "print\xEF\xBC\x8E"
      "example.com",
      "holds U+FF0E in place of a dot" },
    { "a\xC2\xAD-.example", "holds the invisible character U+00AD" },
    { "\xCC\x81"
      "a.example",
      "is not an internationalized host name" },
    { "\xD7\x90"
      "a1.example",
      "is not an internationalized host name" },
    { "\xC3\xBC" A63 ".example", "is not an internationalized host name" },
    { NULL, NULL },
};

static const struct sample hosts_and_ports[] = {
    { "floor2.example.com", NULL },
    { "floor2.example.com:161", NULL },
    { "192.0.2.7:1161", NULL },
    { "2001:db8::7", NULL },
    { "[2001:db8::7]", NULL },
    { "[2001:db8::7]:161", NULL },
    { "a:1", NULL },
    { "a:65535", NULL },
    { "b\xC3\xBC"
      "cher.example:161",
      NULL },
    { "a:0", "needs a port from 1 to 65535 behind the :" },
    { "a:65536", "needs a port from 1 to 65535" },
    { "a:999999999999999999999", "needs a port from 1 to 65535" },
    { "a:", "needs a port from 1 to 65535" },
    { "a:1x", "needs a port from 1 to 65535" },
    { "a:-1", "needs a port from 1 to 65535" },
    { ":161", "has an empty part" },
    { "[2001:db8::7", "has a [ without ]" },
    { "[192.0.2.7]:161", "needs an IPv6 address between [ and ]" },
    { "[]:161", "needs an IPv6 address between [ and ]" },
    { "[2001:db8::7]161", "needs : and a port behind ]" },
    { "[2001:db8::7]:", "needs a port from 1 to 65535" },
    { "[fe80::1%1]:161", "needs an IPv6 address between [ and ]" },
    { "a:161:162", "is no IPv6 address" },
    { "", "has an empty part" },
    { NULL, NULL },
};

static const struct sample wildcards[] = {
    { "*.corp.example.com", NULL },
    { "print.example.com", NULL },
    { "192.0.2.7", NULL },
    { "*.com", "covers a whole top-level domain" },
    { "*.", "covers a whole top-level domain" },
    { "*", "holds \"*\"" },
    { "p*.example.com", "holds \"*\"" },
    { "*.*.example.com", "holds \"*\"" },
    { "print.*.example.com", "holds \"*\"" },
    { "*.192.0.2.7", "has a * before an address" },
    { NULL, NULL },
};

static const struct sample domains[] = {
    { "corp.example.com", NULL },
    { ".corp.example.com", NULL },
    { "example", NULL },
    { "192.0.2.7", "is an address; needs a domain such as corp.example.com" },
    { "2001:db8::", "is an address" },
    { "..example.com", "has an empty part" },
    { ".", "has an empty part" },
    { "*.example.com", "holds \"*\"" },
    { NULL, NULL },
};

#define NETWORK "needs a network such as 10.20.0.0/16 or 2001:db8::/32"

static const struct sample networks[] = {
    { "10.20.0.0/16", NULL },
    { "10.20.30.40", NULL },
    { "10.20.30.40/32", NULL },
    { "0.0.0.0/0", NULL },
    { "192.0.2.128/25", NULL },
    { "2001:db8::/32", NULL },
    { "2001:db8::7/128", NULL },
    { "::/0", NULL },
    { "fe80::/10", NULL },
    { "10.20.30.0/33", "needs a prefix from 0 to 32 behind the /" },
    { "2001:db8::/129", "needs a prefix from 0 to 128 behind the /" },
    { "10.20.0.0/", "needs a prefix from 0 to 32" },
    { "10.20.0.0/-1", "needs a prefix from 0 to 32" },
    { "10.20.0.0/16/8", "needs a prefix from 0 to 32" },
    { "10.20.0.0/255.255.0.0", "needs a prefix from 0 to 32" },
    { "10.20.0.0/99999999999", "needs a prefix from 0 to 32" },
    { "10.20.30.40/16", "set the bits behind /16 to 0, or write /32 for the machine alone" },
    { "192.0.2.192/25", "set the bits behind /25 to 0" },
    { "2001:db8::7/64", "set the bits behind /64 to 0, or write /128" },
    { "10.20.0/16", NETWORK },
    { "corp.example.com", NETWORK },
    { "/16", NETWORK },
    { "", NETWORK },
    { A60 A60, NETWORK },
    { NULL, NULL },
};

static const struct sample dates[] = {
    { "2027-01-31", NULL },
    { "2028-02-29", NULL },
    { "2000-02-29", NULL },
    { "2027-12-01", NULL },
    { "2027-02-29", "is not a day of the calendar; that month has 28" },
    { "2100-02-29", "that month has 28" },
    { "2028-02-30", "that month has 29" },
    { "2027-04-31", "that month has 30" },
    { "2027-01-00", "that month has 31" },
    { "2027-13-01", "has no month 13; months go from 01 to 12" },
    { "2027-00-10", "has no month 00" },
    { "2027-1-31", "needs a date such as 2027-01-31" },
    { "31.01.2027", "needs a date" },
    { "2027/01/31", "needs a date" },
    { "2027-01-31T", "needs a date" },
    { "-027-01-31", "needs a date" },
    { "20a7-01-31", "needs a date" },
    { " 027-01-31", "needs a date" },
    { "", "needs a date" },
    { NULL, NULL },
};

#define GUID "needs a GUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff"

static const struct sample guids[] = {
    { "6f9619ff-8b86-d011-b42d-00c04fc964ff", NULL },
    { "6F9619FF-8B86-D011-B42D-00C04FC964FF", NULL },
    { "6f9619ff-8b86-d011-b42d-00c04fc964f", GUID },
    { "6f9619ff-8b86-d011-b42d-00c04fc964fff", GUID },
    { "6f9619ff-8b86-d011-b42d-00c04fc964ff-", GUID },
    { "{6f9619ff-8b86-d011-b42d-00c04fc964ff}", GUID },
    { "6f9619ff8b86d011b42d00c04fc964ff", GUID },
    { "6g9619ff-8b86-d011-b42d-00c04fc964ff", GUID },
    { "6f9619ff-8b86-d011-b42d", GUID },
    { "", GUID },
    { NULL, NULL },
};

#define ESCAPE "needs two hexadecimal digits or one of"

static const struct sample accounts[] = {
    { "cn=reader,dc=corp,dc=example,dc=com", NULL },
    { "reader@corp.example.com", NULL },
    { "print.reader@corp.local", NULL },
    { "CORP\\reader", NULL },
    { "corp.example.com\\svc-print", NULL },
    { "cn=Doe\\, Jane,dc=b", NULL },
    { "@corp.example.com", "needs the user's name: user@domain or DOMAIN\\user" },
    { "reader@", "needs the domain: user@domain or DOMAIN\\user" },
    { "\\reader", "needs the domain: user@domain or DOMAIN\\user" },
    { "CORP\\", "needs the user's name: user@domain or DOMAIN\\user" },
    { "CORP\\a\\b", "has a \\ that no user's name may have" },
    { "reader@corp example", "has a domain that is none: \"corp example\"" },
    { "reader", "needs attribute=value such as dc=example at \"reader\"" },
    { NULL, NULL },
};

static const struct sample dns[] = {
    { "dc=corp,dc=example,dc=com", NULL },
    { "CN=Print Server,OU=Service Accounts,DC=corp,DC=example,DC=com", NULL },
    { "cn=a, dc=b", NULL },
    { "cn=Doe\\, Jane,dc=b", NULL },
    { "cn=Doe\\2C Jane,dc=b", NULL },
    { "cn=\\ Jane\\ ,dc=b", NULL },
    { "cn=\\#1,dc=b", NULL },
    { "cn=a+uid=7,dc=b", NULL },
    { "2.5.4.3=a", NULL },
    { "1.3.6.1.4.1.1466.0=#04024869", NULL },
    { "cn=a=b", NULL },
    { "cn=L\xC3\xBC"
      "ck",
      NULL },
    { "cn=Lu\\CC\\8Ck", NULL },
    { "cn=a\\=b\\+c\\;d\\<e\\>f\\\"g\\\\h", NULL },
    { "corp.example.com", "needs attribute=value such as dc=example at \"corp.example.com\"" },
    { "", "needs attribute=value" },
    { "=a", "needs attribute=value" },
    { "cn", "needs attribute=value" },
    { "dc=a,", "needs attribute=value" },
    { "dc=a,,dc=b", "needs attribute=value" },
    { ",dc=a", "needs attribute=value" },
    { "c n=a", "needs attribute=value" },
    { "-cn=a", "needs attribute=value" },
    { "2..5=a", "has a broken object identifier" },
    { ".5=a", "has a broken object identifier" },
    { "5.=a", "has a broken object identifier" },
    { "dc=", "has an attribute without a value" },
    { "dc=a+cn=", "has an attribute without a value" },
    { "cn=a\\", ESCAPE },
    { "cn=a\\x", ESCAPE },
    { "cn=a\\2", ESCAPE },
    { "cn=a\\2,dc=b", ESCAPE },
    { "cn=a;dc=b", "has a ; that needs a \\ before it" },
    { "cn=\"a\",dc=b", "has a \" that needs a \\ before it" },
    { "cn=a<b", "has a < that needs a \\ before it" },
    { "cn= a", "has a space behind = that needs a \\ before it" },
    { "cn=a ,dc=b", "has a space before \",dc=b\" that needs a \\ before it" },
    { "cn=a ", "has a space before \"\" that needs a \\ before it" },
    { "cn=#xyz", "has a # that needs a \\ before it" },
    { NULL, NULL },
};

static const struct sample paths[] = {
    { "/etc/ssl/company.pem", NULL },
    { "/a b", NULL },
    { "/", "names a folder; a file is needed" },
    { "/etc/ssl/", "names a folder" },
    { "company.pem", "needs an absolute path such as /etc/ssl/company.pem" },
    { "~/company.pem", "needs an absolute path" },
    { "C:\\company.pem", "needs an absolute path" },
    { "", "needs an absolute path" },
    { NULL, NULL },
};

static const struct sample scopes[] = {
    { "printers", NULL },
    { "cert.manage", NULL },
    { "https://example.com/scope", NULL },
    { "two words", "without spaces" },
    { "a\"b", "without \" \\ ," },
    { "a\\b", "without \" \\ ," },
    { "a,b", "without \" \\ ," },
    { "caf\xC3\xA9", "needs a scope" },
    { "", "needs a scope" },
    { NULL, NULL },
};

static const struct {
    const char *name;
    checker *check;
    const struct sample *samples;
} tables[] = {
    { "name", check_name, names },
    { "host", check_host, hosts },
    { "host and port", check_host_port, hosts_and_ports },
    { "wildcard", check_wildcard, wildcards },
    { "domain", check_domain, domains },
    { "network", check_network, networks },
    { "date", check_date, dates },
    { "guid", check_guid, guids },
    { "dn", check_dn, dns },
    { "account", check_account, accounts },
    { "path", check_path, paths },
    { "scope", check_scope, scopes },
};
enum { TABLES = sizeof tables / sizeof *tables };

static bool holds(const char *table, checker *check, const struct sample *sample)
{
    struct err err = { "" };
    bool good = check(sample->text, &err);
    bool stop = *err.text && err.text[strlen(err.text) - 1] == '.';

    assert_int_equal(check(sample->text, NULL), good); /* also when nobody wants to hear it */
    if (good == !sample->reports && (good || (strstr(err.text, sample->reports) && !stop)))
        return true;
    print_error("%s \"%s\": expected \"%s\", got \"%s\"\n", table, sample->text,
                sample->reports ? sample->reports : "good", good ? "good" : err.text);
    return false;
}

static void every_sample_is_judged(void **state)
{
    size_t count = 0, wrong = 0;

    (void)state;
    for (size_t t = 0; t < TABLES; t++)
        for (const struct sample *s = tables[t].samples; s->text; s++, count++)
            wrong += !holds(tables[t].name, tables[t].check, s);
    assert_int_equal(wrong, 0);
    assert_true(count > 200);
}

/* Any bytes at all, also broken UTF-8, which setting_check() would have stopped before. */
static void no_bytes_hurt(void **state)
{
    static const char alphabet[] = "aZ0.-_:[]/\\=,+ #%*\"\x01\x7F\x80\xC3\xBC\xFF\xF0\x9F";
    unsigned seed = 1;
    char text[300];

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t size = (size_t)(rand_r(&seed) % (round % 100 ? 24 : 299));

        for (size_t i = 0; i < size; i++)
            text[i] = alphabet[(size_t)rand_r(&seed) % (sizeof alphabet - 1)];
        text[size] = '\0';
        for (size_t t = 0; t < TABLES; t++) {
            struct err err = { "" };

            if (!tables[t].check(text, &err))
                assert_true(*err.text && utf8_valid(err.text, strlen(err.text)));
        }
    }
}

static void names_are_shown_both_ways(void **state)
{
    static const char *const pairs[][2] = {
        { "b\xC3\xBC"
          "cher.example",
          "xn--bcher-kva.example" },
        { "stra\xC3\x9F"
          "e.example",
          "xn--strae-oqa.example" }, /* non-transitional */
        { "print.example", "print.example" },
        { "\xCF\x80.b\xC3\xBC"
          "cher.example",
          "xn--1xa.xn--bcher-kva.example" },
    };
    char out[1024];

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_true(host_to_ascii(pairs[i][0], out, sizeof out, NULL));
        assert_string_equal(out, pairs[i][1]);
        bool plain = strcmp(pairs[i][0], pairs[i][1]) == 0;
        assert_int_equal(host_other_form(pairs[i][1], out, sizeof out), !plain);
        assert_string_equal(out, pairs[i][0]);
        assert_int_equal(host_other_form(pairs[i][0], out, sizeof out), !plain);
        assert_string_equal(out, pairs[i][1]);
    }
    assert_true(host_to_ascii("PRINT.Example", out, sizeof out, NULL));
    assert_string_equal(out, "print.example");
    assert_true(host_to_ascii("B\xC3\x9C"
                              "CHER.Example",
                              out, sizeof out, NULL));
    assert_string_equal(out, "xn--bcher-kva.example");
    assert_false(host_to_ascii("print.example", out, 13, NULL));
    assert_true(host_to_ascii("print.example", out, 14, NULL));
    assert_false(host_to_ascii("b\xC3\xBC"
                               "cher.example",
                               out, 21, NULL));
    assert_true(host_to_ascii("b\xC3\xBC"
                              "cher.example",
                              out, 22, NULL));
    assert_false(host_other_form("xn--99999999999.example", out, sizeof out));
}

static void addresses_are_known(void **state)
{
    (void)state;
    assert_true(host_is_ip("192.0.2.7"));
    assert_true(host_is_ip("::1"));
    assert_false(host_is_ip("[::1]"));
    assert_false(host_is_ip("192.0.2"));
    assert_false(host_is_ip("192.0.2.7."));
    assert_false(host_is_ip("print"));
    assert_false(host_is_ip(""));
}

static void internal_names_are_known(void **state)
{
    static const char *const inside[] = {
        "print",       "print.local", "print.corp.local.",
        "PRINT.LOCAL", "a.internal",  "a.home.arpa",
        "a.lan",       "a.corp",      "a.test",
        "localhost",   "10.0.0.1",    "172.31.255.255",
        "192.168.0.9", "127.0.0.1",   "169.254.1.1",
        "100.64.0.1",  "fd00::1",     "fe80::1",
        "::1",         "print.",
    };
    static const char *const outside[] = {
        "print.example.com",
        "local.example.com",
        "a.corp.example.com",
        "9.9.9.9",
        "172.32.0.1",
        "172.15.0.1",
        "100.128.0.1",
        "11.0.0.1",
        "2001:db8::1",
        "fec0::1",
        "::2",
        "notlocal.de",
        "arpa.org",
        "thelocal.se",
    };

    (void)state;
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (!host_is_internal(inside[i]))
            fail_msg("%s is internal", inside[i]);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        if (host_is_internal(outside[i]))
            fail_msg("%s is not internal", outside[i]);
}

static void hosts_are_judged(void **state)
{
    static const struct {
        const char *host;
        enum level level;
    } cases[] = {
        { "print01.corp.example.com", PASS },
        { "print01.corp.internal", PASS }, /* reserved for exactly this */
        { "print01.home.arpa", PASS },
        { "b\xC3\xBC"
          "cher.example.com",
          PASS },
        { "print01.corp.local", WARN },
        { "print01.corp", WARN },
        { "print01.lan.", WARN },
        { "print\xE3\x80\x82lan", WARN }, /* the ideographic full stop */
        { "print01", FAIL },
        { "print01.", FAIL },
        { "localhost", FAIL },
        { "192.0.2.7", FAIL },
        { "2001:db8::7", FAIL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct verdict verdict = { 0 };

        host_judge(cases[i].host, &verdict);
        if (verdict.level != cases[i].level)
            fail_msg("%s: level %d", cases[i].host, (int)verdict.level);
        assert_int_equal(verdict.level == PASS, !*verdict.why);
        assert_int_equal(verdict.level == PASS, !*verdict.want);
    }
}

/* Of several lines the ends stay, and nothing else that a terminal would obey. */
static void texts_are_tamed(void **state)
{
    char one[] = "a\nb\033[2J\xE2\x80\xAE c\xC3", lines[sizeof one];

    (void)state;
    memcpy(lines, one, sizeof one);
    utf8_sanitize(one);
    assert_string_equal(one, "a?b?[2J? c?");
    utf8_sanitize_lines(lines);
    assert_string_equal(lines, "a\nb?[2J? c?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_is_judged),    cmocka_unit_test(no_bytes_hurt),
        cmocka_unit_test(names_are_shown_both_ways), cmocka_unit_test(addresses_are_known),
        cmocka_unit_test(internal_names_are_known),  cmocka_unit_test(hosts_are_judged),
        cmocka_unit_test(texts_are_tamed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
