/* conf_lex.h - the words of a libconfig text, before libconfig sees it: libconfig 1.5 reads much
 * that is wrong without a word, and forgets comments. */
#ifndef BACKEND_STORE_CONF_CONF_LEX_H
#define BACKEND_STORE_CONF_CONF_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum conf_token_kind {
    TOKEN_END,
    TOKEN_NAME,    /* a key, true, false */
    TOKEN_NUMBER,  /* what begins like one */
    TOKEN_TEXT,    /* with its quotation marks */
    TOKEN_MARK,    /* one of = : { } [ ] ( ) , ; */
    TOKEN_COMMENT, /* without the end of its line */
    TOKEN_WRONG    /* `why` says what */
};

struct conf_token {
    enum conf_token_kind kind;
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
struct conf_token conf_lex_next(struct lexer *lexer);

/* Is this the mark c, or one of these? */
bool conf_token_is(const struct conf_token *token, char c);
bool conf_token_is_one(const struct conf_token *token, const char *marks);

#endif
