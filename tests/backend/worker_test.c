#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/sanitized.h"
#include "backend/child/spawn.h"
#include "backend/child/stream.h"
#include "tests/worker.h"

struct received_lines {
    size_t count;
    char first[STREAM_LINE], last[STREAM_LINE];
};

static void note(void *data, const char *line)
{
    struct received_lines *lines = data;

    if (!lines->count++)
        snprintf(lines->first, sizeof lines->first, "%s", line);
    snprintf(lines->last, sizeof lines->last, "%s", line);
}

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Runs it to its end and wants the sentence. */
static void expect_failure(const char *name, int seconds, const char *sentence)
{
    struct err err = { "" };

    assert_null(worker_test_run(name, "", 1, seconds, NULL, &err));
    assert_string_equal(err.text, sentence);
}

static int greet(const void *job, size_t size, int out)
{
    worker_report(out, "step Greeting %.*s\nsecond", (int)size, (const char *)job);
    worker_report(out, "step \x1b[31m\x01 caf\xc3\xa9");
    worker_send(out, "hello.txt", job, size);
    worker_send(out, "empty", "", 0);
    return 0;
}

static void reports_and_sends(void **state)
{
    struct received_lines lines = { 0 };
    struct err err;
    size_t size;

    (void)state;
    struct worker *worker =
        worker_test_run("greet", "world", 5, 5, &(struct listener){ note, &lines }, &err);
    assert_non_null(worker);
    assert_int_equal(lines.count, 2);
    assert_string_equal(lines.first, "step Greeting world?second");
    assert_string_equal(lines.last, "step ?[31m? caf\xc3\xa9");
    const void *bytes = worker_result(worker, "hello.txt", &size);
    assert_int_equal(size, 5);
    assert_memory_equal(bytes, "world", 5);
    assert_non_null(worker_result(worker, "empty", &size));
    assert_int_equal(size, 0);
    assert_null(worker_result(worker, "other", &size));
    worker_end(worker);
}

static int give_up(const void *job, size_t size, int out)
{
    (void)job, (void)size;
    worker_report(out, "step Trying");
    worker_report(out, "fail the disk is made of cheese");
    return 1;
}

static int give_up_silently(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    return 1;
}

static int die(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    raise(SIGKILL);
    return 0;
}

static void failures_have_a_reason(void **state)
{
    (void)state;
    expect_failure("give_up", 5, "the disk is made of cheese");
    expect_failure("give_up_silently", 5, "the worker process ended without a reason (status 1)");
    expect_failure("die", 5, "the worker process was ended by SIGKILL");
}

static int sleep_long(const void *job, size_t size, int out)
{
    (void)job, (void)out;
    while (size < SIZE_MAX)
        pause();
    return 0;
}

static int nothing(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    return 0;
}

static int forget_alarm(const void *job, size_t size, int out)
{
    alarm(0);
    return nothing(job, size, out);
}

static int close_and_sleep(const void *job, size_t size, int out)
{
    close(out);
    return sleep_long(job, size, out);
}

static int peer(const void *job, size_t size, int out)
{
    (void)job;
    while (size < SIZE_MAX)
        worker_report(out, "step and another thing");
    return 0;
}

static int peer_without_end(const void *job, size_t size, int out)
{
    (void)job;
    while (size < SIZE_MAX)
        (void)!write(out, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32);
    return 0;
}

static int complain(const void *job, size_t size, int out)
{
    (void)job;
    while (size < SIZE_MAX)
        worker_report(out, "fail everything is bad");
    return 0;
}

static void time_is_limited(void **state)
{
    double start = seconds_now();

    (void)state;
    expect_failure("sleep_long", 1, "took longer than 1 seconds");
    expect_failure("sleep_stubbornly", 1, "took longer than 1 seconds");
    expect_failure("peer", 1, "took longer than 1 seconds");
    expect_failure("peer_without_end", 1, "took longer than 1 seconds");
    expect_failure("complain", 1, "took longer than 1 seconds");
    expect_failure("close_and_sleep", 60, "the worker process was ended by SIGKILL");
    assert_true(seconds_now() - start < 15);
}

