#include "backend/probe/net/said.h"

#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"

char *said(const char *text, size_t most)
{
    static const char coded[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    enum { LONG = 24 };
    struct buf out = { 0 };

    buf_print(&out, "%s", "");
    while (*text && out.size < most) {
        size_t size = strspn(text, coded), step = size ? size : 1;
        if (size >= LONG)
            buf_print(&out, "[...]");
        else
            buf_add(&out, text, step);
        text += step;
    }
    if (out.size > most) {
        while (most && utf8_continues(out.text[most]))
            most--;
        out.text[most] = '\0';
    }
    utf8_sanitize(out.text);
    return out.text;
}
