/* store_draft.c - what is changed and not saved, sealed: the changes as text, the secrets beside
 * it.
 *
 *   change radius 0 0     section, position before and after; "joined": one step with the one above
 *   before hq             the name of the record that stood there
 *   after                 what stands there then, as far as it is not the default
 *   host r.example.com
 *   typed radius.hq.host  what is being typed; its text is kept as secrets, in pieces
 */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/mem_end.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/store/store_inside.h"

static void store_draft_keep(struct contents *contents, const char *path, struct secret *secret)
{
    contents->entries =
        grow(contents->entries, contents->count, &contents->room, sizeof *contents->entries);
    struct vault_entry *entry = &contents->entries[contents->count++];

    snprintf(entry->path, sizeof entry->path, "%s", path);
    entry->secret = secret;
}

static void write_after(struct contents *contents, const struct record *record, size_t change)
{
    char path[PATH_SIZE];

    buf_print(&contents->extra, "after\n");
    for (const struct setting *s = record->section->settings; s->key; s++) {
        if (s->type != SECRET) {
            const char *text = record_value(record, s);

            if (strcmp(text, s->initial ? s->initial : "") != 0)
                buf_print(&contents->extra, "%s %s\n", s->key, text);
        } else if (record_hidden(record, s)) {
            snprintf(path, sizeof path, "%zu.%s", change, s->key);
            store_draft_keep(contents, path, secret_hold(record_hidden(record, s)));
            snprintf(path, sizeof path, "%zu.%s" VAULT_NEXT, change, s->key);
            if (secret_next(record_hidden(record, s)))
                store_draft_keep(contents, path,
                                 secret_hold(secret_next(record_hidden(record, s))));
        }
    }
}

static void write_change(struct contents *contents, const struct change *change, size_t number)
{
    buf_print(&contents->extra, "change %s %zu %zu%s\n", sections[change->table]->key, change->at,
              change->to, change->joined ? " joined" : "");
    if (change->before)
        buf_print(&contents->extra, "before %s\n", record_name(change->before));
    if (change->after)
        write_after(contents, change->after, number);
}

/* It may be half a secret, and longer than any: in as many pieces as it takes. */
static void store_draft_typed(struct contents *contents, const char *typed)
{
    size_t left = strlen(typed), size;

    for (; left; left -= size, typed += size) {
        size = left < SECRET_MAX ? left : SECRET_MAX;
        store_draft_keep(contents, DRAFT_TYPED, secret_new(typed, size, TYPED, time(NULL), -1));
    }
}

static void store_draft_gather(struct contents *contents, const struct journal *journal,
                               const char *typed_path, const char *typed)
{
    for (size_t i = 0; i < journal->done; i++)
        write_change(contents, &journal->list[i], i);
    if (!*typed_path)
        return;
    buf_print(&contents->extra, "typed %s\n", typed_path);
    store_draft_typed(contents, typed);
}

bool store_draft_write(struct store *store, const struct journal *journal, const char *typed_path,
                       const char *typed, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };
    struct contents contents = { 0 };
    enum vault_error error;
    char purpose[PURPOSE_SIZE], recovery[RECOVERY_SIZE];
    struct holder holder;

    if (!store_lock(store, &holder, err))
        return false;
    if (!journal->done && !*typed_path)
        return store_draft_remove(store, err);
    if (!store_vault_ready(store, recovery, &error, err))
        return false;
    wipe(recovery, sizeof recovery);
    store_draft_gather(&contents, journal, typed_path, typed);
    store_purpose(purpose, "draft of", store->generation);
    vault_seal(store->vault, purpose, &contents, &bytes);
    body_contents_free(&contents);
    if (!file_replace(store->dir, DRAFT_FILE, 0600, bytes.text, bytes.size, err))
        return fail_in(err, "%s", store->folder);
    mem_done("what was changed is kept as a draft");
    return true;
}

bool store_draft_exists(const struct store *store)
{
    return faccessat(store->dir, DRAFT_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

void store_draft_last(const struct store *store, struct draft_last *last)
{
    struct stat stat;

    *last = (struct draft_last){ 0 };
    if (fstatat(store->dir, DRAFT_FILE, &stat, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    const struct passwd *user = store_user(stat.st_uid);
    if (user)
        snprintf(last->who, sizeof last->who, "%s", user->pw_name);
    else
        snprintf(last->who, sizeof last->who, "uid %lu", (unsigned long)stat.st_uid);
    utf8_sanitize(last->who);
    moment_text(stat.st_mtime, last->when);
}

bool store_draft_remove(struct store *store, struct err *err)
{
    unlinkat(store->dir, DRAFT_FILE FILE_FRESH, 0); /* of a program that was killed there */
    return unlinkat(store->dir, DRAFT_FILE, 0) == 0 || errno == ENOENT ||
           fail_errno(err, "%s/%s: cannot be removed", store->folder, DRAFT_FILE);
}