static int babble(const void *job, size_t size, int out)
{
    (void)!write(out, job, size);
    return 0;
}

static void garbage_is_refused(void **state)
{
    static const char nonsense[] = "malformed reply from the worker process";
    static const char cut[] = "the worker process stopped in the middle of a line";
    static const struct {
        const char *bytes, *sentence;
    } cases[] = {
        { "\1big 1048577\n", nonsense },
        { "\1big 99999999999999999999\n", nonsense },
        { "\1big -1\n", nonsense },
        { "\1big 1 \nx", nonsense },
        { "\1big\n", nonsense },
        { "\1 4\nabcd", nonsense },
        { "\1../etc/passwd 1\nx", nonsense },
        { "\1name-of-more-than-thirty-one-bytes 1\nx", nonsense },
        { "\1a 1\nx\1a 1\ny", nonsense },
        { "\1a 1048576\nx", cut },
        { "step unfinished", cut },
        { "\1a 1", cut },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = { "" };
        assert_null(
            worker_test_run("babble", cases[i].bytes, strlen(cases[i].bytes), 5, NULL, &err));
        assert_string_equal(err.text, cases[i].sentence);
    }
}

static int send_many(const void *job, size_t size, int out)
{
    const size_t *count = job;

    (void)size;
    for (size_t i = 0; i < *count; i++) {
        char name[32];
        snprintf(name, sizeof name, "r%zu", i);
        worker_send(out, name, "x", 1);
    }
    return 0;
}

static void results_are_counted(void **state)
{
    size_t count = STREAM_RESULTS, size;
    struct err err = { "" };

    (void)state;
    struct worker *worker = worker_test_run("send_many", &count, sizeof count, 5, NULL, &err);
    assert_non_null(worker);
    assert_non_null(worker_result(worker, "r15", &size));
    worker_end(worker);
    count++;
    assert_null(worker_test_run("send_many", &count, sizeof count, 5, NULL, &err));
}

static int long_lines(const void *job, size_t size, int out)
{
    char line[STREAM_LINE * 40];

    (void)job, (void)size;
    memset(line, 'x', sizeof line);
    line[sizeof line - 1] = '\n';
    line[10] = '\0';
    (void)!write(out, line, sizeof line);
    worker_report(out, "step after");
    return 0;
}

static void long_lines_are_cut(void **state)
{
    struct received_lines lines = { 0 };
    struct err err;

    (void)state;
    struct worker *worker =
        worker_test_run("long_lines", "", 1, 5, &(struct listener){ note, &lines }, &err);
    assert_non_null(worker);
    worker_end(worker);
    assert_int_equal(lines.count, 2);
    assert_int_equal(strlen(lines.first), STREAM_LINE - 1);
    assert_string_equal(lines.last, "step after");
}

static int send_large(const void *job, size_t size, int out)
{
    static char bytes[STREAM_RESULT + 1];

    (void)job, (void)size;
    memset(bytes, 'k', sizeof bytes);
    if (worker_send(out, "large", bytes, sizeof bytes) || worker_send(out, "a b", "", 0))
        return 1;
    return worker_send(out, "large", bytes, STREAM_RESULT) ? 0 : 1;
}

static void large_results_arrive(void **state)
{
    struct err err;
    size_t size;

    (void)state;
    struct worker *worker = worker_test_run("send_large", "", 1, 20, NULL, &err);
    assert_non_null(worker);
    const char *bytes = worker_result(worker, "large", &size);
    assert_int_equal(size, STREAM_RESULT);
    assert_true(bytes[0] == 'k' && bytes[size - 1] == 'k');
    worker_end(worker);
}

enum { PARTS_SIZE = 2 * STREAM_RESULT + 1000 };

/* No two parts of it are alike, and the last one is shorter. */
static unsigned char parts_byte(size_t at)
{
    return (unsigned char)(at % 251);
}

static int send_parts(const void *job, size_t size, int out)
{
    static unsigned char bytes[PARTS_SIZE];

    (void)job, (void)size;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = parts_byte(i);
    return !worker_send_parts(out, bytes, sizeof bytes);
}

