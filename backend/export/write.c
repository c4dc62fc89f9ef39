/* write.c - what was made goes into a folder: all of it or nothing, and nothing of anybody lost. */
#include "backend/export/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/wiped.h"
#include "backend/export/written.h"
#include "backend/secret/crypto.h"

struct writing {
    const struct makings *makings;
    const char *folder;
    int dir;
    bool force;
    struct written written; /* what was written here before */
};

/* ------------------------------------------------ folders */

/* The folder that a name is in: ours, or one below it, which is made. The caller closes. */
static int write_open_below(const struct writing *writing, const char *name, struct err *err)
{
    const char *slash = strchr(name, '/');
    AUTO_FREE char *folder = format("%.*s", slash ? (int)(slash - name) : 1, slash ? name : ".");

    if (slash && mkdirat(writing->dir, folder, 0750) != 0 && errno != EEXIST)
        return fail_errno(err, "%s: cannot be made", folder), -1;
    int below = openat(writing->dir, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0)
        fail_errno(err, "%s: cannot be opened", folder);
    return below;
}

static const char *write_last_part(const char *name)
{
    const char *slash = strchr(name, '/');

    return slash ? slash + 1 : name;
}

/* ------------------------------------------------ what is there */

/* Ours as it was written, the same as now, or nothing: then it may be replaced without a word. */
static bool write_may_replace(const struct writing *writing, const struct made *made)
{
    AUTO_WIPED struct buf there = { 0 };
    struct stat stat;

    if (fstatat(writing->dir, made->name, &stat, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT;
    if (!S_ISREG(stat.st_mode) || !file_read(writing->dir, made->name, EXPORT_MAX, &there, NULL))
        return false;
    if (there.size == made->text.size && memcmp(there.text, made->text.text, there.size) == 0)
        return true;
    return written_has(&writing->written, writing->makings->server, made->name, &there);
}

static bool write_look(const struct writing *writing, struct err *err)
{
    AUTO_BUF struct buf changed = { 0 };

    for (size_t i = 0; i < writing->makings->count && !writing->force; i++)
        if (!write_may_replace(writing, &writing->makings->list[i]))
            buf_print(&changed, "%s%s", changed.size ? ", " : "", writing->makings->list[i].name);
    return !changed.size ||
           fail(err,
                "%s: changed since it was exported, or exported for another server, and not "
                "overwritten: %s; take another folder, or \"export --force\", which keeps a copy",
                writing->folder, changed.text);
}

/* ------------------------------------------------ all or nothing */

static bool write_one_beside(const struct writing *writing, const struct made *made,
                             struct err *err)
{
    AUTO_CLOSE int below = write_open_below(writing, made->name, err);
    AUTO_FREE char *fresh = format("%s.new", write_last_part(made->name));

    if (below < 0)
        return false;
    unlinkat(below, fresh, 0); /* of a program that was killed here */
    return file_write(below, fresh, made->mode, made->text.text, made->text.size, NULL) ||
           fail_errno(err, "%s: cannot be written", made->name);
}

static void write_forget(const struct writing *writing)
{
    for (size_t i = 0; i < writing->makings->count; i++) {
        AUTO_FREE char *fresh = format("%s.new", writing->makings->list[i].name);

        unlinkat(writing->dir, fresh, 0);
    }
}

/* NAME.old, or NAME.old.2 if there is one; a second name, so that NAME is never missing. */
static bool write_keep(const struct writing *writing, const struct made *made, struct err *err)
{
    enum { MOST = 1000 };

    for (int i = 1; i < MOST; i++) {
        AUTO_FREE char *old =
            i == 1 ? format("%s.old", made->name) : format("%s.old.%d", made->name, i);

        if (linkat(writing->dir, made->name, writing->dir, old, 0) == 0)
            return true;
        if (errno == EPERM && !file_exists(writing->dir, old) && /* a file system without links */
            renameat(writing->dir, made->name, writing->dir, old) == 0)
            return true;
        if (errno != EEXIST && errno != EPERM)
            break;
    }
    return fail_errno(err, "%s: a copy cannot be kept", made->name);
}

static bool write_turn(struct writing *writing, const struct made *made, struct err *err)
{
    AUTO_FREE char *fresh = format("%s.new", made->name);

    if (!write_may_replace(writing, made) && !write_keep(writing, made, err))
        return false;
    if (renameat(writing->dir, fresh, writing->dir, made->name) != 0)
        return fail_errno(err, "%s: cannot be written", made->name);
    written_note(&writing->written, writing->makings->server, made->name, &made->text);
    return true;
}

static bool write_all(struct writing *writing, struct err *err)
{
    const struct makings *makings = writing->makings;
    bool done = true;

    for (size_t i = 0; done && i < makings->count; i++)
        done = write_one_beside(writing, &makings->list[i], err);
    for (size_t i = 0; done && i < makings->count; i++)
        done = write_turn(writing, &makings->list[i], err);
    if (!done)
        write_forget(writing);
    return written_save(&writing->written, writing->dir, done ? err : NULL) && done;
}

bool write_makings(const struct makings *makings, const char *folder, bool force, struct err *err)
{
    if (!crypto_ready(err) || /* for written.h */
        !file_make_folders(folder, 0750, 0750, mkdir, err))
        return false;
    AUTO_CLOSE int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return fail_errno(err, "%s: cannot be opened", folder);
    struct writing writing = { .makings = makings, .folder = folder, .dir = dir, .force = force };
    written_load(&writing.written, dir);
    bool done =
        write_look(&writing, err) && (write_all(&writing, err) || fail_in(err, "%s", folder));
    written_free(&writing.written);
    return done;
}

bool write_untouched(const struct makings *makings, const char *folder)
{
    AUTO_CLOSE int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct writing writing = { .makings = makings, .folder = folder, .dir = dir };

    if (dir < 0)
        return true;
    written_load(&writing.written, dir);
    bool untouched = write_look(&writing, NULL);
    written_free(&writing.written);
    return untouched;
}

bool write_holds_secret(const struct makings *makings)
{
    size_t i = 0;

    while (i < makings->count && !makings->list[i].secret)
        i++;
    return i < makings->count;
}
