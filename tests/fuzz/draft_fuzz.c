/* The body of a draft, sealed rightly: it is put back whole or not at all, and undone, nothing of
 * it is left.
 *
 * The input: the changes as text; behind a line "|" what is being typed. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/store/conf/conf.h"
#include "backend/store/store_inside.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static const char before[] =
    "server = { fqdn = \"print.corp.example.com\"; };"
    "radius = ( { name = \"hq\"; host = \"r.example.com\"; }, { name = \"b\"; port = 1645; } );"
    "printers = ( { name = \"p\"; host = \"192.0.2.7\"; } );";

static void draft_fuzz_count(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

static struct config *draft_fuzz_config(void)
{
    struct err err = { "" };
    struct config *config = conf_read(before, strlen(before), "a", NULL, NULL, &err);

    if (!config)
        abort();
    return config;
}

static char folder[] = "/tmp/draft_fuzz.XXXXXX";
static struct store store;

static void draft_fuzz_remove(void)
{
    AUTO_FREE char *command = format("rm -r '%s'", folder);

    if (system(command) != 0)
        abort();
}

static void draft_fuzz_open(void)
{
    char recovery[RECOVERY_SIZE];
    struct err err = { "" };

    if (!mkdtemp(folder) || atexit(draft_fuzz_remove) != 0)
        abort();
    store = (struct store){ .folder = folder, .lock = -1, .pin = -1, .generation = 7 };
    store.dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    store.vault = vault_new(store.dir, recovery, &err);
    if (!store.vault)
        abort();
}

/* Two secrets for the first change lie beside the text, one of a setting that there is. */
static void draft_fuzz_seal(const char *text, const char *typed)
{
    struct vault_entry *entries = must(calloc(3, sizeof *entries));
    struct contents contents = { .entries = entries };
    char purpose[PURPOSE_SIZE];
    AUTO_BUF struct buf bytes = { 0 };
    static const char *const paths[] = { "0.secret", "0.other", DRAFT_TYPED };

    for (struct vault_entry *entry = entries; contents.count < 3; contents.count++, entry++) {
        snprintf(entry->path, sizeof entry->path, "%s", paths[contents.count]);
        entry->secret = secret_new(typed, strnlen(typed, SECRET_MAX), TYPED, 0, -1);
    }
    buf_print(&contents.extra, "%s", text);
    store_purpose(purpose, "draft of", store.generation);
    vault_seal(store.vault, purpose, &contents, &bytes);
    int file = openat(store.dir, DRAFT_FILE, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || write(file, bytes.text, bytes.size) != (ssize_t)bytes.size)
        abort();
    close(file);
    body_contents_free(&contents);
}

static void draft_fuzz_read(void)
{
    struct config *config = draft_fuzz_config(), *same = draft_fuzz_config();
    struct journal journal = { 0 };
    char typed_path[PATH_SIZE], typed[DRAFT_TYPED_SIZE];
    struct err err = { "" };
    size_t differences = 0;

    if (!store_draft_read(&store, config, &journal, typed_path, typed, &err) &&
        (journal.done || !*err.text))
        abort();
    while (change_undo(&journal, config, NULL))
        continue;
    config_differences(config, same, draft_fuzz_count, &differences);
    if (differences)
        abort();
    change_journal_clear(&journal);
    config_free(config);
    config_free(same);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    char *text = must(calloc(1, size + 1));

    if (!store.vault)
        draft_fuzz_open();
    memcpy(text, bytes, size);
    char *typed = strstr(text, "\n|\n");
    if (typed)
        typed[1] = '\0';
    draft_fuzz_seal(text, typed ? typed + 3 : "x");
    draft_fuzz_read();
    free(text);
    return 0;
}
