/* issued_test.c - the index of certificates: what is written is read, what makes no sense is told.
 */
#include "tests/test.h"

#include "backend/pki/issue/issued.h"

static const time_t now = 1900000000;

static struct issued_entry entry(const char *serial, const char *names, time_t until)
{
    struct issued_entry made = {
        .from = now - 1000, .until = until, .names = names, .subject = "CN=print01, O=M\xc3\xbcller"
    };

    snprintf(made.serial, sizeof made.serial, "%s", serial);
    snprintf(made.own_ca, sizeof made.own_ca, "00FF");
    snprintf(made.kind, sizeof made.kind, "server");
    return made;
}

static void add(struct issued *issued, const char *serial, const char *names, time_t until)
{
    struct issued_entry made = entry(serial, names, until);

    issued_add(issued, &made);
}

static void what_is_written_is_read(void **state)
{
    struct issued one = { .number = 12, .until = now + 5 }, other;
    AUTO_BUF struct buf text = { 0 }, again = { 0 };
    struct err err = { "" };

    (void)state;
    add(&one, "A1", "a.example.com, b.example.com", now + 10);
    add(&one, "B2", "", now + 20);
    one.list[1].revoked = now;
    snprintf(one.list[1].reason, sizeof one.list[1].reason, "superseded");
    issued_print(&one, &text);
    assert_true(issued_read(&other, text.text, text.size, &err));
    issued_print(&other, &again);
    assert_string_equal(text.text, again.text);
    assert_int_equal(other.number, 12);
    assert_int_equal(other.until, now + 5);
    assert_int_equal(other.count, 2);
    assert_int_equal(other.list[1].revoked, now);
    assert_string_equal(other.list[0].names, "a.example.com, b.example.com");
    assert_string_equal(other.list[1].names, "");
    issued_free(&one);
    issued_free(&other);
}

static void an_empty_file_is_an_empty_index(void **state)
{
    struct issued issued;

    (void)state;
    assert_true(issued_read(&issued, NULL, 0, NULL));
    assert_int_equal(issued.count, 0);
    assert_true(issued_read(&issued, "\n# a remark\n", 12, NULL));
    assert_int_equal(issued.count, 0);
}

#define GOOD "A1\tserver\tgood\t2030-01-01T00:00:00Z\t2031-01-01T00:00:00Z\t-\t-\tFF\t-\tCN=a"

static void what_makes_no_sense_is_reported(void **state)
{
    static const char *const lines[] = {
        "A1",
        "A1\tserver\tgood\t2030-01-01T00:00:00Z\t2031-01-01T00:00:00Z\t-\t-\tFF\t-",
        GOOD "\tmore",
        "a1\tserver\tgood\t2030-01-01T00:00:00Z\t2031-01-01T00:00:00Z\t-\t-\tFF\t-\tCN=a",
        "A1\tserver\trevoked\t2030-01-01T00:00:00Z\t2031-01-01T00:00:00Z\t-\t-\tFF\t-\tCN=a",
        "A1\tserver\tgood\t2030-01-01T00:00:00Z\t2031-01-01T00:00:00Z\t2030-02-01T00:00:00Z\t"
        "superseded\tFF\t-\tCN=a",
        "A1\tserver\trevoked\t2030-01-01T00:00:00Z\t2031-01-01T00:00:00Z\t2030-02-01T00:00:00Z\t"
        "bored\tFF\t-\tCN=a",
        "A1\tserver\tgood\tyesterday\t2031-01-01T00:00:00Z\t-\t-\tFF\t-\tCN=a",
        "# revocation list 0 until 2031-01-01T00:00:00Z",
        "# revocation list 12",
    };
    struct issued issued;
    struct err err;
    char text[512];

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        snprintf(text, sizeof text, "%s\n%s\n", GOOD, lines[i]);
        assert_false(issued_read(&issued, text, strlen(text), &err));
        assert_string_equal(err.text,
                            "the index of certificates is damaged: issued.txt:2: is not a "
                            "line of the index of certificates");
        assert_int_equal(issued.count, 0);
    }
    assert_false(issued_read(&issued, "#\0#", 3, &err));
    snprintf(text, sizeof text, "%s", GOOD);
    assert_true(issued_read(&issued, text, strlen(text), &err)); /* without a newline */
    assert_int_equal(issued.count, 1);
    issued_free(&issued);
}

static void one_is_found_by_serial_or_by_a_name_of_its_own(void **state)
{
    struct issued issued = { 0 };
    struct err err;

    (void)state;
    add(&issued, "A1", "a.example.com", now - 1); /* has expired */
    add(&issued, "B2", "a.example.com, b.example.com", now + 1);
    add(&issued, "C3", "b.example.com", now + 1);
    add(&issued, "C3", "another.example.com", now + 1);
    assert_int_equal(issued.count, 3);
    assert_string_equal(issued_find(&issued, "a1", now, &err)->serial, "A1");
    assert_string_equal(issued_find(&issued, "A.example.com", now, &err)->serial, "B2");
    assert_null(issued_find(&issued, "b.example.com", now, &err));
    assert_string_equal(err.text,
                        "2 certificates that are still good name b.example.com; say which "
                        "by its serial: B2, C3");
    issued.list[1].revoked = now;
    assert_string_equal(issued_find(&issued, "b.example.com", now, &err)->serial, "C3");
    assert_null(issued_find(&issued, "c.example.com", now, &err));
    issued_free(&issued);
}

static void many_are_forgotten_a_year_after_their_end(void **state)
{
    struct issued issued = { 0 };
    char serial[16];

    (void)state;
    for (int i = 0; i < 1200; i++) {
        snprintf(serial, sizeof serial, "%X", i + 1);
        add(&issued, serial, "", i % 2 ? now : now - 367L * 86400);
        if (i == 900)
            issued_forget(&issued, now); /* not many yet */
    }
    assert_int_equal(issued.count, 1200);
    issued_forget(&issued, now);
    assert_int_equal(issued.count, 600);
    assert_null(issued_serial(&issued, "1"));
    assert_non_null(issued_serial(&issued, "2"));
    issued_free(&issued);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(an_empty_file_is_an_empty_index),
        cmocka_unit_test(what_makes_no_sense_is_reported),
        cmocka_unit_test(one_is_found_by_serial_or_by_a_name_of_its_own),
        cmocka_unit_test(many_are_forgotten_a_year_after_their_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
