#include "backend/apply/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/apply/below.h"
#include "backend/apply/unfinished_text.h"
#include "backend/base/file.h"
#include "backend/base/wiped.h"

enum { UNFINISHED_MAX = 1 << 16 };
static const char unfinished_folder[] = "var/backups/printseal";

/* ------------------------------------------------ held */

/* Whoever had it before may have removed it meanwhile: then it is another file that counts. */
static int unfinished_lock(int folder, const char *name, int flags)
{
    struct stat stat_ = { 0 };
    int fd;

    while ((fd = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, 0600)) >= 0) {
        if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &stat_) != 0)
            break;
        if (stat_.st_nlink)
            return fd;
        close(fd);
    }
    int why = errno;
    mem_close_fd(&fd);
    errno = why;
    return -1;
}

/* Nobody's for now: what it says is of one that was cut off. */
static int unfinished_open(const struct applying *applying, const char *root, int flags,
                           struct buf *text, struct err *err)
{
    AUTO_CLOSE int folder = below_open(root, unfinished_folder, NULL);
    AUTO_FREE char *name = format("%s.lock", applying->target);
    int fd = folder < 0 ? -1 : unfinished_lock(folder, name, flags);
    bool held = fd >= 0;

    if (held && file_read(folder, name, UNFINISHED_MAX, text, err))
        return fd;
    int why = errno;
    if (!held && why == EWOULDBLOCK)
        fail(err, "apply %s: another one is under way, or waits for its confirmation",
             applying->target);
    else if (!held)
        fail_errno(err, "%s/%s/%s", root, unfinished_folder, name);
    mem_close_fd(&fd);
    errno = why;
    return -1;
}

bool unfinished_hold(struct plan *plan, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };
    int fd = unfinished_open(plan->applying, plan->root, O_RDWR | O_CREAT, &text, err);

    if (fd < 0)
        return false;
    if (unfinished_text_whole(&text)) {
        close(fd);
        return fail(err,
                    "apply %s was cut off before; \"printseal apply %s\" puts the old files back "
                    "first",
                    plan->applying->target, plan->applying->target);
    }
    plan->lock = fd;
    plan->held = true;
    return true;
}

static bool unfinished_noted(const struct plan *plan, bool done, struct err *err)
{
    return (done && fsync(plan->lock) == 0) ||
           fail_errno(err, "%s/%s: cannot be written", plan->root, unfinished_folder);
}

bool unfinished_begin(struct plan *plan, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    return unfinished_text_make(plan, &text, err) &&
           unfinished_noted(plan,
                            ftruncate(plan->lock, 0) == 0 &&
                                file_write_all(plan->lock, text.text, text.size),
                            err);
}

bool unfinished_reload(const struct plan *plan, struct err *err)
{
    static const char word[] = UNFINISHED_RELOAD;

    return unfinished_noted(plan, file_write_all(plan->lock, word, sizeof word - 1), err);
}

bool unfinished_end(const struct plan *plan, struct err *err)
{
    if (!plan->held)
        return true;
    if (!unfinished_noted(plan, ftruncate(plan->lock, 0) == 0, err))
        return false;
    AUTO_CLOSE int folder = below_open(plan->root, unfinished_folder, NULL);
    AUTO_FREE char *name = format("%s.lock", plan->applying->target);
    if (folder >= 0)
        unlinkat(folder, name, 0); /* an empty one says nothing */
    return true;
}

/* Held only where it says something, so that a look keeps nobody from starting. */
bool unfinished_look(const struct applying *applying, const char *root)
{
    AUTO_CLOSE int folder = below_open(root, unfinished_folder, NULL);
    AUTO_FREE char *name = format("%s.lock", applying->target);
    AUTO_BUF struct buf text = { 0 }, again = { 0 };

    if (folder < 0 || !file_read(folder, name, UNFINISHED_MAX, &text, NULL) ||
        !unfinished_text_whole(&text))
        return false;
    AUTO_CLOSE int fd = unfinished_open(applying, root, O_RDONLY, &again, NULL);
    return fd >= 0 && unfinished_text_whole(&again);
}

