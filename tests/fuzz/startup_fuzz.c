/* DIR/startup.cache as somebody may have written it who may write into the folder: what is taken of
 * it is in its bounds, and only tame text comes out.
 *
 * The input lies over a file of this version and language, behind what says of which generation it
 * is, which is right. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/report/startup.h"
#include "backend/store/store_inside.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static char folder[] = "/tmp/startup_fuzz.XXXXXX";
static struct store store;
static struct startup fresh;

static void startup_fuzz_remove(void)
{
    AUTO_FREE char *command = format("rm -r '%s'", folder);

    if (system(command) != 0)
        abort();
}

static void startup_fuzz_file(const char *name, const void *bytes, size_t size)
{
    int file = openat(store.dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (file < 0 || write(file, bytes, size) != (ssize_t)size)
        abort();
    close(file);
}

static void startup_fuzz_open(void)
{
    const struct audit audit = { .grade = 'A', .score = 100 };
    const struct certificate_facts certificate = { .present = true };
    const struct startup_known known = { .code = true };
    struct config *config = config_new();

    if (!mkdtemp(folder) || atexit(startup_fuzz_remove) != 0)
        abort();
    store = (struct store){ .folder = folder, .lock = -1, .pin = -1, .generation = 1 };
    store.dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (mkdirat(store.dir, "current", 0700) != 0)
        abort();
    startup_fuzz_file("current/printseal.conf", "", 0);
    startup_fuzz_file("current/secrets.vault", "", 0);
    startup_take(&fresh, &store, config, &audit, &certificate, &known);
    config_free(config);
}

static void startup_fuzz_text(const char *text)
{
    unsigned point;

    for (size_t at = 0, step, length = strlen(text); at < length; at += step) {
        step = utf8_read(text + at, length - at, &point);
        if (!step || utf8_control(point))
            abort();
    }
}

static void startup_fuzz_show(const struct startup *startup)
{
    struct certificate_facts certificate = { 0 };
    char score[TENTHS_SIZE], day[DAY_SIZE];
    struct audit audit;

    startup_show(startup, &audit, &certificate);
    shown_tenths(audit.score, score);
    shown_day(certificate.not_after, day);
    if (strlen(score) > strlen("100.0") || strlen(day) > strlen("2027-12-31"))
        abort();
    for (size_t i = 0; i < audit.count; i++) {
        startup_fuzz_text(audit.list[i].path);
        startup_fuzz_text(audit.list[i].why);
    }
    startup_fuzz_text(certificate.key);
    startup_fuzz_text(startup->fqdn);
    audit_free(&audit);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static struct startup written, read_;
    const size_t kept = sizeof fresh.form + sizeof fresh.of;

    if (!store.folder)
        startup_fuzz_open();
    written = fresh;
    if (size > sizeof written - kept)
        size = sizeof written - kept;
    memcpy((char *)&written + kept, bytes, size);
    startup_fuzz_file("startup.cache", &written, sizeof written);
    if (startup_read(&read_, &store))
        startup_fuzz_show(&read_);
    return 0;
}
