#include "backend/export/written.h"

#include <string.h>

#include "backend/base/file.h"
#include "backend/secret/crypto.h"

static const char written_file[] = ".printseal-export";

void written_load(struct written *written, int dir)
{
    *written = (struct written){ 0 };
    if (!file_read(dir, written_file, EXPORT_MAX, &written->lines, NULL))
        buf_free(&written->lines);
}

/* "SHA-256 server name" and the line's end. */
static void written_line(struct buf *out, const char *server, const char *name,
                         const struct buf *bytes)
{
    char digest[SHA256_TEXT];

    crypto_sha256_text(bytes->text, bytes->size, digest);
    buf_print(out, "%s %s %s\n", digest, server, name);
}

/* The length of the line; 0 at the end. A last one without its end is no line. */
static size_t written_step(const char *at)
{
    const char *end = at ? strchr(at, '\n') : NULL;

    return end ? (size_t)(end - at) + 1 : 0;
}

bool written_has(const struct written *written, const char *server, const char *name,
                 const struct buf *bytes)
{
    AUTO_BUF struct buf line = { 0 };
    size_t size;

    written_line(&line, server, name, bytes);
    for (const char *at = written->lines.text; (size = written_step(at)); at += size)
        if (size == line.size && memcmp(at, line.text, size) == 0)
            return true;
    return false;
}

/* Is the line about this name, of whichever server? */
static bool written_names(const char *line, size_t size, const char *name)
{
    size_t length = strlen(name);

    return size > length + 2 && line[size - length - 2] == ' ' &&
           memcmp(line + size - length - 1, name, length) == 0;
}

void written_note(struct written *written, const char *server, const char *name,
                  const struct buf *bytes)
{
    struct buf lines = { 0 };
    size_t size;

    for (const char *at = written->lines.text; (size = written_step(at)); at += size)
        if (!written_names(at, size, name))
            buf_add(&lines, at, size);
    written_line(&lines, server, name, bytes);
    buf_free(&written->lines);
    written->lines = lines;
    written->changed = true;
}

bool written_save(const struct written *written, int dir, struct err *err)
{
    return !written->changed ||
           file_replace(dir, written_file, 0600, written->lines.text, written->lines.size, err);
}

void written_free(struct written *written)
{
    buf_free(&written->lines);
}