static void parts_are_joined(void **state)
{
    struct err err;
    size_t size, same = 0;

    (void)state;
    struct worker *worker = worker_test_run("send_parts", "", 1, 20, NULL, &err);
    assert_non_null(worker);
    char *joined = worker_joined(worker, &size);
    worker_end(worker);
    assert_non_null(joined);
    assert_int_equal(size, PARTS_SIZE);
    while (same < size && (unsigned char)joined[same] == parts_byte(same))
        same++;
    assert_int_equal(same, size);
    free(joined);
}

/* What the child still has that it should not: a bit each. */
static int inspect(const void *job, size_t size, int out)
{
    struct rlimit core, files;
    sigset_t blocked;
    struct sigaction action;
    char byte;
    const int *secret_fd = job;

    (void)size;
    getrlimit(RLIMIT_CORE, &core);
    getrlimit(RLIMIT_FSIZE, &files);
    sigprocmask(SIG_SETMASK, NULL, &blocked);
    if (fcntl(*secret_fd, F_GETFD) >= 0)
        worker_report(out, "has descriptor %d", *secret_fd);
    for (int fd = SPAWN_OUT + 1; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            worker_report(out, "has descriptor %d", fd);
    if (read(STDIN_FILENO, &byte, 1) != 0)
        worker_report(out, "has standard input");
    if (core.rlim_max || (files.rlim_max && !SANITIZED)) /* it writes what it finds */
        worker_report(out, "has core or other files");
    if (prctl(PR_GET_DUMPABLE) || prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        worker_report(out, "has privileges to come");
    if (sigismember(&blocked, SIGTERM) || sigaction(SIGTERM, NULL, &action) ||
        action.sa_handler != SIG_DFL)
        worker_report(out, "has the parent's signals");
    if (sigaction(SIGINT, NULL, &action) || action.sa_handler != SIG_IGN)
        worker_report(out, "has Ctrl-C");
    if (sigaction(SIGTSTP, NULL, &action) || action.sa_handler != SIG_IGN)
        worker_report(out, "has Ctrl-Z");
    return 0;
}

static void ignore_signal(int number)
{
    (void)number;
}

static void the_child_has_nothing(void **state)
{
    struct received_lines lines = { 0 };
    int fd = dup2(STDERR_FILENO, 50); /* on purpose not close-on-exec */
    sigset_t before, after, term;
    struct err err;

    (void)state;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    signal(SIGTERM, ignore_signal);
    sigprocmask(SIG_SETMASK, NULL, &before);
    struct worker *worker =
        worker_test_run("inspect", &fd, sizeof fd, 5, &(struct listener){ note, &lines }, &err);
    sigprocmask(SIG_SETMASK, NULL, &after);
    assert_non_null(worker);
    worker_end(worker);
    close(fd);
    assert_string_equal(lines.first, "");
    for (int number = 1; number < NSIG; number++)
        assert_int_equal(sigismember(&before, number), sigismember(&after, number));
    signal(SIGTERM, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &term, NULL);
}

static int count_descriptors(void)
{
    int count = 0;

    for (int fd = 0; fd < 1024; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static void nothing_is_left_behind(void **state)
{
    int before = count_descriptors();
    struct err err;

    (void)state;
    for (int i = 0; i < 200; i++) {
        struct worker *worker = worker_test_run("greet", "again", 5, 20, NULL, &err);
        assert_non_null(worker); /* also: never killed while it was leaving with status 0 */
        worker_end(worker);
        worker = worker_test_start("sleep_long", 20, &err);
        assert_non_null(worker);
        worker_end(worker);
    }
    worker_end(NULL);
    assert_int_equal(count_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void an_end_stays_an_end(void **state)
{
    struct err err;
    char line[16];

    (void)state;
    struct worker *worker = worker_test_start("give_up", 5, &err);
    enum progress progress;
    do
        progress = worker_step(worker, line, sizeof line);
    while (progress != WORKER_FAILED);
    assert_string_equal(line, "the disk is mad");
    assert_int_equal(worker_step(worker, line, sizeof line), WORKER_FAILED);
    assert_string_equal(line, "the disk is mad");
    worker_end(worker);
}

static int report_pid_and_sleep(const void *job, size_t size, int out)
{
    worker_report(out, "%d", (int)getpid());
    return sleep_long(job, size, out);
}

/* Starts a worker, tells on fd who it is, and dies of the worst signal. */
static _Noreturn void be_killed(int fd)
{
    struct worker *worker = worker_test_start("report_pid_and_sleep", 60, NULL);
    char line[STREAM_LINE];

    while (worker_step(worker, line, sizeof line) == WORKER_BUSY)
        usleep(1000);
    (void)!write(fd, line, strlen(line) + 1);
    raise(SIGKILL);
    _exit(0);
}

static void dies_with_its_parent(void **state)
{
    char text[32] = "";
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid_t parent = fork();
    if (!parent)
        be_killed(ends[1]);
    waitpid(parent, NULL, 0);
    assert_true(read(ends[0], text, sizeof text - 1) > 0);
    pid_t child = (pid_t)strtol(text, NULL, 10);
    assert_true(child > 1);
    /* An orphan whose new parent does not reap it stays as a zombie, which is dead enough. */
    char path[64], stat[256] = "Z";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)child);
    for (int i = 0; i < 200; i++) {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            break;
        ssize_t n = read(fd, stat, sizeof stat - 1);
        close(fd);
        if (n <= 0 || strstr(stat, ") Z") || strstr(stat, ") X"))
            break;
        assert_true(i < 199);
        usleep(10000);
    }
    close(ends[0]);
    close(ends[1]);
}

enum { MASK = 0x55 };

__attribute__((no_sanitize("address"))) static bool holds(const unsigned char *at,
                                                          const unsigned char *masked, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((at[i] ^ MASK) != masked[i])
            return false;
    return true;
}

/* Red zones lie in between. */
__attribute__((no_sanitize("address"))) static bool found_in(const unsigned char *from,
                                                             const unsigned char *to,
                                                             const unsigned char *masked,
                                                             size_t size)
{
    for (; from + size <= to; from++)
        if (holds(from, masked, size))
            return true;
    return false;
}

/* The job is a masked text: is it anywhere in what this process can read? */
static int look_for_text(const void *job, size_t size, int out)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512], rights[8];
    unsigned long from, to;
    bool found = false;

    while (fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && strncmp(rights, "rw", 2) == 0 &&
            to - from < 64UL << 20)
            found = found || found_in((void *)from, (void *)to, job, size);
    fclose(maps);
    worker_report(out, found ? "found" : "nothing");
    return 0;
}

static void nothing_of_ours_is_in_the_child(void **state)
{
    struct received_lines lines = { 0 };
    char text[] = "correct horse battery staple";
    char *copy = strdup(text);
    unsigned char masked[sizeof text - 1];
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof masked; i++)
        masked[i] = (unsigned char)text[i] ^ MASK;
    struct worker *worker = worker_test_run("look_for_text", masked, sizeof masked, 20,
                                            &(struct listener){ note, &lines }, &err);
    assert_non_null(worker);
    assert_string_equal(lines.first, "nothing");
    worker_end(worker);
    assert_true(found_in((unsigned char *)copy, (unsigned char *)copy + sizeof text, masked,
                         sizeof masked));
    free(copy);
}

static void unknown_works_are_told(void **state)
{
    (void)state;
    expect_failure("no such work", 5, "\"no such work\" is not a job of this program");
}

/* What is started is a program, but none of ours: it gets no job. */
static void others_get_no_job(void **state)
{
    struct worker_job job = worker_test_job("greet", "secret", 6, 5);
    struct err err = { "" };

    (void)state;
    job.program = "/bin/true";
    assert_null(worker_run(&job, NULL, &err));
    assert_string_equal(err.text, "the worker process ended without a reason (status 0)");
    job.program = "/nowhere/at/all";
    assert_null(worker_run(&job, NULL, &err));
    assert_string_equal(err.text, "/nowhere/at/all: cannot be started: No such file or directory");
    job.program = "no-such-program";
    assert_null(worker_run(&job, NULL, &err));
    assert_non_null(strstr(err.text, "no-such-program: this part of printseal is missing"));
}

static void other_versions_get_no_job(void **state)
{
    static const char script[] = "tests-other-version";
    static const char text[] = "#!/bin/sh\necho printseal 0.0.9 >&3\nexec cat\n";
    char path[64], sentence[256];
    struct worker_job job = worker_test_job("greet", "secret", 6, 5);
    struct err err = { "" };

    (void)state;
    snprintf(path, sizeof path, "/tmp/%s.%d", script, (int)getpid());
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    close(fd);
    job.program = path;
    assert_null(worker_run(&job, NULL, &err));
    unlink(path);
    snprintf(sentence, sizeof sentence,
             "%s is of another version (printseal 0.0.9) than this program (printseal %s); install "
             "both anew",
             path, PRINTSEAL_VERSION);
    assert_string_equal(err.text, sentence);
}

/* Started first, it has its job later, or none. */
/* Who cannot tell its version does not wait for a job that never comes. */
static void who_is_not_heard_ends(void **state)
{
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC), job[2], status = 0;

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, job), 0);
    pid_t pid = spawn(WORKER_TEST, job[1], full, 5);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    close(job[0]);
    close(job[1]);
    close(full);
}

