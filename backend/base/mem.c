#include "backend/base/mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "backend/base/mem_end.h"

static int mem_status; /* 0: abort() */
static void (*mem_leave)(void);
static char mem_already[96];

void mem_end_with(int status)
{
    mem_status = status;
}

void mem_end_after(void (*leave)(void))
{
    mem_leave = leave;
}

void mem_done(const char *what)
{
    snprintf(mem_already, sizeof mem_already, "%s", what);
}

const char *mem_did(void)
{
    return *mem_already ? mem_already : NULL;
}

/* Without stdio and without memory. */
void mem_end(const char *what)
{
    const char *const did = *mem_already ? mem_already : "nothing was saved";
    const char *const words[] = { "printseal: ", what, "; ", did, "\n" };
    enum { WORDS = sizeof words / sizeof *words };
    struct iovec parts[WORDS];

    for (size_t i = 0; i < WORDS; i++)
        parts[i] = (struct iovec){ (char *)(uintptr_t)words[i], strlen(words[i]) };

    if (mem_leave)
        mem_leave();
    if (!mem_status || writev(STDERR_FILENO, parts, WORDS) < 0)
        abort();
    _exit(mem_status);
}

void *must(void *memory)
{
    if (!memory)
        mem_end("there is not enough memory");
    return memory;
}

char *copy(const char *text)
{
    return text ? must(strdup(text)) : NULL;
}

char *format(const char *format, ...)
{
    va_list args;
    char *text = NULL;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    return must(text);
}

void *grow(void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return list;
    *room = *room ? *room * 2 : 8;
    return must(reallocarray(list, *room, size));
}

void buf_add(struct buf *buf, const char *bytes, size_t size)
{
    if (buf->room - buf->size <= size) {
        buf->room = (buf->size + size + 1) * 2;
        buf->text = must(realloc(buf->text, buf->room));
    }
    if (size)
        memcpy(buf->text + buf->size, bytes, size);
    buf->size += size;
    buf->text[buf->size] = '\0';
}

void buf_print(struct buf *buf, const char *format, ...)
{
    va_list args;
    char *text = NULL;

    va_start(args, format);
    int size = vasprintf(&text, format, args);
    va_end(args);
    must(size < 0 ? NULL : text);
    buf_add(buf, text, (size_t)size);
    free(text);
}

void buf_free(struct buf *buf)
{
    free(buf->text);
    *buf = (struct buf){ 0 };
}

void mem_free_pointer(void *pointer)
{
    void **memory = pointer;

    free(*memory);
}

void mem_close_fd(const int *fd)
{
    int saved = errno;

    if (*fd >= 0)
        close(*fd);
    errno = saved;
}
