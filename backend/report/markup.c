#include "backend/report/markup.h"

#include <stdarg.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"

static const char *reference(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void markup_text(struct buf *out, const char *text)
{
    AUTO_FREE char *sanitize = copy(text);

    utf8_sanitize(sanitize);
    for (const char *at = sanitize; *at;) {
        size_t plain = strcspn(at, "&<>\"'");

        buf_add(out, at, plain);
        at += plain;
        if (*at)
            buf_print(out, "%s", reference(*at++));
    }
}

/* The conversions that reports need. */
static void markup_convert(struct buf *out, char conversion, va_list *args)
{
    char tenths[TENTHS_SIZE];

    switch (conversion) {
    case 's':
        markup_text(out, va_arg(*args, const char *));
        break;
    case 'c':
        buf_print(out, "%c", va_arg(*args, int));
        break;
    case 'd':
        buf_print(out, "%d", va_arg(*args, int));
        break;
    case 'u':
        buf_print(out, "%u", va_arg(*args, unsigned));
        break;
    case 'f':
        shown_tenths(va_arg(*args, double), tenths);
        buf_print(out, "%s", tenths);
        break;
    case 'l': /* %ld */
        buf_print(out, "%ld", va_arg(*args, long));
        break;
    case 'z': /* %zu */
        buf_print(out, "%s", shown_count(va_arg(*args, size_t)).text);
        break;
    default:
        buf_print(out, "%%");
    }
}

void markup(struct buf *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    format = tr(format);
    while (*format) {
        size_t plain = strcspn(format, "%");

        buf_add(out, format, plain);
        format += plain;
        if (!*format)
            break;
        markup_convert(out, *++format, &args);
        format += *format == 'l' || *format == 'z' ? 2 : 1;
    }
    va_end(args);
}
