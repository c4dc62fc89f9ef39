/* Networks that are looked through: which addresses, what is sent, and what is taken from a worker
 * and from a printer, right and wrong. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/discover/network/ipp.h"
#include "backend/discover/network/makers.h"
#include "backend/discover/network/network_inside.h"

static const char *address_of(const struct targets *targets, unsigned n)
{
    static char text[INET6_ADDRSTRLEN];
    const struct target_address target = targets_at(targets, n);

    assert_int_equal(targets_find(targets, &target), n);
    target_text(&target, text);
    return text;
}

static void leaves_out_what_is_no_machine(void **state)
{
    static const struct {
        const char *network, *first, *last;
        unsigned count;
    } rows[] = {
        { "10.20.0.0/24", "10.20.0.1", "10.20.0.254", 254 },
        { "10.20.0.0/20", "10.20.0.1", "10.20.15.254", 4094 },
        { "10.20.0.0/22", "10.20.0.1", "10.20.3.254", 1022 },
        { "10.20.0.4/30", "10.20.0.5", "10.20.0.6", 2 },
        { "10.20.0.4/31", "10.20.0.4", "10.20.0.5", 2 },
        { "10.20.0.4/32", "10.20.0.4", "10.20.0.4", 1 },
        { "10.20.0.4", "10.20.0.4", "10.20.0.4", 1 },
        { "2001:db8::/120", "2001:db8::1", "2001:db8::ff", 255 },
        { "2001:db8::1:f000/116", "2001:db8::1:f001", "2001:db8::1:ffff", 4095 },
        { "fd00::7", "fd00::7", "fd00::7", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct targets targets = { .count = 0 };
        struct err err;
        assert_true(targets_add(&targets, rows[i].network, &err));
        assert_int_equal(targets.count, rows[i].count);
        assert_string_equal(address_of(&targets, 0), rows[i].first);
        assert_string_equal(address_of(&targets, targets.count - 1), rows[i].last);
        assert_true(targets_sound(&targets));
    }
}

static void refuses_what_is_too_much_or_none(void **state)
{
    static const struct {
        const char *network, *says;
    } rows[] = {
        { "10.20.0.0/19", "at most 4096 addresses" },
        { "0.0.0.0/0", "0.0.0.0/8" },
        { "2001:db8::/64", "at most 4096 addresses" },
        { "10.20.0.5/16", "set the bits behind /16 to 0" },
        { "224.0.0.0/24", "groups" },
        { "239.1.2.3", "groups" },
        { "255.255.255.255", "reserved" },
        { "0.0.0.0", "no machine" },
        { "ff02::1", "groups" },
        { "fe80::1", "link-local" },
        { "::", "no machine" },
        { "::ffff:10.0.0.1", "as an IPv4 address" },
        { "printer7", "needs a network" },
        { "10.20.0.0/", "prefix" },
        { "10.20.0.0/24 ", "prefix" },
        { "", "needs a network" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct targets targets = { .count = 0 };
        struct err err = { "" };
        assert_false(targets_add(&targets, rows[i].network, &err));
        assert_non_null(strstr(err.text, rows[i].says));
        assert_int_equal(targets.count, 0);
        assert_int_equal(targets.networks, 0);
    }
}

static void asks_each_address_once(void **state)
{
    static const char *const networks[] = { "10.20.1.0/24", "10.20.1.128/25", "10.20.9.9",
                                            "10.20.0.0/22", "10.20.1.1",      "fd00::/124" };
    struct targets targets = { .count = 0 };
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        assert_true(targets_add(&targets, networks[i], &err));
    assert_int_equal(targets.networks, 3);
    assert_int_equal(targets.count, 1 + 1022 + 15);
    assert_string_equal(address_of(&targets, 0), "10.20.9.9");
    assert_string_equal(address_of(&targets, 1), "10.20.0.1");
    assert_string_equal(address_of(&targets, 1023), "fd00::1");
    assert_false(targets_add(&targets, "10.30.0.0/20", &err));
    assert_int_equal(targets.count, 1 + 1022 + 15);
}

static void finds_nothing_outside(void **state)
{
    static const char *const outside[] = { "10.20.0.0", "10.20.0.255", "10.21.0.1", "fd00::1" };
    struct targets targets = { .count = 0 }, other;
    struct err err;

    (void)state;
    assert_true(targets_add(&targets, "10.20.0.0/24", &err));
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        other = (struct targets){ .count = 0 };
        assert_true(targets_add(&other, outside[i], &err));
        const struct target_address target = targets_at(&other, 0);
        assert_int_equal(targets_find(&targets, &target), targets.count);
    }
    targets.list[0].count = 9;
    assert_false(targets_sound(&targets));
}

static void goes_through_sockets_and_back(void **state)
{
    static const char *const addresses[] = { "10.20.0.1", "fd00::1" };

    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct targets targets = { .count = 0 };
        struct sockaddr_storage at;
        assert_true(targets_add(&targets, addresses[i], NULL));
        const struct target_address before = targets_at(&targets, 0);
        assert_true(target_socket(&before, 161, &at) > 0);
        const struct target_address after = target_from(&at);
        assert_memory_equal(&before, &after, sizeof before);
    }
}

/* ------------------------------------------------ what is sent */

