#include "backend/store/manifest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/file.h"
#include "backend/base/utf8.h"
#include "backend/secret/crypto.h"

enum { HEX = SHA256_TEXT - 1 };

void manifest_take(struct manifest *manifest, const struct manifest_file *file)
{
    manifest->files =
        grow(manifest->files, manifest->count, &manifest->room, sizeof *manifest->files);
    manifest->files[manifest->count++] = *file;
}

struct manifest_file manifest_describe(const char *path, const char *bytes, size_t size)
{
    struct manifest_file file = { .size = size };

    snprintf(file.path, sizeof file.path, "%s", path);
    crypto_sha256_text(bytes, size, file.sha256);
    return file;
}

void manifest_add(struct manifest *manifest, const char *path, const char *bytes, size_t size)
{
    struct manifest_file file = manifest_describe(path, bytes, size);

    manifest_take(manifest, &file);
}

const struct manifest_file *manifest_find(const struct manifest *manifest, const char *path)
{
    for (size_t i = 0; i < manifest->count; i++)
        if (strcmp(manifest->files[i].path, path) == 0)
            return &manifest->files[i];
    return NULL;
}

bool manifest_fits(const struct manifest_file *file, const char *bytes, size_t size)
{
    char hex[HEX + 1];

    if (file->size != size)
        return false;
    crypto_sha256_text(bytes, size, hex);
    return strcmp(file->sha256, hex) == 0;
}

void manifest_free(struct manifest *manifest)
{
    free(manifest->files);
    *manifest = (struct manifest){ 0 };
}

void manifest_seal(const struct vault *vault, unsigned number, const char *text, size_t size,
                   char seal[65])
{
    unsigned char mac[KEY_SIZE];
    char use[40];

    snprintf(use, sizeof use, "MANIFEST of %u", number);
    vault_mac(vault, use, text, size, mac);
    for (size_t i = 0; i < sizeof mac; i++)
        snprintf(seal + 2 * i, 3, "%02x", mac[i]);
}

/* ------------------------------------------------ text */

void manifest_print(const struct manifest *manifest, struct buf *out)
{
    buf_print(out, "when: %s\nwho: %s\nwhat: %s\n", manifest->made.when, manifest->made.who,
              manifest->made.what);
    if (*manifest->made.login)
        buf_print(out, "login: %s\n", manifest->made.login);
    if (*manifest->after)
        buf_print(out, "after: %s\n", manifest->after);
    for (size_t i = 0; i < manifest->count; i++)
        buf_print(out, "%s  %zu  %s\n", manifest->files[i].sha256, manifest->files[i].size,
                  manifest->files[i].path);
}

static bool manifest_take_word(const char *line, const char *word, char text[], size_t size)
{
    size_t length = strlen(word);

    if (strncmp(line, word, length) != 0)
        return false;
    snprintf(text, size, "%s", line + length);
    utf8_sanitize(text);
    return true;
}

static bool manifest_take_file(struct manifest *manifest, const char *line)
{
    struct manifest_file file = { 0 };
    char *end = NULL;

    if (strspn(line, "0123456789abcdef") != HEX || strncmp(line + HEX, "  ", 2) != 0)
        return false;
    memcpy(file.sha256, line, HEX);
    errno = 0;
    file.size = strtoul(line + HEX + 2, &end, 10);
    if (errno || strncmp(end, "  ", 2) != 0 || strlen(end + 2) >= sizeof file.path)
        return false;
    snprintf(file.path, sizeof file.path, "%s", end + 2);
    utf8_sanitize(file.path);
    manifest_take(manifest, &file);
    return true;
}

static bool manifest_take_line(struct manifest *manifest, const char *line)
{
    struct generation *made = &manifest->made;

    return !*line || manifest_take_word(line, "when: ", made->when, sizeof made->when) ||
           manifest_take_word(line, "who: ", made->who, sizeof made->who) ||
           manifest_take_word(line, "what: ", made->what, sizeof made->what) ||
           manifest_take_word(line, "login: ", made->login, sizeof made->login) ||
           manifest_take_word(line, "after: ", manifest->after, sizeof manifest->after) ||
           manifest_take_word(line, "seal: ", manifest->seal, sizeof manifest->seal) ||
           manifest_take_file(manifest, line);
}

bool manifest_parse(struct manifest *manifest, char *text, struct err *err)
{
    char *line;

    *manifest = (struct manifest){ 0 };
    for (char *rest = text; (line = strsep(&rest, "\n"));) {
        bool ended = *manifest->seal && *line; /* nothing stands below the seal */

        if (!ended && manifest_take_line(manifest, line)) {
            if (*manifest->seal && !manifest->sealed_size)
                manifest->sealed_size = (size_t)(line - text);
            continue;
        }
        manifest_free(manifest);
        return fail(err, "MANIFEST: is not as it was written");
    }
    return true;
}

bool manifest_read(int folder, struct manifest *manifest, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    *manifest = (struct manifest){ 0 };
    return file_read(folder, "MANIFEST", MANIFEST_MAX, &text, err) &&
           manifest_parse(manifest, text.text, err);
}
