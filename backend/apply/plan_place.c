/* plan_place.c - files are put in place, made to count, and put back. */
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

#include "backend/apply/below.h"
#include "backend/apply/program.h"
#include "backend/apply/unfinished.h"
#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/mem_end.h"
#include "backend/base/utf8.h"
#include "backend/base/wiped.h"

/* ------------------------------------------------ the backup */

char *plan_backup_name(const char *path)
{
    char *name = copy(path);

    for (char *at = name; *at; at++)
        *at = *at == '/' ? '%' : *at;
    return name;
}

static bool keep_one(int folder, const struct plan_file *file, struct err *err)
{
    AUTO_FREE char *name = plan_backup_name(file->path);

    return file_write(folder, name, 0600, file->old.text, file->old.size, err);
}

bool plan_backup(struct plan *plan, struct err *err)
{
    char when[32];
    time_t now = time(NULL);
    struct tm tm;

    strftime(when, sizeof when, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &tm));
    free(plan->backup);
    plan->backup = format("%s/var/backups/printseal/%s-%s-%ld", plan->root, plan->applying->target,
                          when, (long)getpid());
    AUTO_CLOSE int above = below_make(plan->root, "var/backups", 0755, err);
    AUTO_CLOSE int folder =
        above < 0 ? -1 : below_make(plan->root, plan->backup + strlen(plan->root) + 1, 0700, err);
    if (folder < 0 || !unfinished_hold(plan, err))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < plan->count; i++)
        done = !plan->files[i].was || keep_one(folder, &plan->files[i], err) ||
               fail_in(err, "%s", plan->backup);
    if (done && unfinished_begin(plan, err))
        return true;
    unfinished_end(plan, NULL);
    return false;
}

/* ------------------------------------------------ in place */

static char *place_beside(const char *name)
{
    return format("%s.printseal-new", name);
}

static bool write_beside(const struct plan *plan, const struct plan_file *file, struct err *err)
{
    const char *name;
    AUTO_CLOSE int folder = below_open_parent(plan->root, file->path, true, &name, err);
    AUTO_FREE char *fresh = place_beside(name);

    if (folder < 0)
        return false;
    unlinkat(folder, fresh, 0); /* of a program that was killed here */
    return file_write(folder, fresh, file->mode, file->fresh.text, file->fresh.size, NULL) ||
           fail_errno(err, "%s/%s: cannot be written", plan->root, file->path);
}

static bool place_turn(const struct plan *plan, struct plan_file *file, struct err *err)
{
    const char *name;
    AUTO_CLOSE int folder = below_open_parent(plan->root, file->path, false, &name, err);
    AUTO_FREE char *fresh = place_beside(name);

    file->placed = folder >= 0 && renameat(folder, fresh, folder, name) == 0;
    return file->placed || folder < 0
               ? file->placed
               : fail_errno(err, "%s/%s: cannot be put in place", plan->root, file->path);
}

static void forget_beside(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        const char *name;
        AUTO_CLOSE int folder =
            below_open_parent(plan->root, plan->files[i].path, false, &name, NULL);
        AUTO_FREE char *fresh = place_beside(name);

        if (folder >= 0)
            unlinkat(folder, fresh, 0);
    }
}

bool plan_place(struct plan *plan, struct err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < plan->count; i++)
        done = plan->files[i].touched || write_beside(plan, &plan->files[i], err);
    if (done)
        mem_done("some files may be in place; apply again");
    for (size_t i = 0; done && i < plan->count; i++)
        done = plan->files[i].touched || place_turn(plan, &plan->files[i], err);
    if (done) {
        mem_done("the files are in place");
        return true;
    }
    forget_beside(plan);
    plan_undo(plan, false, NULL);
    return false;
}

/* ------------------------------------------------ programs */

/* Runs an order of the row, its @ words made paths. An order without words succeeds. */
static bool place_follow(const struct plan *plan, const struct apply_program *order,
                         struct err *err)
{
    const char *words[APPLY_WORDS + 1] = { NULL };
    char *paths[APPLY_WORDS] = { NULL };
    AUTO_BUF struct buf reply = { 0 };
    int status = 0;

    for (size_t i = 0; i < APPLY_WORDS && order->words[i]; i++) {
        if (*order->words[i] == '@')
            paths[i] = below_path(plan->root,
                                  order->words[i][1] ? order->words[i] + 1 : plan->files[0].path);
        words[i] = paths[i] ? paths[i] : order->words[i];
    }
    if (words[0])
        status = program_run(words, NULL, &reply, err);
    if (status > 0)
        fail(err, "%s: %s", order->words[0], reply.size ? reply.text : tr("failed"));
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
    AUTO_FREE char *path = below_path(plan->root, plan->applying->pid_file);
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
    const char *name;

    if (!file->placed && !file->touched)
        return true;
    AUTO_CLOSE int folder = below_open_parent(plan->root, file->path, file->was, &name, err);
    if (folder < 0)
        return !file->was && errno == ENOENT;
    if (file->was)
        return file_replace(folder, name, file->was_mode, file->old.text, file->old.size, err);
    return unlinkat(folder, name, 0) == 0 || errno == ENOENT ||
           fail_errno(err, "%s/%s: cannot be removed", plan->root, file->path);
}

static bool place_count_again(const struct plan *plan, struct err *err)
{
    const struct applying *a = plan->applying;

    return a->pid_file ? hang_up(plan, err)
                       : place_follow(plan, plan->files[0].was ? &a->after_undo : &a->gone, err);
}

bool plan_undo(struct plan *plan, bool reload, struct err *err)
{
    const struct applying *a = plan->applying;
    struct err later;
    bool back = !reload || place_follow(plan, &a->before_undo, err);

    for (size_t i = 0; i < plan->count; i++)
        back = put_back(plan, &plan->files[i], back ? err : &later) && back;
    bool done = (!reload || place_count_again(plan, back ? err : &later)) && back;
    if (back)
        unfinished_end(plan, NULL); /* else they are put back once more, which changes nothing */
    return done;
}
