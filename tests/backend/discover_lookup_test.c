/* Questions as bytes, answers about addresses and printers, and the worker's lines: right and
 * wrong.
 */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/discover/dns/answer.h"
#include "backend/discover/dns/wire.h"
#include "backend/discover/lookup.h"

/* ------------------------------------------------ names as bytes */

static void writes_names(void **state)
{
    static const struct {
        const char *name;
        size_t size;
        const char *bytes;
    } rows[] = {
        { "a.bc", 6, "\1a\2bc" },
        { "a\\.b.c", 7, "\3a.b\1c" },
        { "a\\032b\\255.c", 8, "\4a b\xff\1c" },
        { "a\\\\b.c", 7, "\3a\\b\1c" },
        { "", 0, NULL },
        { ".", 0, NULL },
        { "a..b", 0, NULL },
        { "a\\256", 0, NULL },
        { "a\\", 0, NULL },
        { "a123456789b123456789c123456789d123456789e123456789f123456789g1234", 0, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned char query[WIRE_QUERY];
        const size_t size = wire_query(rows[i].name, DNS_PTR, 0x1234, query);
        assert_int_equal(size, rows[i].size ? 12 + rows[i].size + 4 : 0);
        if (!size)
            continue;
        assert_memory_equal(query, "\x12\x34\1\x20\0\1\0\0\0\0\0\0", 12);
        assert_memory_equal(query + 12, rows[i].bytes, rows[i].size);
        assert_memory_equal(query + size - 4, "\0\14\0\1", 4);
    }
}

static void bounds_names(void **state)
{
    unsigned char query[WIRE_QUERY];
    char name[600] = "";

    (void)state;
    for (int i = 0; i < 127; i++) /* 254 bytes and the root: as long as a name may be */
        strcat(name, i ? ".a" : "a");
    assert_int_equal(wire_query(name, DNS_A, 0, query), WIRE_QUERY);
    strcat(name, ".a");
    assert_int_equal(wire_query(name, DNS_A, 0, query), 0);
}

static void shows_labels(void **state)
{
    char label[WIRE_LABEL + 1];

    (void)state;
    wire_label("B\\195\\188ro\\032\\0272\\.OG._ipp._tcp.x", label);
    assert_string_equal(label, "B\303\274ro ?2.OG");
    wire_label("\\000a", label);
    assert_string_equal(label, "?a");
    wire_label("", label);
    assert_string_equal(label, "");
}

static void reverses_addresses(void **state)
{
    static const char *const rows[][2] = {
        { "10.20.0.7", "7.0.20.10.in-addr.arpa" },
        { "2001:db8::567:89ab", "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2."
                                "ip6.arpa" }, /* RFC 3596 2.5 has such a one */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct target_address address;
        char name[DNS_NAME];
        assert_true(target_parse(rows[i][0], &address));
        lookup_reverse_name(&address, name);
        assert_string_equal(name, rows[i][1]);
    }
}

/* ------------------------------------------------ answers */

/* One record of that type and content behind the question. */
static bool answered(const char *name, enum dns_type type, const void *data, size_t size,
                     struct answer *answer)
{
    unsigned char message[WIRE_QUERY + 12 + 512];
    size_t at = wire_query(name, type, 1, message);
    const unsigned char record[] = { 0xc0,
                                     12,
                                     0,
                                     (unsigned char)type,
                                     0,
                                     1,
                                     0,
                                     0,
                                     0,
                                     60,
                                     (unsigned char)(size >> 8),
                                     (unsigned char)size };

    message[2] |= 0x80;
    message[7] = 1;
    memcpy(message + at, record, sizeof record);
    memcpy(message + at + sizeof record, data, size);
    return answer_read(message, at + sizeof record + size, name, type, answer);
}

static void reads_instances(void **state)
{
    static const char service[] = "_ipp._tcp.corp.example";
    static const struct {
        const char *bytes;
        size_t size;
        const char *name; /* NULL: refused */
    } rows[] = {
        { "\3a\x1b\x20\xc0\x0c", 6, "a\\027 ._ipp._tcp.corp.example" },
        { "\xc0\x0c", 2, NULL },            /* the service itself */
        { "\1a\1b\xc0\x0c", 6, NULL },      /* two labels */
        { "\1a\4corp\7example", 15, NULL }, /* somebody else's; and no root at its end */
        { "\1a\5_ipps\4_tcp\1x", 16, NULL },
        { "\0", 1, NULL },
        { "\1a\xc0\x0c\0", 5, NULL }, /* more than the name */
    };
    struct answer answer;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const bool sound = answered(service, DNS_PTR, rows[i].bytes, rows[i].size, &answer);
        assert_int_equal(sound && answer.count, rows[i].name != NULL);
        if (rows[i].name)
            assert_string_equal(answer.records[0].name, rows[i].name);
    }
    assert_true(answered("7.0.20.10.in-addr.arpa", DNS_PTR, "\2p7\4corp\0", 9, &answer));
    assert_int_equal(answer.count, 1);
    assert_true(answered("7.0.20.10.in-addr.arpa", DNS_PTR, "\3a\x1b \0", 5, &answer));
    assert_int_equal(answer.count + answer.refused * 10, 10); /* no host */
}

