#include "backend/apply/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                                           NULL };

/* Standard input as a file: no program has to be fed while it is read from. */
static int open_input(const struct buf *input)
{
    if (!input)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    int fd = memfd_create("printseal", MFD_CLOEXEC);
    if (fd >= 0 && (write(fd, input->text, input->size) != (ssize_t)input->size ||
                    lseek(fd, 0, SEEK_SET) != 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* The path that PATH above gives; spawnp() would look at ours. */
static char *find_program(const char *name)
{
    static const char *const folders[] = { "/usr/sbin", "/usr/bin", "/sbin", "/bin", NULL };

    for (size_t i = 0; *name != '/' && folders[i]; i++) {
        char *path = format("%s/%s", folders[i], name);

        if (access(path, X_OK) == 0)
            return path;
        mem_free_pointer(&path);
    }
    return copy(name);
}

static bool program_start(const char *const words[], int in, int out, pid_t *child, struct err *err)
{
    AUTO_FREE char *path = find_program(words[0]);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;

    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
    errno = posix_spawn(child, path, &actions, &attributes, (char *const *)(uintptr_t)words,
                        (char *const *)(uintptr_t)environment);
    bool started = errno == 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return started || fail_errno(err, "%s: cannot be run", words[0]);
}

static long program_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

/* Until it closed its outputs; false: it takes too long. */
static bool program_receive(int fd, struct buf *reply)
{
    long end = program_now() + PROGRAM_SECONDS;
    char bytes[4096];

    while (program_now() < end) {
        struct pollfd ready = { .fd = fd, .events = POLLIN };
        ssize_t got = poll(&ready, 1, 1000) > 0 ? read(fd, bytes, sizeof bytes) : -1;

        if (got == 0)
            return true;
        if (got > 0 && reply && reply->size + (size_t)got <= PROGRAM_REPORTED)
            buf_add(reply, bytes, (size_t)got);
    }
    return false;
}

int program_run(const char *const words[], const struct buf *input, struct buf *reply,
                struct err *err)
{
    int pipes[2], status = 0;
    pid_t child;
    AUTO_CLOSE int in = open_input(input);

    if (in < 0 || pipe2(pipes, O_CLOEXEC) != 0)
        return fail_errno(err, "%s: cannot be run", words[0]), -1;
    bool started = program_start(words, in, pipes[1], &child, err);
    close(pipes[1]);
    bool ended = started && program_receive(pipes[0], reply);
    close(pipes[0]);
    if (!started)
        return -1;
    if (!ended)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!ended || !WIFEXITED(status))
        return fail(err, "%s: took too long or was killed", words[0]), -1;
    return WEXITSTATUS(status);
}
