#include "backend/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/utf8.h"
#include "backend/store/generation.h"
#include "backend/store/store_inside.h"

/* ------------------------------------------------ where */

/* glibc's search in /etc/nsswitch.conf does not survive an allocation that fails. */
const struct passwd *store_user(uid_t uid)
{
    enum { ENOUGH = 64 << 10 };

    free(must(malloc(ENOUGH)));
    return getpwuid(uid);
}

static const char *home(void)
{
    const char *home = getenv("HOME");
    const struct passwd *user = home && *home ? NULL : store_user(getuid());

    return user ? user->pw_dir : home ? home : "/";
}

char *store_folder(const char *given)
{
    const char *named = getenv("PRINTSEAL_DIR"), *xdg = getenv("XDG_CONFIG_HOME");

    if (given)
        return copy(given);
    if (named && *named)
        return copy(named);
    if (geteuid() == 0)
        return copy("/etc/printseal");
    /* A relative path is to be ignored: XDG Base Directory Specification. */
    return xdg && *xdg == '/' ? format("%s/printseal", xdg)
                              : format("%s/.config/printseal", home());
}

/* A save may turn the link and prune between the look and the hold: then it is looked at again. One
 * that is gone for good is told by who wants to read it. */
bool store_pin(struct store *store, struct err *err)
{
    enum { TRIES = 20 };

    for (int i = 0; i < TRIES; i++) {
        unsigned was = 0;

        mem_close_fd(&store->pin);
        store->pin = -1;
        if (!generation_current(store->dir, &store->generation, err))
            return false;
        if (!store->generation)
            return true;
        store->pin = generation_open(store->dir, store->generation, NULL);
        if (!generation_current(store->dir, &was, err))
            return false;
        if (was == store->generation)
            return true;
    }
    return true;
}

/* A umask that takes the owner's own bits would keep this very program out. */
static int store_make_folder(const char *path, mode_t mode)
{
    struct stat stat_;

    if (mkdir(path, mode) != 0)
        return -1;
    if (stat(path, &stat_) != 0 || (stat_.st_mode & 0700) == 0700)
        return 0;
    return chmod(path, (stat_.st_mode & 07777) | 0700);
}

struct store *store_open(const char *folder, bool make, struct err *err)
{
    struct store *store = must(calloc(1, sizeof *store));

    store->folder = copy(folder);
    store->lock = store->pin = -1;
    store->dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store->dir < 0 && errno == ENOENT && make &&
        file_make_folders(folder, 0755, 0750, store_make_folder, NULL))
        store->dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store->dir < 0 && errno == ENOENT)
        fail(err, "there is no configuration in %s; \"printseal init\" makes one", folder);
    else if (store->dir < 0)
        fail_errno(err, "%s", folder);
    else if (store_pin(store, err))
        return store;
    else
        fail_in(err, "%s", folder);
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    store_lock_end(store);
    mem_close_fd(&store->pin);
    mem_close_fd(&store->dir);
    vault_free(store->vault);
    free(store->folder);
    free(store);
}

const char *store_path(const struct store *store)
{
    return store->folder;
}

bool store_exists(const struct store *store)
{
    return store->generation != 0;
}

unsigned store_generation(const struct store *store)
{
    return store->generation;
}

/* ------------------------------------------------ who and when */

void store_who(char who[], size_t size)
{
    const char *sudo = geteuid() == 0 ? getenv("SUDO_USER") : NULL;
    const struct passwd *user = sudo && *sudo ? NULL : store_user(getuid());

    if (sudo && *sudo)
        snprintf(who, size, "%s", sudo);
    else if (user)
        snprintf(who, size, "%s", user->pw_name);
    else
        snprintf(who, size, "uid %lu", (unsigned long)getuid());
    utf8_sanitize(who);
}
