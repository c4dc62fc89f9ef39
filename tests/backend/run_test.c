#include "tests/test.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "backend/child/locate.h"
#include "backend/probe/run.h"
#include "backend/probe/work.h"
#include "backend/settings/settings.h"
#include "tests/worker.h"

enum { RECORDS = 60, MANY = 4096 };

/* What workers leave behind: a file that they map as we do. */
static struct ledger {
    atomic_int running, most, started;
    pid_t pids[MANY];
} * ledger;

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000 }, NULL);
}

static void ledger_path(pid_t of, char path[64])
{
    snprintf(path, 64, "/tmp/run_test.%d", (int)of);
}

static bool ledger_map(pid_t of)
{
    char path[64];

    ledger_path(of, path);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    ledger = mmap(NULL, sizeof *ledger, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return ledger != MAP_FAILED;
}

static int find_ledger(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    return ledger_map(getpgrp()) ? 0 : 1;
}

/* In the place of the real program: this one. */
bool __wrap_locate_program(const char *name, char path[LOCATE_PATH], struct err *err);
bool __wrap_locate_program(const char *name, char path[LOCATE_PATH], struct err *err)
{
    (void)err;
    snprintf(path, LOCATE_PATH, "%s", WORKER_TEST);
    return strcmp(name, PROBE_PROGRAM) == 0;
}

/* The record's host says what is done. */
static int test(const void *bytes, size_t size, int out)
{
    struct probe_trust trust;
    const struct probe_job *job = probe_unpack(bytes, size, &trust);
    int now = atomic_fetch_add(&ledger->running, 1) + 1, most = atomic_load(&ledger->most);

    if (!job || job->trust != &trust || trust.own.size != 3 ||
        memcmp(trust.own.text, "own", 3) != 0)
        return 1;
    ledger->pids[atomic_fetch_add(&ledger->started, 1) % MANY] = getpid();
    while (now > most && !atomic_compare_exchange_weak(&ledger->most, &most, now))
        continue;
    worker_report(out, "step resolve pass 0 %s %s", job->host, job->password);
    if (strcmp(job->host, "hangs.example.com") == 0)
        for (;;)
            pause();
    if (strcmp(job->host, "talks.example.com") == 0)
        for (;;)
            worker_report(out, "step tls pass 0 more and more");
    if (strcmp(job->host, "mumbles.example.com") == 0)
        for (;;)
            worker_report(out, "fact mumble on and on");
    if (strcmp(job->host, "crashes.example.com") == 0)
        raise(SIGSEGV);
    if (strcmp(job->host, "meets.example.com") == 0)
        while (ledger->most < 2) /* until another one runs beside it */
            pause_ms(1);
    worker_report(out, "fact seconds %d", job->seconds);
    worker_report(out, "step login pass 1 fine");
    atomic_fetch_sub(&ledger->running, 1);
    return 0;
}

static void set(struct record *record, const char *key, const char *value)
{
    struct err err;

    assert_true(record_set(record, setting_find(record->section, key), value, &err));
}

static void add(struct config *config, const char *name, const char *host)
{
    struct table *table = config_table(config, &radius_section);
    struct record *record = record_new(&radius_section);

    set(record, "name", name);
    set(record, "host", host);
    record_hide(record, setting_find(&radius_section, "secret"),
                secret_new(name, strlen(name), TYPED, 0, 1));
    config_table_insert(table, table->count, record);
}

/* Nothing in it can be tested: the ports of a fresh one could. */
static struct config *make_empty(void)
{
    struct config *config = config_new();
    struct table *ports = config_table(config, &ports_section);

    while (ports->count)
        record_free(config_table_remove(ports, ports->count - 1));
    return config;
}

static struct config *make(const char *const hosts[])
{
    struct config *config = make_empty();
    char name[24];

    for (size_t i = 0; hosts[i]; i++) {
        snprintf(name, sizeof name, "hq%zu", i);
        add(config, name, hosts[i]);
    }
    return config;
}

static const struct config_place everywhere; /* zeroed */

static struct probe_run *start(const struct config *config, struct probe_options options)
{
    static char own[] = "own";
    static const struct probe_trust trust = { .own = { own, 3, 0 } };

    memset(ledger, 0, sizeof *ledger);
    return probe_run_new(config, &trust, &options);
}

/* Waits for the next event, as a loop does. */
static enum probe_event_kind next(struct probe_run *run, struct probe_event *event)
{
    for (;;) {
        enum probe_event_kind kind = probe_run_step(run, event);
        struct pollfd ready = { .fd = probe_run_fd(run), .events = POLLIN };
        if (kind != PROBE_WAIT)
            return kind;
        assert_true(poll(&ready, 1, 20000) > 0);
    }
}

static size_t run_all(struct probe_run *run)
{
    struct probe_event event;
    size_t ended = 0;

    for (enum probe_event_kind kind; (kind = next(run, &event)) != PROBE_OVER;)
        ended += kind == PROBE_ENDED;
    return ended;
}

static void runs_side_by_side(void **state)
{
    struct config *config = make_empty();
    char name[16];

    (void)state;
    for (int i = 0; i < RECORDS; i++) {
        snprintf(name, sizeof name, "hq%d", i);
        add(config, name, "meets.example.com");
    }
    struct probe_run *run = start(config, (struct probe_options){ 0 });
    assert_int_equal(probe_run_add(run, &everywhere), RECORDS);
    assert_int_equal(run_all(run), RECORDS);
    assert_int_equal(probe_run_done(run), RECORDS);
    assert_int_equal(ledger->started, RECORDS);
    assert_in_range(ledger->most, 2, probe_jobs());
    for (size_t i = 0; i < RECORDS; i++) {
        const struct probe_result *result = probe_run_result(run, i);
        char text[64];
        snprintf(name, sizeof name, "hq%zu", i);
        snprintf(text, sizeof text, "meets.example.com %s", name);
        assert_string_equal(result->path + strlen("radius."), name);
        assert_string_equal(result->target, "meets.example.com:1812");
        assert_string_equal(result->steps[0].text, text);
        assert_int_equal(result->step_count, 2);
        assert_true(result->ended);
    }
    probe_run_end(run);
    config_free(config);
}

static size_t jobs_with(rlim_t descriptors)
{
    struct rlimit before, now;

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    now = (struct rlimit){ descriptors, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
    size_t jobs = probe_jobs();
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    return jobs;
}

/* Four descriptors for each, and 32 for us; 48 for each processor, and 96 at most. */
static void asks_for_processors_and_descriptors(void **state)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);

    (void)state;
    assert_int_equal(jobs_with(1024), processors == 1 ? 48 : 96);
    assert_int_equal(jobs_with(32 + 4 * 16 - 1), 15);
    assert_int_equal(jobs_with(32 + 4 * 5), 5);
    assert_int_equal(jobs_with(32 + 4), 1);
    assert_int_equal(jobs_with(20), 1);
}

