/* worse_test.c - what a watch tells, and what it keeps quiet about. */
#include "tests/test.h"

#include <stdlib.h>
#include <unistd.h>

#include "backend/report/ages.h"
#include "backend/report/worse.h"
#include "backend/settings/settings.h"
#include "backend/store/conf/conf.h"

#define NOW 1795392000 /* 2026-11-23, noon */
#define DAY 86400

static const char text[] =
    "server : { fqdn = \"print01.corp.example.com\"; };\n"
    "radius = ( { name = \"hq\"; host = \"nps1.corp.example.com\"; secret = \"generate\"; } );\n"
    "rest = ( { name = \"app\"; client_id = \"00000000-0000-4000-8000-000000000001\";\n"
    "           secret = \"generate\"; } );\n";

static bool answer(void *data, struct record *record, const struct setting *setting,
                   const char *given, struct err *err)
{
    (void)data;
    (void)given;
    (void)err;
    record_hide(record, setting, secret_generate(setting->recipe, NOW));
    return true;
}

struct world {
    struct config *config;
    struct audit audit;
    struct report report;
    char file[32];
};

static void open_world(struct world *world)
{
    struct err err = { "" };

    *world = (struct world){ .file = "/tmp/worse.XXXXXX" };
    world->config = conf_read(text, strlen(text), "test.conf", answer, NULL, &err);
    assert_string_equal(err.text, "");
    close(mkstemp(world->file));
    world->report = (struct report){ .audit = &world->audit,
                                     .name = server_fqdn(world->config),
                                     .config = world->config };
}

static void close_world(struct world *world)
{
    unlink(world->file);
    audit_free(&world->audit);
    config_free(world->config);
}

/* Judges so many days after the secrets were made, and keeps what was found. */
static void check_after(struct world *world, long days)
{
    audit_free(&world->audit);
    world->report.now = NOW + days * DAY;
    audit_run(&world->audit, world->config, &(struct audit_facts){ .now = world->report.now });
}

static void keep(const struct world *world)
{
    AUTO_BUF struct buf out = { 0 };
    FILE *file = fopen(world->file, "w");

    report_json(&world->report, &out);
    assert_int_equal(fwrite(out.text, 1, out.size, file), out.size);
    assert_int_equal(fclose(file), 0);
}

static size_t reported(const struct world *world, struct buf *out)
{
    struct earlier earlier;
    struct err err = { "" };

    assert_true(saved_earlier_read(world->file, &earlier, &err));
    size_t lines = worse_text(&world->report, &earlier, out);
    saved_earlier_free(&earlier);
    return lines;
}

static size_t count(const char *text_of, const char *word)
{
    size_t found = 0;

    for (const char *at = strstr(text_of, word); at; at = strstr(at + 1, word))
        found++;
    return found;
}

static void a_secret_is_reported_at_each_age_once(void **state)
{
    static const struct {
        long days;
        size_t radius; /* lines about the secret that nothing else tells of */
        const char *level;
    } rows[] = { { 0, 0, "" },   { 179, 0, "" }, { 180, 1, "warning: radius.hq.secret" },
                 { 181, 0, "" }, { 364, 0, "" }, { 365, 1, "fail: radius.hq.secret" },
                 { 400, 0, "" } };
    struct world world;

    (void)state;
    open_world(&world);
    check_after(&world, 0);
    keep(&world);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_BUF struct buf out = { 0 };

        check_after(&world, rows[i].days);
        buf_print(&out, "\n");
        reported(&world, &out);
        assert_int_equal(count(out.text, "radius.hq.secret"), rows[i].radius);
        assert_non_null(strstr(out.text, rows[i].level));
        keep(&world);
    }
    close_world(&world);
}

/* One that has to be rolled over is a finding already. */
static void nothing_is_reported_twice(void **state)
{
    struct world world;
    AUTO_BUF struct buf out = { 0 };

    (void)state;
    open_world(&world);
    check_after(&world, 0);
    keep(&world);
    check_after(&world, 400);
    assert_true(reported(&world, &out) >= 2);
    assert_int_equal(count(out.text, "fail: rest.app.secret"), 1);
    close_world(&world);
}

static void count_age(void *data, const struct age *age)
{
    size_t *levels = data;

    levels[age->level]++;
    assert_true(age->days >= 0);
}

static void a_clock_that_went_back_makes_nothing_old(void **state)
{
    struct world world;
    size_t levels[FAIL + 1] = { 0 };

    (void)state;
    open_world(&world);
    ages_each(world.config, NOW - 900L * DAY, count_age, levels);
    assert_int_equal(levels[PASS], 2);
    assert_int_equal(levels[WARN] + levels[FAIL], 0);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_secret_is_reported_at_each_age_once),
        cmocka_unit_test(nothing_is_reported_twice),
        cmocka_unit_test(a_clock_that_went_back_makes_nothing_old),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
