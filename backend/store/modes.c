#include "backend/store/modes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"

/* What nobody but the owner may read, by the end of its name; of all else, that others may not
 * write is enough. */
static const char *const modes_private[] = { ".vault", ".key", ".pfx", ".p12" };

struct modes_look {
    struct modes *modes;
    uid_t owner; /* of DIR */
};

static bool modes_is_private(const char *path)
{
    size_t size = strlen(path);

    for (size_t i = 0; i < sizeof modes_private / sizeof *modes_private; i++) {
        size_t end = strlen(modes_private[i]);
        if (size >= end && strcmp(path + size - end, modes_private[i]) == 0)
            return true;
    }
    return false;
}

static void modes_judge(const struct modes_look *look, const char *path, const struct stat *stat)
{
    mode_t is = stat->st_mode & 07777;
    mode_t open = S_ISREG(stat->st_mode) && modes_is_private(path) ? 0077 : 0022;
    bool foreign = stat->st_uid != look->owner && stat->st_uid != 0 && stat->st_uid != geteuid();

    if (!(is & open) && !foreign)
        return;
    if (look->modes->count < MODES_MAX) {
        struct mode_problem *problem = &look->modes->list[look->modes->count];

        *problem = (struct mode_problem){ .is = is, .should = is & ~open, .foreign = foreign };
        snprintf(problem->path, sizeof problem->path, "%s", path);
    }
    look->modes->count++;
}

/* One that a save just pruned, or that this user may not open, hides nothing. */
static void modes_unread(const struct modes_look *look, const char *path)
{
    if (errno != ENOENT && errno != EACCES && !*look->modes->unread)
        snprintf(look->modes->unread, sizeof look->modes->unread, "%s", path);
}

/* A link has no mode of its own. */
static bool modes_look_at(const struct modes_look *look, int dir, const char *path, bool *folder)
{
    struct stat stat;
    bool seen = fstatat(dir, path, &stat, AT_SYMLINK_NOFOLLOW) == 0;

    if (!seen)
        modes_unread(look, path);
    if (!seen || S_ISLNK(stat.st_mode))
        return false;
    modes_judge(look, path, &stat);
    *folder = S_ISDIR(stat.st_mode);
    return true;
}

static DIR *modes_open(int dir, const char *path)
{
    int inner = openat(dir, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = inner >= 0 ? fdopendir(inner) : NULL;

    if (!list && inner >= 0)
        close(inner);
    return list;
}

/* DIR/generations/N/cert/FILE is four deep. */
static void modes_walk(const struct modes_look *look, int dir, const char *path, int deep)
{
    DIR *list = modes_open(dir, path);
    bool whole = list, top = strcmp(path, ".") == 0;
    const struct dirent *entry;

    while (list && (entry = file_next(list, &whole))) {
        AUTO_FREE char *below = format("%s%s%s", top ? "" : path, top ? "" : "/", entry->d_name);
        bool folder = false;

        if (modes_look_at(look, dir, below, &folder) && folder &&
            (top ? strcmp(below, "generations") == 0 : deep > 1))
            modes_walk(look, dir, below, deep - 1);
    }
    if (!whole)
        modes_unread(look, path);
    if (list)
        closedir(list);
}

void modes_look(int dir, struct modes *modes)
{
    struct stat stat;
    struct modes_look look = { .modes = modes };

    *modes = (struct modes){ 0 };
    if (fstat(dir, &stat) != 0)
        return;
    look.owner = stat.st_uid;
    modes_judge(&look, ".", &stat);
    modes_walk(&look, dir, ".", 4);
}
