#include "backend/probe/net/said.h"

#include <string.h>

#include "backend/base/base64.h"
#include "backend/base/mem.h"
#include "backend/base/utf8.h"

static const char said_coded[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

/* Does the run hold the secret as base64, behind 0, 1 or 2 other bytes? The first and the last
 * character may be made of others' bits, too. */
static bool said_holds(const char *text, size_t run, const char *secret, size_t before)
{
    enum { SHORT = 4 };
    static const size_t shared[] = { 0, 2, 3 };
    AUTO_WIPED struct buf bytes = { 0 }, code = { 0 };

    wiped_add(&bytes, "xx", before);
    wiped_text(&bytes, secret);
    base64_add(&code, bytes.text, bytes.size);
    const char *core = code.text + shared[before];
    size_t size = bytes.size * 4 / 3 - shared[before];

    return size >= SHORT && size <= run && memmem(text, run, core, size);
}

static bool said_is_coded(const char *text, size_t run, const char *secret)
{
    enum { LONG = 24 };

    if (run >= LONG && (memchr(text, '=', run) || strcspn(text, "0123456789") < run))
        return true;
    for (size_t before = 0; *secret && before < 3; before++)
        if (said_holds(text, run, secret, before))
            return true;
    return false;
}

/* Bytes at the start of text that are not repeated; 0: none. */
static size_t said_hidden(const char *text, const char *secret)
{
    size_t run = strspn(text, said_coded), size = strlen(secret);

    if (size && strncmp(text, secret, size) == 0)
        return size;
    return said_is_coded(text, run, secret) ? run : 0;
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
        size_t hidden = said_hidden(text, secret ? secret : "");
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
