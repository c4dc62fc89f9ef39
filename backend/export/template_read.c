#include "backend/export/template_inside.h"

#include <stdlib.h>
#include <string.h>

/* Pieces of one line and its neighbours become one; a line that says something keeps them apart. */
static void add_text(struct template_reader *reader, const char *text, size_t size)
{
    struct template *t = reader->template;
    struct piece *last = t->count ? &t->pieces[t->count - 1] : NULL;

    if (!size)
        return;
    if (last && last->kind == PIECE_TEXT && last->text + last->size == text) {
        last->size += size;
        return;
    }
    last = template_reader_add(reader, PIECE_TEXT);
    last->text = text;
    last->size = size;
}

/* ------------------------------------------------ gaps */

/* What stands between {{ and }}. */
static bool read_gap(struct template_reader *reader, const char *at, size_t size)
{
    const char *bar = memchr(at, '|', size);
    size_t name = bar ? (size_t)(bar - at) : size;

    if (size == 1 && *at == ',') {
        template_reader_add(reader, PIECE_COMMA);
        return reader->around || reader->item || fail(reader->err, "{{,}} is outside of a loop");
    }
    struct piece *piece = template_reader_add(reader, PIECE_VALUE);
    piece->escape = bar ? escape_find(bar + 1, size - name - 1) : reader->template->escape;
    if (!piece->escape && bar)
        return fail(reader->err, "there is no kind of file \"%.*s\"", (int)(size - name - 1),
                    bar + 1);
    return (piece->escape || fail(reader->err, "%%%% escape has to come first")) &&
           template_reader_find(reader, &piece->source, at, name);
}

/* A line of text with gaps, its end with it. */
static bool template_read_text(struct template_reader *reader)
{
    while (reader->at < reader->end) {
        size_t left = (size_t)(reader->end - reader->at);
        const char *gap = memmem(reader->at, left, "{{", 2);
        const char *end = gap ? memmem(gap, (size_t)(reader->end - gap), "}}", 2) : NULL;

        add_text(reader, reader->at, gap ? (size_t)(gap - reader->at) : left);
        if (!gap)
            return true;
        if (!end)
            return fail(reader->err, "{{ is not closed on its line");
        if (!read_gap(reader, gap + 2, (size_t)(end - gap - 2)))
            return false;
        reader->at = end + 2;
    }
    return true;
}

static bool template_read_line(struct template_reader *reader, const char *next)
{
    const char *at = reader->at;

    while (at < next && (*at == ' ' || *at == '\t'))
        at++;
    if (next - at < 2 || memcmp(at, "%%", 2) != 0) {
        reader->end = next;
        return template_read_text(reader);
    }
    reader->at = at + 2;
    reader->end = next;
    while (reader->end > reader->at && (reader->end[-1] == '\n' || reader->end[-1] == '\r'))
        reader->end--;
    return template_reader_order(reader);
}

static bool template_read_all(struct template_reader *reader, const char *text, size_t size)
{
    for (const char *at = text, *end = text + size; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;

        reader->line++;
        reader->at = at;
        if (!template_read_line(reader, next))
            return false;
        at = next;
    }
    return reader->depth == 0 ||
           fail(reader->err, "a block of line %d is not closed",
                reader->template->pieces[reader->blocks[reader->depth - 1].piece].line);
}

struct template *template_read(const char *text, size_t size, const char *file,
                               const struct section *each, struct err *err)
{
    struct template *template = must(calloc(1, sizeof *template));
    struct template_reader reader = { .template = template, .around = each, .err = err };

    template->file = copy(file);
    if (template_read_all(&reader, text, size))
        return template;
    fail_in(err, "%s:%d", file, reader.line);
    template_free(template);
    return NULL;
}

void template_free(struct template *template)
{
    if (!template)
        return;
    free(template->pieces);
    free(template->file);
    free(template);
}
