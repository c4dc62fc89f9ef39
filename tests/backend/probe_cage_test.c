#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/probe/net/cage.h"
#include "tests/worker.h"

static bool refused(long done)
{
    return done < 0 && errno == EPERM;
}

static bool cannot_write(const char *path)
{
    return refused(open(path, O_WRONLY)) && refused(open(path, O_RDWR)) &&
           refused(open(path, O_RDONLY | O_CREAT, 0600)) && refused(unlink(path)) &&
           refused(rename(path, "elsewhere")) && refused(mkdir("folder", 0700)) &&
           refused(truncate(path, 0)) && refused(chmod(path, 0777)) &&
           refused(symlink(path, "link"));
}

static bool cannot_reach_out(void)
{
    char *const words[] = { "true", NULL };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    return refused(execve("/bin/true", words, NULL)) && refused(kill(getppid(), 0)) &&
           refused(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)) && refused(listen(fd, 1));
}

static bool still_works(const char *path)
{
    int fd = open(path, O_RDONLY), ends[2];
    char byte;

    return fd >= 0 && read(fd, &byte, 1) == 1 && socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 &&
           write(ends[0], "x", 1) == 1 && read(ends[1], &byte, 1) == 1;
}

static int try_all(const void *job, size_t size, int out)
{
    const char *path = job;

    (void)size;
    worker_report(out, "cage %d", cage(1 << 20));
    worker_report(out, "write %d", cannot_write(path));
    worker_report(out, "reach %d", cannot_reach_out());
    worker_report(out, "works %d", still_works(path));
    return 0;
}

struct received {
    char text[256];
};

static void receive(void *data, const char *line)
{
    struct received *received = data;
    size_t used = strlen(received->text);

    snprintf(received->text + used, sizeof received->text - used, "%s\n", line);
}

static void refuses_what_no_test_needs(void **state)
{
    static const char path[] = "backend/probe_cage_test.c";
    struct received received = { "" };
    const struct listener listener = { receive, &received };
    struct err err;
    struct worker *worker = worker_test_run("try_all", path, sizeof path, 10, &listener, &err);

    (void)state;
    assert_non_null(worker);
    assert_string_equal(received.text, "cage 1\nwrite 1\nreach 1\nworks 1\n");
    worker_end(worker);
}

/* AddressSanitizer reserves terabytes: there the limit is not set. */
static int eat(const void *job, size_t size, int out)
{
    enum { MORE = 64 << 20 };

    (void)job;
    (void)size;
    cage(4 << 20);
    void *memory = malloc(MORE);
    worker_report(out, "%s", memory ? "all" : "none");
    free(memory);
    return 0;
}

static void limits_memory(void **state)
{
    struct received received = { "" };
    const struct listener listener = { receive, &received };
    struct err err;
    struct worker *worker = worker_test_run("eat", "", 1, 10, &listener, &err);

    (void)state;
    assert_non_null(worker);
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__) /* our clang presets are sanitized */
    assert_string_equal(received.text, "all\n");
#else
    assert_string_equal(received.text, "none\n");
#endif
    worker_end(worker);
}

static const struct program_work works[] = {
    { .name = "try_all", .run = try_all },
    { .name = "eat", .run = eat },
    { .name = NULL },
};

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_no_test_needs),
        cmocka_unit_test(limits_memory),
    };

    (void)argc;
    worker_test_main(argv, works);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
