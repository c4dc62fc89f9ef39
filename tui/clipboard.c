#include "tui/clipboard.h"

#include <stdint.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

bool clipboard_send(const char *coded)
{
    const char *const words[] = { "\033]52;c;", coded, "\a" };
    enum { WORDS = sizeof words / sizeof *words };
    struct iovec parts[WORDS];
    size_t size = 0;

    for (size_t i = 0; i < WORDS; i++) {
        parts[i] = (struct iovec){ (char *)(uintptr_t)words[i], strlen(words[i]) };
        size += parts[i].iov_len;
    }
    if (strlen(coded) > CLIPBOARD_MOST)
        return false;
    return !isatty(STDOUT_FILENO) || writev(STDOUT_FILENO, parts, WORDS) == (ssize_t)size;
}
