#include "backend/store/conf/conf_pieces.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH_SIZE = 1 << 15 }; /* bytes: little enough to stay in the processor's caches */

/* ------------------------------------------------ noted */

static void pieces_begin_list(struct conf_pieces *pieces, size_t settings)
{
    pieces->lists =
        grow(pieces->lists, pieces->lists_count, &pieces->lists_room, sizeof *pieces->lists);
    pieces->lists[pieces->lists_count++] =
        (struct conf_list){ .setting = settings - 1, .first = pieces->count };
}

static void pieces_begin(struct conf_pieces *pieces, size_t at)
{
    pieces->list = grow(pieces->list, pieces->count, &pieces->room, sizeof *pieces->list);
    pieces->list[pieces->count++] = (struct conf_piece){ .at = at };
    pieces->lists[pieces->lists_count - 1].count++;
}

void conf_pieces_note(struct conf_pieces *pieces, const struct conf_token *token, int depth,
                      char outer, size_t settings)
{
    size_t at = (size_t)(token->at - pieces->text);

    if (outer != '(' || depth > 2)
        return;
    if (depth == 1 && conf_token_is(token, '(') && settings)
        pieces_begin_list(pieces, settings);
    else if (depth == 2 && conf_token_is(token, '{') && pieces->lists_count)
        pieces_begin(pieces, at);
    else if (depth == 1 && conf_token_is(token, '}') && pieces->count)
        pieces->list[pieces->count - 1].end = at + 1;
    else if (depth == 1 ? !conf_token_is(token, ',') : conf_token_is_one(token, "(["))
        pieces->odd = true;
}

void conf_pieces_free(struct conf_pieces *pieces)
{
    free(pieces->list);
    free(pieces->lists);
    *pieces = (struct conf_pieces){ 0 };
}

const struct conf_list *conf_pieces_list(const struct conf_pieces *pieces, size_t setting)
{
    for (size_t i = 0; i < pieces->lists_count; i++)
        if (pieces->lists[i].setting == setting)
            return &pieces->lists[i];
    return NULL;
}

/* ------------------------------------------------ read */

void conf_pieces_readable(const char *text, size_t size, struct buf *out)
{
    const char *end = text + size;

    while (text < end) {
        while (text < end && (*text == ' ' || *text == '\t'))
            text++;
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t line = (size_t)((stop ? stop + 1 : end) - text);

        buf_add(out, text, line);
        text += line;
    }
}

void conf_pieces_rest(const struct conf_pieces *pieces, size_t size, struct buf *out)
{
    size_t at = 0;

    for (size_t i = 0; i < pieces->lists_count; i++) {
        const struct conf_list *list = &pieces->lists[i];

        if (!list->count)
            continue;
        conf_pieces_readable(pieces->text + at, pieces->list[list->first].at - at, out);
        at = pieces->list[list->first + list->count - 1].end;
    }
    conf_pieces_readable(pieces->text + at, size - at, out);
}

/* What libconfig does not see, for it stands between two batches. */
static bool pieces_comma(const struct conf_pieces *pieces, size_t piece)
{
    struct lexer lexer = { pieces->text + pieces->list[piece].end,
                           pieces->text + pieces->list[piece + 1].at, 1 };
    size_t commas = 0;

    for (struct conf_token token = conf_lex_next(&lexer); token.kind != TOKEN_END;
         token = conf_lex_next(&lexer)) {
        if (token.kind == TOKEN_COMMENT)
            continue;
        if (!conf_token_is(&token, ','))
            return false;
        commas++;
    }
    return commas == 1;
}

static void pieces_add(const struct conf_pieces *pieces, size_t from, size_t end, struct buf *out)
{
    static const char begin[] = "list=(", close[] = ");";

    out->size = 0;
    buf_add(out, begin, sizeof begin - 1);
    conf_pieces_readable(pieces->text + pieces->list[from].at,
                         pieces->list[end - 1].end - pieces->list[from].at, out);
    buf_add(out, close, sizeof close - 1);
}

size_t conf_pieces_batch(const struct conf_pieces *pieces, const struct conf_list *list,
                         size_t from, struct buf *out, bool *fine)
{
    size_t end = from + 1, last = list->first + list->count;

    while (end < last && pieces->list[end].end - pieces->list[from].at < BATCH_SIZE)
        end++;
    pieces_add(pieces, from, end, out);
    *fine = end == last || pieces_comma(pieces, end - 1);
    return end;
}

/* ------------------------------------------------ one of them */

/* What of the path is left behind the word; NULL: it begins otherwise. */
static const char *pieces_behind(const char *path, const char *word, size_t size)
{
    if (!path || strncmp(path, word, size) != 0 || (path[size] && path[size] != '.'))
        return NULL;
    return path + size + (path[size] == '.');
}

bool conf_pieces_meant(const struct conf_pieces *pieces, size_t piece, const char *section,
                       const char *key, const char *path)
{
    const struct conf_piece *at = &pieces->list[piece];
    const char *name = pieces_behind(path, section, strlen(section));
    struct lexer lexer = { pieces->text + at->at, pieces->text + at->end, 1 };
    struct conf_token token = conf_lex_next(&lexer);

    if (!name || !*name)
        return name;
    while (token.kind != TOKEN_END && !(token.kind == TOKEN_NAME && token.size == strlen(key) &&
                                        memcmp(token.at, key, token.size) == 0))
        token = conf_lex_next(&lexer);
    conf_lex_next(&lexer); /* = */
    token = conf_lex_next(&lexer);
    return token.kind == TOKEN_TEXT && pieces_behind(name, token.at + 1, token.size - 2);
}

void conf_pieces_one(const struct conf_pieces *pieces, size_t piece, struct buf *out)
{
    pieces_add(pieces, piece, piece + 1, out);
}
