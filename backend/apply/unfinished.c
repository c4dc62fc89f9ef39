#include "backend/apply/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "backend/apply/below.h"
#include "backend/apply/unfinished_text.h"
#include "backend/base/file.h"
#include "backend/base/wiped.h"

enum { UNFINISHED_MAX = 1 << 16, UNFINISHED_FILE = 4 << 20 };
static const char unfinished_folder[] = "var/backups/printseal";

/* ------------------------------------------------ held */

/* Nobody's for now: what it says is of one that was cut off. */
static int unfinished_open(const struct applying *applying, const char *root, int flags,
                           struct buf *text, struct err *err)
{
    AUTO_CLOSE int folder = below_open(root, unfinished_folder, NULL);
    AUTO_FREE char *name = format("%s.lock", applying->target);
    int fd = folder < 0 ? -1 : openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, 0600);

    bool held = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (held && file_read(folder, name, UNFINISHED_MAX, text, err))
        return fd;
    int why = errno;
    if (fd >= 0 && !held && why == EWOULDBLOCK)
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

static bool unfinished_write(const struct plan *plan, const struct buf *text, struct err *err)
{
    return (file_write_all(plan->lock, text->text, text->size) && fsync(plan->lock) == 0) ||
           fail_errno(err, "%s/%s: cannot be written", plan->root, unfinished_folder);
}

bool unfinished_begin(struct plan *plan, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    if (ftruncate(plan->lock, 0) != 0 || lseek(plan->lock, 0, SEEK_SET) != 0)
        return fail_errno(err, "%s/%s: cannot be written", plan->root, unfinished_folder);
    return unfinished_text_make(plan, &text, err) && unfinished_write(plan, &text, err);
}

bool unfinished_reload(const struct plan *plan, struct err *err)
{
    return !plan->held || unfinished_write(plan,
                                           &(struct buf){ .text = (char[]){ UNFINISHED_RELOAD },
                                                          .size = sizeof UNFINISHED_RELOAD - 1 },
                                           err);
}

bool unfinished_end(const struct plan *plan, struct err *err)
{
    return !plan->held || (ftruncate(plan->lock, 0) == 0 && fsync(plan->lock) == 0) ||
           fail_errno(err, "%s/%s: cannot be written", plan->root, unfinished_folder);
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

/* What is there now is neither the old nor the new file: *ours is false. */
static bool unfinished_is_ours(const struct plan *plan, const struct unfinished_line *line,
                               const struct buf *old, bool *ours, struct err *err)
{
    const char *name;
    AUTO_WIPED struct buf now = { 0 };
    AUTO_CLOSE int folder = below_open_parent(plan->root, line->path, false, &name, err);

    if (folder < 0 ? errno == ENOENT : !file_exists(folder, name))
        return *ours = true;
    if (folder < 0 || !file_read(folder, name, UNFINISHED_FILE, &now, err))
        return false;
    *ours = unfinished_text_is(line, &now) ||
            (line->was && now.size == old->size &&
             (!old->size || memcmp(now.text, old->text, old->size) == 0));
    return true;
}

static bool unfinished_old(int backup, const struct unfinished_line *line, struct buf *old,
                           struct err *err)
{
    AUTO_FREE char *name = plan_backup_name(line->path);
    AUTO_WIPED struct buf bytes = { 0 };

    wiped_text(old, "");
    if (!line->was)
        return true;
    if (!file_read(backup, name, UNFINISHED_FILE, &bytes, err))
        return false;
    wiped_add(old, bytes.text, bytes.size);
    return true;
}

static bool unfinished_take(struct plan *plan, int backup, const struct unfinished_line *line,
                            struct buf *left, struct err *err)
{
    struct plan_file *file = plan_add(plan, line->path);
    bool ours = false;

    file->was = line->was;
    file->was_mode = line->mode;
    if (!unfinished_old(backup, line, &file->old, err) ||
        !unfinished_is_ours(plan, line, &file->old, &ours, err))
        return false;
    file->placed = ours;
    if (!ours)
        buf_print(left, "%s%s/%s", left->size ? ", " : "", plan->root, line->path);
    return true;
}

/* Takes the text apart. */
static bool unfinished_read(struct plan *plan, struct buf *text, struct buf *left, struct err *err)
{
    struct unfinished_line line;
    char *at = text->text;

    plan->backup = unfinished_text_backup(&at);
    AUTO_CLOSE int backup = below_open(plan->root, plan->backup, err);
    while (backup >= 0 && unfinished_text_next(&at, &line))
        if (!unfinished_take(plan, backup, &line, left, err))
            return false;
    return backup >= 0;
}

bool unfinished_undo(const struct applying *applying, const char *root, bool *was, struct buf *left,
                     struct err *err)
{
    AUTO_BUF struct buf text = { 0 };
    struct plan *plan = must(calloc(1, sizeof *plan));

    plan->applying = applying;
    plan->root = copy(root);
    plan->lock = unfinished_open(applying, root, O_RDWR, &text, err);
    plan->held = plan->lock >= 0;
    *was = unfinished_text_whole(&text);
    bool none = !plan->held && errno == ENOENT;
    bool reload = !*root && unfinished_text_reloaded(&text);
    bool done = none || (plan->held && (!*was || (unfinished_read(plan, &text, left, err) &&
                                                  plan_undo(plan, reload, err))));
    plan_free(plan);
    return done;
}
