#include "backend/export/escape.h"

#include <string.h>

#include "backend/base/csv.h"
#include "backend/base/utf8.h"
#include "backend/base/wiped.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define SWAPS(...)                                                                                 \
    (const struct escape_swap[])                                                                   \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }

static const struct escape escapes[] = {
    { .name = "word", .format = "a bare word", .only = LETTERS "0123456789._:/[]-*" },
    { .name = "line", .format = "a sheet", .shown = true },
    { .name = "judged", .format = "a sheet", .shown = true, .judged = true },
    { .name = "text", .format = "plain text" },
    { .name = "comment", .format = "a comment", .never_last = "\\" },
    { .name = "shell",
      .format = "a shell script",
      .open = "'",
      .close = "'",
      .swaps = SWAPS({ "'", "'\\''" }) },
    { .name = "powershell",
      .format = "a PowerShell script",
      .start = "\xEF\xBB\xBF",
      .open = "'",
      .close = "'",
      .swaps = SWAPS({ "'", "''" }, { "\u2018", "\u2018\u2018" }, { "\u2019", "\u2019\u2019" },
                     { "\u201A", "\u201A\u201A" }, { "\u201B", "\u201B\u201B" }) },
    { .name = "nginx",
      .format = "an nginx file",
      .open = "\"",
      .close = "\"",
      .swaps = SWAPS({ "\"", "\\\"" }, { "\\", "\\\\" }, { "$", NULL }) },
    { .name = "json",
      .format = "a JSON or YAML file",
      .open = "\"",
      .close = "\"",
      .swaps = SWAPS({ "\"", "\\\"" }, { "\\", "\\\\" }) },
    { .name = "xml",
      .format = "an XML or HTML file",
      .swaps = SWAPS({ "&", "&amp;" }, { "<", "&lt;" }, { ">", "&gt;" }, { "\"", "&quot;" },
                     { "'", "&#39;" }, { "\uFFFE", NULL }, { "\uFFFF", NULL }) },
    { .name = "markdown",
      .format = "a Markdown file",
      .swaps =
          SWAPS({ "!", "\\!" }, { "\"", "\\\"" }, { "#", "\\#" }, { "$", "\\$" }, { "%", "\\%" },
                { "&", "\\&" }, { "'", "\\'" }, { "(", "\\(" }, { ")", "\\)" }, { "*", "\\*" },
                { "+", "\\+" }, { "-", "\\-" }, { ".", "\\." }, { ":", "\\:" }, { "<", "\\<" },
                { "=", "\\=" }, { ">", "\\>" }, { "@", "\\@" }, { "[", "\\[" }, { "\\", "\\\\" },
                { "]", "\\]" }, { "^", "\\^" }, { "_", "\\_" }, { "`", "\\`" }, { "{", "\\{" },
                { "|", "\\|" }, { "}", "\\}" }, { "~", "\\~" }) },
    { .name = "csv",
      .format = "a CSV file, which spreadsheets open,",
      .open = "\"",
      .close = "\"",
      .formula = true,
      .swaps = SWAPS({ "\"", "\"\"" }) },
    { .name = "freeradius",
      .format = "a file of FreeRADIUS",
      .open = "\"",
      .close = "\"",
      .swaps = SWAPS({ "${", NULL }, { "%{", NULL }, { "\"", "\\\"" }, { "\\", NULL }) },
    { .name = "snmp",
      .format = "snmp.conf",
      .open = "\"",
      .close = "\"",
      .swaps = SWAPS({ "\"", "\\\"" }, { "\\", "\\\\" }) },
};

const struct escape *escape_find(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (strlen(escapes[i].name) == size && memcmp(escapes[i].name, name, size) == 0)
            return &escapes[i];
    return NULL;
}

/* The value is not told: it may be a secret. */
static bool escape_refuse(const struct escape *escape, const char *what, size_t size,
                          struct err *err)
{
    return fail(err, "holds \"%.*s\", which %s cannot hold safely", (int)size, what,
                escape->format);
}

static bool ends_allowed(const struct escape *escape, const char *value, struct err *err)
{
    size_t size = strlen(value);
    const char *last = size ? value + size - 1 : value;

    if (escape->only && !size)
        return fail(err, "is empty, and %s may not be", escape->format);
    if (size && escape->never_last && strchr(escape->never_last, *last))
        return fail(err, "ends with %c, which %s cannot hold safely", *last, escape->format);
    return true;
}

/* How long the character is; 0, and why, if it must not get there. */
static size_t character(const struct escape *escape, const char *at, struct err *err)
{
    unsigned point = 0;
    size_t size = utf8_read(at, strnlen(at, 4), &point);

    if (!size || utf8_control(point)) {
        fail(err, "holds a control character or broken text, which %s cannot hold safely",
             escape->format);
        return 0;
    }
    if (escape->only && (size > 1 || !strchr(escape->only, *at))) {
        escape_refuse(escape, at, size, err);
        return 0;
    }
    return size;
}

static const struct escape_swap *swap_at(const struct escape *escape, const char *at)
{
    for (const struct escape_swap *s = escape->swaps; s && s->from; s++)
        if (strncmp(at, s->from, strlen(s->from)) == 0)
            return s;
    return NULL;
}

/* Adds the character at `at`, as it is or swapped; its size, or 0: it cannot be said. */
static size_t escape_add_one(const struct escape *escape, const char *at, struct buf *out,
                             struct err *err)
{
    size_t size = character(escape, at, err);
    const struct escape_swap *swap = size ? swap_at(escape, at) : NULL;

    if (swap && !swap->to)
        return escape_refuse(escape, swap->from, strlen(swap->from), err), 0;
    if (swap)
        wiped_text(out, swap->to);
    else
        wiped_add(out, at, size);
    return size;
}

bool escape_add(const struct escape *escape, const char *value, struct buf *out, struct err *err)
{
    if (!ends_allowed(escape, value, err))
        return false;
    wiped_text(out, escape->open ? escape->open : "");
    wiped_text(out, escape->formula && csv_formula(value) ? "'" : "");
    for (size_t size; *value; value += size) {
        size = escape_add_one(escape, value, out, err);
        if (!size)
            return false;
    }
    wiped_text(out, escape->close ? escape->close : "");
    return true;
}
