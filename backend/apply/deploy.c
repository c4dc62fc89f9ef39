#include "backend/apply/deploy.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "backend/apply/force.h"
#include "backend/apply/log.h"
#include "backend/apply/program.h"
#include "backend/apply/unfinished.h"
#include "backend/base/file.h"
#include "backend/base/list.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/certificates/deployed.h"
#include "backend/settings/settings.h"

enum { DEPLOY_ITEM = 256, DEPLOY_LOG = 1 << 18 };

/* ------------------------------------------------ a target */

static bool deploy_put(struct plan *plan, struct err *err)
{
    struct guard guard;

    return !plan_changes(plan) ||
           (force_place(plan, NULL, err) && force_on(plan, &guard, NULL, err) == FORCE_ON &&
            guard_keep(&guard, err));
}

static bool deploy_target(const struct deploy *deploy, const char *name, const char *upstream,
                          struct err *err)
{
    const struct applying *applying = applying_find(name, err);
    const struct export export = {
        .config = deploy->config, .store = deploy->store, .secrets = true, .upstream = upstream
    };
    AUTO_BUF struct buf left = { 0 };
    bool was = false, ready = applying && unfinished_undo(applying, "", &was, &left, err);

    if (was)
        apply_log_cut_off(deploy->store, applying, "", ready);
    if (!ready)
        return false;
    AUTO_FREE char *templates = target_templates(deploy->templates, err);
    struct plan *plan = templates ? plan_new(applying, &export, templates, "", err) : NULL;
    bool done = plan && deploy_put(plan, err);

    plan_free(plan);
    return done;
}

/* ------------------------------------------------ a program */

/* What it last said is most likely why. */
static void deploy_last_line(const struct buf *reply, char line[160])
{
    const char *start = reply->size ? reply->text : "", *end = start + reply->size;

    while (end > start && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    const char *at = end;
    while (at > start && at[-1] != '\n')
        at--;
    snprintf(line, 160, "%.*s", (int)(end - at < 159 ? end - at : 159), at);
    utf8_sanitize(line);
}

static bool deploy_ended(int status, const char *program, const struct buf *reply, struct err *err)
{
    char line[160];

    if (status <= 0)
        return status == 0;
    deploy_last_line(reply, line);
    return fail(err, "%.100s ended with status %d%s%s", program, status, *line ? ": " : "", line);
}

static bool deploy_program(const struct deploy *deploy, char *words[], struct buf *reply,
                           struct err *err)
{
    AUTO_FREE char *variable = format("PRINTSEAL_DIR=%s", store_path(deploy->store));
    const struct program_wish wish = { .words = (const char *const *)words,
                                       .variable = variable,
                                       .seconds = deploy->seconds,
                                       .alone = true };

    return program_guarded(words[0], err) &&
           deploy_ended(program_run_wish(&wish, NULL, reply, err), words[0], reply, err);
}

/* ------------------------------------------------ the log */

/* Line by line without control characters, each behind two blanks. */
static void deploy_quote(const struct buf *reply, struct buf *out)
{
    for (const char *at = reply->size ? reply->text : ""; *at;) {
        size_t size = strcspn(at, "\n");
        AUTO_FREE char *line = format("%.*s", (int)size, at);

        utf8_sanitize(line);
        buf_print(out, "  %s\n", line);
        at += size + (at[size] == '\n');
    }
}

/* The older half is dropped when there is too much of it. */
static void deploy_log(const struct deploy *deploy, const char *item, const struct buf *reply,
                       const char *why)
{
    AUTO_CLOSE int dir = open(store_path(deploy->store), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    AUTO_BUF struct buf old = { 0 }, out = { 0 };
    char moment[MOMENT_SIZE];

    if (dir < 0)
        return;
    moment_text(time(NULL), moment);
    file_read(dir, "deploy.log", (size_t)4 * DEPLOY_LOG, &old, NULL);
    size_t skip = old.size > DEPLOY_LOG ? old.size - DEPLOY_LOG / 2 : 0;
    buf_add(&out, old.size ? old.text + skip : "", old.size - skip);
    buf_print(&out, "%s %s: %s\n", moment, item, why ? why : "done");
    deploy_quote(reply, &out);
    file_replace(dir, "deploy.log", 0600, out.text, out.size, NULL);
}

/* ------------------------------------------------ all of it */

/* The words of an item, which is cut up. */
static void deploy_split(char *item, char *words[DEPLOY_ITEM / 2 + 1])
{
    size_t count = 0;
    char *rest = NULL;

    for (char *word = strtok_r(item, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    words[count] = NULL;
}

static bool deploy_one(const struct deploy *deploy, const char *item, struct err *err)
{
    AUTO_FREE char *line = copy(item);
    AUTO_BUF struct buf reply = { 0 };
    char *words[DEPLOY_ITEM / 2 + 1] = { NULL };

    deploy_split(line, words);
    bool done = *item == '/' ? deploy_program(deploy, words, &reply, err)
                             : deploy_target(deploy, words[0], words[1], err);
    deploy_log(deploy, item, &reply, done ? NULL : err->text);
    return done;
}

bool deploy_run(const struct deploy *deploy, struct err *err)
{
    const char *at = certificate_settings(deploy->config).deploy;
    char item[DEPLOY_ITEM];
    struct err why, noted;
    bool all = true;

    while (list_next(&at, item, sizeof item))
        if (!deploy_one(deploy, item, &why) && all)
            all = fail(err, "%.100s: %s", item, why.text);
    if (!deployed_note(deploy->store, deploy->config, all ? NULL : err->text, &noted) && all)
        return fail(err, "that it was done cannot be noted: %s", noted.text);
    return all;
}
