/* place.c - files are put in place, made to count, and put back. */
#include "backend/apply/plan.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "backend/apply/program.h"
#include "backend/base/file.h"
#include "backend/base/utf8.h"
#include "backend/base/wiped.h"

static char *place_whole(const struct plan *plan, const char *path)
{
    return format("%s/%s", plan->root, path);
}

/* Every folder on the way to path; those that are there stay as they are. */
static bool place_make_folders(const char *path, mode_t mode, struct err *err)
{
    AUTO_FREE char *folder = copy(path);

    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, mode) != 0 && errno != EEXIST)
            return fail_errno(err, "%s: cannot be made", folder);
        *slash = '/';
    }
    return true;
}

/* ------------------------------------------------ the backup */

static bool keep_one(int folder, const struct plan_file *file, struct err *err)
{
    AUTO_FREE char *name = copy(file->path);

    for (char *at = name; *at; at++)
        *at = *at == '/' ? '%' : *at;
    return file_write(folder, name, 0600, file->old.text, file->old.size, err);
}

bool plan_backup(struct plan *plan, struct err *err)
{
    char when[32];
    time_t now = time(NULL);
    struct tm tm;

    strftime(when, sizeof when, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &tm));
    plan->backup = format("%s/var/backups/printseal/%s-%s-%ld", plan->root, plan->applying->target,
                          when, (long)getpid());
    AUTO_FREE char *inside = format("%s/", plan->backup);
    if (!place_make_folders(inside, 0700, err))
        return false;
    AUTO_CLOSE int folder = open(plan->backup, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return fail_errno(err, "%s: cannot be opened", plan->backup);
    for (size_t i = 0; i < plan->count; i++)
        if (plan->files[i].was && !keep_one(folder, &plan->files[i], err))
            return fail_in(err, "%s", plan->backup);
    return true;
}

/* ------------------------------------------------ in place */

static char *place_beside(const struct plan *plan, const struct plan_file *file)
{
    return format("%s/%s.printseal-new", plan->root, file->path);
}

static bool write_beside(const struct plan *plan, const struct plan_file *file, struct err *err)
{
    AUTO_FREE char *path = place_beside(plan, file);

    unlink(path); /* of a program that was killed here */
    return place_make_folders(path, 0755, err) &&
           file_write(AT_FDCWD, path, file->mode, file->fresh.text, file->fresh.size, err);
}

static bool place_turn(const struct plan *plan, struct plan_file *file, struct err *err)
{
    AUTO_FREE char *from = place_beside(plan, file), *to = place_whole(plan, file->path);

    file->placed = rename(from, to) == 0;
    return file->placed || fail_errno(err, "%s: cannot be put in place", to);
}

static void forget_beside(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        AUTO_FREE char *path = place_beside(plan, &plan->files[i]);

        unlink(path);
    }
}

bool plan_place(struct plan *plan, struct err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < plan->count; i++)
        done = plan->files[i].touched || write_beside(plan, &plan->files[i], err);
    for (size_t i = 0; done && i < plan->count; i++)
        done = plan->files[i].touched || place_turn(plan, &plan->files[i], err);
    if (done)
        return true;
    forget_beside(plan);
    plan_undo(plan, false, NULL);
    return false;
}

/* ------------------------------------------------ programs */

/* Runs an order of the row, its @ words made paths. An order without words succeeds. */
static bool place_follow(const struct plan *plan, const struct order *order, struct err *err)
{
    const char *words[APPLY_WORDS + 1] = { NULL };
    char *paths[APPLY_WORDS] = { NULL };
    AUTO_BUF struct buf reply = { 0 };
    int status = 0;

    for (size_t i = 0; i < APPLY_WORDS && order->words[i]; i++) {
        if (*order->words[i] == '@')
            paths[i] =
                place_whole(plan, order->words[i][1] ? order->words[i] + 1 : plan->files[0].path);
        words[i] = paths[i] ? paths[i] : order->words[i];
    }
    if (words[0])
        status = program_run(words, NULL, &reply, err);
    if (status > 0)
        fail(err, "%s: %s", order->words[0], reply.size ? reply.text : "failed");
    for (size_t i = 0; i < APPLY_WORDS; i++)
        free(paths[i]);
    return status == 0;
}

bool plan_check(const struct plan *plan, struct err *err)
{
    return place_follow(plan, &plan->applying->check, err);
}

/* A daemon that does not run reads its files when it starts. */
static bool hang_up(const struct plan *plan, struct err *err)
{
    AUTO_FREE char *path = place_whole(plan, plan->applying->pid_file);
    AUTO_BUF struct buf text = { 0 };

    if (access(path, F_OK) != 0)
        return true;
    if (!file_read(AT_FDCWD, path, 64, &text, err))
        return false;
    long pid = strtol(text.text, NULL, 10);
    return (pid > 1 && kill((pid_t)pid, SIGHUP) == 0) ||
           fail_errno(err, "%s: the program it names cannot be reloaded", path);
}

bool plan_reload(const struct plan *plan, struct err *err)
{
    return plan->applying->pid_file ? hang_up(plan, err)
                                    : place_follow(plan, &plan->applying->reload, err);
}

/* ------------------------------------------------ back */

static bool put_back(const struct plan *plan, const struct plan_file *file, struct err *err)
{
    AUTO_FREE char *path = place_whole(plan, file->path);

    if (!file->placed && !file->touched)
        return true;
    if (file->was)
        return file_replace(AT_FDCWD, path, file->was_mode, file->old.text, file->old.size, err);
    return unlink(path) == 0 || errno == ENOENT || fail_errno(err, "%s: cannot be removed", path);
}

bool plan_undo(struct plan *plan, bool reload, struct err *err)
{
    const struct applying *a = plan->applying;
    struct err later;
    bool done = true;

    if (reload)
        done = place_follow(plan, &a->before_undo, err);
    for (size_t i = 0; i < plan->count; i++)
        done = put_back(plan, &plan->files[i], done ? err : &later) && done;
    if (!reload)
        return done;
    if (a->pid_file)
        return hang_up(plan, done ? err : &later) && done;
    return place_follow(plan, plan->files[0].was ? &a->after_undo : &a->gone,
                        done ? err : &later) &&
           done;
}
