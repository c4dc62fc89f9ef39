/* armour_prefix.c - what stands in front of each line and behind it: "// " in a program, "+" in a
 * patch, a number or the time in a log; "echo ... >> file". */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "backend/pki/armour.h"

enum { PREFIX_MOST = 64 };

/* What stands around the first line of a block. */
struct armour_frame {
    const char *prefix, *suffix;
    size_t before, behind;         /* their bytes */
    size_t digits_at, digits_size; /* the last number in the prefix */
    unsigned long number, line; /* what it says, and how many lines further on it is looked for */
    bool strange;               /* not only what armour_decode() steps over anyway, or base64 */
};

static bool armour_prefix_counts(char c)
{
    return c == ' ' || isdigit((unsigned char)c);
}

/* Digits change from line to line, and blanks in front of numbers become digits. */
static const char *armour_prefix_same(const struct armour_frame *frame, const char *at,
                                      const char *end)
{
    if ((size_t)(end - at) < frame->before)
        return NULL;
    for (size_t i = 0; i < frame->before; i++)
        if (at[i] != frame->prefix[i] &&
            !(armour_prefix_counts(at[i]) && armour_prefix_counts(frame->prefix[i])))
            return NULL;
    return at + frame->before;
}

/* A number that counts the lines may become longer, and the blanks in front of it fewer. */
static const char *armour_prefix_counted(const struct armour_frame *frame, const char *at,
                                         const char *end)
{
    const char *tail = frame->prefix + frame->digits_at + frame->digits_size;
    size_t left = frame->before - (size_t)(tail - frame->prefix);
    const char *head = frame->prefix;
    size_t size = frame->digits_at;
    int zeros = head[size] == '0' ? (int)frame->digits_size : 1;
    char number[24];

    size_t digits =
        (size_t)snprintf(number, sizeof number, "%0*lu", zeros, frame->number + frame->line);
    for (size_t more = digits - frame->digits_size; more-- && size && head[size - 1] == ' ';)
        size--;
    if ((size_t)(end - at) < size + digits + left || memcmp(at, head, size) != 0 ||
        memcmp(at + size, number, digits) != 0 || memcmp(at + size + digits, tail, left) != 0)
        return NULL;
    return at + size + digits + left;
}

static const char *armour_prefix_past(const struct armour_frame *frame, const char *at,
                                      const char *end)
{
    const char *past = frame->digits_size ? armour_prefix_counted(frame, at, end) : NULL;

    return past || (frame->before && !frame->strange) ? past : armour_prefix_same(frame, at, end);
}

/* What armour_decode() steps over anyway is nothing strange, nor are blanks and digits alone:
 * base64 may begin so, too. False: the line is too long for a prefix. */
static bool armour_prefix_front(const char *start, const char *mark, struct armour_frame *frame)
{
    const char *at = mark;
    size_t signs = 0, strange = 0;

    for (; at > start && at[-1] != '\n'; at--) {
        signs += !armour_prefix_counts(at[-1]);
        strange += !strchr(ARMOUR_BETWEEN, at[-1]);
        if (mark - at >= PREFIX_MOST)
            return false;
    }
    frame->prefix = at;
    frame->before = (size_t)(mark - at);
    frame->strange = signs && strange;
    return true;
}

static void armour_prefix_number(struct armour_frame *frame)
{
    size_t end = frame->before, at;

    while (end && !isdigit((unsigned char)frame->prefix[end - 1]))
        end--;
    for (at = end; at && isdigit((unsigned char)frame->prefix[at - 1]); at--)
        continue;
    frame->digits_at = at;
    frame->digits_size = end - at < 10 ? end - at : 0;
    for (; frame->digits_size && at < end; at++)
        frame->number = frame->number * 10 + (unsigned long)(frame->prefix[at] - '0');
}

/* What is behind the mark, up to the end of its line, if it is none of base64. */
static void armour_prefix_back(const struct armour_text *text, struct armour_frame *frame)
{
    const char *stop = memchr(text->at, '\n', (size_t)(text->end - text->at));
    const char *at = text->at;

    while (stop && at < stop && *at && strchr(ARMOUR_BETWEEN, *at))
        at++;
    frame->suffix = text->at;
    frame->behind = stop && at < stop ? (size_t)(stop - text->at) : 0;
    frame->strange |= frame->behind > 0;
}

/* Takes the frame off a line up to `stop`; false: it has another one. The last line ends with the
 * mark, and has nothing behind it. */
static bool armour_prefix_off(const struct armour_frame *frame, const char **at, const char **stop,
                              bool last)
{
    size_t behind = last ? 0 : frame->behind;

    *at = armour_prefix_past(frame, *at, *stop);
    if (!*at || (size_t)(*stop - *at) < behind ||
        memcmp(*stop - behind, frame->suffix, behind) != 0)
        return false;
    *stop -= behind;
    return true;
}

/* The text without them; NULL: one of the lines has none. */
static char *armour_prefix_strip(struct armour_frame *frame, struct armour_text *text)
{
    size_t size = (size_t)(text->end - text->at), used = 0;
    char *plain = must(malloc(size + 1));

    for (const char *at = text->at, *next; at < text->end; at = next, frame->line++) {
        const char *line = memchr(at, '\n', (size_t)(text->end - at));
        const char *stop = line ? line : text->end;
        next = line ? line + 1 : text->end;
        if (!frame->line) { /* what is behind BEGIN is no line of its own */
            at += frame->behind;
        } else if (!armour_prefix_off(frame, &at, &stop, !line)) {
            wipe(plain, used);
            free(plain);
            return NULL;
        }
        memcpy(plain + used, at, (size_t)(stop - at));
        used += (size_t)(stop - at);
        plain[used++] = '\n';
    }
    *text = (struct armour_text){ plain, plain + used };
    return plain;
}

char *armour_prefix(const char *start, const char *mark, struct armour_text *text)
{
    struct armour_frame frame = { 0 };

    if (text->end <= text->at || !armour_prefix_front(start, mark, &frame))
        return NULL;
    armour_prefix_number(&frame);
    armour_prefix_back(text, &frame);
    return frame.strange || frame.digits_size || frame.behind ? armour_prefix_strip(&frame, text)
                                                              : NULL;
}
