#include "backend/probe/net/said.h"

#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"

/* Bytes at the start of text that are not repeated; 0: none. */
static size_t said_hidden(const char *text, const char *secret)
{
    static const char coded[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    enum { LONG = 24 };
    size_t run = strspn(text, coded), size = secret ? strlen(secret) : 0;

    if (size && strncmp(text, secret, size) == 0)
        return size;
    return run >= LONG ? run : 0;
}

static void said_cut(struct buf *out, size_t most)
{
    if (out->size <= most)
        return;
    while (most && utf8_continues(out->text[most]))
        most--;
    out->text[most] = '\0';
}

char *said(const char *text, size_t most, const char *secret)
{
    struct buf out = { 0 };

    buf_print(&out, "%s", "");
    while (*text && out.size <= most) {
        size_t hidden = said_hidden(text, secret);
        if (hidden)
            buf_print(&out, "[...]");
        else
            buf_add(&out, text, 1);
        text += hidden ? hidden : 1;
    }
    said_cut(&out, most);
    utf8_sanitize(out.text);
    return out.text;
}
