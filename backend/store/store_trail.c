/* store_trail.c - who did what, so that it cannot be changed unseen: MANIFESTs sealed under the
 * vault's key, each naming the seal of the one before, and the system's journal. */
#include <fcntl.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/utf8.h"
#include "backend/store/generation.h"
#include "backend/store/store_inside.h"
#include "backend/store/store_writing.h"

/* ------------------------------------------------ who */

/* The audit system's login user outlives su and sudo; without one (-1) it is who runs this. */
static unsigned long trail_login_uid(void)
{
    AUTO_CLOSE int fd = open("/proc/self/loginuid", O_RDONLY | O_CLOEXEC);
    char text[24] = "";
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    unsigned long uid = size > 0 ? strtoul(text, NULL, 10) : UINT32_MAX;

    return uid == UINT32_MAX ? getuid() : uid;
}

void store_login(char login[], size_t size)
{
    unsigned long uid = trail_login_uid();
    const struct passwd *user = store_user((uid_t)uid);

    snprintf(login, size, "%s (uid %lu)", user ? user->pw_name : "no name", uid);
    utf8_sanitize(login);
}

void store_log(const struct store *store, const char *format, ...)
{
    char text[512], who[64], login[96];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    utf8_sanitize(text);
    store_who(who, sizeof who);
    store_login(login, sizeof login);
    openlog("printseal", LOG_PID, LOG_AUTHPRIV);
    syslog(LOG_NOTICE, "%s: %s; login %s, claims to be %s", store->folder, text, login, who);
    closelog();
}

/* ------------------------------------------------ the chain */

bool store_trail_after(struct store *store, struct manifest *manifest, struct err *err)
{
    struct manifest before = { 0 };

    if (!store->generation)
        return true;
    AUTO_CLOSE int folder = generation_open(store->dir, store->generation, NULL);
    if (folder >= 0 && !store_manifest_was(folder, &before, err))
        return false;
    snprintf(manifest->after, sizeof manifest->after, "%u %s", store->generation,
             *before.seal ? before.seal : "-");
    manifest_free(&before);
    return true;
}

/* Was it made on what is there? One that was pruned since, and one without a seal, say nothing. */
static bool trail_chained(const struct store *store, const struct manifest *manifest)
{
    struct manifest before = { 0 };
    char *seal;
    unsigned number = (unsigned)strtoul(manifest->after, &seal, 10);
    AUTO_CLOSE int folder = number ? generation_open(store->dir, number, NULL) : -1;
    bool fits = true;

    if (folder >= 0 && *seal == ' ' && strcmp(seal, " -") != 0)
        fits = manifest_read(folder, &before, NULL) && strcmp(before.seal, seal + 1) == 0;
    manifest_free(&before);
    return fits;
}

static bool trail_sealed(const struct store *store, const struct manifest *manifest,
                         unsigned generation, const struct buf *text)
{
    char seal[65];

    manifest_seal(store->vault, generation, text->text, manifest->sealed_size, seal);
    return strcmp(seal, manifest->seal) == 0;
}

bool store_trail_fits(const struct store *store, int folder, unsigned generation, bool sealed)
{
    struct manifest manifest = { 0 };
    AUTO_BUF struct buf text = { 0 };

    if (store->foreign || !store->vault)
        return true;
    if (!file_read(folder, "MANIFEST", MANIFEST_MAX, &text, NULL))
        return false;
    AUTO_FREE char *parsed = copy(text.text);
    bool fits = manifest_parse(&manifest, parsed, NULL);
    if (fits && (sealed || *manifest.seal))
        fits = *manifest.seal && trail_sealed(store, &manifest, generation, &text) &&
               trail_chained(store, &manifest);
    manifest_free(&manifest);
    return fits;
}