static void plans_all_that_is_sent(void **state)
{
    struct question_plan plan[QUESTIONS];
    unsigned all = 0;

    (void)state;
    questions_plan(254, questions_ports, plan);
    for (int i = 0; i < QUESTIONS; i++) {
        assert_int_equal(plan[i].question, i);
        assert_int_equal(plan[i].addresses, 254);
        all += strcmp(plan[i].to, "every address") == 0 ? plan[i].packets : 0;
    }
    assert_int_equal(all, questions_packets(254));
    assert_int_equal(all, 254 * 2 * 6);
    assert_string_equal(plan[ASK_RAW].then, "");
    assert_int_equal(plan[ASK_RAW].port, 9100);
    assert_string_equal(plan[ASK_SNMP_3].transport, "UDP");
}

static void has_time_for_all(void **state)
{
    struct targets targets = { .count = 0 };

    (void)state;
    assert_true(targets_add(&targets, "10.20.0.0/20", NULL));
    assert_int_equal(network_job(&targets, 0).rate, QUESTIONS_RATE);
    assert_true(network_job(&targets, 100).seconds * 100 > (int)questions_packets(4094));
}

/* ------------------------------------------------ what comes back */

static void knows_makers(void **state)
{
    static const unsigned char kyocera[] = { 0x80, 0, 0x05, 0x43, 4, 'x' };
    static const unsigned char old[12] = { 0, 0, 0x01, 0x6f };

    (void)state;
    assert_string_equal(makers_name(makers_enterprise(kyocera, sizeof kyocera)), "Kyocera");
    assert_string_equal(makers_name(makers_enterprise(old, sizeof old)), "Ricoh");
    assert_null(makers_name(makers_enterprise(kyocera, 3)));
    assert_null(makers_name(0));
    assert_null(makers_name(0x7fffffff));
}

/* A sighting at 10.20.0.7 with everything in it wrong. */
static struct sighting wrong_sighting(const struct targets *targets)
{
    struct sighting sighting;

    memset(&sighting, 0xff, sizeof sighting);
    sighting.address = targets_at(targets, 6);
    memset(sighting.model, 'x', sizeof sighting.model);
    memcpy(sighting.model, "\033[31m", 5);
    return sighting;
}

static void settles_what_a_worker_sends(void **state)
{
    struct targets targets = { .count = 0 };
    struct sightings found = { 0 };
    char engine[2 * SNMP_ENGINE + 1];

    (void)state;
    assert_true(targets_add(&targets, "10.20.0.0/24", NULL));
    struct sighting sighting = wrong_sighting(&targets);
    assert_true(network_take(&sighting, sizeof sighting, &targets, &found));
    assert_int_equal(found.count, 1);
    const struct sighting *taken = &found.list[0];
    assert_int_equal(strlen(taken->model), SIGHTING_TEXT - 1);
    assert_memory_equal(taken->model, "?[31m", 5);
    assert_int_equal(taken->seen, (1 << QUESTIONS) - 1);
    assert_int_equal(taken->engine_size, 0);
    assert_true(taken->model_from < QUESTIONS);
    sighting_engine(taken, engine);
    assert_string_equal(engine, "");
    assert_null(sighting_maker(taken));
    network_free(&found);
}

static void refuses_what_no_worker_sends(void **state)
{
    struct targets targets = { .count = 0 }, other = { .count = 0 };
    struct sightings found = { 0 };

    (void)state;
    assert_true(targets_add(&targets, "10.20.0.0/24", NULL));
    assert_true(targets_add(&other, "10.30.0.0/24", NULL));
    struct sighting sighting = wrong_sighting(&other);
    assert_false(network_take(&sighting, sizeof sighting, &targets, &found));
    assert_false(network_take(&sighting, sizeof sighting - 1, &targets, &found));
    assert_true(network_take("", 0, &targets, &found));
    assert_int_equal(found.count, 0);
    network_free(&found);
}

