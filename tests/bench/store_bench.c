/* store_bench.c - milliseconds, also of the processor, and memory for a configuration of N printers
 * (default 100000): written, read, saved, loaded; its vault alone, sealed and opened; and for a
 * draft of three changes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "backend/settings/settings.h"
#include "backend/store/conf/conf.h"
#include "backend/store/store.h"

static double start, start_processor;

static double now(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void begin(void)
{
    start = now(CLOCK_MONOTONIC);
    start_processor = now(CLOCK_PROCESS_CPUTIME_ID);
}

static void lap(const char *what)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    printf("%-24s %9.2f ms %9.2f ms of the processor %7.1f MiB peak\n", what,
           now(CLOCK_MONOTONIC) - start, now(CLOCK_PROCESS_CPUTIME_ID) - start_processor,
           (double)usage.ru_maxrss / 1024);
    begin();
}

static void check(bool fine, const struct err *err)
{
    if (fine)
        return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void fill(struct table *table, size_t count)
{
    static const char *const keys[] = { "name", "host", "model", "user" };
    char text[64];

    for (size_t i = 0; i < count; i++) {
        struct record *record = record_new(table->section);

        for (size_t k = 0; k < 4; k++) {
            snprintf(text, sizeof text, "%s-%06zu%s", keys[k], i,
                     k == 1 ? ".corp.example.com" : "");
            record_set(record, setting_find(table->section, keys[k]), text, NULL);
        }
        record_hide(record, setting_find(table->section, "password"),
                    secret_new("0123456789abcdefghijklmn", 24, GENERATED, 1700000000, -1));
        config_table_insert(table, table->count, record);
    }
}

/* What a save and a load do of a vault, without the files. */
static void vault(const struct vault *vault, struct config *config)
{
    struct contents contents = { 0 }, opened = { 0 };
    struct config_place place = { 0 };
    struct buf bytes = { 0 };
    struct err err;

    while (config_next(config, &place))
        if (place.setting->type == SECRET && record_hidden(place.record, place.setting)) {
            contents.entries =
                grow(contents.entries, contents.count, &contents.room, sizeof *contents.entries);
            struct vault_entry *entry = &contents.entries[contents.count++];

            entry->secret = secret_hold(record_hidden(place.record, place.setting));
            config_place_path(&place, entry->path);
        }
    begin();
    vault_seal(vault, "generation 1", &contents, &bytes);
    lap("vault sealed");
    check(vault_unseal(vault, "generation 1", bytes.text, bytes.size, &opened, &err) == VAULT_FINE,
          &err);
    lap("vault opened");
    body_contents_free(&contents);
    body_contents_free(&opened);
    buf_free(&bytes);
}

static void draft(struct store *store, struct config *config)
{
    struct journal journal = { 0 };
    struct err err;

    for (const char *const *path =
             (const char *const[]){ "server.site", "server.organization", "server.fqdn", NULL };
         *path; path++) {
        struct config_place place;

        check(config_find(config, *path, &place, &err) &&
                  change_set(&journal, config, &place, "print.example.com", &err),
              &err);
    }
    begin();
    check(store_draft_write(store, &journal, "", "", &err), &err);
    lap("draft of 3 changes");
    change_journal_clear(&journal);
}

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    char folder[] = "/tmp/store_bench.XXXXXX", recovery[RECOVERY_SIZE];
    enum vault_error error;
    struct notes notes;
    struct buf text = { 0 };
    struct err err;

    check(secret_start(&err), &err);
    struct store *store = store_open(mkdtemp(folder), true, &err);
    check(store && store_vault(store, recovery, &error, &err), &err);
    struct config *config = config_new();
    begin();
    fill(config_table(config, &printers_section), count);
    lap("filled");
    conf_write(config, NULL, false, &text);
    lap("conf_write");
    struct config *read = conf_read(text.text, text.size, "a", NULL, NULL, &err);
    check(read, &err);
    lap("conf_read");
    printf("%.1f MiB of text\n", (double)text.size / (1 << 20));
    config_free(read);
    begin();
    check(store_save(store, config, NULL, 0, "first", &err), &err);
    lap("first save");
    check(store_save(store, config, NULL, 0, "second", &err), &err);
    lap("second save");
    config_free(config);
    store_close(store);
    begin();
    store = store_open(folder, false, &err);
    config = store_load(store, 0, &notes, &err);
    check(config, &err);
    lap("open and load");
    vault(store_vault(store, recovery, &error, &err), config);
    draft(store, config);
    config_free(config);
    store_close(store);
    file_remove_folder(-100, folder, NULL);
    buf_free(&text);
}
