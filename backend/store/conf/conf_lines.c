#include "backend/store/conf/conf_lines.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/limits.h"
#include "backend/base/mem.h"
#include "backend/store/conf/conf_lex.h"

struct conf_lines_reading {
    struct conf_line *list;
    size_t count;
    struct lexer lexer;
    int depth;                                  /* of brackets */
    bool records;                               /* the section is a list of groups */
    char section[64], name[64];                 /* where the reading is; "" outside */
    struct conf_line *setting, *record, *table; /* that are being read; NULL: nobody asked */
};

static int conf_lines_compare(const void *path, const void *line)
{
    return strcmp(path, ((const struct conf_line *)line)->path);
}

struct conf_line *conf_lines_find(struct conf_line *list, size_t count, const char *path)
{
    return count ? bsearch(path, list, count, sizeof *list, conf_lines_compare) : NULL;
}

/* The first place counts, should one be there twice. */
static struct conf_line *conf_lines_start(struct conf_lines_reading *at, const char *path, int line)
{
    struct conf_line *found = conf_lines_find(at->list, at->count, path);

    if (!found || found->line)
        return NULL;
    found->line = found->last = line;
    return found;
}

static void conf_lines_end(struct conf_line **open, int line)
{
    if (*open)
        (*open)->last = line;
    *open = NULL;
}

static void conf_lines_word(char word[64], const char *text, size_t size)
{
    snprintf(word, 64, "%.*s", (int)(size < 64 ? size : 0), text);
}

/* A record's name may come behind other settings of it: looks ahead, from behind its bracket. */
static void conf_lines_name(struct conf_lines_reading *at)
{
    struct lexer ahead = at->lexer;
    bool named = false;

    *at->name = '\0';
    for (int depth = 1; depth;) {
        struct conf_token token = conf_lex_next(&ahead);

        if (token.kind == TOKEN_END)
            return;
        depth += conf_token_is_one(&token, "{([") - conf_token_is_one(&token, "})]");
        if (token.kind == TOKEN_TEXT && named && depth == 1) {
            conf_lines_word(at->name, token.at + 1, token.size - 2);
            return;
        }
        if (token.kind == TOKEN_NAME)
            named = token.size == 4 && memcmp(token.at, "name", 4) == 0;
    }
}

/* A key: of a section where no bracket is open, else of a setting. */
static void conf_lines_key(struct conf_lines_reading *at, const struct conf_token *token)
{
    char word[64];

    conf_lines_word(word, token->at, token->size);
    if (!at->depth) {
        snprintf(at->section, sizeof at->section, "%s", word);
        *at->name = '\0';
        at->records = false;
        at->table = conf_lines_start(at, word, token->line);
        return;
    }
    AUTO_FREE char *path = format("%s%s%s.%s", at->section, *at->name ? "." : "", at->name, word);
    at->setting = conf_lines_start(at, path, token->line);
}

static void conf_lines_open(struct conf_lines_reading *at, const struct conf_token *token)
{
    if (at->depth == 0)
        at->records = conf_token_is(token, '(');
    at->depth++;
    if (!at->records || at->depth != 2 || !conf_token_is(token, '{'))
        return;
    conf_lines_name(at);
    AUTO_FREE char *path = format("%s.%s", at->section, at->name);
    at->record = conf_lines_start(at, path, token->line);
}

static void conf_lines_close(struct conf_lines_reading *at, int line)
{
    if (at->depth)
        at->depth--;
    if (at->depth == 1 && at->records) {
        conf_lines_end(&at->record, line);
        *at->name = '\0';
    }
    if (!at->depth)
        conf_lines_end(&at->table, line);
}

/* A setting goes on until its semicolon, the next key, or the bracket around it. */
static void conf_lines_token(struct conf_lines_reading *at, const struct conf_token *token,
                             bool value)
{
    bool inside = at->depth == 0 || at->depth == (at->records ? 2 : 1);
    bool key = token->kind == TOKEN_NAME && !value && inside;

    if (at->setting && (key || (inside && conf_token_is_one(token, ";}"))))
        at->setting = NULL;
    if (at->setting)
        at->setting->last = token->last;
    if (key)
        conf_lines_key(at, token);
    else if (conf_token_is_one(token, "{(["))
        conf_lines_open(at, token);
    else if (conf_token_is_one(token, "})]"))
        conf_lines_close(at, token->last);
}

void conf_lines(const char *text, size_t size, struct conf_line *list, size_t count)
{
    struct conf_lines_reading at = { .list = list,
                                     .count = count,
                                     .lexer = { text, text + size, 1 } };
    bool value = false;

    if (!count)
        return;
    for (struct conf_token token = conf_lex_next(&at.lexer); token.kind != TOKEN_END;
         token = conf_lex_next(&at.lexer)) {
        if (token.kind == TOKEN_COMMENT)
            continue;
        conf_lines_token(&at, &token, value);
        value = conf_token_is_one(&token, "=:");
    }
}
