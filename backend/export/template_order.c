/* template_order.c - the lines of a template that say something. */
#include "backend/export/template_inside.h"

#include <string.h>

struct piece *template_reader_add(struct template_reader *reader, enum piece_kind kind)
{
    struct template *t = reader->template;

    t->pieces = grow(t->pieces, t->count, &t->room, sizeof *t->pieces);
    t->pieces[t->count] = (struct piece){ .kind = kind, .line = reader->line };
    return &t->pieces[t->count++];
}

/* ------------------------------------------------ words of a line */

static bool template_order_is(const char *template_order_word, const char *text, size_t size)
{
    return strlen(template_order_word) == size && memcmp(template_order_word, text, size) == 0;
}

/* The next word of the line; 0 at its end. */
static size_t template_order_word(struct template_reader *reader, const char **at)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t'))
        reader->at++;
    *at = reader->at;
    while (reader->at < reader->end && *reader->at != ' ' && *reader->at != '\t')
        reader->at++;
    return (size_t)(reader->at - *at);
}

bool template_reader_find(struct template_reader *reader, struct value_source *source,
                          const char *name, size_t size)
{
    return value_lookup(source, name, size, reader->around, reader->item, reader->err);
}

/* path, !path, path=a|b, path!=a|b */
static bool read_test(struct template_reader *reader, struct test *test, const char *at,
                      size_t size)
{
    const char *mark = memchr(at, '=', size);
    size_t name = mark ? (size_t)(mark - at) : size;

    *test = (struct test){ .words = mark ? mark + 1 : NULL, .size = mark ? size - name - 1 : 0 };
    if (mark && name && at[name - 1] == '!') {
        test->not = true;
        name--;
    } else if (!mark && *at == '!') {
        test->not = true;
        at++;
        name--;
    }
    return template_reader_find(reader, &test->source, at, name) &&
           (!mark || !value_secret(&test->source) ||
            fail(reader->err, "%.*s is a secret: it may be asked only whether it is set", (int)name,
                 at));
}

static bool read_tests(struct template_reader *reader, struct piece *piece)
{
    const char *at;
    size_t size;

    while ((size = template_order_word(reader, &at))) {
        if (piece->count == TESTS_MAX)
            return fail(reader->err, "takes at most %d tests", TESTS_MAX);
        if (!read_test(reader, &piece->tests[piece->count], at, size))
            return false;
        piece->count++;
    }
    return true;
}

/* ------------------------------------------------ blocks */

static bool template_order_open_block(struct template_reader *reader, const struct piece *piece)
{
    if (reader->depth == DEPTH_MAX)
        return fail(reader->err, "blocks nest at most %d deep", DEPTH_MAX);
    reader->blocks[reader->depth++] =
        (struct block){ .piece = (size_t)(piece - reader->template->pieces),
                        .around = reader->around,
                        .item = reader->item };
    return true;
}

static bool read_if(struct template_reader *reader)
{
    struct piece *piece = template_reader_add(reader, PIECE_IF);

    return template_order_open_block(reader, piece) && read_tests(reader, piece) &&
           (piece->count || fail(reader->err, "if needs a test"));
}

static bool read_for(struct template_reader *reader)
{
    struct piece *piece = template_reader_add(reader, PIECE_FOR);
    const char *at;
    size_t size = template_order_word(reader, &at);

    for (size_t i = 0; sections[i] && !piece->section; i++)
        if (sections[i]->list && template_order_is(sections[i]->key, at, size))
            piece->section = sections[i];
    if (!piece->section)
        return fail(reader->err, "for needs a section that is a list, not \"%.*s\"", (int)size, at);
    if (!template_order_open_block(reader, piece))
        return false;
    reader->around = piece->section;
    return read_tests(reader, piece);
}

static bool read_each(struct template_reader *reader)
{
    struct piece *piece = template_reader_add(reader, PIECE_EACH);
    const char *at;
    size_t size = template_order_word(reader, &at);

    if (!template_reader_find(reader, &piece->source, at, size) ||
        !template_order_open_block(reader, piece))
        return false;
    reader->item = true;
    return value_list(&piece->source) ||
           fail(reader->err, "each needs a list, and %.*s is none", (int)size, at);
}

static struct block *top(struct template_reader *reader)
{
    return reader->depth ? &reader->blocks[reader->depth - 1] : NULL;
}

static bool read_else(struct template_reader *reader)
{
    struct block *block = top(reader);
    struct piece *piece = block ? &reader->template->pieces[block->piece] : NULL;

    if (!piece || block->other)
        return fail(reader->err, "else belongs to no block");
    block->other = true;
    piece->other = reader->template->count;
    reader->around = block->around;
    reader->item = block->item;
    return true;
}

static bool read_end(struct template_reader *reader)
{
    struct block *block = top(reader);

    if (!block)
        return fail(reader->err, "end closes nothing");
    struct piece *piece = &reader->template->pieces[block->piece];
    piece->end = reader->template->count;
    if (!block->other)
        piece->other = piece->end;
    reader->around = block->around;
    reader->item = block->item;
    reader->depth--;
    return true;
}

static bool read_escape(struct template_reader *reader)
{
    const char *at;
    size_t size = template_order_word(reader, &at);

    if (reader->template->count || reader->template->escape)
        return fail(reader->err, "escape stands once, before everything else");
    reader->template->escape = escape_find(at, size);
    return reader->template->escape ||
           fail(reader->err, "there is no kind of file \"%.*s\"", (int)size, at);
}

static const struct {
    const char *name;
    bool (*read)(struct template_reader *reader);
} orders[] = {
    { "escape", read_escape }, { "if", read_if },     { "for", read_for },
    { "each", read_each },     { "else", read_else }, { "end", read_end },
};

bool template_reader_order(struct template_reader *reader)
{
    const char *at;
    size_t size = template_order_word(reader, &at);

    if (size && *at == '#')
        return true;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (template_order_is(orders[i].name, at, size))
            return orders[i].read(reader) &&
                   (template_order_word(reader, &at) == 0 ||
                    fail(reader->err, "%s: nothing may stand behind it", orders[i].name));
    return fail(reader->err, "there is no \"%.*s\"; known are escape, if, for, each, else, end",
                (int)size, at);
}
