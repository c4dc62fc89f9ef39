/* program_guard.c - who may change a program that is run with our rights? */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/apply/program.h"

/* In a folder where everybody may write and has only what is his own (/tmp), what leads on is not
 * his to change. */
static bool program_guard_mode(const struct stat *stat)
{
    bool shared = S_ISDIR(stat->st_mode) && stat->st_mode & S_ISVTX;

    return !(stat->st_mode & 0022) || shared;
}

static bool program_guard_one(const char *path, struct err *err)
{
    struct stat stat_;

    if (stat(path, &stat_) != 0)
        return fail_errno(err, "%s", path);
    if (stat_.st_uid != 0 && stat_.st_uid != geteuid())
        return fail(err, "%s: belongs to another user, who could change what is run", path);
    return program_guard_mode(&stat_) ||
           fail(err, "%s: can be changed by other users, and is not run", path);
}

static bool program_guard_file(const char *path, struct err *err)
{
    struct stat stat_;

    if (stat(path, &stat_) != 0)
        return fail_errno(err, "%s", path);
    return (S_ISREG(stat_.st_mode) && access(path, X_OK) == 0) ||
           fail(err, "%s: is not a program that can be run", path);
}

bool program_guarded(const char *path, struct err *err)
{
    AUTO_FREE char *real = realpath(path, NULL);

    if (!real)
        return fail_errno(err, "%s", path);
    if (!program_guard_file(real, err))
        return false;
    for (char *end = real + strlen(real); end > real; end = strrchr(real, '/')) {
        *end = '\0';
        if (!program_guard_one(real, err))
            return false;
    }
    return program_guard_one("/", err);
}
