#include "screens/commands/cert/input.h"

#include <fcntl.h>
#include <string.h>

#include "backend/base/file.h"

/* One newline at its end is cut off, as of a secret on standard input. */
static bool input_read_password(const char *path, struct examine_job *job, struct err *err)
{
    struct buf bytes = { 0 };
    bool ok = file_read(AT_FDCWD, path, SECRET_MAX + 2, &bytes, err);
    size_t size = bytes.size;

    if (ok) {
        size -= size && bytes.text[size - 1] == '\n';
        size -= size && bytes.text[size - 1] == '\r';
        ok = size <= SECRET_MAX ||
             fail(err, "%s: a password has at most %d bytes", path, SECRET_MAX);
        ok = ok && (!memchr(bytes.text, '\0', size) ||
                    fail(err, "%s: a password has no zero byte", path));
    }
    if (ok) {
        memcpy(job->password, bytes.text, size);
        job->has_password = true;
    }
    if (bytes.text)
        wipe(bytes.text, bytes.room);
    buf_free(&bytes);
    return ok;
}

bool input_read(const struct arguments *arguments, const char *trust, struct examine_job **job,
                struct err *err)
{
    const char *password = arguments_option(arguments, "--password-file");
    const char *trusted = arguments_option(arguments, trust);

    if (password && !input_read_password(password, *job, err))
        return false;
    for (size_t i = 0; i < arguments->count; i++)
        if (!examine_add(job, arguments->words[i], false, err))
            return false;
    return !trusted || examine_add(job, trusted, true, err);
}

bool input_json(const struct arguments *arguments)
{
    const char *form = arguments_option(arguments, "--format");

    return form && strcmp(form, "json") == 0;
}

enum status input_print(const struct arguments *arguments, const struct examination *result)
{
    AUTO_BUF struct buf out = { 0 };

    (input_json(arguments) ? examine_json : examine_text)(result, &out);
    fwrite(out.text, 1, out.size, stdout);
    return result->problems.worst == REFUSED ? STATUS_FINDINGS : STATUS_FINE;
}
