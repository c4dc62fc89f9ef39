#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/child/send.h"
#include "backend/child/stream.h"

static bool send_write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
        }
    }
    return true;
}

bool worker_send(int out, const char *name, const void *bytes, size_t size)
{
    char head[STREAM_NAME + 16];

    if (!stream_name(name) || size > STREAM_RESULT)
        return false;
    int length = snprintf(head, sizeof head, "\1%s %zu\n", name, size);
    return send_write_all(out, head, (size_t)length) && send_write_all(out, bytes, size);
}

bool worker_send_parts(int out, const void *bytes, size_t size)
{
    size_t at = 0;

    for (int part = 0; part < STREAM_PARTS && (at < size || !part); part++) {
        size_t step = size - at < STREAM_RESULT ? size - at : STREAM_RESULT;
        char name[16];

        snprintf(name, sizeof name, "part%d", part);
        if (!worker_send(out, name, size ? (const char *)bytes + at : "", step))
            return false;
        at += step;
    }
    return at == size;
}

/* What came from elsewhere in it is tamed; its bytes, with the newline. */
static size_t worker_send_finish(char line[WORKER_LINE])
{
    utf8_sanitize(line);
    size_t size = strlen(line);
    line[size++] = '\n';
    return size;
}

size_t worker_line(char line[WORKER_LINE], const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(line, WORKER_LINE, format, args);
    va_end(args);
    return worker_send_finish(line);
}

bool worker_send_lines(int out, const char *lines, size_t size)
{
    return send_write_all(out, lines, size);
}

bool worker_report(int out, const char *format, ...)
{
    char line[WORKER_LINE];
    va_list args;

    va_start(args, format);
    size_t word = strncmp(format, "step ", 5) == 0 || strncmp(format, "fail ", 5) == 0 ? 5 : 0;
    memcpy(line, format, word); /* the parent knows it by it, in every language */
    format += word;
    vsnprintf(line + word, sizeof line - word, tr(format), args);
    va_end(args);
    return send_write_all(out, line, worker_send_finish(line));
}
