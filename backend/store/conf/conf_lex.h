/* conf_lex.h - the words of a libconfig text, before libconfig sees it: libconfig 1.5 reads much
 * that is wrong without a word, and forgets comments. */
#ifndef BACKEND_STORE_CONF_CONF_LEX_H
#define BACKEND_STORE_CONF_CONF_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,    /* a key, true, false */
    TOKEN_NUMBER,  /* what begins like one */
    TOKEN_TEXT,    /* with its quotation marks */
    TOKEN_MARK,    /* one of = : { } [ ] ( ) , ; */
    TOKEN_COMMENT, /* without the end of its line */
    TOKEN_WRONG    /* `why` says what */
};

struct token {
    enum token_kind kind;
    const char *at; /* in the text */
    size_t size;
    int line, last; /* where it begins and ends */
    const char *why;
};

struct lexer {
    const char *at, *end;
    int line;
};

/* The next word; TOKEN_END for ever after the last. Takes any bytes. */
struct token lex_next(struct lexer *lexer);

/* Is this the mark c, or one of these? */
bool token_is(const struct token *token, char c);
bool token_is_one(const struct token *token, const char *marks);

#endif
