/* Copies of one process: they are what they would be if each were started, and hold nothing of one
 * another. */
#include "tests/test.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/uio.h>
#include <unistd.h>

#include "backend/base/err.h"
#include "backend/child/pattern.h"
#include "tests/worker.h"

/* ------------------------------------------------ the works */

static int warmed; /* how often warm() was called in this process or what it is a copy of */

static size_t common_size;

static void warm(const void *common, size_t size)
{
    warmed++;
    common_size = size && strcmp(common, "common") == 0 ? size : 0;
}

/* Which process it is a copy of, is it one, and what was given to all. */
static int tell_parent(const void *job, size_t size, int out)
{
    (void)job, (void)size;
    worker_report(out, "%d %d %zu", (int)getppid(), warmed, common_size);
    return 0;
}

/* All descriptors it has, and what it was given. */
static int tell_all(const void *job, size_t size, int out)
{
    char list[256] = "";
    size_t used = 0;

    (void)size;
    for (int fd = 0; fd < 256; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            used += (size_t)snprintf(list + used, sizeof list - used, " %d", fd);
    worker_report(out, "%s%s", (const char *)job, list);
    return 0;
}

static int never_end(const void *job, size_t size, int out)
{
    (void)job, (void)size;
    worker_report(out, "here");
    return pause();
}

static int exit_with(const void *job, size_t size, int out)
{
    (void)size;
    worker_report(out, "fail %s", (const char *)job);
    return 1;
}

static int use_time(const void *job, size_t size, int out)
{
    (void)job, (void)out;
    for (volatile size_t turn = 0; turn <= size; turn %= 2)
        turn++;
    return 0;
}

/* How often what is one less, byte by byte, stands in that memory: so what is looked for is in no
 * place that is looked at. */
static int count_in(const char *bytes, size_t count, const char *more, size_t size)
{
    int found = 0;

    for (size_t at = 0; at + size <= count; at++) {
        size_t same = 0;
        while (same < size && bytes[at + same] + 1 == more[same])
            same++;
        found += same == size;
    }
    return found;
}

/* The same in all of this process that can be read, but for what a sanitizer reserves. */
static int count_all(const char *more)
{
    enum { MOST = 1 << 26 };
    static char bytes[1 << 16];
    FILE *maps = fopen("/proc/self/maps", "re");
    unsigned long from, to;
    int found = 0;

    while (maps && fscanf(maps, "%lx-%lx%*[^\n]", &from, &to) == 2)
        for (unsigned long at = from; to - from < MOST && at < to; at += sizeof bytes / 2) {
            struct iovec room = { bytes, to - at < sizeof bytes ? to - at : sizeof bytes };
            struct iovec there = { (void *)at, room.iov_len };
            ssize_t n = process_vm_readv(getpid(), &room, 1, &there, 1, 0);
            found += n > 0 ? count_in(bytes, (size_t)n, more, strlen(more)) : 0;
        }
    if (maps)
        fclose(maps);
    return found;
}

/* Keeps what its job says, one less, wherever something can be kept; and tells whether it is there.
 */
static int keep_it(const void *job, size_t size, int out)
{
    static char kept[64];
    char *on_heap = calloc(1, size);

    for (size_t i = 0; i + 1 < size; i++)
        kept[i] = on_heap[i] = (char)(((const char *)job)[i] - 1);
    setenv("KEPT", kept, 1);
    worker_report(out, "%s", count_all(job) >= 3 ? "there" : "nowhere");
    free(on_heap);
    return 0;
}

static int look_for_it(const void *job, size_t size, int out)
{
    (void)size;
    worker_report(out, "%s", count_all(job) ? "there" : "nowhere");
    return 0;
}

static int do_nothing(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    return 0;
}

static const struct program_work works[] = {
    { .name = "parent", .run = tell_parent, .warm = warm },
    { .name = "all", .run = tell_all },
    { .name = "never", .run = never_end },
    { .name = "exit", .run = exit_with },
    { .name = "time", .run = use_time },
    { .name = "keep", .prepare = keep_it, .run = do_nothing },
    { .name = "look", .prepare = look_for_it, .run = do_nothing },
    { .name = NULL },
};

/* ------------------------------------------------ the tests */

static void pattern_begin_here(void)
{
    worker_test_pattern = pattern_start(WORKER_TEST, "common", sizeof "common");
    assert_non_null(worker_test_pattern);
    struct pollfd ready = { .fd = pattern_fd(worker_test_pattern), .events = POLLIN };
    poll(&ready, 1, -1);
    assert_false(pattern_warming(worker_test_pattern));
}

static void pattern_end_here(void)
{
    pattern_end(worker_test_pattern);
    worker_test_pattern = NULL;
}

struct told {
    char text[sizeof(struct err)];
};

static void tell(void *data, const char *line)
{
    struct told *told = data;

    snprintf(told->text, sizeof told->text, "%s", line);
}

static struct told ask(const char *name, const char *job)
{
    struct told told = { "" };
    const struct listener listener = { tell, &told };
    struct err err = { "" };
    struct worker *worker = worker_test_run(name, job, strlen(job) + 1, 20, &listener, &err);

    if (!worker)
        snprintf(told.text, sizeof told.text, "%s", err.text);
    worker_end(worker);
    return told;
}

static bool is_ours(const struct told *told)
{
    return strtol(told->text, NULL, 10) == getpid();
}

/* Until one says something. */
static void await(struct worker *worker)
{
    char line[512];

    while (worker_step(worker, line, sizeof line) != WORKER_REPORTED) {
        struct pollfd ready = { .fd = worker_fd(worker), .events = POLLIN };
        poll(&ready, 1, -1);
    }
}

static void is_like_one_that_was_started(void **state)
{
    (void)state;
    const struct told started = ask("all", "job");
    pattern_begin_here();
    const struct told first = ask("all", "job"), second = ask("all", "other");
    assert_string_equal(first.text, started.text);
    assert_string_equal(second.text, "other 0 1 2 3");
    assert_string_equal(ask("exit", "a reason").text, "a reason");
    pattern_end_here();
}

static void is_warmed_once(void **state)
{
    (void)state;
    const struct told started = ask("parent", "");
    assert_true(is_ours(&started));
    assert_string_equal(strchr(started.text, ' '), " 0 0");
    pattern_begin_here();
    for (int i = 0; i < 3; i++) {
        const struct told copy = ask("parent", "");
        assert_false(is_ours(&copy));
        assert_string_equal(strchr(copy.text, ' '), " 1 7");
    }
    pattern_end_here();
}

/* So many, and no more; then each is started. */
static void is_used_up(void **state)
{
    (void)state;
    pattern_begin_here();
    for (int i = 0; i < PATTERN_COPIES; i++) {
        const struct told copy = ask("parent", "");
        assert_false(is_ours(&copy));
    }
    const struct told one_more = ask("parent", "");
    assert_true(is_ours(&one_more));
    assert_int_equal(pattern_left(worker_test_pattern), 0);
    pattern_end_here();
}

/* Ending the pattern is for those to come; and a job's time is its own. */
static void leaves_copies_their_time(void **state)
{
    struct err err;

    (void)state;
    pattern_begin_here();
    struct worker *one = worker_test_start("never", 20, &err);
    await(one);
    pattern_end_here();
    char line[512];
    assert_int_equal(worker_step(one, line, sizeof line), WORKER_BUSY);
    worker_end(one);
    pattern_begin_here();
    assert_null(worker_test_run("time", "", 1, 1, NULL, &err));
    assert_string_equal(err.text, "took longer than 1 seconds");
    pattern_end_here();
}

/* Who kills it takes its copies with it, and those to come are started. */
static void may_be_lost(void **state)
{
    char line[512];
    struct err err;
    enum progress progress;

    (void)state;
    pattern_begin_here();
    const struct told told = ask("parent", "");
    struct worker *one = worker_test_start("never", 20, &err);
    await(one);
    kill((pid_t)strtol(told.text, NULL, 10), SIGKILL);
    while ((progress = worker_step(one, line, sizeof line)) == WORKER_BUSY) {
        struct pollfd ready = { .fd = worker_fd(one), .events = POLLIN };
        poll(&ready, 1, -1);
    }
    assert_int_equal(progress, WORKER_FAILED);
    assert_string_equal(line, "the worker process was ended by SIGKILL");
    worker_end(one);
    const struct told next = ask("parent", "");
    assert_true(is_ours(&next));
    assert_int_equal(pattern_left(worker_test_pattern), 0);
    pattern_end_here();
}

/* What one job had in its memory is in no memory of the next, */
static void keeps_nothing_of_a_job(void **state)
{
    (void)state;
    pattern_begin_here();
    for (int i = 0; i < 2; i++) {
        char job[32];
        snprintf(job, sizeof job, "secret %d of one job", i);
        assert_string_equal(ask("keep", job).text, "there");
        assert_string_equal(ask("look", job).text, "nowhere");
    }
    pattern_end_here();
}

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_like_one_that_was_started),
        cmocka_unit_test(is_warmed_once),
        cmocka_unit_test(is_used_up),
        cmocka_unit_test(leaves_copies_their_time),
        cmocka_unit_test(may_be_lost),
        cmocka_unit_test(keeps_nothing_of_a_job),
    };

    (void)argc;
    worker_test_main(argv, works);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
