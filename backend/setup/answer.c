#include "backend/setup/answer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/utf8.h"

/* What was read, on the stack alone, and how much of it. */
struct bytes {
    char text[SECRET_MAX + 3];
    size_t size;
};

static bool setup_answer_take(struct record *record, const struct setting *setting,
                              struct bytes *bytes, const char *where, struct err *err)
{
    if (!bytes->size)
        return fail(err, "%s: is empty", where);
    if (!setting_fits(setting, bytes->text, bytes->size, err))
        return fail_in(err, "%s", where);
    record_hide(record, setting, secret_new(bytes->text, bytes->size, IMPORTED, time(NULL), -1));
    return true;
}

/* O_NONBLOCK: a FIFO must not hold the program up. */
static int open_regular(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat stat;

    if (fd < 0)
        return fail_errno(err, "%s", path), -1;
    if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode))
        return fd;
    close(fd);
    return fail(err, "%s: is not a regular file", path), -1;
}

static bool from_file(const char *path, struct bytes *bytes, struct err *err)
{
    AUTO_CLOSE int fd = open_regular(path, err);
    ssize_t got = 1;

    while (fd >= 0 && bytes->size < sizeof bytes->text && got > 0) {
        got = read(fd, bytes->text + bytes->size, sizeof bytes->text - bytes->size);
        if (got < 0 && errno != EINTR)
            return fail_errno(err, "%s", path);
        bytes->size += got > 0 ? (size_t)got : 0;
        got = got < 0 ? 1 : got;
    }
    if (bytes->size && bytes->text[bytes->size - 1] == '\n')
        bytes->size--;
    if (bytes->size && bytes->text[bytes->size - 1] == '\r')
        bytes->size--;
    return fd >= 0;
}

static bool from_environment(const char *name, struct bytes *bytes, struct err *err)
{
    char *value = getenv(name);
    size_t size = value ? strlen(value) : 0;

    if (!value)
        return fail(err, "there is no variable %s in the environment", name);
    bytes->size = size < sizeof bytes->text ? size : sizeof bytes->text;
    memcpy(bytes->text, value, bytes->size);
    return true;
}

bool answer_secret(void *data, struct record *record, const struct setting *setting,
                   const char *text, struct err *err)
{
    struct bytes bytes = { .size = 0 };
    bool ok;

    (void)data;
    if (strcmp(text, "generate") == 0)
        return setting->recipe || fail(err, "cannot be generated; needs \"file:PATH\" or "
                                            "\"env:NAME\"");
    if (strncmp(text, "file:", 5) == 0)
        ok = from_file(text + 5, &bytes, err);
    else if (strncmp(text, "env:", 4) == 0)
        ok = from_environment(text + 4, &bytes, err);
    else
        return fail(err, "a secret is never written into a file like this; needs \"generate\", "
                         "\"file:PATH\" or \"env:NAME\"");
    ok = ok && setup_answer_take(record, setting, &bytes, text, err);
    wipe(&bytes, sizeof bytes);
    return ok;
}

static void setup_answer_keep(struct record *record, const struct record *from)
{
    for (const struct setting *s = record->section->settings; s->key; s++)
        if (s->type == SECRET && !record_hidden(record, s))
            record_hide(record, s, secret_hold(record_hidden(from, s)));
}

void answer_keep(struct config *config, const struct config *from)
{
    for (size_t i = 0; sections[i]; i++) {
        for (size_t k = 0; k < config->tables[i].count; k++) {
            struct record *record = config->tables[i].records[k];
            const struct record *other =
                sections[i]->list ? config_table_find(&from->tables[i], record_name(record))
                                  : from->tables[i].records[0];

            if (other && other != record)
                setup_answer_keep(record, other);
        }
    }
}
