/* store_draft_read.c - a draft put back into force: all of it, or nothing. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/file.h"
#include "backend/store/store_inside.h"

struct draft_reading {
    struct config *config;
    struct journal journal; /* of what the draft has brought so far */
    const struct contents *contents;
    struct change change; /* the one that is being read */
    bool open;            /* there is one */
    size_t number;        /* changes read before it */
    size_t entry;         /* secrets lie in the order of the changes */
    char *typed_path;
};

static void take_secrets(struct draft_reading *reading)
{
    char *end;

    for (; reading->entry < reading->contents->count; reading->entry++) {
        const struct vault_entry *entry = &reading->contents->entries[reading->entry];
        size_t number = strtoul(entry->path, &end, 10);

        if (*end != '.' || number != reading->number)
            return;
        size_t size = strcspn(end + 1, " ");
        AUTO_FREE char *key = format("%.*s", (int)size, end + 1);
        const struct setting *setting = setting_find(reading->change.after->section, key);
        bool next = strcmp(end + 1 + size, VAULT_NEXT) == 0;
        if (setting && setting->type == SECRET && (next || !end[1 + size]))
            store_hand_out(reading->change.after, setting, entry->secret, next);
    }
}

/* The change is complete when the next line begins another. */
static bool finish_change(struct draft_reading *reading)
{
    if (!reading->open)
        return true;
    if (reading->change.after)
        take_secrets(reading);
    reading->open = false;
    reading->number++;
    return change_replay(&reading->journal, reading->config, &reading->change);
}

static bool read_position(char **words, size_t *position)
{
    const char *word = strsep(words, " ");
    char *end = NULL;

    *position = word ? strtoul(word, &end, 10) : 0;
    return word && *word && !*end;
}

static bool read_change(struct draft_reading *reading, char *words)
{
    if (!finish_change(reading))
        return false;
    const struct section *section = section_find(strsep(&words, " "));
    if (!section)
        return false;
    reading->change = (struct change){ .table = section_number(section) };
    reading->open =
        read_position(&words, &reading->change.at) && read_position(&words, &reading->change.to);
    reading->change.joined = reading->number && words && strcmp(words, "joined") == 0;
    return reading->open;
}

static bool read_before(struct draft_reading *reading, const char *name)
{
    const struct table *table = &reading->config->tables[reading->change.table];
    struct change *change = &reading->change;

    if (!reading->open || change->before || change->at >= table->count ||
        strcmp(record_name(table->records[change->at]), name) != 0)
        return false;
    change->before = record_hold(table->records[change->at]);
    return true;
}

static bool read_after(struct draft_reading *reading)
{
    if (!reading->open || reading->change.after)
        return false;
    reading->change.after = record_new(sections[reading->change.table]);
    return true;
}

static bool read_value(struct draft_reading *reading, const char *line)
{
    struct record *after = reading->open ? reading->change.after : NULL;
    const char *space = strchr(line, ' ');

    if (!after || !space)
        return false;
    AUTO_FREE char *key = must(strndup(line, (size_t)(space - line)));
    const struct setting *setting = setting_find(after->section, key);
    return setting && setting->type != SECRET && record_set(after, setting, space + 1, NULL);
}

static char *word_of(char *line, const char *word)
{
    size_t size = strlen(word);

    return strncmp(line, word, size) == 0 ? line + size : NULL;
}

static bool store_draft_read_line(struct draft_reading *reading, char *line)
{
    char *rest;

    if ((rest = word_of(line, "change ")))
        return read_change(reading, rest);
    if ((rest = word_of(line, "before ")))
        return read_before(reading, rest);
    if (strcmp(line, "after") == 0)
        return read_after(reading);
    if ((rest = word_of(line, "typed "))) {
        free(reading->typed_path);
        reading->typed_path = copy(rest);
        return true;
    }
    return read_value(reading, line);
}

/* The pieces are the last entries. */
static void take_typed(const struct contents *contents, char typed[DRAFT_TYPED_SIZE])
{
    size_t used = 0;

    *typed = '\0';
    for (size_t i = 0; i < contents->count; i++) {
        const struct vault_entry *entry = &contents->entries[i];

        if (strcmp(entry->path, DRAFT_TYPED) != 0)
            continue;
        const char *bytes = secret_open(entry->secret);
        snprintf(typed + used, DRAFT_TYPED_SIZE - used, "%s", bytes);
        used += strlen(typed + used);
        secret_close(bytes);
    }
}

/* All of it, or nothing. */
static bool replay(struct draft_reading *reading, struct journal *journal)
{
    char *rest = reading->contents->extra.text, *line;
    bool fine = true;

    while (fine && (line = strsep(&rest, "\n")))
        fine = !*line || store_draft_read_line(reading, line);
    fine = fine && finish_change(reading);
    if (fine) {
        change_journal_join(journal, &reading->journal);
        return true;
    }
    if (reading->open) {
        record_free(reading->change.before);
        record_free(reading->change.after);
    }
    while (change_undo(&reading->journal, reading->config, NULL))
        continue;
    change_journal_clear(&reading->journal);
    return false;
}

static bool store_draft_read_unseal(struct store *store, struct contents *contents, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };
    enum vault_error error;
    char purpose[PURPOSE_SIZE], recovery[RECOVERY_SIZE];

    if (!file_read(store->dir, DRAFT_FILE, VAULT_MAX, &bytes, err) ||
        !store_vault_ready(store, recovery, &error, err))
        return false;
    wipe(recovery, sizeof recovery);
    store_purpose(purpose, "draft of", store->generation);
    error = vault_unseal(store->vault, purpose, bytes.text, bytes.size, contents, err);
    if (error == VAULT_OTHER)
        fail(err, "%s: was made on another generation than %u, which is the current one",
             DRAFT_FILE, store->generation);
    return error == VAULT_FINE;
}

bool store_draft_read(struct store *store, struct config *config, struct journal *journal,
                      char typed_path[PATH_SIZE], char typed[DRAFT_TYPED_SIZE], struct err *err)
{
    struct contents contents = { 0 };
    struct draft_reading reading = { .config = config, .contents = &contents };

    if (!store_draft_read_unseal(store, &contents, err))
        return false;
    bool fine = replay(&reading, journal) ||
                fail(err, "%s: its changes do not fit this configuration", DRAFT_FILE);
    if (fine) {
        snprintf(typed_path, PATH_SIZE, "%s", reading.typed_path ? reading.typed_path : "");
        take_typed(&contents, typed);
    }
    free(reading.typed_path);
    body_contents_free(&contents);
    return fine;
}
