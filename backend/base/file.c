#include "backend/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend/base/language.h"

/* ------------------------------------------------ reading */

/* O_NONBLOCK: opening a pipe must not wait for its writer. */
enum { READ_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

/* For kernels before 5.6, and where a filter forbids openat2(): follows no link at all. */
static int open_step_by_step(int dir, const char *path)
{
    char word[256];
    int at = dup(dir);

    for (const char *rest = path; at >= 0;) {
        size_t size = strcspn(rest, "/");
        bool last = !rest[size];

        if (!size || size >= sizeof word || (size == 2 && memcmp(rest, "..", 2) == 0)) {
            close(at);
            errno = EXDEV;
            return -1;
        }
        memcpy(word, rest, size);
        word[size] = '\0';
        int next = openat(at, word, READ_FLAGS | O_NOFOLLOW | (last ? 0 : O_DIRECTORY));
        close(at);
        at = next;
        if (last)
            break;
        rest += size + 1;
    }
    return at;
}

static int open_beneath(int dir, const char *path)
{
    struct open_how how = { .flags = READ_FLAGS,
                            .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS };

    if (dir == AT_FDCWD)
        return openat(dir, path, READ_FLAGS);
    long fd = syscall(SYS_openat2, dir, path, &how, sizeof how);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        return open_step_by_step(dir, path);
    return (int)fd;
}

static bool not_opened(const char *path, struct err *err)
{
    switch (errno) {
    case ENOENT:
        return fail(err, "%s: there is no such file", path);
    case EACCES:
        return fail(err, "%s: you may not read this file", path);
    case EXDEV:
        return fail(err, "%s: leads out of its folder", path);
    case ELOOP:
        return fail(err, "%s: is a symbolic link that is not followed", path);
    case ENXIO:
        return fail(err, "%s: is a socket, not a file", path);
    default:
        return fail_errno(err, "%s: cannot be opened", path);
    }
}

static const char *file_kind_of(mode_t mode)
{
    return S_ISDIR(mode) ? "folder" : S_ISFIFO(mode) ? "pipe" : "device";
}

/* A hint for what is megabytes: a few faults of large pages in the place of thousands. */
static void file_large(char *bytes, size_t size)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), large = 4 << 20;
    size_t skip = (page - (uintptr_t)bytes % page) % page;

    if (size >= large)
        (void)madvise(bytes + skip, size - skip, MADV_HUGEPAGE);
}

static bool file_read_all(int fd, size_t size, struct buf *out)
{
    errno = EAGAIN; /* for one that got shorter or longer meanwhile: somebody is writing to it */
    out->text = must(malloc(size + 2));
    out->room = size + 2;
    file_large(out->text, out->room);
    while (out->size <= size) {
        ssize_t got = read(fd, out->text + out->size, size + 1 - out->size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            out->text[out->size] = '\0';
            return got == 0 && out->size == size;
        }
        out->size += (size_t)got;
    }
    return false;
}

bool file_read(int dir, const char *path, size_t max, struct buf *out, struct err *err)
{
    struct stat stat;
    AUTO_CLOSE int fd = open_beneath(dir, path);

    buf_free(out);
    if (fd < 0)
        return not_opened(path, err);
    if (fstat(fd, &stat) != 0)
        return fail_errno(err, "%s: cannot be read", path);
    if (!S_ISREG(stat.st_mode))
        return fail(err, "%s: is a %s, not a file", path, file_kind_of(stat.st_mode));
    if ((unsigned long long)stat.st_size > max)
        return fail(err, "%s: is larger than the %zu bytes that are allowed here", path, max);
    return file_read_all(fd, (size_t)stat.st_size, out) ||
           fail_errno(err, "%s: cannot be read", path);
}

/* Until its end, or one byte more than allowed. */
static bool file_read_pipe(int fd, size_t max, struct buf *out)
{
    out->text = must(malloc(max + 2));
    out->room = max + 2;
    while (out->size <= max) {
        ssize_t got = read(fd, out->text + out->size, max + 1 - out->size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            out->text[out->size] = '\0';
            return got == 0;
        }
        out->size += (size_t)got;
    }
    out->text[out->size] = '\0';
    return true;
}

bool file_read_any(const char *path, size_t max, struct buf *out, struct err *err)
{
    bool standard = strcmp(path, "-") == 0;
    AUTO_CLOSE int fd =
        standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : openat(AT_FDCWD, path, READ_FLAGS);
    struct stat stat;

    buf_free(out);
    if (fd < 0)
        return not_opened(path, err);
    if (fstat(fd, &stat) != 0)
        return fail_errno(err, "%s: cannot be read", path);
    if (S_ISREG(stat.st_mode) && !standard)
        return file_read(AT_FDCWD, path, max, out, err);
    if (S_ISDIR(stat.st_mode) || isatty(fd))
        return fail(err, "%s: is a %s, not a file", path,
                    S_ISDIR(stat.st_mode) ? tr("folder") : tr("terminal"));
    /* Opened without waiting for a writer; one that is there is waited for. */
    if (!standard && fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK) != 0)
        return fail_errno(err, "%s: cannot be read", path);
    return file_read_pipe(fd, max, out) || fail_errno(err, "%s: cannot be read", path);
}

/* ------------------------------------------------ writing */

bool file_write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t put = write(fd, bytes, size);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

bool file_write(int dir, const char *name, mode_t mode, const char *bytes, size_t size,
                struct err *err)
{
    AUTO_CLOSE int fd =
        openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (fd >= 0 && file_write_all(fd, bytes, size) && fchmod(fd, mode) == 0 && fsync(fd) == 0)
        return true;
    return fail_errno(err, "%s: cannot be written", name);
}

bool file_replace(int dir, const char *name, mode_t mode, const char *bytes, size_t size,
                  struct err *err)
{
    AUTO_FREE char *fresh = format("%s" FILE_FRESH, name);

    unlinkat(dir, fresh, 0); /* of a program that was killed here */
    if (file_write(dir, fresh, mode, bytes, size, NULL) && renameat(dir, fresh, dir, name) == 0)
        return true;
    fail_errno(err, "%s: cannot be written", name);
    unlinkat(dir, fresh, 0);
    return false;
}
