#include "backend/apply/unfinished_text.h"

#include <stdlib.h>
#include <string.h>

#define UNFINISHED_WHOLE "whole"
static const char unfinished_whole[] = "\n" UNFINISHED_WHOLE "\n";

bool unfinished_text_make(const struct plan *plan, struct buf *text, struct err *err)
{
    if (!crypto_ready(err))
        return false;
    buf_print(text, "%s\n", plan->backup + strlen(plan->root) + 1);
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_file *file = &plan->files[i];
        char digest[SHA256_TEXT];

        crypto_sha256_text(file->fresh.text, file->fresh.size, digest);
        if (file->was)
            buf_print(text, "%04o %s %s\n", (unsigned)file->was_mode, digest, file->path);
        else
            buf_print(text, "- %s %s\n", digest, file->path);
    }
    buf_print(text, "%s", unfinished_whole + 1);
    return true;
}

bool unfinished_text_whole(const struct buf *text)
{
    return text->size && strstr(text->text, unfinished_whole);
}

bool unfinished_text_reloaded(const struct buf *text)
{
    const char *whole = text->size ? strstr(text->text, unfinished_whole) : NULL;

    return whole && strstr(whole, UNFINISHED_RELOAD);
}

static char *unfinished_text_line(char **at)
{
    char *line = *at, *end = strchr(line, '\n');

    if (!end)
        return NULL;
    *end = '\0';
    *at = end + 1;
    return line;
}

char *unfinished_text_backup(char **at)
{
    const char *line = unfinished_text_line(at);

    return copy(line ? line : "");
}

bool unfinished_text_next(char **at, struct unfinished_line *line)
{
    char *text = unfinished_text_line(at);
    const char *mode = text ? strsep(&text, " ") : "", *digest = text ? strsep(&text, " ") : "";

    line->path = mode;
    if (!text || strlen(digest) != sizeof line->sha256 - 1)
        return false;
    memcpy(line->sha256, digest, sizeof line->sha256);
    line->was = *mode != '-';
    line->mode = line->was ? (mode_t)strtoul(mode, NULL, 8) & 07777 : 0;
    line->path = text;
    return true;
}

bool unfinished_text_last(const struct unfinished_line *line)
{
    return strcmp(line->path, UNFINISHED_WHOLE) == 0;
}

bool unfinished_text_is(const struct unfinished_line *line, const struct buf *bytes)
{
    char digest[SHA256_TEXT];

    crypto_sha256_text(bytes->text, bytes->size, digest);
    return strcmp(line->sha256, digest) == 0;
}
