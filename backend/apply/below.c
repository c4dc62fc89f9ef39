#include "backend/apply/below.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"

enum { FOLDER_FLAGS = O_PATH | O_DIRECTORY | O_CLOEXEC };

/* ------------------------------------------------ one step */

/* For kernels before 5.6, and where a filter forbids openat2(): follows no link at all. */
static int below_walk(int root, const char *path)
{
    char word[NAME_MAX + 1];
    int at = dup(root);

    for (const char *rest = path; at >= 0 && *rest;) {
        size_t size = strcspn(rest, "/");

        if (size >= sizeof word || (size == 2 && memcmp(rest, "..", 2) == 0)) {
            close(at);
            errno = EXDEV;
            return -1;
        }
        memcpy(word, rest, size);
        word[size] = '\0';
        int next = *word ? openat(at, word, FOLDER_FLAGS | O_NOFOLLOW) : dup(at);
        close(at);
        at = next;
        rest += size + (rest[size] == '/');
    }
    return at;
}

static int below_step(int root, const char *path)
{
    struct open_how how = { .flags = FOLDER_FLAGS,
                            .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS };
    long fd = syscall(SYS_openat2, root, *path ? path : ".", &how, sizeof how);

    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        return below_walk(root, path);
    return (int)fd;
}

static int below_root(const char *root)
{
    return open(*root ? root : "/", FOLDER_FLAGS);
}

static int below_failed(const char *root, const char *path, const char *what, struct err *err)
{
    int why = errno;

    fail_errno(err, "%s/%s: %s", root, path, what);
    errno = why;
    return -1;
}

/* ------------------------------------------------ folders */

int below_open(const char *root, const char *path, struct err *err)
{
    AUTO_CLOSE int top = below_root(root);
    int fd = top < 0 ? -1 : below_step(top, path);

    return fd >= 0 ? fd : below_failed(root, path, tr("cannot be opened"), err);
}

/* Of that mode whatever the umask says: a system's folders are for everybody. */
static int below_new_in(int at, const char *name, mode_t mode)
{
    return mkdirat(at, name, mode) == 0 ? fchmodat(at, name, mode, 0) : -1;
}

static int below_new(const char *path, mode_t mode)
{
    return below_new_in(AT_FDCWD, path, mode);
}

/* Folder by folder: each is opened from the root, or made in the one before it. */
static int below_make_each(int top, const char *path, mode_t mode)
{
    AUTO_FREE char *part = copy(path);
    int at = below_step(top, "");

    for (char *end = part; at >= 0 && *end; end += *end == '/') {
        const char *word = end;

        end += strcspn(end, "/");
        char after = *end;
        *end = '\0';
        int next = below_step(top, part);
        if (next < 0 && errno == ENOENT && below_new_in(at, word, mode) == 0)
            next = below_step(top, part);
        close(at);
        at = next;
        *end = after;
    }
    return at;
}

int below_make(const char *root, const char *path, mode_t mode, struct err *err)
{
    /* The root may be several folders that are not there yet. */
    bool there = !*root || file_make_folders(root, 0755, 0755, below_new, NULL);
    AUTO_CLOSE int top = there ? below_root(root) : -1;
    int fd = top < 0 ? -1 : below_make_each(top, path, mode);

    return fd >= 0 ? fd : below_failed(root, path, tr("cannot be made"), err);
}

int below_open_parent(const char *root, const char *path, bool make, const char **name,
                      struct err *err)
{
    const char *slash = strrchr(path, '/');
    AUTO_FREE char *folder = format("%.*s", slash ? (int)(slash - path) : 0, path);

    *name = slash ? slash + 1 : path;
    return make ? below_make(root, folder, 0755, err) : below_open(root, folder, err);
}

char *below_path(const char *root, const char *path)
{
    const char *name;
    char link[64], folder[PATH_MAX];
    AUTO_CLOSE int fd = below_open_parent(root, path, false, &name, NULL);

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = fd < 0 ? -1 : readlink(link, folder, sizeof folder);
    if (size <= 0 || (size_t)size == sizeof folder)
        return format("%s/%s", root, path);
    return format("%.*s/%s", size == 1 ? 0 : (int)size, folder, name);
}