const char *unfinished_target(void)
{
    for (const struct applying *row = applying_rows; row->target; row++)
        if (unfinished_look(row, ""))
            return row->target;
    return NULL;
}

/* ------------------------------------------------ put back */

struct unfinished_way {
    struct plan *plan;
    int backup;       /* the folder of the old files */
    bool reloaded;    /* the new ones may count already */
    struct buf *left; /* paths of what was changed since */
};

/* What is there now is neither the old nor the new file: *ours is false. */
static bool unfinished_is_ours(const struct plan *plan, const struct plan_file *file,
                               const struct unfinished_line *line, bool *ours, struct err *err)
{
    struct plan_file now = { .path = file->path };
    bool looked = plan_look(plan, &now, err);

    *ours = !now.was || unfinished_text_is(line, &now.old) ||
            (file->was && now.old.size == file->old.size &&
             memcmp(now.old.text, file->old.text, now.old.size) == 0);
    wiped_free(&now.old);
    return looked;
}

static bool unfinished_old(int backup, struct plan_file *file, struct err *err)
{
    AUTO_FREE char *name = plan_backup_name(file->path);
    AUTO_WIPED struct buf bytes = { 0 };

    wiped_text(&file->old, "");
    if (!file->was)
        return true;
    if (!file_read(backup, name, PLAN_FILE_MAX, &bytes, err))
        return false;
    wiped_add(&file->old, bytes.text, bytes.size);
    return true;
}

static bool unfinished_touched(const struct applying *applying, const char *path)
{
    for (const char *const *touched = applying->touched; touched && *touched; touched++)
        if (strcmp(*touched, path) == 0)
            return true;
    return false;
}

/* What a program changed is put back whatever is in it: nobody knows what it wrote, and half of a
 * firewall is none. */
static bool unfinished_take(const struct unfinished_way *way, const struct unfinished_line *line,
                            struct err *err)
{
    struct plan_file *file = plan_add(way->plan, line->path);

    file->was = line->was;
    file->was_mode = line->mode;
    if (!unfinished_old(way->backup, file, err))
        return false;
    if (unfinished_touched(way->plan->applying, line->path)) {
        file->touched = way->reloaded;
        return true;
    }
    if (!unfinished_is_ours(way->plan, file, line, &file->placed, err))
        return false;
    if (!file->placed)
        buf_print(way->left, "%s%s/%s", way->left->size ? ", " : "", way->plan->root, line->path);
    return true;
}

/* Takes the text apart: half of the old state is not put back. */
static bool unfinished_read(struct unfinished_way *way, struct buf *text, struct err *err)
{
    struct unfinished_line line;
    char *at = text->text;

    way->plan->backup = unfinished_text_backup(&at);
    AUTO_CLOSE int backup = below_open(way->plan->root, way->plan->backup, err);
    way->backup = backup;
    while (backup >= 0 && unfinished_text_next(&at, &line))
        if (!unfinished_take(way, &line, err))
            return false;
    return backup >= 0 && ((way->plan->count && unfinished_text_last(&line)) ||
                           fail(err,
                                "%s/%s/%s.lock is damaged; put back by hand what is in %s/%s, then "
                                "remove it",
                                way->plan->root, unfinished_folder, way->plan->applying->target,
                                way->plan->root, way->plan->backup));
}

bool unfinished_undo(const struct applying *applying, const char *root, bool *was, struct buf *left,
                     struct err *err)
{
    AUTO_BUF struct buf text = { 0 };
    struct plan *plan = must(calloc(1, sizeof *plan));
    struct unfinished_way way = { .plan = plan, .left = left };

    plan->applying = applying;
    plan->root = copy(root);
    plan->lock = unfinished_open(applying, root, O_RDWR, &text, err);
    plan->held = plan->lock >= 0;
    bool done = plan->held || errno == ENOENT; /* there never was one */
    *was = unfinished_text_whole(&text);
    way.reloaded = unfinished_text_reloaded(&text);
    if (*was)
        done = unfinished_read(&way, &text, err) && plan_undo(plan, way.reloaded && !*root, err);
    else if (plan->held)
        unfinished_end(plan, NULL); /* cut off before the first file was changed */
    plan_free(plan);
    return done;
}