static void reads_models(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *model; /* NULL: none */
    } rows[] = {
        { "\11txtvers=1\12ty=Laser 9", 21, "Laser 9" },
        { "\13product=(X)\4ty=Y", 17, "Y" },
        { "\13product=(X)", 12, "X" },
        { "\13PRODUCT=(X)", 12, "X" },
        { "\11ty=\x1b[2J\x7f\xff", 10, "?[2J??" },
        { "\3ty=", 4, NULL },
        { "\2ty", 3, NULL },
        { "\xffty=X", 5, NULL }, /* more than there is */
        { "\0", 1, NULL },
    };
    struct answer answer;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(answered("a._ipp._tcp.x", DNS_TXT, rows[i].bytes, rows[i].size, &answer));
        assert_int_equal(answer.count, rows[i].model != NULL);
        if (rows[i].model)
            assert_string_equal(answer.records[0].name, rows[i].model);
    }
}

/* ------------------------------------------------ the worker's lines */

static struct lookup asked(void)
{
    struct lookup lookup = { .answered = false };
    struct target_address address;

    assert_true(target_parse("10.20.0.7", &address));
    lookup_add_address(&lookup, &address);
    lookup_add_host(&lookup, "p7.corp.example");
    lookup_add_host(&lookup, "P7.corp.example"); /* the same */
    lookup_add_host(&lookup, "10.20.0.8");       /* no name */
    lookup_add_host(&lookup, "a b");
    assert_int_equal(lookup.job.hosts, 1);
    return lookup;
}

static void takes_lines(void **state)
{
    struct lookup lookup = asked();

    (void)state;
    lookup_receive(&lookup, "answered");
    lookup_receive(&lookup, "name 0 600 1 1 P7.Corp.example.");
    lookup_receive(&lookup, "host 0 10.20.0.7");
    lookup_receive(&lookup, "service 64 0 600 0 631 P9.corp.example");
    lookup_receive(&lookup, "label 64 Second floor");
    lookup_receive(&lookup, "model 64 Laser 9");
    assert_true(lookup.answered);
    assert_string_equal(lookup_confirmed(&lookup.addresses[0])->name, "p7.corp.example");
    assert_true(lookup_leads_to(lookup_find_host(&lookup, "p7.corp.example"),
                                &lookup.addresses[0].address));
    assert_string_equal(lookup.services[64].host, "p9.corp.example");
    assert_string_equal(lookup.services[64].label, "Second floor");
    assert_string_equal(lookup.services[64].model, "Laser 9");
    lookup_free(&lookup);
}

static void drops_what_is_no_line(void **state)
{
    static const char *const lines[] = {
        "name 1 600 1 1 p7.corp.example",
        "name 0 600 2 1 p7.corp.example",
        "name 0 600 1 1 10.20.0.7",
        "name 0 600 1 1 a b",
        "name 0 600 1 1 ",
        "name 0 4294967296 1 1 a.example",
        "name -1 600 1 1 a.example",
        "name 0 600 1 1",
        "host 1 10.20.0.7",
        "host 0 p7.corp.example",
        "host 0 10.20.0.7 x",
        "service 128 0 600 0 631 a.example",
        "service 0 0 600 0 65536 a.example",
        "service 0 2 600 0 631 a.example",
        "service 0 0 600 0 631 a\"b",
        "label 128 x",
        "model x",
        "",
    };
    struct lookup lookup = asked();

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        lookup_receive(&lookup, lines[i]);
    assert_int_equal(lookup.addresses[0].count + lookup.hosts[0].count, 0);
    for (size_t i = 0; i < LOOKUP_SERVICES; i++)
        assert_string_equal(lookup.services[i].host, "");
    for (int i = 0; i < 100; i++) { /* more than was asked for */
        lookup_receive(&lookup, "name 0 600 1 1 p7.corp.example");
        lookup_receive(&lookup, "host 0 10.20.0.7");
    }
    assert_int_equal(lookup.addresses[0].count, LOOKUP_NAMES);
    assert_int_equal(lookup.hosts[0].count, LOOKUP_LEADS);
    lookup_free(&lookup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_names),    cmocka_unit_test(bounds_names),
        cmocka_unit_test(shows_labels),    cmocka_unit_test(reverses_addresses),
        cmocka_unit_test(reads_instances), cmocka_unit_test(reads_models),
        cmocka_unit_test(takes_lines),     cmocka_unit_test(drops_what_is_no_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
