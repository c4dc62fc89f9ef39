#include "backend/export/sheet.h"

#include <string.h>

#include "backend/base/wiped.h"
#include "backend/export/escape.h"

/* How a line is written in one layout: before its text, between label and value, behind it. */
struct frame {
    const char *open, *middle, *close;
};

static const struct {
    char mark;
    struct frame frames[3]; /* by layout */
} marks[] = {
    { '=', { { "# ", NULL, "\n" }, { "<h1>", NULL, "</h1>\n" }, { "", NULL, "\n=========\n" } } },
    { '#',
      { { "\n## ", NULL, "\n\n" },
        { "<h2>", NULL, "</h2>\n" },
        { "\n\n", NULL, "\n---------\n" } } },
    { '.', { { "\n", NULL, "\n\n" }, { "<p>", NULL, "</p>\n" }, { "\n", NULL, "\n" } } },
    { '*',
      { { "- [ ] ", NULL, "\n" },
        { "<p class=\"do\"><span>&#9744;</span> ", NULL, "</p>\n" },
        { "\n[ ] ", NULL, "\n" } } },
    { ':',
      { { "  - ", ": **", "**\n" },
        { "<p class=\"value\">", ": <b>", "</b></p>\n" },
        { "      ", ": ", "\n" } } },
    { '@',
      { { "  - *Where:* ", NULL, "\n" },
        { "<p class=\"at\"><i>Where:</i> ", NULL, "</p>\n" },
        { "    Where: ", NULL, "\n" } } },
    { '~',
      { { "  - *Restart:* ", NULL, "\n" },
        { "<p class=\"at\"><i>Restart:</i> ", NULL, "</p>\n" },
        { "    Restart: ", NULL, "\n" } } },
    { '!',
      { { "  - *What can go wrong:* ", NULL, "\n" },
        { "<p class=\"at\"><i>What can go wrong:</i> ", NULL, "</p>\n" },
        { "    What can go wrong: ", NULL, "\n" } } },
    { '?',
      { { "  - *How to test:* ", NULL, "\n" },
        { "<p class=\"at\"><i>How to test:</i> ", NULL, "</p>\n" },
        { "    How to test: ", NULL, "\n" } } },
    { '%', { { "\n---\n", NULL, "" }, { "<hr>", NULL, "\n" }, { "\f\n", NULL, "" } } },
};

/* Black on white and by shape alone: it is printed, and read by everybody. */
static const char html_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>printseal</title>\n<style>\n"
    "body { max-width: 48em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 sans-serif; "
    "color: #000; background: #fff; overflow-wrap: anywhere }\n"
    "h2 { margin-top: 2em; border-bottom: 1px solid #000; break-after: avoid }\n"
    ".do { font-weight: bold; margin: 1.2em 0 .2em } .do span { font-size: 1.3em }\n"
    ".at, .value { margin: .1em 0 .1em 2em } .value b { font-family: monospace }\n"
    "hr { border: 0; break-after: page }\n</style>\n</head>\n<body>\n";
static const char html_foot[] = "</body>\n</html>\n";

static const struct frame *frame(char mark, enum sheet_layout layout)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].mark == mark)
            return &marks[i].frames[layout];
    return NULL;
}

static bool export_sheet_escaped(const char *text, size_t size, enum sheet_layout layout,
                                 struct buf *out, struct err *err)
{
    static const char *const kinds[] = { "markdown", "xml", "text" };
    AUTO_WIPED struct buf part = { 0 };

    wiped_add(&part, text, size);
    return escape_add(escape_find(kinds[layout], strlen(kinds[layout])), part.text, out, err);
}

static bool write_line(const char *line, size_t size, enum sheet_layout layout, struct buf *out,
                       struct err *err)
{
    const struct frame *f = frame(*line, layout);
    const char *end = line + size, *text = size > 1 ? line + 2 : end;
    const char *tab = f && f->middle ? memchr(line, '\t', size) : NULL;

    if (!f || (size > 1 && line[1] != ' ') || (f->middle && !tab))
        return fail(err, "a line of a sheet starts with a mark and a space, not with \"%.*s\"",
                    (int)(size < 20 ? size : 20), line);
    wiped_text(out, f->open);
    if (tab && export_sheet_escaped(text, (size_t)(tab - text), layout, out, err))
        wiped_text(out, f->middle);
    text = tab ? tab + 1 : text;
    if (!export_sheet_escaped(text, (size_t)(end - text), layout, out, err))
        return false;
    wiped_text(out, f->close);
    return true;
}

bool sheet_write(const char *sheet, enum sheet_layout layout, struct buf *out, struct err *err)
{
    int number = 1;

    wiped_text(out, layout == LAYOUT_HTML ? html_head : "");
    for (const char *line = sheet; *line; number++) {
        size_t size = strcspn(line, "\n");

        if (size && !write_line(line, size, layout, out, err))
            return fail_in(err, "line %d", number);
        line += size + (line[size] == '\n');
    }
    wiped_text(out, layout == LAYOUT_HTML ? html_foot : "");
    return true;
}

bool sheet_asks(const char *sheet)
{
    return *sheet == '*' || strstr(sheet, "\n*");
}
