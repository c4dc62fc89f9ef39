#include "screens/commands/cert/input.h"
#include "backend/base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/file.h"
#include "backend/pki/codepage.h"
#include "screens/session/command.h"

enum { FILE_MOST = 2 * SECRET_MAX + 8 }; /* in UTF-16, with its mark and an end of line */

/* Editors of Windows and its PowerShell write a mark in front, and UTF-16: the same letters as
 * UTF-8. False: it is none, or too long. */
static bool input_from_utf16(const struct buf *bytes, char text[FILE_MOST + 1], size_t *size)
{
    const char *at = bytes->text;
    bool big = bytes->size >= 2 && memcmp(at, "\xFE\xFF", 2) == 0;
    size_t mark = big || (bytes->size >= 2 && memcmp(at, "\xFF\xFE", 2) == 0) ? 2 : 0;

    big = mark ? big : !at[0];
    *size = codepage_from_utf16(at + mark, bytes->size - mark, big, text, FILE_MOST);
    return *size != SIZE_MAX;
}

/* As text: without its mark and the line ends behind it. */
static bool input_text(struct buf *bytes, char text[FILE_MOST + 1], size_t *size)
{
    size_t skip = utf8_mark(bytes->text, bytes->size);
    bool wide = bytes->size >= 2 &&
                (memcmp(bytes->text, "\xFF\xFE", 2) == 0 ||
                 memcmp(bytes->text, "\xFE\xFF", 2) == 0 || memchr(bytes->text, '\0', bytes->size));

    *size = bytes->size - skip;
    if (wide && !input_from_utf16(bytes, text, size))
        return false;
    if (!wide)
        memcpy(text, bytes->text + skip, *size);
    while (*size && strchr("\r\n", text[*size - 1]))
        --*size;
    text[*size] = '\0';
    return true;
}

/* Where the file may be what is wrong, and not the password. */
static void input_note(const char *path, const char *text, size_t size)
{
    if (size && (strchr(" \t", text[0]) || strchr(" \t", text[size - 1])))
        session_note("%s has a blank before or behind the password, which is part of it", path);
}

static bool input_read_password(const char *path, struct examine_job *job, struct err *err)
{
    struct buf bytes = { 0 };
    char text[FILE_MOST + 1];
    size_t size = 0;
    bool ok = file_read_any(path, FILE_MOST, &bytes, err);

    if (ok)
        ok = (bytes.size <= FILE_MOST && input_text(&bytes, text, &size)) ||
             fail(err, "%s: is not a password: it has zero bytes, or is too long", path);
    ok = ok &&
         (size <= SECRET_MAX || fail(err, "%s: a password has at most %d bytes", path, SECRET_MAX));
    ok = ok && (!strpbrk(text, "\r\n") ||
                fail(err, "%s: holds more than one line, and a password is one", path));
    if (ok) {
        input_note(path, text, size);
        memcpy(job->password, text, size);
        job->has_password = true;
    }
    wipe(text, sizeof text);
    if (bytes.text)
        wipe(bytes.text, bytes.room);
    buf_free(&bytes);
    return ok;
}

static bool input_read_key(const char *text, size_t *key, struct err *err)
{
    char *end;
    long number = strtol(text, &end, 10);

    if (end == text || *end || number < 1 || number > 999)
        return fail(err, "--key needs the number of a private key, as \"cert examine\" lists them");
    *key = (size_t)number;
    return true;
}

bool input_read_options(const struct arguments *arguments, const char *trust,
                        struct examine_job **job, struct err *err)
{
    const char *password = arguments_option(arguments, "--password-file");
    const char *trusted, *key = arguments_option(arguments, "--key");

    if (password && !input_read_password(password, *job, err))
        return false;
    if (key && !input_read_key(key, &(*job)->key, err))
        return false;
    for (size_t i = 0; (trusted = arguments_repeated(arguments, trust, i)); i++)
        if (!examine_add(job, trusted, true, err))
            return false;
    return true;
}

bool input_read(const struct arguments *arguments, const char *trust, struct examine_job **job,
                struct err *err)
{
    for (size_t i = 0; i < arguments->count; i++)
        if (!examine_add(job, arguments->words[i], false, err))
            return false;
    return input_read_options(arguments, trust, job, err);
}

enum status input_print(const struct arguments *arguments, const struct examination *result)
{
    AUTO_BUF struct buf out = { 0 };

    (arguments_json(arguments) ? examine_json : examine_text)(result, &out);
    fwrite(out.text, 1, out.size, stdout);
    return result->problems.worst == REFUSED ? STATUS_FINDINGS : STATUS_FINE;
}
