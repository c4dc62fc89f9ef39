/* RADIUS packets, against the examples of the RFCs. */
#include "backend/probe/radius/radius_packet.h"

#include "tests/test.h"

static const char secret[] = "xyzzy5461";

/* RFC 2865 7.1: nemo telnets, with the password "arctangent". */
static const unsigned char nemo_random[] = { 0x0f, 0x40, 0x3f, 0x94, 0x73, 0x97, 0x80, 0x57,
                                             0xbd, 0x83, 0xd5, 0xcb, 0x98, 0xf4, 0x22, 0x7a };
static const unsigned char nemo_hidden[] = { 0x0d, 0xbe, 0x70, 0x8d, 0x93, 0xd4, 0x13, 0xce,
                                             0x31, 0x96, 0xe4, 0x3f, 0x78, 0x2a, 0x0a, 0xee };
static const unsigned char nemo_accepted[] = { 0x02, 0x00, 0x00, 0x26, 0x86, 0xfe, 0x22, 0x0e,
                                               0x76, 0x24, 0xba, 0x2a, 0x10, 0x05, 0xf6, 0xbf,
                                               0x9b, 0x55, 0xe0, 0xb2, 0x06, 0x06, 0x00, 0x00,
                                               0x00, 0x01, 0x0f, 0x06, 0x00, 0x00, 0x00, 0x00,
                                               0x0e, 0x06, 0xc0, 0xa8, 0x01, 0x03 };

/* RFC 5997 6.1: Status-Server, and its answer. */
static const unsigned char status_random[] = { 0x8a, 0x54, 0xf4, 0x68, 0x6f, 0xb3, 0x94, 0xc5,
                                               0x28, 0x66, 0xe3, 0x02, 0x18, 0x5d, 0x06, 0x23 };
static const unsigned char status_request[] = { 0x0c, 0xda, 0x00, 0x26, 0x8a, 0x54, 0xf4, 0x68,
                                                0x6f, 0xb3, 0x94, 0xc5, 0x28, 0x66, 0xe3, 0x02,
                                                0x18, 0x5d, 0x06, 0x23, 0x50, 0x12, 0x5a, 0x66,
                                                0x5e, 0x2e, 0x1e, 0x84, 0x11, 0xf3, 0xe2, 0x43,
                                                0x82, 0x20, 0x97, 0xc8, 0x4f, 0xa3 };
static const unsigned char status_answer[] = { 0x02, 0xda, 0x00, 0x14, 0xef, 0x0d, 0x55,
                                               0x2a, 0x4b, 0xf2, 0xd6, 0x93, 0xec, 0x2b,
                                               0x6f, 0xe8, 0xb5, 0x41, 0x1d, 0x66 };

static void begin_nemo(struct radius_packet *packet)
{
    radius_begin(packet, RADIUS_REQUEST, nemo_random, false);
    assert_true(radius_add(packet, RADIUS_USER_NAME, "nemo"));
}

static void the_password_is_hidden(void **state)
{
    struct radius_packet packet;

    (void)state;
    begin_nemo(&packet);
    assert_true(radius_add_password(&packet, "arctangent", secret));
    radius_end(&packet, 0, secret);
    assert_int_equal(packet.size, RADIUS_HEAD + 6 + 18);
    assert_memory_equal(packet.bytes + RADIUS_HEAD + 8, nemo_hidden, sizeof nemo_hidden);
}

static void answer_is_proven(void **state)
{
    struct radius_answer answer;
    struct radius_packet packet;

    (void)state;
    begin_nemo(&packet);
    radius_end(&packet, 0, secret);
    assert_int_equal(radius_read(&packet, secret, nemo_accepted, sizeof nemo_accepted, &answer),
                     RADIUS_FINE);
    assert_int_equal(answer.code, RADIUS_ACCEPT);
    assert_false(answer.signature);
    assert_int_equal(
        radius_read(&packet, "xyzzy5462", nemo_accepted, sizeof nemo_accepted, &answer),
        RADIUS_OTHER_SECRET);
}

static void status_server_is_signed(void **state)
{
    struct radius_answer answer;
    struct radius_packet packet;

    (void)state;
    radius_begin(&packet, RADIUS_STATUS, status_random, true);
    radius_end(&packet, 0xda, secret);
    assert_int_equal(packet.size, sizeof status_request);
    assert_memory_equal(packet.bytes, status_request, sizeof status_request);
    assert_int_equal(radius_read(&packet, secret, status_answer, sizeof status_answer, &answer),
                     RADIUS_FINE);
}

/* Every bit counts. */
static void any_changed_bit_is_found(void **state)
{
    unsigned char changed[sizeof status_answer];
    struct radius_answer answer;
    struct radius_packet packet;

    (void)state;
    radius_begin(&packet, RADIUS_STATUS, status_random, true);
    radius_end(&packet, 0xda, secret);
    for (size_t bit = 0; bit < 8 * sizeof changed; bit++) {
        memcpy(changed, status_answer, sizeof changed);
        changed[bit / 8] ^= (unsigned char)(1U << bit % 8);
        assert_int_not_equal(radius_read(&packet, secret, changed, sizeof changed, &answer),
                             RADIUS_FINE);
    }
    for (size_t size = 0; size < sizeof status_answer; size++)
        assert_int_equal(radius_read(&packet, secret, status_answer, size, &answer), RADIUS_SHORT);
}

static void what_does_not_fit_changes_nothing(void **state)
{
    char text[RADIUS_VALUE + 2], password[RADIUS_PASSWORD + 2];
    struct radius_packet packet;

    (void)state;
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    memset(password, 'x', sizeof password);
    password[sizeof password - 1] = '\0';
    begin_nemo(&packet);
    size_t size = packet.size;
    assert_false(radius_add(&packet, RADIUS_USER_NAME, text));
    assert_false(radius_add(&packet, RADIUS_USER_NAME, ""));
    assert_false(radius_add_password(&packet, password, secret));
    assert_false(radius_add_password(&packet, "", secret));
    assert_int_equal(packet.size, size);
    text[RADIUS_VALUE] = '\0';
    while (radius_add(&packet, RADIUS_USER_NAME, text))
        assert_true(packet.size <= RADIUS_SIZE);
    assert_true(RADIUS_SIZE - packet.size < RADIUS_VALUE + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_password_is_hidden),
        cmocka_unit_test(answer_is_proven),
        cmocka_unit_test(status_server_is_signed),
        cmocka_unit_test(any_changed_bit_is_found),
        cmocka_unit_test(what_does_not_fit_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
