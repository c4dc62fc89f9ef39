/* The small files that keep what happened last, as somebody may have edited them who may write
 * there: each input is all of them, one after the other. What is said of them is tame, and undoing
 * an apply by such a note touches nothing outside of its root. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/apply/unfinished.h"
#include "backend/base/file.h"
#include "backend/base/utf8.h"
#include "backend/certificates/deployed.h"
#include "backend/export/written.h"
#include "backend/setup/rollover_ends.h"
#include "backend/store/conf/conf.h"
#include "backend/store/store_inside.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

#define BACKUPS "root/var/backups/printseal/"

static const char before[] = "certificates = { deploy = [ \"cups\" ]; };"
                             "radius = ( { name = \"hq\"; host = \"r.example.com\"; } );";
static char folder[] = "/tmp/state_fuzz.XXXXXX";
static struct store store;
static struct config *config;

/* Nothing here has to outlive a power cut, and the disk is what takes long. */
int fsync(int fd)
{
    (void)fd;
    return 0;
}

static void state_fuzz_run(const char *script)
{
    AUTO_FREE char *command = format("cd '%s' && %s", folder, script);

    if (system(command) != 0)
        abort();
}

static void state_fuzz_remove(void)
{
    state_fuzz_run("rm -r \"$PWD\"");
    config_free(config);
}

/* A record with two secrets, made at a time that the seeds know. */
static void state_fuzz_config(void)
{
    struct journal journal = { 0 };
    struct config_place place;
    struct err err = { "" };

    config = conf_read(before, strlen(before), "a", NULL, NULL, &err);
    if (!config || !config_find(config, "radius.hq.secret", &place, &err))
        abort();
    struct secret *old = secret_new("old", 3, TYPED, 1000, -1);
    struct secret *both = secret_follow(old, secret_new("new", 3, TYPED, 1000, -1));
    if (!change_hide(&journal, config, &place, both, &err))
        abort();
    change_journal_clear(&journal);
    secret_free(old);
}

static void state_fuzz_open(void)
{
    state_fuzz_config();
    if (!mkdtemp(folder) || atexit(state_fuzz_remove) != 0)
        abort();
    state_fuzz_run("mkdir -p generations/000001/cert " BACKUPS "old root/etc && "
                   "echo outside >kept && echo certificate >generations/000001/cert/server.cer && "
                   "ln -s generations/000001 current && echo old >" BACKUPS
                   "old/etc%a && echo old >" BACKUPS "old/..%..%kept");
    store = (struct store){ .folder = folder, .lock = -1, .pin = -1, .generation = 1 };
    store.dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void state_fuzz_file(const char *name, const unsigned char *bytes, size_t size)
{
    int file = openat(store.dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (file < 0 || write(file, bytes, size) != (ssize_t)size)
        abort();
    close(file);
}

static void state_fuzz_tame(const char *text)
{
    AUTO_FREE char *tame = copy(text);

    utf8_sanitize_lines(tame);
    if (strcmp(tame, text) != 0)
        abort();
}

static void state_fuzz_rollover(void)
{
    AUTO_BUF struct buf lines = { 0 };
    struct rollover_ends ends;

    rollover_ends_read(&ends, &store, config);
    if (ends.count != 1 || ends.list[0].takes > TAKES_SILENT)
        abort();
    rollover_ends_free(&ends);
    rollover_lines(&store, config, &lines);
    state_fuzz_tame(lines.text);
}

static void state_fuzz_deployed(void)
{
    struct deployed deployed;
    struct err err = { "" };

    deployed_look(&store, config, &deployed);
    state_fuzz_tame(deployed.why);
    if (!deployed_note(&store, config, "why", &err))
        abort();
    deployed_look(&store, config, &deployed);
    if (strcmp(deployed.why, "why") != 0)
        abort();
}

/* Noted once more, it is the only line about that name, whatever was there. */
static void state_fuzz_written(void)
{
    struct buf old = { .text = (char *)"old", .size = 3 },
               new_ = { .text = (char *)"new", .size = 3 };
    struct written written;

    written_load(&written, store.dir);
    written_note(&written, "a.example.com", "a.conf", &old);
    written_note(&written, "b.example.com", "a.conf", &new_);
    if (written_has(&written, "a.example.com", "a.conf", &old) ||
        !written_has(&written, "b.example.com", "a.conf", &new_))
        abort();
    written_free(&written);
}

static void state_fuzz_unfinished(const unsigned char *bytes, size_t size)
{
    const struct applying *applying = applying_find("linux-trust", NULL);
    AUTO_FREE char *root = format("%s/root", folder);
    AUTO_BUF struct buf left = { 0 }, kept = { 0 };
    struct err err = { "" };
    bool was = false;

    state_fuzz_file(BACKUPS "linux-trust.lock", bytes, size);
    if (!unfinished_undo(applying, root, &was, &left, &err) && !*err.text)
        abort();
    state_fuzz_tame(err.text);
    if (!file_read(store.dir, "kept", 64, &kept, NULL) || strcmp(kept.text, "outside\n") != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    if (!store.folder)
        state_fuzz_open();
    state_fuzz_file("rollover", bytes, size);
    state_fuzz_file("deployed", bytes, size);
    state_fuzz_file(".printseal-export", bytes, size);
    state_fuzz_rollover();
    state_fuzz_deployed();
    state_fuzz_written();
    state_fuzz_unfinished(bytes, size);
    return 0;
}
