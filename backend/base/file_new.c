/* file_new.c - a file that is there when all of it is: not before, and never in the place of
 * another. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"

/* It gets its name by way of /proc; not every file system has files without one. */
static int file_new_unnamed(const char *path)
{
    AUTO_FREE char *folder = copy(path);

    if (access("/proc/self/fd", X_OK) != 0)
        return -1;
    return open(dirname(folder), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
}

static bool file_new_has_name(int fd)
{
    struct stat stat;

    return fstat(fd, &stat) == 0 && stat.st_nlink > 0;
}

int file_new_open(const char *path)
{
    if (file_exists(AT_FDCWD, path))
        return errno = EEXIST, -1;
    int fd = file_new_unnamed(path);
    return fd >= 0 ? fd : open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

static bool file_new_name(int fd, const char *path)
{
    char link[64];

    if (file_new_has_name(fd))
        return true;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    return linkat(AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

/* A new file lasts once its name does, too. */
static bool file_new_sync_folder(const char *path)
{
    AUTO_FREE char *folder = copy(path);
    AUTO_CLOSE int fd = open(dirname(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); /* not every file system does folders */
}

bool file_new_end(int fd, const char *path)
{
    return fsync(fd) == 0 && file_new_name(fd, path) && file_new_sync_folder(path);
}

void file_new_drop(int fd, const char *path)
{
    if (file_new_has_name(fd))
        unlink(path);
}

bool file_write_new(const char *path, const char *bytes, size_t size, struct err *err)
{
    AUTO_CLOSE int fd = file_new_open(path);

    if (fd < 0)
        return fail_errno(err, "%s: cannot be made", path);
    if (file_write_all(fd, bytes, size) && file_new_end(fd, path))
        return true;
    fail_errno(err, "%s: cannot be written", path);
    file_new_drop(fd, path);
    return false;
}