static void an_early_one_waits_for_its_job(void **state)
{
    struct received_lines lines = { 0 };
    struct err err = { "" };
    struct worker_job early = worker_test_job("nothing of that name", NULL, 0, 20);
    struct worker_job job = worker_test_job("greet", "secret", 6, 20);

    (void)state;
    worker_end(worker_early(&early, &err));
    job.early = worker_early(&early, &err);
    assert_non_null(job.early);
    struct worker *worker = worker_run(&job, &(struct listener){ note, &lines }, &err);
    assert_non_null(worker);
    assert_true(lines.count > 0);
    worker_end(worker);
    early.program = "no-such-program";
    assert_null(worker_early(&early, &err));
    assert_non_null(strstr(err.text, "this part of printseal is missing"));
}

static const struct program_work works[] = {
    { .name = "greet", .run = greet },
    { .name = "give_up", .run = give_up },
    { .name = "give_up_silently", .run = give_up_silently },
    { .name = "die", .run = die },
    { .name = "sleep_long", .run = sleep_long },
    { .name = "sleep_stubbornly", .run = sleep_long, .prepare = forget_alarm },
    { .name = "close_and_sleep", .run = close_and_sleep },
    { .name = "peer", .run = peer },
    { .name = "peer_without_end", .run = peer_without_end },
    { .name = "complain", .run = complain },
    { .name = "babble", .run = babble },
    { .name = "send_many", .run = send_many },
    { .name = "long_lines", .run = long_lines },
    { .name = "send_large", .run = send_large },
    { .name = "send_parts", .run = send_parts },
    { .name = "inspect", .run = nothing, .prepare = inspect },
    { .name = "report_pid_and_sleep", .run = report_pid_and_sleep },
    { .name = "look_for_text", .run = nothing, .prepare = look_for_text },
    { .name = NULL },
};

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_and_sends),
        cmocka_unit_test(failures_have_a_reason),
        cmocka_unit_test(time_is_limited),
        cmocka_unit_test(garbage_is_refused),
        cmocka_unit_test(results_are_counted),
        cmocka_unit_test(long_lines_are_cut),
        cmocka_unit_test(large_results_arrive),
        cmocka_unit_test(parts_are_joined),
        cmocka_unit_test(the_child_has_nothing),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(an_end_stays_an_end),
        cmocka_unit_test(dies_with_its_parent),
        cmocka_unit_test(nothing_of_ours_is_in_the_child),
        cmocka_unit_test(unknown_works_are_told),
        cmocka_unit_test(others_get_no_job),
        cmocka_unit_test(who_is_not_heard_ends),
        cmocka_unit_test(an_early_one_waits_for_its_job),
        cmocka_unit_test(other_versions_get_no_job),
    };

    (void)argc;
    worker_test_main(argv, works);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
