/* armour_prefix.c - what stands in front of each line: "// " in a program, "+" in a patch, a number
 * or the time in a log. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "backend/pki/armour.h"

enum { PREFIX_MOST = 64 };

static bool armour_prefix_counts(char c)
{
    return c == ' ' || isdigit((unsigned char)c);
}

/* Digits change from line to line, and blanks in front of numbers become digits. */
static bool armour_prefix_fits(const char *prefix, size_t length, const char *at, const char *end)
{
    if ((size_t)(end - at) < length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (at[i] != prefix[i] && !(armour_prefix_counts(at[i]) && armour_prefix_counts(prefix[i])))
            return false;
    return true;
}

/* What armour_decode() steps over anyway is none, nor are blanks and digits alone: base64 may begin
 * so, too. */
static size_t armour_prefix_length(const char *start, const char *mark)
{
    size_t signs = 0, strange = 0;
    const char *at = mark;

    for (; at > start && at[-1] != '\n'; at--) {
        signs += !armour_prefix_counts(at[-1]);
        strange += !strchr(ARMOUR_BETWEEN, at[-1]);
        if (mark - at >= PREFIX_MOST)
            return 0;
    }
    return signs && strange ? (size_t)(mark - at) : 0;
}

/* The text without them; NULL: one of the lines has none. */
static char *armour_prefix_strip(const char *prefix, size_t length, struct armour_text *text)
{
    size_t size = (size_t)(text->end - text->at), used = 0;
    char *plain = must(malloc(size + 1));

    for (const char *at = text->at; at < text->end;) {
        const char *stop = memchr(at, '\n', (size_t)(text->end - at));
        const char *next = stop ? stop + 1 : text->end;
        bool line = at > text->at; /* what is behind BEGIN is no line of its own */
        if (line && !armour_prefix_fits(prefix, length, at, text->end)) {
            wipe(plain, used);
            free(plain);
            return NULL;
        }
        at += line ? length : 0; /* it has no line end, so that it is not beyond the next one */
        memcpy(plain + used, at, (size_t)(next - at));
        used += (size_t)(next - at);
        at = next;
    }
    *text = (struct armour_text){ plain, plain + used };
    return plain;
}

char *armour_prefix(const char *start, const char *mark, struct armour_text *text)
{
    size_t length = armour_prefix_length(start, mark);

    return length && text->end > text->at ? armour_prefix_strip(mark - length, length, text) : NULL;
}
