/* file_folder.c - what is in a folder; making and taking away whole ones. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"

/* ------------------------------------------------ folders */

static bool file_is_self_or_above(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

const struct dirent *file_next(DIR *folder, bool *whole)
{
    const struct dirent *entry;

    do {
        errno = 0;
        entry = readdir(folder);
    } while (entry && file_is_self_or_above(entry->d_name));
    if (!entry && errno)
        *whole = false;
    return entry;
}

bool file_exists(int dir, const char *path)
{
    return faccessat(dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

bool file_denied(int dir, const char *path)
{
    return faccessat(dir, path, R_OK, AT_EACCESS) != 0 && errno == EACCES;
}

static bool file_make_folder(const char *path, mode_t mode, int make(const char *, mode_t),
                             struct err *err)
{
    return make(path, mode) == 0 || errno == EEXIST || fail_errno(err, "%s: cannot be made", path);
}

bool file_make_folders(const char *path, mode_t way, mode_t last,
                       int make(const char *path, mode_t mode), struct err *err)
{
    AUTO_FREE char *part = copy(path);
    char *slash = part;

    while (*slash && (slash = strchr(slash + 1, '/')) && slash[strspn(slash, "/")]) {
        *slash = '\0';
        if (!file_make_folder(part, way, make, err))
            return false;
        *slash = '/';
    }
    return file_make_folder(path, last, make, err);
}

/* ------------------------------------------------ removing */

static bool remove_contents(int fd, struct err *err)
{
    int again = dup(fd);
    DIR *stream = again < 0 ? NULL : fdopendir(again);
    const struct dirent *entry;
    bool fine = stream != NULL;

    while (fine && (entry = file_next(stream, &fine)))
        if (unlinkat(fd, entry->d_name, 0) != 0)
            fine = errno == EISDIR && file_remove_folder(fd, entry->d_name, err);
    int why = errno;
    if (stream)
        closedir(stream);
    else
        mem_close_fd(&again);
    errno = why;
    return fine;
}

bool file_remove_folder(int dir, const char *name, struct err *err)
{
    AUTO_CLOSE int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0 && errno == ENOENT)
        return true;
    if (fd >= 0 && remove_contents(fd, err) && unlinkat(dir, name, AT_REMOVEDIR) == 0)
        return true;
    return fail_errno(err, "%s: cannot be removed", name);
}
