/* write.c - what was made goes into a folder. */
#include "backend/export/target.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"

/* A name may hold one folder of its own. */
static bool write_below(int dir, const struct made *made, struct err *err)
{
    const char *slash = strchr(made->name, '/');
    AUTO_FREE char *folder = slash ? strndup(made->name, (size_t)(slash - made->name)) : NULL;

    if (!slash)
        return file_replace(dir, made->name, made->mode, made->text.text, made->text.size, err);
    if (mkdirat(dir, must(folder), 0750) != 0 && errno != EEXIST)
        return fail_errno(err, "%s: cannot be made", folder);
    AUTO_CLOSE int below = openat(dir, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0)
        return fail_errno(err, "%s: cannot be opened", folder);
    return file_replace(below, slash + 1, made->mode, made->text.text, made->text.size, err);
}

bool makings_write(const struct makings *makings, const char *folder, struct err *err)
{
    if (mkdir(folder, 0750) != 0 && errno != EEXIST)
        return fail_errno(err, "%s: cannot be made", folder);
    AUTO_CLOSE int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return fail_errno(err, "%s: cannot be opened", folder);
    for (size_t i = 0; i < makings->count; i++)
        if (!write_below(dir, &makings->list[i], err))
            return fail_in(err, "%s", folder);
    return true;
}
