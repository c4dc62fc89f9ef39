#include "backend/store/conf/comments.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/store/conf/conf_lex.h"

struct comments_reading {
    struct comments *found;
    struct lexer lexer;
    struct conf_token before;  /* the word before, comments left out */
    struct conf_token comment; /* the comment before; empty after a word */
    bool behind;  /* that one stands behind a word, so what follows on its last line does */
    char open[2]; /* brackets; deeper ones belong to values */
    size_t depth;
    char *section, *name,
        *key;            /* where the reading is; name NULL: that of `record`, not yet known */
    struct lexer record; /* behind the opening bracket of the record */
    size_t waiting;      /* from here on: comments above whatever comes next */
};

/* ------------------------------------------------ where the reading is */

static void comments_set(char **comments_word, const char *text, size_t size)
{
    free(*comments_word);
    *comments_word = text ? must(strndup(text, size)) : NULL;
}

/* Do settings, records or sections stand here, rather than a value? */
static bool in_group(const struct comments_reading *at)
{
    if (at->depth == 2)
        return at->open[0] == '(' && at->open[1] == '{';
    return at->depth == 0 || (at->depth == 1 && at->open[0] != '[');
}

static bool value_follows(const struct comments_reading *at)
{
    return conf_token_is_one(&at->before, "=:");
}

/* A record's name may come behind its comments: look ahead for it, but only if somebody asks. */
static void comments_find_name(struct comments_reading *at)
{
    bool named = false;

    comments_set(&at->name, "", 0);
    for (int depth = 1; depth;) {
        struct conf_token token = conf_lex_next(&at->record);

        if (token.kind == TOKEN_END)
            return;
        depth += conf_token_is_one(&token, "{([") - conf_token_is_one(&token, "})]");
        if (token.kind == TOKEN_TEXT && named && depth == 1) {
            comments_set(&at->name, token.at + 1, token.size - 2);
            return;
        }
        if (token.kind == TOKEN_NAME)
            named = token.size == 4 && memcmp(token.at, "name", 4) == 0;
    }
}

static char *path_of(struct comments_reading *at)
{
    if (!at->name)
        comments_find_name(at);
    const char *name = at->name ? at->name : "";
    return format("%s%s%s%s%s", at->section, *name ? "." : "", name, at->key ? "." : "",
                  at->key ? at->key : "");
}

/* ------------------------------------------------ comments */

bool comment_to_line_end(const struct comment *comment)
{
    return comment->text[0] == '#' || comment->text[1] == '/';
}

static void comments_settle(struct comments_reading *at, enum comment_place place)
{
    for (; at->waiting < at->found->count; at->waiting++) {
        at->found->list[at->waiting].place = place;
        at->found->list[at->waiting].path = path_of(at);
    }
}

/* Two comments to the end of a line cannot stand behind one setting. */
static bool comments_taken(struct comments_reading *at)
{
    if (!at->waiting)
        return false;
    const struct comment *last = &at->found->list[at->waiting - 1];
    AUTO_FREE char *path = path_of(at);
    return last->place == COMMENT_BEHIND && comment_to_line_end(last) &&
           strcmp(last->path, path) == 0;
}

static enum comment_place place_behind(struct comments_reading *at)
{
    if (conf_token_is_one(&at->before, "{(") && at->depth && in_group(at))
        return COMMENT_INSIDE;
    return comments_taken(at) ? COMMENT_ABOVE : COMMENT_BEHIND;
}

static bool is_behind(const struct comments_reading *at, const struct conf_token *token)
{
    return (at->before.size && at->before.last == token->line) ||
           (at->behind && at->comment.size && at->comment.last == token->line);
}

static void comments_add(struct comments_reading *at, const struct conf_token *token)
{
    struct comments *found = at->found;
    bool behind = is_behind(at, token);

    found->list = grow(found->list, found->count, &found->room, sizeof *found->list);
    found->list[found->count] = (struct comment){
        .order = found->count,
        .text = token->at,
        .size = token->size,
        .apart = at->comment.size && token->line > at->comment.last + 1,
    };
    found->count++;
    at->behind = behind;
    if (behind)
        comments_settle(at, place_behind(at));
    else if (!in_group(at) || value_follows(at))
        comments_settle(at, COMMENT_ABOVE);
}

