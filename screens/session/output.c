#include "screens/session/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/mem.h"
#include "backend/secret/secret.h"

static int output_error; /* errno of the first write to standard output that failed */

int output_broken(void)
{
    return output_error;
}

static void output_note(void)
{
    output_error = output_error ? output_error : errno;
}

bool output_unread(void)
{
    return output_error == EPIPE;
}

bool output_flush(void)
{
    bool fine = fflush(stdout) == 0;

    if (!fine)
        output_note();
    return fine;
}

bool output_write(int fd, const char *bytes, size_t size, struct err *err)
{
    while (size) {
        ssize_t put = write(fd, bytes, size);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            if (fd == STDOUT_FILENO)
                output_note();
            return fail_errno(err, "cannot write the output");
        }
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

/* A file, or nothing yet: not a device, a pipe, or a link to somewhere else. */
static bool output_is_plain(const char *path)
{
    struct stat stat;

    return lstat(path, &stat) == 0 ? S_ISREG(stat.st_mode) : errno == ENOENT;
}

bool output_ours(const char *path)
{
    struct stat stat;

    return lstat(path, &stat) != 0 || stat.st_uid == geteuid() || stat.st_uid == 0;
}

/* What is no plain file is written to as it is: /dev/stdout is a link, and so may be a report. In a
 * folder where all may write, a stranger's link or pipe is left alone. */
static int output_open_special(const char *path, struct err *err)
{
    if (!output_ours(path)) {
        fail(err, "%s: is not a plain file, and another user's", path);
        return -1;
    }
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        fail_errno(err, "%s", path);
    return fd;
}

bool output_file(const char *path, const char *bytes, size_t size, struct err *err)
{
    return output_file_mode(path, 0640, bytes, size, err);
}

/* By way of stdio, behind what was printed before. */
static bool output_print(const char *bytes, size_t size, struct err *err)
{
    if (fwrite(bytes, 1, size, stdout) == size)
        return true;
    output_note();
    return fail_errno(err, "cannot write the output");
}

bool output_file_mode(const char *path, unsigned mode, const char *bytes, size_t size,
                      struct err *err)
{
    if (!path || strcmp(path, "-") == 0)
        return output_print(bytes, size, err);
    if (output_is_plain(path))
        return file_replace(AT_FDCWD, path, mode, bytes, size, err);
    AUTO_CLOSE int fd = output_open_special(path, err);
    if (fd < 0)
        return false;
    return output_write(fd, bytes, size, err) || fail_in(err, "%s", path);
}

enum status output_text(const struct buf *text)
{
    struct err err;

    return output_file(NULL, text->text, text->size, &err) ? STATUS_FINE
                                                           : session_complain(STATUS_FAILED, &err);
}

/* ------------------------------------------------ how it looks */

static bool output_is_set(const char *name)
{
    const char *value = getenv(name);

    return value && *value;
}

/* https://no-color.org, https://bixense.com/clicolors; a terminal that is dumb or unknown would
 * print the sequences. */
static bool wants_colour(const char *path)
{
    const char *term = getenv("TERM"), *force = getenv("CLICOLOR_FORCE");

    if (path || output_is_set("NO_COLOR"))
        return false;
    if (force && *force && strcmp(force, "0") != 0)
        return true;
    return isatty(STDOUT_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* Lines longer than a hundred columns are hard to read, however wide the terminal is. */
static int width(const char *path)
{
    enum { USUAL = 80, LEAST = 40, MOST = 100 };
    struct winsize size;

    if (path || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
        return USUAL;
    return size.ws_col < LEAST ? LEAST : size.ws_col > MOST ? MOST : size.ws_col;
}

struct look output_look(const char *path)
{
    return (struct look){ .colour = wants_colour(path), .width = width(path) };
}

/* ------------------------------------------------ what is shown once */

const struct once output_once_recovery = {
    .what = "recovery code",
    .before = "Recovery code of the vault, shown this once; keep it away from this machine",
    .fd = -1,
};

bool output_once_open(struct once *once, const char *file, struct err *err)
{
    once->file = file;
    once->fd = -1;
    if (!file)
        return true;
    once->fd = file_new_open(file);
    return once->fd >= 0 || fail_errno(err, "the %s needs a new file: %s", once->what, file);
}

bool output_once_possible(const struct once *once)
{
    return once->fd >= 0 || isatty(STDERR_FILENO);
}

static bool output_show(const struct once *once, const char *text, struct err *err)
{
    return output_write(STDERR_FILENO, once->before, strlen(once->before), err) &&
           output_write(STDERR_FILENO, ":\n    ", 6, err) &&
           output_write(STDERR_FILENO, text, strlen(text), err) &&
           output_write(STDERR_FILENO, "\n", 1, err);
}

bool output_once_bytes(const struct once *once, const char *bytes, size_t size, struct err *err)
{
    if (once->fd < 0)
        return output_write(STDOUT_FILENO, bytes, size, err);
    if (!output_write(once->fd, bytes, size, err))
        return fail_in(err, "%s", once->file);
    return file_new_end(once->fd, once->file) || fail_errno(err, "%s", once->file);
}

bool output_once_report(const struct once *once, const char *text, struct err *err)
{
    if (once->fd < 0)
        return output_show(once, text, err);
    if (!output_write(once->fd, text, strlen(text), err))
        return fail_in(err, "%s", once->file);
    return output_once_bytes(once, "\n", 1, err);
}

void output_once_close(struct once *once, bool keep)
{
    if (once->fd < 0)
        return;
    if (!keep)
        file_new_drop(once->fd, once->file);
    close(once->fd);
    once->fd = -1;
}
