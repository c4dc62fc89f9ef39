#include "backend/store/conf/conf_lex.h"

#include <ctype.h>
#include <string.h>

static bool name_byte(unsigned char c)
{
    return isalnum(c) || c == '_' || c == '-' || c == '*';
}

static bool word_byte(unsigned char c)
{
    return name_byte(c) || c == '.' || c == '+' || c == '@' || c >= 0x80;
}

bool conf_token_is(const struct conf_token *token, char c)
{
    return token->kind == TOKEN_MARK && *token->at == c;
}

bool conf_token_is_one(const struct conf_token *token, const char *marks)
{
    return token->kind == TOKEN_MARK && strchr(marks, *token->at);
}

static bool conf_lex_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool conf_lex_mark(char c)
{
    return c == '=' || c == ';' || c == '{' || c == '}' || c == ',' || c == '(' || c == ')' ||
           c == '[' || c == ']' || c == ':';
}

static void skip_blank(struct lexer *lexer)
{
    for (; lexer->at < lexer->end && conf_lex_blank(*lexer->at); lexer->at++)
        lexer->line += *lexer->at == '\n';
}

/* Ends a token behind `end`. */
static void conf_lex_finish(struct lexer *lexer, struct conf_token *token, const char *end)
{
    token->size = (size_t)(end - token->at);
    token->last = lexer->line;
    lexer->at = end;
}

static void wrong(struct conf_token *token, const char *why)
{
    token->kind = TOKEN_WRONG;
    token->why = why;
}

static void line_comment(struct lexer *lexer, struct conf_token *token)
{
    const char *end = memchr(token->at, '\n', (size_t)(lexer->end - token->at));

    token->kind = TOKEN_COMMENT;
    conf_lex_finish(lexer, token, end ? end : lexer->end);
    while (token->size && conf_lex_blank(token->at[token->size - 1]))
        token->size--;
}

static void block_comment(struct lexer *lexer, struct conf_token *token)
{
    const char *from = token->at + 2;
    const char *end = memmem(from, (size_t)(lexer->end - from), "*/", 2);

    token->kind = TOKEN_COMMENT;
    if (!end)
        wrong(token, "this comment is never closed; it needs */ at its end");
    for (const char *c = token->at; c < (end ? end : lexer->end); c++)
        lexer->line += *c == '\n';
    conf_lex_finish(lexer, token, end ? end + 2 : lexer->end);
}

/* How many bytes the escape takes that begins at `at`; 0: libconfig would keep or drop it. */
static size_t conf_lex_escape_size(const char *at, const char *end)
{
    if (end - at >= 2 && at[1] && strchr("\\\"nrtf", at[1]))
        return 2;
    if (end - at >= 4 && at[1] == 'x' && isxdigit((unsigned char)at[2]) &&
        isxdigit((unsigned char)at[3]) && (at[2] != '0' || at[3] != '0'))
        return 4;
    return 0;
}

static void text(struct lexer *lexer, struct conf_token *token)
{
    const char *c = token->at + 1;

    token->kind = TOKEN_TEXT;
    while (c < lexer->end && *c != '"' && *c != '\n') {
        size_t size = *c == '\\' ? conf_lex_escape_size(c, lexer->end) : 1;

        if (!size)
            wrong(token, "a backslash in a text is written \\\\, a quotation mark \\\"; other "
                         "escapes are \\t and \\x01 to \\xFF");
        c += size ? size : 1;
    }
    if (c < lexer->end && *c == '"')
        c++;
    else
        wrong(token, "this text is never closed; it needs a quotation mark at its end");
    conf_lex_finish(lexer, token, c);
}

static void conf_lex_word(struct lexer *lexer, struct conf_token *token)
{
    const char *end = token->at;
    unsigned char first = (unsigned char)*token->at;
    bool name = isalpha(first) || first == '*';

    for (; end < lexer->end && word_byte((unsigned char)*end); end++)
        name = name && name_byte((unsigned char)*end);
    token->kind = name ? TOKEN_NAME : TOKEN_NUMBER;
    conf_lex_finish(lexer, token, end);
    if (token->size >= 8 && memcmp(token->at, "@include", 8) == 0)
        wrong(token, "@include is not allowed; everything is in this one file");
    else if (!name && !isdigit(first) && !strchr("+-.", first))
        wrong(token, "a text needs quotation marks around it");
}

struct conf_token conf_lex_next(struct lexer *lexer)
{
    skip_blank(lexer);
    struct conf_token token = {
        .kind = TOKEN_MARK, .at = lexer->at, .line = lexer->line, .last = lexer->line
    };
    size_t left = (size_t)(lexer->end - lexer->at);

    if (!left)
        token.kind = TOKEN_END;
    else if (conf_lex_mark(*token.at))
        conf_lex_finish(lexer, &token, token.at + 1);
    else if (*token.at == '"')
        text(lexer, &token);
    else if (*token.at == '#' || (left > 1 && memcmp(token.at, "//", 2) == 0))
        line_comment(lexer, &token);
    else if (left > 1 && memcmp(token.at, "/*", 2) == 0)
        block_comment(lexer, &token);
    else if (word_byte((unsigned char)*token.at))
        conf_lex_word(lexer, &token);
    else {
        wrong(&token, "this character has no meaning here; a text needs quotation marks");
        conf_lex_finish(lexer, &token, token.at + 1);
    }
    return token;
}
