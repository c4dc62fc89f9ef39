#include "tui/clipboard.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char clipboard_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { CLIPBOARD_ROOM = CLIPBOARD_MOST * 4 / 3 + 32 };

/* Three bytes, or the last one or two, as four letters: RFC 4648, 4. */
static void clipboard_four(const unsigned char *at, size_t size, char out[4])
{
    unsigned long bits = (unsigned long)at[0] << 16 | (size > 1 ? (unsigned long)at[1] << 8 : 0) |
                         (size > 2 ? at[2] : 0);

    for (int i = 0; i < 4; i++)
        out[i] = (size_t)i <= size ? clipboard_digits[bits >> (18 - 6 * i) & 63] : '=';
}

bool clipboard_send(const char *text)
{
    static const char start[] = "\033]52;c;", end[] = "\a";
    const unsigned char *bytes = (const unsigned char *)text;
    size_t size = strlen(text), used = sizeof start - 1;
    char out[CLIPBOARD_ROOM];

    if (size > CLIPBOARD_MOST)
        return false;
    memcpy(out, start, used);
    for (size_t i = 0; i < size; i += 3, used += 4)
        clipboard_four(bytes + i, size - i, out + used);
    memcpy(out + used, end, sizeof end - 1);
    used += sizeof end - 1;
    bool sent = !isatty(STDOUT_FILENO) || write(STDOUT_FILENO, out, used) == (ssize_t)used;
    explicit_bzero(out, sizeof out);
    return sent;
}
