#include "backend/apply/plan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/apply/below.h"
#include "backend/apply/program.h"
#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/base/wiped.h"

/* ------------------------------------------------ what goes where */

struct plan_file *plan_add(struct plan *plan, const char *path)
{
    plan->files = grow(plan->files, plan->count, &plan->room, sizeof *plan->files);
    plan->files[plan->count] = (struct plan_file){ .path = copy(path), .mode = 0644 };
    return &plan->files[plan->count++];
}

/* NULL: this file of the target stays here. */
static char *destination(const struct applying *applying, const char *name)
{
    for (const struct put *put = applying->puts; put->from; put++) {
        bool folder = put->to[strlen(put->to) - 1] == '/';

        if (folder && strncmp(name, put->from, strlen(put->from)) == 0)
            return format("%s%s", put->to, name);
        if (!folder && strcmp(name, put->from) == 0)
            return copy(put->to);
    }
    return NULL;
}

bool plan_look(const struct plan *plan, struct plan_file *file, struct err *err)
{
    AUTO_WIPED struct buf bytes = { 0 };
    struct stat stat_;
    const char *name;

    wiped_text(&file->old, "");
    AUTO_CLOSE int folder = below_open_parent(plan->root, file->path, false, &name, err);
    if (folder < 0)
        return errno == ENOENT;
    if (fstatat(folder, name, &stat_, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT || fail_errno(err, "%s/%s", plan->root, file->path);
    if (!S_ISREG(stat_.st_mode))
        return fail(err, "%s/%s: is not an ordinary file, and is left alone", plan->root,
                    file->path);
    if (!file_read(folder, name, PLAN_FILE_MAX, &bytes, err))
        return fail_in(err, "%s", plan->root);
    wiped_add(&file->old, bytes.text, bytes.size);
    file->was = true;
    file->was_mode = stat_.st_mode & 07777;
    return true;
}

static bool take_made(struct plan *plan, const struct makings *makings, struct err *err)
{
    for (size_t i = 0; i < makings->count; i++) {
        const struct made *made = &makings->list[i];
        AUTO_FREE char *path = destination(plan->applying, made->name);

        if (!path)
            continue;
        struct plan_file *file = plan_add(plan, path);
        file->secret = made->secret;
        file->mode = made->secret ? 0600 : made->mode == 0640 ? 0644 : made->mode;
        wiped_add(&file->fresh, made->text.text, made->text.size);
        if (!plan_look(plan, file, err))
            return false;
    }
    return true;
}

static bool has_line(const char *text, const char *line)
{
    size_t size = strlen(line);

    for (const char *at = text; at && *at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL)
        if (strncmp(at, line, size) == 0 && (at[size] == '\n' || !at[size]))
            return true;
    return false;
}

static bool plan_take_line(struct plan *plan, struct err *err)
{
    const char *line = plan->applying->line;

    if (!line)
        return true;
    struct plan_file *file = plan_add(plan, plan->applying->include);
    if (!plan_look(plan, file, err))
        return false;
    file->mode = file->was ? file->was_mode : 0644;
    wiped_text(&file->fresh, file->old.text);
    if (has_line(file->old.text, line))
        return true;
    if (file->fresh.size && file->fresh.text[file->fresh.size - 1] != '\n')
        wiped_text(&file->fresh, "\n");
    wiped_text(&file->fresh, line);
    wiped_text(&file->fresh, "\n");
    return true;
}

static bool take_touched(struct plan *plan, struct err *err)
{
    for (const char *const *path = plan->applying->touched; path && *path; path++) {
        struct plan_file *file = plan_add(plan, *path);

        file->touched = true;
        if (!plan_look(plan, file, err))
            return false;
        file->mode = file->was_mode;
        wiped_add(&file->fresh, file->old.text, file->old.size);
    }
    return true;
}

static char *root_file(const struct store *store)
{
    char *path = format("%s/current/cert/ca-root.crt", store_path(store));

    if (access(path, R_OK) == 0)
        return path;
    free(path);
    return NULL;
}

bool plan_told(const struct applying *applying, const struct export *export, struct err *err)
{
    return !applying->upstream || export->upstream ||
           fail(err,
                "apply %s: --upstream HOST:PORT is missing: without the print server's address it "
                "would answer every request with an error",
                applying->target);
}

struct plan *plan_new(const struct applying *applying, const struct export *export,
                      const char *templates, const char *root, struct err *err)
{
    struct plan *plan = must(calloc(1, sizeof *plan));
    const struct target *target = target_find(applying->target, err);
    struct makings makings = { 0 };

    plan->applying = applying;
    plan->config = export->config;
    plan->store = export->store;
    plan->root = copy(root);
    plan->root_file = root_file(export->store);
    bool done = target && plan_told(applying, export, err) &&
                target_make(target, export, templates, &makings, err) &&
                take_made(plan, &makings, err) && plan_take_line(plan, err) &&
                take_touched(plan, err);
    target_makings_free(&makings);
    if (done)
        return plan;
    plan_free(plan);
    return NULL;
}

void plan_free(struct plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->files[i].path);
        wiped_free(&plan->files[i].old);
        wiped_free(&plan->files[i].fresh);
    }
    free(plan->files);
    if (plan->held)
        close(plan->lock);
    free(plan->root_file);
    free(plan->backup);
    free(plan->root);
    free(plan);
}

/* ------------------------------------------------ what would change */

static bool differs(const struct plan_file *file)
{
    return !file->touched && (!file->was || file->old.size != file->fresh.size ||
                              memcmp(file->old.text, file->fresh.text, file->old.size) != 0);
}

bool plan_changes(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        if (differs(&plan->files[i]))
            return true;
    return false;
}

static void plan_compare(const struct plan *plan, const struct plan_file *file, struct buf *out)
{
    AUTO_FREE char *path = format("%s/%s", plan->root, file->path);
    AUTO_FREE char *real = below_path(plan->root, file->path);
    const char *was = file->was ? real : "/dev/null", *label = tr("to be put there");
    const char *const words[] = { "diff", "-u", "--label", path, "--label", label, was, "-", NULL };
    AUTO_BUF struct buf reply = { 0 };
    struct err err;

    if (program_run(words, &file->fresh, &reply, &err) < 0)
        buf_print(&reply, tr("%s: changes (%s)\n"), path, err.text);
    buf_add(out, reply.text, reply.size);
}

void plan_difference(const struct plan *plan, struct buf *out)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_file *file = &plan->files[i];

        if (!differs(file))
            continue;
        if (file->secret)
            buf_print(out, tr("%s/%s: %s (a secret, not shown)\n"), plan->root, file->path,
                      file->was ? "changes" : tr("is new"));
        else
            plan_compare(plan, file, out);
    }
}
