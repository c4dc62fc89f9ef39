/* conf_pieces.h - where the records stand in a text: libconfig builds a tree of all it is given, so
 * a large list is given to it a few records at a time. */
#ifndef BACKEND_STORE_CONF_CONF_PIECES_H
#define BACKEND_STORE_CONF_CONF_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/mem.h"
#include "backend/store/conf/conf_lex.h"

struct conf_piece {
    size_t at, end; /* bytes: from a record's bracket to behind the one that closes it */
};

/* A setting of the file whose value is a list of groups. */
struct conf_list {
    size_t setting;      /* which: the first of the file is 0 */
    size_t first, count; /* its pieces; an empty list has none */
};

/* Starts as { 0 }. */
struct conf_pieces {
    const char *text; /* the whole of it; must stay */
    struct conf_piece *list;
    size_t count, room;
    struct conf_list *lists;
    size_t lists_count, lists_room;
    bool odd; /* something else than a group stands in a list: of no use */
};

/* Notes what the scan comes across: a word that fits where it stands; settings: of the file so far.
 * depth: brackets that are open behind it; outer: the first of them. */
void conf_pieces_note(struct conf_pieces *pieces, const struct conf_token *token, int depth,
                      char outer, size_t settings);
void conf_pieces_free(struct conf_pieces *pieces);

/* The list that is the value of that setting of the file; NULL: it is none. */
const struct conf_list *conf_pieces_list(const struct conf_pieces *pieces, size_t setting);

/* Adds the text without all pieces, and what stands between those of one list. */
void conf_pieces_rest(const struct conf_pieces *pieces, size_t size, struct buf *out);

/* Adds the text without its indentation: a quarter less to read. The lines stay where they are. */
void conf_pieces_readable(const char *text, size_t size, struct buf *out);

/* Adds the pieces from `from` on, made a file of one list, until there is enough for one reading;
 * returns the first that is left out. *fine becomes false if more than a comma and comments stands
 * behind one of them. */
size_t conf_pieces_batch(const struct conf_pieces *pieces, const struct conf_list *list,
                         size_t from, struct buf *out, bool *fine);

/* Is the record of a piece, or a setting of it, or its whole list (section) meant by the path? */
bool conf_pieces_meant(const struct conf_pieces *pieces, size_t piece, const char *section,
                       const char *key, const char *path);

/* Adds one piece alone, as a batch. */
void conf_pieces_one(const struct conf_pieces *pieces, size_t piece, struct buf *out);

#endif
