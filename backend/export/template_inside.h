/* template_inside.h - what a template is read into. For template*.c only. */
#ifndef BACKEND_EXPORT_TEMPLATE_INSIDE_H
#define BACKEND_EXPORT_TEMPLATE_INSIDE_H

#include "backend/export/template.h"

enum { DEPTH_MAX = 8, TESTS_MAX = 4 };

struct test {
    struct value_source source;
    bool not ;
    const char *words; /* "a|b"; NULL: is there anything? */
    size_t size;
};

enum piece_kind { PIECE_TEXT, PIECE_VALUE, PIECE_COMMA, PIECE_IF, PIECE_FOR, PIECE_EACH };

/* Pieces stand in the order of the text. One that opens a block says where its `else` and its end
 * are, as positions behind them. */
struct piece {
    enum piece_kind kind;
    int line;
    const char *text; /* PIECE_TEXT */
    size_t size;
    struct value_source source;    /* PIECE_VALUE, PIECE_EACH */
    const struct escape *escape;   /* PIECE_VALUE */
    const struct section *section; /* PIECE_FOR */
    struct test tests[TESTS_MAX];  /* PIECE_IF, PIECE_FOR */
    size_t count;
    size_t other, end; /* the first piece of the else part (or end), and the first behind it all */
};

struct template
{
    char *file;
    const struct escape *escape;
    struct piece *pieces;
    size_t count, room;
};

/* A block that is open. */
struct block {
    size_t piece;
    const struct section *around; /* before it */
    bool item, other;             /* was there an item before it; has it had its else? */
};

struct template_reader {
    struct template *template;
    const char *at, *end; /* what is left of the line */
    int line;
    const struct section *around; /* of the innermost loop over records */
    bool item;
    struct block blocks[DEPTH_MAX];
    size_t depth;
    struct err *err;
};

/* A new piece at the end, for the line that is read. */
struct piece *template_reader_add(struct template_reader *reader, enum piece_kind kind);

/* Understands the name of a value where the reader is. */
bool template_reader_find(struct template_reader *reader, struct value_source *source,
                          const char *name, size_t size);

/* Follows what a line behind %% says. */
bool template_reader_order(struct template_reader *reader);

#endif
