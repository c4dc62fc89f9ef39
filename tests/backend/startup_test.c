/* startup_test.c - the first frame's cache: it says what was true, and only while it may. */
#include "backend/report/startup.h"

#include <math.h>
#include <stdlib.h>

#include "backend/base/language.h"
#include "tests/backend/store_world.h"

static struct audit judged(const struct world *world)
{
    struct audit audit = { 0 };

    audit_run(&audit, world->config, &(struct audit_facts){ .now = 1700000000 });
    return audit;
}

/* A saved store with a failing setting, and the cache of it on disk. */
static struct startup kept(struct world *world, struct audit *audit)
{
    struct certificate_facts certificate = { .present = true, .not_after = 1800000000 };
    struct startup startup;

    snprintf(certificate.key, sizeof certificate.key, "P-256");
    world_add(world, "hq", "correct horse");
    assert_true(store_save(world->store, world->config, NULL, 0, "test", NULL));
    *audit = judged(world);
    startup_take(&startup, world->store, world->config, audit, &certificate,
                 &(struct startup_known){ .tests = 3, .who = "root", .when = "2026-11-29 10:00" });
    startup_write(&startup, world->store);
    return startup;
}

static void shows_what_was(void **state)
{
    struct world *world = *state;
    struct certificate_facts certificate;
    struct audit audit, shown;
    struct startup startup, taken = kept(world, &audit);

    world_reopen(world);
    assert_true(startup_read(&startup, world->store));
    assert_memory_equal(&startup, &taken, sizeof taken);
    assert_int_equal(startup.records[section_number(&radius_section)], 1);
    startup_show(&startup, &shown, &certificate);
    assert_true(audit.count > 0);
    assert_int_equal(shown.grade, audit.grade);
    assert_int_equal(shown.fail, audit.fail);
    assert_int_equal(shown.warn, audit.warn);
    assert_int_equal(shown.count, audit.count < STARTUP_FINDINGS ? audit.count : STARTUP_FINDINGS);
    assert_string_equal(shown.list[0].path, audit.list[0].path);
    assert_int_equal(shown.marks[0], audit.marks[0]);
    assert_true(certificate.present);
    assert_string_equal(certificate.key, "P-256");
    assert_int_equal(certificate.not_after, 1800000000);
    assert_int_equal(startup.known.tests, 3);
    assert_string_equal(startup.known.who, "root");
    audit_free(&audit);
    audit_free(&shown);
}

static void holds_no_secret(void **state)
{
    struct world *world = *state;
    struct audit audit;
    struct startup startup = kept(world, &audit);

    assert_null(memmem(&startup, sizeof startup, "correct horse", 13));
    audit_free(&audit);
}

static void another_file_has_another_startup(void **state)
{
    struct world *world = *state;
    struct audit audit;
    struct startup startup = kept(world, &audit);

    assert_true(store_save(world->store, world->config, NULL, 0, "again", NULL));
    assert_false(startup_read(&startup, world->store));
    audit_free(&audit);
}

static void another_language_has_another_startup(void **state)
{
    struct world *world = *state;
    struct audit audit;
    struct startup startup = kept(world, &audit);

    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("LANGUAGE", "de", 1);
    language_start("/");
    assert_false(startup_read(&startup, world->store));
    language_set(false);
    assert_true(startup_read(&startup, world->store));
    audit_free(&audit);
}

static void an_edited_file_too(void **state)
{
    struct world *world = *state;
    struct audit audit;
    struct startup startup = kept(world, &audit);
    int fd = openat(world->dir, "current/printseal.conf", O_WRONLY | O_APPEND | O_CLOEXEC);

    assert_int_equal(write(fd, "\n", 1), 1);
    close(fd);
    assert_false(startup_read(&startup, world->store));
    audit_free(&audit);
}

static void replace(const struct world *world, const void *bytes, size_t size)
{
    assert_true(file_replace(world->dir, "startup.cache", 0640, bytes, size, NULL));
}

static void expect_refused(const struct world *world, const struct startup *bad)
{
    struct startup startup;

    replace(world, bad, sizeof *bad);
    assert_false(startup_read(&startup, world->store));
}

static void hostile_ones_are_refused_or_sanitized(void **state)
{
    struct world *world = *state;
    struct audit audit;
    struct startup startup, good = kept(world, &audit), bad = good;

    replace(world, &good, sizeof good - 1);
    assert_false(startup_read(&startup, world->store));
    memset(bad.fqdn, 'x', sizeof bad.fqdn);
    expect_refused(world, &bad);
    bad = good;
    bad.shown = STARTUP_FINDINGS + 1;
    expect_refused(world, &bad);
    bad = good;
    bad.marks[3] = 200;
    expect_refused(world, &bad);
    bad = good;
    snprintf(bad.fqdn, sizeof bad.fqdn, "a\033[2Jb");
    replace(world, &bad, sizeof bad);
    assert_true(startup_read(&startup, world->store));
    assert_string_equal(startup.fqdn, "a?[2Jb");
    audit_free(&audit);
}

/* A day that the calendar does not have ended the program when it was to be shown. */
static void numbers_are_in_their_bounds(void **state)
{
    struct world *world = *state;
    struct audit audit;
    struct startup good = kept(world, &audit), bad = good;
    const int64_t days[] = { INT64_MAX, INT64_MIN, -1, (int64_t)1 << 40 };
    const double scores[] = { NAN, INFINITY, -0.5, 100.5, 1e300 };

    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        bad.not_after = days[i];
        expect_refused(world, &bad);
    }
    bad = good;
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
        bad.score = scores[i];
        expect_refused(world, &bad);
    }
    audit_free(&audit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shows_what_was, world_begin, world_end),
        cmocka_unit_test_setup_teardown(holds_no_secret, world_begin, world_end),
        cmocka_unit_test_setup_teardown(another_file_has_another_startup, world_begin, world_end),
        cmocka_unit_test_setup_teardown(another_language_has_another_startup, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(an_edited_file_too, world_begin, world_end),
        cmocka_unit_test_setup_teardown(hostile_ones_are_refused_or_sanitized, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(numbers_are_in_their_bounds, world_begin, world_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
