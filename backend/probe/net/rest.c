/* rest.c - an application's access token: POST /api/auth/token with its client credentials (MyQ
 * REST API; RFC 6749 4.4). */
#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"
#include "backend/probe/net/http.h"
#include "backend/probe/net/protocol.h"
#include "backend/probe/net/token.h"

#define ENDPOINT "/api/auth/token"

enum { LIFETIME = 3600 }; /* seconds: one hour or less (RFC 6750 5.3) */

/* ------------------------------------------------ what the token is good for */

static void tell_scopes(const struct http *http, const struct token *token)
{
    const char *asked = http->job->rest.scopes;
    char words[256];

    if (!token->has_scope)
        return;
    tell_fact(http->tell, "rest.scopes", "%s", token->scope);
    if (token_beyond(asked, token->scope, words, sizeof words))
        tell_step(http->tell, STEP_LOGIN, PROBE_FAIL,
                  "the server does not give what was asked for: %s", words);
    if (token_beyond(token->scope, asked, words, sizeof words))
        tell_step(http->tell, STEP_LOGIN, PROBE_WARN,
                  "the application may do more than it asks for: %s", words);
}

static void tell_lifetime(const struct http *http, const struct token *token)
{
    if (token->seconds < 0) {
        tell_step(http->tell, STEP_LOGIN, PROBE_WARN,
                  "the server does not tell how long the token lives");
        return;
    }
    tell_fact(http->tell, "rest.lifetime", "%ld", token->seconds);
    if (token->seconds > LIFETIME)
        tell_step(http->tell, STEP_LOGIN, PROBE_WARN,
                  "the token lives for %ld seconds; one that is stolen should be worthless after "
                  "an hour",
                  token->seconds);
    if (token->seconds == 0)
        tell_step(http->tell, STEP_LOGIN, PROBE_WARN, "the token has expired when it is given");
}

static void tell_token(const struct http *http, const struct token *token)
{
    tell_step(http->tell, STEP_LOGIN, PROBE_PASS,
              "the server takes client ID and secret, and gives a token");
    tell_scopes(http, token);
    tell_lifetime(http, token);
    if (token->refresh &&
        token_beyond("offline.access", http->job->rest.scopes, (char[32]){ 0 }, 32))
        tell_step(http->tell, STEP_LOGIN, PROBE_WARN,
                  "the server gives a refresh token as well, which an application by itself has no "
                  "use for");
}

/* ------------------------------------------------ why there is none */

static const struct {
    const char *error, *why; /* RFC 6749 5.2 */
} errors[] = {
    { "invalid_client", "the server does not know this client ID with this secret" },
    { "invalid_grant", "the server does not know this client ID with this secret" },
    { "unauthorized_client", "the application may not use client credentials on this server" },
    { "unsupported_grant_type", "the server offers no client credentials at all" },
    { "invalid_scope", "the server does not know, or does not allow, a scope that was asked for" },
    { "invalid_request", "the server does not understand the request" },
};

static void tell_refused(const struct http *http, const struct token *token)
{
    const char *why = "the server refuses the application";

    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(errors[i].error, token->error) == 0)
            why = errors[i].why;
    tell_step(http->tell, STEP_LOGIN, PROBE_FAIL, "%s: the answer %s", why, token->why);
}

static void tell_answer(const struct http *http, const struct http_answer *answer)
{
    struct token *token = must(malloc(sizeof *token));

    token_read(answer->body, answer->size, answer->status, token);
    if (answer->large)
        tell_step(http->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the answer to the token request is longer than %d KiB", HTTP_BODY >> 10);
    else if (token->kind == TOKEN_ODD)
        tell_step(http->tell, STEP_PROTOCOL, PROBE_FAIL, "the answer to the token request %s",
                  token->why);
    else if (token->kind == TOKEN_REFUSED)
        tell_refused(http, token);
    else
        tell_token(http, token);
    free(token);
}

/* ------------------------------------------------ the conversation */

/* A redirect is not followed: the secret is for this server and nobody else. */
static bool redirected(const struct http_answer *answer)
{
    return answer->status >= 300 && answer->status < 400;
}

static void tell_redirected(const struct http *http, const struct http_answer *answer)
{
    tell_fact(http->tell, "http.location", "%s", answer->location);
    tell_step(http->tell, STEP_PROTOCOL, PROBE_FAIL,
              "the token endpoint sends the secret elsewhere: HTTP %ld to %.200s (not followed)",
              answer->status, *answer->location ? answer->location : "nowhere");
}

static void ask_token(const struct http *http)
{
    struct http_answer *answer = must(malloc(sizeof *answer));
    char body[PROBE_LIST + 4 * SECRET_MAX];
    struct token_ask ask = { http->job->rest.client_id, http->job->password,
                             http->job->rest.scopes };
    size_t size = token_request(&ask, body, sizeof body);

    if (http_send(http, &(struct http_ask){ ENDPOINT, body, size }, answer)) {
        if (redirected(answer)) {
            tell_redirected(http, answer);
        } else {
            http_tell(http, answer);
            http_tell_hsts(http, answer, true);
            tell_answer(http, answer);
        }
    }
    explicit_bzero(body, sizeof body);
    explicit_bzero(answer, sizeof *answer);
    free(answer);
}

/* Password, login info and authorization code need somebody who logs in: nobody is here. */
static void ask_without_person(const struct http *http)
{
    struct http_answer *answer = must(malloc(sizeof *answer));

    tell_fact(http->tell, "login", "not tried: the grant %s needs a person", http->job->rest.grant);
    if (http_send(http, &(struct http_ask){ .path = "/" }, answer)) {
        http_tell(http, answer);
        http_tell_hsts(http, answer, true);
        tell_step(http->tell, STEP_PROTOCOL, PROBE_PASS,
                  "the server answers; the grant %s needs a person, so no token was asked for",
                  http->job->rest.grant);
    }
    free(answer);
}

void probe_rest(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct connection connection;
    struct http http = { .job = job, .tell = tell, .deadline = deadline, .port = job->port };

    if (!connect_to(&connection, job, tell, deadline))
        return;
    http.address = connect_best(&connection);
    http.tls = tls_new(job, tell, deadline, NULL);
    if (tls_open(http.tls, connect_fd(&connection)) && tls_satisfied(http.tls)) {
        connect_close(&connection); /* some serve one at a time */
        if (strcmp(job->rest.grant, "client_credentials") == 0)
            ask_token(&http);
        else
            ask_without_person(&http);
    }
    tls_free(http.tls);
    connect_close(&connection);
}