/* However many wait, a step starts a few, and hands over one event: signals and keys are looked at
 * in between. */
static void each_step_is_small(void **state)
{
    enum { WAITING = 1000, TAKEN = 100, STARTS = 4 };
    struct config *config = make_empty();
    struct probe_event event;
    char name[16];

    (void)state;
    for (int i = 0; i < WAITING; i++) {
        snprintf(name, sizeof name, "hq%d", i);
        add(config, name, "radius.example.com");
    }
    struct probe_run *run = start(config, (struct probe_options){ .side_by_side = 8 });
    assert_int_equal(probe_run_add(run, &everywhere), WAITING);
    probe_run_step(run, &event);
    assert_true(ledger->started <= STARTS);
    for (size_t step = 0, before = 0; step < TAKEN; step++) {
        enum probe_event_kind kind = next(run, &event);
        assert_int_equal(probe_run_done(run), before + (kind == PROBE_ENDED));
        before = probe_run_done(run);
    }
    assert_true(ledger->started <= (int)probe_run_done(run) + 8);
    probe_run_end(run);
    config_free(config);
}

static void keeps_to_its_bound(void **state)
{
    struct config *config =
        make((const char *const[]){ "a.example.com", "b.example.com", "c.example.com", NULL });
    struct probe_run *run = start(config, (struct probe_options){ .side_by_side = 1 });

    (void)state;
    probe_run_add(run, &everywhere);
    assert_int_equal(run_all(run), 3);
    assert_int_equal(ledger->most, 1);
    probe_run_end(run);
    config_free(config);
}

