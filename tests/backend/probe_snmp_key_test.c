/* Passwords made into keys: as the RFC's examples, and as net-snmp makes them. */
#include "tests/test.h"

#include <net-snmp/net-snmp-config.h>
/* above all others */
#include <net-snmp/net-snmp-includes.h>
#include <string.h>

#include "backend/probe/snmp/snmp_key.h"

/* RFC 3414 A.3.1 and A.3.2 */
static void makes_the_examples(void **state)
{
    static const unsigned char md5[] = { 0x9f, 0xaf, 0x32, 0x83, 0x88, 0x4e, 0x92, 0x83,
                                         0x4e, 0xbc, 0x98, 0x47, 0xd8, 0xed, 0xd9, 0x63 };
    static const unsigned char sha1[] = { 0x9f, 0xb5, 0xcc, 0x03, 0x81, 0x49, 0x7b,
                                          0x37, 0x93, 0x52, 0x89, 0x39, 0xff, 0x78,
                                          0x8d, 0x5d, 0x79, 0x14, 0x52, 0x11 };
    unsigned char key[64];
    size_t size = sizeof key;

    (void)state;
    assert_true(snmp_key("MD5", "maplesyrup", key, &size));
    assert_int_equal(size, sizeof md5);
    assert_memory_equal(key, md5, sizeof md5);
    size = sizeof key;
    assert_true(snmp_key("SHA1", "maplesyrup", key, &size));
    assert_int_equal(size, sizeof sha1);
    assert_memory_equal(key, sha1, sizeof sha1);
}

static void expect_as_library(const char *digest, const char *name, size_t length)
{
    char password[1025];
    unsigned char ours[64], theirs[64];
    size_t oid_size, our_size = sizeof ours, their_size = sizeof theirs;
    const oid *algorithm = sc_get_auth_oid(usm_lookup_auth_type(name), &oid_size);

    for (size_t i = 0; i < length; i++)
        password[i] = (char)('!' + i % 90);
    password[length] = '\0';
    assert_true(snmp_key(digest, password, ours, &our_size));
    assert_int_equal(generate_Ku(algorithm, (unsigned)oid_size, (const unsigned char *)password,
                                 length, theirs, &their_size),
                     SNMPERR_SUCCESS);
    assert_int_equal(our_size, their_size);
    assert_memory_equal(ours, theirs, our_size);
}

static void makes_what_the_library_makes(void **state)
{
    static const char *const names[][2] = {
        { "MD5", "MD5" },          { "SHA1", "SHA" },         { "SHA2-224", "SHA-224" },
        { "SHA2-256", "SHA-256" }, { "SHA2-384", "SHA-384" }, { "SHA2-512", "SHA-512" },
    };
    static const size_t lengths[] = { 8, 13, 32, 64, 1000, 1024 };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++)
            expect_as_library(names[i][0], names[i][1], lengths[n]);
}

static void refuses(void **state)
{
    char longer[1026];
    unsigned char key[64];
    size_t size = sizeof key;

    (void)state;
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_false(snmp_key("SHA1", "seven77", key, &size));
    assert_int_equal(size, 0);
    size = sizeof key;
    assert_false(snmp_key("SHA1", longer, key, &size));
    size = 19;
    assert_false(snmp_key("SHA1", "maplesyrup", key, &size));
    size = sizeof key;
    assert_false(snmp_key("no digest", "maplesyrup", key, &size));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_the_examples),
        cmocka_unit_test(makes_what_the_library_makes),
        cmocka_unit_test(refuses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
