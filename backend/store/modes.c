#include "backend/store/modes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/utf8.h"

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

static bool modes_is_foreign(const struct stat *stat, uid_t owner)
{
    return stat->st_uid != owner && stat->st_uid != 0 && stat->st_uid != geteuid();
}

static void modes_add(struct modes *modes, const char *path, const struct mode_problem *problem)
{
    if (!(problem->is & ~problem->should) && !problem->foreign)
        return;
    if (modes->count < MODES_MAX) {
        modes->list[modes->count] = *problem;
        snprintf(modes->list[modes->count].path, sizeof problem->path, "%s", path);
        utf8_sanitize(modes->list[modes->count].path);
    }
    modes->count++;
}

static void modes_judge(const struct modes_look *look, const char *path, const struct stat *stat)
{
    mode_t is = stat->st_mode & 07777;
    mode_t open = S_ISREG(stat->st_mode) && modes_is_private(path) ? 0077 : 0022;

    modes_add(look->modes, path,
              &(struct mode_problem){
                  .is = is, .should = is & ~open, .foreign = modes_is_foreign(stat, look->owner) });
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

/* ------------------------------------------------ above */

/* Who owns "/" has everything; in a namespace of users that is nobody this user could name. */
static bool modes_owned(const struct stat *stat_, uid_t owner)
{
    struct stat root;

    return !modes_is_foreign(stat_, owner) ||
           (stat("/", &root) == 0 && stat_->st_uid == root.st_uid);
}

static void modes_judge_above(struct modes *modes, const char *path, uid_t owner)
{
    struct stat stat_;

    if (stat(path, &stat_) != 0)
        return;
    mode_t is = stat_.st_mode & 07777, open = is & S_ISVTX ? 0 : 0022;
    modes_add(modes, path,
              &(struct mode_problem){ .is = is,
                                      .should = is & ~open,
                                      .above = true,
                                      .foreign = !modes_owned(&stat_, owner) });
}

void modes_look_above(const char *folder, struct modes *modes)
{
    AUTO_FREE char *real = realpath(folder, NULL);
    struct stat stat_;

    if (!real || stat(real, &stat_) != 0)
        return;
    for (char *end = strrchr(real, '/'); end > real; end = strrchr(real, '/')) {
        *end = '\0';
        modes_judge_above(modes, real, stat_.st_uid);
    }
    modes_judge_above(modes, "/", stat_.st_uid);
}
