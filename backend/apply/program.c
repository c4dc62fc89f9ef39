#include "backend/apply/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

static void program_attributes(posix_spawnattr_t *attributes, bool alone)
{
    sigset_t none;

    sigemptyset(&none);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setflags(attributes,
                             (short)(POSIX_SPAWN_SETSIGMASK | (alone ? POSIX_SPAWN_SETPGROUP : 0)));
}

static bool program_start(const struct program_wish *wish, int in, int out, pid_t *child,
                          struct err *err)
{
    const char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                                        wish->variable, NULL };
    AUTO_FREE char *path = find_program(wish->words[0]);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    program_attributes(&attributes, wish->alone);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
    errno = posix_spawn(child, path, &actions, &attributes, (char *const *)(uintptr_t)wish->words,
                        (char *const *)(uintptr_t)environment);
    bool started = errno == 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return started || fail_errno(err, "%s: cannot be run", wish->words[0]);
}

static long program_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long)time.tv_sec;
}

/* False: nothing more comes. */
static bool program_take(int fd, struct buf *reply)
{
    char bytes[4096];
    ssize_t got = read(fd, bytes, sizeof bytes);

    if (got > 0 && reply && reply->size + (size_t)got <= PROGRAM_REPORTED)
        buf_add(reply, bytes, (size_t)got);
    return got > 0 || (got < 0 && errno == EINTR);
}

/* Until it closed its outputs, or ended and all of what it said is read: a daemon that it started
 * may hold them open. False: it takes too long. end (-1: not to be had) is readable when it ended.
 */
static bool program_receive(int fd, int end, int seconds, struct buf *reply)
{
    long until = program_now() + seconds;
    struct pollfd ready[] = { { .fd = fd, .events = POLLIN }, { .fd = end, .events = POLLIN } };

    while (program_now() < until) {
        if (poll(ready, 2, 1000) <= 0)
            continue;
        if (ready[0].revents && !program_take(fd, reply))
            ready[0].fd = -1;
        else if (!ready[0].revents && ready[1].revents)
            return true;
        if (ready[0].fd < 0 && end < 0)
            return true;
    }
    return false;
}

/* Its exit status; -1: it was killed. */
static int program_wait(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int program_run_wish(const struct program_wish *wish, const struct buf *input, struct buf *reply,
                     struct err *err)
{
    int pipes[2];
    pid_t child;
    AUTO_CLOSE int in = open_input(input);

    if (in < 0 || pipe2(pipes, O_CLOEXEC) != 0)
        return fail_errno(err, "%s: cannot be run", wish->words[0]), -1;
    bool started = program_start(wish, in, pipes[1], &child, err);
    close(pipes[1]);
    AUTO_CLOSE int end = started ? pidfd_open(child, 0) : -1;
    bool ended = started && program_receive(pipes[0], end, wish->seconds, reply);
    close(pipes[0]);
    if (!started)
        return -1;
    if (!ended)
        kill(wish->alone ? -child : child, SIGKILL);
    int status = program_wait(child);
    if (!ended)
        return fail(err, "%s: did not end within %d seconds, and was killed", wish->words[0],
                    wish->seconds),
               -1;
    return status >= 0 ? status : (fail(err, "%s: was killed", wish->words[0]), -1);
}

int program_run(const char *const words[], const struct buf *input, struct buf *reply,
                struct err *err)
{
    return program_run_wish(&(struct program_wish){ .words = words, .seconds = PROGRAM_SECONDS },
                            input, reply, err);
}
