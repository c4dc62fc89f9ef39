/* What a writer left in the lock, or somebody who may write there: who holds it is told in tame
 * text that ends within its bounds. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "backend/base/utf8.h"
#include "backend/store/store_inside.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static char folder[] = "/tmp/lock_fuzz.XXXXXX";

static void lock_fuzz_remove(void)
{
    char path[64];

    snprintf(path, sizeof path, "%s/lock", folder);
    unlink(path);
    rmdir(folder);
}

/* The lock of a folder of its own, held as if by another program. */
static int lock_fuzz_hold(struct store *store)
{
    if (!mkdtemp(folder) || atexit(lock_fuzz_remove) != 0)
        abort();
    *store = (struct store){ .folder = folder, .lock = -1, .pin = -1 };
    store->dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int lock = openat(store->dir, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX) != 0)
        abort();
    return lock;
}

static void lock_fuzz_tame(const char *text)
{
    char tame[512];

    snprintf(tame, sizeof tame, "%s", text);
    utf8_sanitize(tame);
    if (strcmp(tame, text) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static struct store store;
    static int lock = -1;
    struct holder holder;
    struct err err = { "" };

    if (lock < 0)
        lock = lock_fuzz_hold(&store);
    if (ftruncate(lock, 0) != 0 || pwrite(lock, bytes, size, 0) != (ssize_t)size)
        abort();
    if (store_lock(&store, &holder, &err) || !*holder.who || !*err.text)
        abort();
    lock_fuzz_tame(holder.who);
    lock_fuzz_tame(holder.since);
    lock_fuzz_tame(err.text);
    return 0;
}
