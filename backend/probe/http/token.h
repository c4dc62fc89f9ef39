/* token.h - what is asked of a token endpoint, and what it answered (RFC 6749 4.4, 5.1 and 5.2).
 *
 * All of it comes from the network: whatever the bytes, a judgement comes out. Texts are tame.
 */
#ifndef BACKEND_PROBE_HTTP_TOKEN_H
#define BACKEND_PROBE_HTTP_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum {
    TOKEN_BODY = 64 << 10, /* bytes of an answer that are looked at: samples have one or two KiB */
    TOKEN_SCOPES = 1024,
    TOKEN_SAID = 512,
};

enum oauth_kind {
    TOKEN_GIVEN,
    TOKEN_REFUSED, /* an OAuth error: said says which */
    TOKEN_ODD,     /* anything else: why says what is wrong with it */
};

/* The token itself is not kept. */
struct oauth_token {
    enum oauth_kind kind;
    long seconds;             /* its lifetime; -1: not told */
    bool has_scope;           /* false: as asked (RFC 6749 5.1) */
    bool refresh;             /* a refresh token came with it */
    char scope[TOKEN_SCOPES]; /* separated by blanks */
    char error[64];           /* "invalid_client" */
    char said[TOKEN_SAID];    /* of a refusal, in the server's own words; tame them; "": none */
    char why[200];            /* the rest of a sentence that begins with "the answer" */
};

/* status: of HTTP. What was allocated meanwhile is wiped before it is given back. */
void token_read(const char *bytes, size_t size, long status, struct oauth_token *token);

/* The body of the request: client credentials as JSON (MyQ REST API: POST /api/auth/token). scopes:
 * separated by ", "; "" asks for none. The size, or 0: no room. */
struct token_ask {
    const char *id, *secret, *scopes;
};
size_t token_request(const struct token_ask *ask, char body[], size_t size);

/* Steps to the next of several words, separated by blanks or commas; false: there is none, or it is
 * too long. */
bool token_word(const char **at, char word[], size_t size);

/* Writes the words of a that are not in b, separated by ", "; how many they are. */
size_t token_beyond(const char *a, const char *b, char out[], size_t size);

#endif