static void takes_progress(void **state)
{
    struct network_progress progress;

    (void)state;
    assert_true(network_progress("progress 12 508 3", &progress));
    assert_int_equal(progress.asked, 12);
    assert_int_equal(progress.all, 508);
    assert_int_equal(progress.found, 3);
    assert_false(network_progress("step Looking", &progress));
    assert_false(network_progress("progress 12", &progress));
}

/* ------------------------------------------------ IPP */

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
#define CHUNKED HEAD "transfer-encoding: chunked\r\n\r\n"
#define START "\1\1\0\0\0\0\0\1\1G\0\22attributes-charset\0\5utf-8\4"
#define NAME "\0\26printer-make-and-model"

static void finds_the_model(void **state)
{
#define ROW(bytes, model)                                                                          \
    {                                                                                              \
        bytes, sizeof bytes - 1, model                                                             \
    }
    static const struct {
        const char *bytes;
        size_t size;
        const char *model;
    } rows[] = {
        ROW(HEAD "\r\n" START "A" NAME "\0\6ACME 7\3", "ACME 7"),
        ROW(HEAD "\r\n" START "5" NAME "\0\14\0\2de\0\6ACME 8\3", "ACME 8"),
        ROW(HEAD "\r\n" START "D\0\5other\0\1xA" NAME "\0\6ACME\033[\3", "ACME?["),
        ROW(CHUNKED "8\r\n\1\1\0\0\0\0\0\1\r\n24;x=y\r\n\4A" NAME "\0\6ACME 9\3"
                    "\r\n0\r\n\r\n",
            "ACME 9"),
        ROW(HEAD "\r\n" START "A" NAME "\0\6ACME", NULL),       /* cut off */
        ROW(HEAD "\r\n" START "A" NAME "\377\377ACME\3", NULL), /* longer than there is */
        ROW(HEAD "\r\n" START "A" NAME "\0\0\3", NULL),
        ROW(HEAD "\r\n" START "!" NAME "\0\4\0\0\0\1\3", NULL), /* a number */
        ROW(HEAD "\r\n" START "5" NAME "\0\4\0\77de\3", NULL),
        ROW(HEAD "\r\n" START "\3A" NAME "\0\6ACME 7", NULL), /* behind the end */
        ROW(HEAD START "A" NAME "\0\6ACME 7\3", NULL),        /* no end of the head */
        ROW("SSH-2.0-x\r\n\r\n" START "A" NAME "\0\6ACME 7\3", NULL),
        ROW(CHUNKED "fffffffffffffffff\r\n" START, NULL),
        ROW(CHUNKED "zz\r\n", NULL),
        ROW(CHUNKED "-1\r\n\1\1", NULL),
        ROW(CHUNKED "8", NULL),
        ROW(HEAD "\r\n\1\1", NULL),
        ROW("", NULL),
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char model[SIGHTING_TEXT] = "";
        unsigned char *exact = malloc(rows[i].size + !rows[i].size);
        assert_non_null(exact);
        memcpy(exact, rows[i].bytes, rows[i].size);
        const bool found = ipp_model(exact, rows[i].size, model, sizeof model);
        free(exact);
        assert_int_equal(found, rows[i].model != NULL);
        if (found)
            assert_string_equal(model, rows[i].model);
    }
}

static void asks_by_ipp(void **state)
{
    char request[IPP_REQUEST + 1];
    const size_t size = ipp_request(request, "2001:db8:1111:2222:3333:4444:5555:6666", 631, true);

    (void)state;
    assert_true(size < IPP_REQUEST);
    request[size] = '\0';
    assert_non_null(strstr(request, "\r\nHost: [2001:db8:1111:2222:3333:4444:5555:6666]:631\r\n"));
    const char *body = strstr(request, "\r\n\r\n");
    assert_non_null(body);
    assert_int_equal(strtoul(strstr(request, "Length: ") + 8, NULL, 10),
                     size - (size_t)(body + 4 - request));
    assert_non_null(memmem(body, size - (size_t)(body - request), "ipps://[2001", 12));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_out_what_is_no_machine),
        cmocka_unit_test(refuses_what_is_too_much_or_none),
        cmocka_unit_test(asks_each_address_once),
        cmocka_unit_test(finds_nothing_outside),
        cmocka_unit_test(goes_through_sockets_and_back),
        cmocka_unit_test(plans_all_that_is_sent),
        cmocka_unit_test(has_time_for_all),
        cmocka_unit_test(knows_makers),
        cmocka_unit_test(settles_what_a_worker_sends),
        cmocka_unit_test(refuses_what_no_worker_sends),
        cmocka_unit_test(takes_progress),
        cmocka_unit_test(finds_the_model),
        cmocka_unit_test(asks_by_ipp),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