static void runs_what_is_asked(void **state)
{
    struct config *config = make((const char *const[]){ "a.example.com", "b.example.com", NULL });
    struct probe_run *run = start(config, (struct probe_options){ .seconds = 77 });
    struct table *table = config_table(config, &radius_section);
    const struct config_place one = { table, table->records[1], NULL }, all = { table, NULL, NULL };

    (void)state;
    assert_int_equal(probe_run_add(run, &one), 1);
    assert_int_equal(probe_run_add(run, &all), 2);
    config_free(config); /* it has its own */
    assert_int_equal(run_all(run), 3);
    assert_string_equal(probe_run_result(run, 0)->path, "radius.hq1");
    assert_string_equal(probe_run_result(run, 2)->path, "radius.hq1");
    assert_string_equal(probe_result_fact(probe_run_result(run, 0), "seconds"), "77");
    probe_run_end(run);
}

static void ends_without_any(void **state)
{
    struct config *config = config_new();
    struct probe_run *run = start(config, (struct probe_options){ 0 });
    struct probe_event event;

    (void)state;
    assert_int_equal(probe_run_step(run, &event), PROBE_OVER);
    probe_run_end(run);
    probe_run_end(NULL);
    config_free(config);
}

static void ends_who_hangs(void **state)
{
    struct config *config = make((const char *const[]){ "hangs.example.com", NULL });
    struct probe_run *run = start(config, (struct probe_options){ .seconds = 1 });

    (void)state;
    probe_run_add(run, &everywhere);
    assert_int_equal(run_all(run), 1);
    assert_int_equal(probe_result_verdict(probe_run_result(run, 0)), PROBE_UNREACHABLE);
    assert_string_equal(probe_result_reason(probe_run_result(run, 0)),
                        "the test was not finished: took longer than 6 seconds");
    probe_run_end(run);
    config_free(config);
}

/* Children that crash or babble cost the others nothing. */
static void survives_its_children(void **state)
{
    struct config *config =
        make((const char *const[]){ "talks.example.com", "crashes.example.com",
                                    "radius.example.com", "mumbles.example.com", NULL });
    struct probe_run *run = start(config, (struct probe_options){ .seconds = 60 });

    (void)state;
    probe_run_add(run, &everywhere);
    assert_int_equal(run_all(run), 4);
    const struct probe_result *peers = probe_run_result(run, 0),
                              *crashes = probe_run_result(run, 1);
    assert_int_equal(probe_result_verdict(peers), PROBE_UNREACHABLE);
    assert_true(peers->step_count <= RESULT_STEPS + 1);
    assert_string_equal(probe_result_reason(peers), "the test was not finished: the worker process "
                                                    "reports far more than there is to report");
    assert_string_equal(probe_result_reason(probe_run_result(run, 3)), probe_result_reason(peers));
    assert_int_equal(probe_result_verdict(crashes), PROBE_UNREACHABLE);
    assert_non_null(strstr(probe_result_reason(crashes), "the test was not finished: "));
    assert_int_equal(probe_run_result(run, 2)->step_count, 2);
    probe_run_end(run);
    config_free(config);
}

/* The end is at once, whatever runs: nobody is left. */
static void stops_at_once(void **state)
{
    static const char *const hosts[] = { "hangs.example.com", "talks.example.com",
                                         "hangs.example.com", "talks.example.com", NULL };
    struct config *config = make(hosts);
    struct probe_run *run = start(config, (struct probe_options){ 0 });
    struct probe_event event;

    (void)state;
    probe_run_add(run, &everywhere);
    while (ledger->started < 4)
        next(run, &event);
    probe_run_end(run);
    for (int i = 0; i < 4; i++)
        assert_int_equal(kill(ledger->pids[i], 0), -1);
    config_free(config);
}

static const struct program_work works[] = {
    { .name = "test", .run = test, .prepare = find_ledger },
    { .name = NULL },
};

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_side_by_side),
        cmocka_unit_test(asks_for_processors_and_descriptors),
        cmocka_unit_test(keeps_to_its_bound),
        cmocka_unit_test(each_step_is_small),
        cmocka_unit_test(runs_what_is_asked),
        cmocka_unit_test(ends_without_any),
        cmocka_unit_test(survives_its_children),
        cmocka_unit_test(ends_who_hangs),
        cmocka_unit_test(stops_at_once),
    };

    char path[64];

    (void)argc;
    worker_test_main(argv, works);
    assert_int_equal(setpgid(0, 0), 0); /* what workers know it by, a copy, too */
    ledger_path(getpgrp(), path);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, sizeof *ledger) != 0 || !ledger_map(getpgrp()))
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