/* What stands before the first word, and apart from it, is about the file. */
static void settle_head(struct comments_reading *at, int line, bool own)
{
    if (!at->before.size && at->comment.size && (own || line > at->comment.last + 1))
        comments_settle(at, COMMENT_ABOVE);
}

static void comment(struct comments_reading *at, const struct conf_token *token)
{
    bool own = token->size > 1 && memcmp(token->at, "##", 2) == 0;

    settle_head(at, token->line, own);
    if (!own)
        comments_add(at, token);
    at->comment = own ? (struct conf_token){ 0 } : *token;
}

/* ------------------------------------------------ words */

static void comments_key(struct comments_reading *at, const struct conf_token *token)
{
    if (at->depth) {
        comments_set(&at->key, token->at, token->size);
    } else {
        comments_set(&at->section, token->at, token->size);
        comments_set(&at->name, "", 0);
        comments_set(&at->key, NULL, 0);
    }
    comments_settle(at, COMMENT_ABOVE);
}

static void open_bracket(struct comments_reading *at, char mark)
{
    bool record = at->depth == 1 && at->open[0] == '(' && mark == '{';

    if (at->depth < sizeof at->open)
        at->open[at->depth] = mark;
    at->depth++;
    if (!record)
        return;
    at->record = at->lexer;
    comments_set(&at->name, NULL, 0);
    comments_settle(at, COMMENT_ABOVE);
}

static void close_bracket(struct comments_reading *at)
{
    if (at->depth && in_group(at)) {
        comments_set(&at->key, NULL, 0);
        if (at->depth == 1)
            comments_set(&at->name, "", 0);
        comments_settle(at, COMMENT_LAST);
    }
    at->depth -= at->depth > 0;
}

static void comments_word(struct comments_reading *at, const struct conf_token *token)
{
    settle_head(at, token->line, false);
    if (token->kind == TOKEN_NAME && in_group(at) && !value_follows(at))
        comments_key(at, token);
    else if (conf_token_is_one(token, "{(["))
        open_bracket(at, *token->at);
    else if (conf_token_is_one(token, "})]"))
        close_bracket(at);
    at->before = *token;
    at->comment = (struct conf_token){ 0 };
}

/* ------------------------------------------------ all of them */

static int comments_compare(const void *a, const void *b)
{
    const struct comment *x = a, *y = b;
    int order = strcmp(x->path, y->path);

    if (!order)
        order = (x->place > y->place) - (x->place < y->place);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

void comments_read(struct comments *comments, const char *text, size_t size)
{
    struct comments_reading at = { .found = comments, .lexer = { text, text + size, 1 } };
    struct conf_token token = conf_lex_next(&at.lexer);

    comments_set(&at.section, "", 0);
    comments_set(&at.name, "", 0);
    for (; token.kind != TOKEN_END; token = conf_lex_next(&at.lexer)) {
        if (token.kind == TOKEN_COMMENT)
            comment(&at, &token);
        else
            comments_word(&at, &token);
    }
    comments_set(&at.section, "", 0);
    comments_set(&at.name, "", 0);
    comments_set(&at.key, NULL, 0);
    comments_settle(&at, COMMENT_LAST);
    free(at.section);
    free(at.name);
    if (comments->count)
        qsort(comments->list, comments->count, sizeof *comments->list, comments_compare);
}

void comments_free(struct comments *comments)
{
    for (size_t i = 0; i < comments->count; i++)
        free(comments->list[i].path);
    free(comments->list);
    *comments = (struct comments){ 0 };
}

static bool comments_before(const struct comment *comment, const char *path,
                            enum comment_place place)
{
    int order = strcmp(comment->path, path);

    return order < 0 || (order == 0 && comment->place < place);
}

const struct comment *comments_find(const struct comments *comments, const char *path,
                                    enum comment_place place, size_t *count)
{
    size_t low = 0, high = comments->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (comments_before(&comments->list[middle], path, place))
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < comments->count && comments->list[high].place == place &&
                     strcmp(comments->list[high].path, path) == 0;)
        high++;
    *count = high - low;
    return *count ? comments->list + low : NULL;
}
