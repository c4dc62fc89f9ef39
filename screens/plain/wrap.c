#include "screens/plain/wrap.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "tui/text.h"

enum { WRAP_LEAST = 20, WRAP_MOST = 1000 };

/* A stream; columns are counted from the left. */
struct wrap {
    int fd, cols;
    int at, indent, blanks; /* columns that are used; of the line's first word; not yet written */
};

static struct wrap wrap_streams[] = { { .fd = STDOUT_FILENO }, { .fd = STDERR_FILENO } };

static int wrap_find_width(int fd)
{
    const char *columns = getenv("COLUMNS");
    long cols = columns ? strtol(columns, NULL, 10) : 0;
    struct winsize size = { 0 };

    if (cols <= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0)
        cols = size.ws_col;
    return cols < WRAP_LEAST || cols > WRAP_MOST ? 0 : (int)cols;
}

static void wrap_blank(struct buf *out, int count)
{
    buf_print(out, "%*s", count, "");
}

static void wrap_break(struct wrap *wrap, struct buf *out)
{
    buf_print(out, "\n");
    wrap_blank(out, wrap->indent);
    wrap->at = wrap->indent;
    wrap->blanks = 0;
}

/* Where it stands, or on the next line; what has no room on any is cut. */
static void wrap_word(struct wrap *wrap, const char *word, size_t size, struct buf *out)
{
    int width = text_width_of(word, size);

    if (wrap->at + wrap->blanks + width > wrap->cols && wrap->at > wrap->indent)
        wrap_break(wrap, out);
    wrap_blank(out, wrap->blanks);
    wrap->at += wrap->blanks;
    wrap->blanks = 0;
    for (size_t i = 0, fits; i < size; i += fits) {
        if (i)
            wrap_break(wrap, out);
        fits = text_fit(word + i, size - i, wrap->cols - wrap->at);
        fits = fits ? fits : size - i;
        buf_add(out, word + i, fits);
        wrap->at += text_width_of(word + i, fits);
    }
}

/* Blanks before the first word are where the line goes on, if that leaves room. */
static size_t wrap_blanks(struct wrap *wrap, const char *text, size_t size)
{
    size_t count = 0;

    while (count < size && text[count] == ' ')
        count++;
    wrap->blanks += (int)count;
    if (wrap->at == 0)
        wrap->indent = wrap->blanks <= wrap->cols / 4 ? wrap->blanks : 0;
    return count;
}

static void wrap_text(struct wrap *wrap, const char *text, size_t size, struct buf *out)
{
    for (size_t i = 0, end; i < size; i = end) {
        end = i + 1;
        if (text[i] == '\n') {
            buf_print(out, "\n");
            wrap->at = wrap->indent = wrap->blanks = 0;
        } else if (text[i] == ' ') {
            end = i + wrap_blanks(wrap, text + i, size - i);
        } else {
            while (end < size && text[end] != ' ' && text[end] != '\n')
                end++;
            wrap_word(wrap, text + i, end - i, out);
        }
    }
    if (wrap->at + wrap->blanks <= wrap->cols) { /* behind a question */
        wrap_blank(out, wrap->blanks);
        wrap->at += wrap->blanks;
        wrap->blanks = 0;
    }
}

static bool wrap_send(int fd, const char *text, size_t size)
{
    for (size_t sent = 0; sent < size;) {
        ssize_t wrote = write(fd, text + sent, size - sent);
        if (wrote < 0 && errno != EINTR)
            return false;
        sent += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

static ssize_t wrap_write(void *data, const char *text, size_t size)
{
    AUTO_BUF struct buf out = { 0 };
    struct wrap *wrap = data;

    wrap_text(wrap, text, size, &out);
    bool sent = wrap_send(wrap->fd, out.text, out.size);
    wipe(out.text, out.size); /* a recovery code, perhaps */
    return sent ? (ssize_t)size : 0;
}

/* Both on one terminal, or into one file: then they share their lines. */
static bool wrap_same(void)
{
    struct stat out, err;

    return fstat(STDOUT_FILENO, &out) == 0 && fstat(STDERR_FILENO, &err) == 0 &&
           out.st_dev == err.st_dev && out.st_ino == err.st_ino;
}

void wrap_begin(void)
{
    FILE **const files[] = { &stdout, &stderr };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct wrap *wrap = &wrap_streams[wrap_same() ? 0 : i];

        fflush(*files[i]);
        wrap->cols = wrap_find_width(wrap->fd);
        FILE *file = wrap->cols
                         ? fopencookie(wrap, "w", (cookie_io_functions_t){ .write = wrap_write })
                         : NULL;
        if (!file)
            continue;
        setvbuf(file, NULL, i ? _IONBF : _IOLBF, 0);
        *files[i] = file;
    }
}

int wrap_width(int otherwise)
{
    return wrap_streams[0].cols ? wrap_streams[0].cols : otherwise;
}

void wrap_answered(void)
{
    for (size_t i = 0; isatty(STDIN_FILENO) && i < 2; i++)
        wrap_streams[i].at = wrap_streams[i].indent = wrap_streams[i].blanks = 0;
}
