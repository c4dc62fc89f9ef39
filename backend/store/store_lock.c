/* store_lock.c - one writer. The lock is the flock, not the file: what a killed writer left in it
 * is only text. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/store/generation.h"
#include "backend/store/store_inside.h"

static void store_lock_read_line(char **rest, char text[], size_t size)
{
    const char *line = strsep(rest, "\n");

    snprintf(text, size, "%s", line ? line : "");
    utf8_sanitize(text);
}

static void read_holder(int fd, struct holder *holder)
{
    char text[256] = "", pid[24], *rest = text;
    ssize_t size = pread(fd, text, sizeof text - 1, 0);

    text[size < 0 ? 0 : size] = '\0';
    store_lock_read_line(&rest, holder->who, sizeof holder->who);
    store_lock_read_line(&rest, holder->since, sizeof holder->since);
    store_lock_read_line(&rest, pid, sizeof pid);
    holder->pid = strtol(pid, NULL, 10);
    struct stat stat;
    if (fstat(fd, &stat) == 0)
        moment_text(stat.st_mtime, holder->last);
    if (!*holder->who)
        strcpy(holder->who, "somebody");
}

static void write_holder(int fd)
{
    const char *client = getenv("SSH_CLIENT");
    char who[64], when[32];

    store_who(who, sizeof who);
    moment_text(time(NULL), when);
    AUTO_FREE char *text = format("%s%s%.*s\n%s\n%ld\n", who, client && *client ? " from " : "",
                                  client ? (int)strcspn(client, " \n") : 0, client ? client : "",
                                  when, (long)getpid());
    /* Who holds it is a courtesy: a full disk does not keep anybody from holding it. */
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, strlen(text), 0) < 0)
        errno = 0;
}

static bool store_lock_taken(int fd, struct holder *holder, struct err *err)
{
    read_holder(fd, holder);
    return fail(err, "%s has been changing this configuration since %s (process %ld)", holder->who,
                *holder->since ? holder->since : "a moment ago", holder->pid);
}

/* Whoever may write into the folder could make the lock another name of any file of ours. */
static bool store_lock_is_own(int fd)
{
    struct stat stat;

    return fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && stat.st_nlink <= 1;
}

/* Whoever has it shared is a reader who looks whether it is free (store_lock_free()), for a moment:
 * nobody is refused for that. False and errno: EWOULDBLOCK if a writer has it. */
static bool store_lock_take(int fd)
{
    static const struct timespec moment = { .tv_nsec = 1000000 };
    enum { LOOKS = 1000 };

    for (int i = 0; i < LOOKS; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK || flock(fd, LOCK_SH | LOCK_NB) != 0)
            return false;
        flock(fd, LOCK_UN); /* or two who wait would wait for each other */
        nanosleep(&moment, NULL);
    }
    errno = EWOULDBLOCK;
    return false;
}

bool store_lock(struct store *store, struct holder *holder, struct err *err)
{
    *holder = (struct holder){ 0 };
    if (store->lock >= 0)
        return true;
    int fd =
        openat(store->dir, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0640);
    if (fd < 0)
        return fail_errno(err, "%s/lock: cannot be opened", store->folder);
    if (!store_lock_is_own(fd)) {
        close(fd);
        return fail(err,
                    "%s/lock: is no file of its own but another name of one (a hard link), or no "
                    "file at all; remove it",
                    store->folder);
    }
    if (!store_lock_take(fd)) {
        bool fine = errno == EWOULDBLOCK
                        ? store_lock_taken(fd, holder, err)
                        : fail_errno(err, "%s/lock: cannot be locked", store->folder);
        close(fd);
        return fine;
    }
    store->lock = fd;
    write_holder(fd);
    return store_pin(store, err);
}

static bool store_lock_late(const struct timespec *until)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > until->tv_sec ||
           (now.tv_sec == until->tv_sec && now.tv_nsec >= until->tv_nsec);
}

bool store_lock_wait(struct store *store, long seconds, struct holder *holder, struct err *err)
{
    static const struct timespec pause = { .tv_nsec = 100000000 };
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    while (!store_lock(store, holder, err)) {
        if (!*holder->who || store_lock_late(&until))
            return false;
        nanosleep(&pause, NULL);
    }
    return true;
}

/* ------------------------------------------------ who waits for it */

enum { STORE_LOCK_ALIVE = 10 }; /* seconds: so exact is what others are told */

void store_lock_alive(const struct store *store)
{
    struct stat stat;

    if (store->lock >= 0 && fstat(store->lock, &stat) == 0 &&
        (time(NULL) - stat.st_mtime >= STORE_LOCK_ALIVE || stat.st_mtime > time(NULL)))
        futimens(store->lock, NULL);
}

/* Shared: store_lock_take() tells that from a writer. */
bool store_lock_free(const struct store *store)
{
    AUTO_CLOSE int fd = openat(store->dir, "lock", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    return fd >= 0 ? flock(fd, LOCK_SH | LOCK_NB) == 0 : errno == ENOENT;
}

/* In this order: who watches is woken by the closing, and finds it free. */
void store_lock_end(struct store *store)
{
    if (store->lock >= 0)
        flock(store->lock, LOCK_UN);
    mem_close_fd(&store->lock);
}

bool store_again(struct store *store, struct err *err)
{
    return store_pin(store, err);
}

/* Whoever lets the lock go closes it, and it was open for writing. */
int store_watch(const struct store *store)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (fd < 0)
        return -1;
    if (inotify_add_watch(fd, store->folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR) >= 0)
        return fd;
    close(fd);
    return -1;
}
