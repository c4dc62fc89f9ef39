/* rest.c - an application's access token: POST /api/auth/token with its client credentials (MyQ
 * REST API; RFC 6749 4.4). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/http/header.h"
#include "backend/probe/http/http.h"
#include "backend/probe/http/http_page.h"
#include "backend/probe/http/token.h"
#include "backend/probe/net/protocol.h"
#include "backend/probe/net/said.h"

#define ENDPOINT "/api/auth/token"

enum { LIFETIME = 3600 }; /* seconds: one hour or less (RFC 6750 5.3) */

/* ------------------------------------------------ what the token is good for */

static void report_scopes(const struct http *http, const struct oauth_token *token)
{
    const char *asked = http->job->rest.scopes;
    char words[256];

    if (!token->has_scope)
        return;
    report_fact(http->report, "rest.scopes", "%s", token->scope);
    if (token_beyond(asked, token->scope, words, sizeof words))
        report_step(http->report, STEP_LOGIN, PROBE_FAIL,
                    "the server does not give what was asked for: %s", words);
    if (token_beyond(token->scope, asked, words, sizeof words))
        report_step(http->report, STEP_LOGIN, PROBE_WARN,
                    "the application may do more than it asks for: %s", words);
}

static void report_lifetime(const struct http *http, const struct oauth_token *token)
{
    if (token->seconds < 0) {
        report_step(http->report, STEP_LOGIN, PROBE_WARN,
                    "the answer has no expires_in, the token's lifetime");
        return;
    }
    report_fact(http->report, "rest.lifetime", "%ld", token->seconds);
    if (token->seconds > LIFETIME)
        report_step(http->report, STEP_LOGIN, PROBE_WARN,
                    "the token lives for %ld seconds; one that is stolen should be worthless after "
                    "an hour",
                    token->seconds);
    if (token->seconds == 0)
        report_step(http->report, STEP_LOGIN, PROBE_WARN, "the token has expired when it is given");
}

static void report_token(const struct http *http, const struct oauth_token *token)
{
    report_step(http->report, STEP_LOGIN, PROBE_PASS,
                "the server takes client ID and secret, and gives a token");
    report_scopes(http, token);
    report_lifetime(http, token);
    if (token->refresh &&
        token_beyond("offline.access", http->job->rest.scopes, (char[32]){ 0 }, 32))
        report_step(
            http->report, STEP_LOGIN, PROBE_WARN,
            "the server gives a refresh token as well, which an application by itself has no "
            "use for");
}

/* ------------------------------------------------ why there is none */

/* Errors of OAuth (RFC 6749 5.2), and what a status says where there is none that is known (RFC
 * 9110 15, RFC 6585 4). */
static const struct http_rest_refusal {
    const char *error; /* NULL: of a status */
    long status;
    const char *why;
    enum probe_verdict verdict;
} http_rest_refusals[] = {
    { "invalid_client", 0, "the server does not know this client ID with this secret", PROBE_FAIL },
    { "invalid_grant", 0, "the server does not know this client ID with this secret", PROBE_FAIL },
    { "unauthorized_client", 0, "the application may not use client credentials on this server",
      PROBE_FAIL },
    { "unsupported_grant_type", 0, "the server offers no client credentials at all", PROBE_FAIL },
    { "invalid_scope", 0, "the server does not know, or does not allow, a scope that was asked for",
      PROBE_FAIL },
    { "invalid_request", 0, "the server does not understand the request", PROBE_FAIL },
    { "slow_down", 0, "the server takes no more requests for now; try again later", PROBE_WARN },
    { "temporarily_unavailable", 0, "the service is not available now; try again later",
      PROBE_WARN },
    { "server_error", 0, "the service has an error of its own; try again later", PROBE_WARN },
    { NULL, 401, "the server refuses client ID and secret", PROBE_FAIL },
    { NULL, 403, "the server forbids this application, or this machine, to ask", PROBE_FAIL },
    { NULL, 404, "the server has no token endpoint there", PROBE_FAIL },
    { NULL, 407, "a proxy on the way answers, and wants a login of its own", PROBE_FAIL },
    { NULL, 421, "the server is not the one for that name", PROBE_FAIL },
    { NULL, 429, "the server takes no more requests for now; try again later", PROBE_WARN },
    { NULL, 502, "the service behind the server does not answer; try again later", PROBE_WARN },
    { NULL, 503, "the service is not available now; try again later", PROBE_WARN },
    { NULL, 511, "a portal of the network on the way answers, and wants a login of its own",
      PROBE_FAIL },
    { NULL, 504, "the service behind the server does not answer; try again later", PROBE_WARN },
};

/* error: "" for none. NULL: neither is known. */
static const struct http_rest_refusal *http_rest_find(const char *error, long status)
{
    for (size_t i = 0; i < sizeof http_rest_refusals / sizeof *http_rest_refusals; i++) {
        const struct http_rest_refusal *row = &http_rest_refusals[i];
        if (row->error ? strcmp(row->error, error) == 0 : row->status == status)
            return row;
    }
    return NULL;
}

/* One that is not JSON, or without an error of OAuth, is first of all of the protocol. */
static void http_rest_report_refused(const struct http *http, const struct oauth_token *token,
                                     const struct http_answer *answer, const char *words)
{
    static const char refused[] = "the server refuses the application";
    const struct http_rest_refusal *known = http_rest_find(token->error, answer->status);
    bool odd = token->kind == TOKEN_ODD;

    if (odd && !known)
        report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the answer to the token request %s%s%s", token->why, *words ? ": " : "",
                    words);
    else
        report_step(http->report, odd ? STEP_PROTOCOL : STEP_LOGIN,
                    known ? known->verdict : PROBE_FAIL, "%s: the answer %s%s%s%s%s",
                    tr(known ? known->why : refused), token->why, *words ? ", " : "", words,
                    *answer->retry ? tr("; it asks to wait, seconds or until: ") : "",
                    answer->retry);
}

/* A refusal that is a page, or plain text, is said in its words. */
static void http_rest_words(const struct http_answer *answer, struct oauth_token *token)
{
    if (token->kind == TOKEN_ODD && !*token->said && answer->status >= 400 && answer->size &&
        !strchr("{[", *answer->body))
        http_page_text(answer->body, answer->size, token->said, sizeof token->said);
}

static void report_answer(const struct http *http, const struct http_answer *answer)
{
    struct oauth_token *token = must(malloc(sizeof *token));

    token_read(answer->body, answer->size, answer->status, token);
    http_rest_words(answer, token);
    AUTO_FREE char *words = said(token->said, SAID_MOST, http->job->password);
    if (*words)
        report_fact(http->report, "login.said", "%s", words);
    if (answer->large)
        report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the answer to the token request is longer than %d KiB", HTTP_BODY >> 10);
    else if (token->kind == TOKEN_ODD && *answer->packed)
        report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the answer to the token request is packed (%s), though it was asked for as it "
                    "is",
                    answer->packed);
    else if (token->kind != TOKEN_GIVEN)
        http_rest_report_refused(http, token, answer, words);
    else
        report_token(http, token);
    free(token);
}

/* ------------------------------------------------ the conversation */

/* A redirect is not followed: the secret is for this server and nobody else. */
static bool redirected(const struct http_answer *answer)
{
    return answer->status >= 300 && answer->status < 400;
}

static void report_redirected(const struct http *http, const struct http_answer *answer)
{
    report_fact(http->report, "http.location", "%s", answer->location);
    char origin[PROBE_HOST + 16];

    snprintf(origin, sizeof origin, strchr(http->job->host, ':') ? "[%s]:%u" : "%s:%u",
             http->job->host, http->port);
    if (header_target(answer->location, origin) == TARGET_HERE)
        report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the token endpoint is another page of this server: HTTP %ld to %.200s (not "
                    "followed)",
                    answer->status, answer->location);
    else
        report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the token endpoint sends the secret elsewhere: HTTP %ld to %.200s (not "
                    "followed)",
                    answer->status, *answer->location ? answer->location : tr("nowhere"));
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
            report_redirected(http, answer);
        } else {
            http_report(http, answer);
            http_report_hsts(http, answer, true);
            report_answer(http, answer);
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

    report_fact(http->report, "login", "not tried: the grant %s needs a person",
                http->job->rest.grant);
    if (http_send(http, &(struct http_ask){ .path = "/" }, answer)) {
        http_report(http, answer);
        http_report_hsts(http, answer, true);
        report_step(http->report, STEP_PROTOCOL, PROBE_PASS,
                    "the server answers; the grant %s needs a person, so no token was asked for",
                    http->job->rest.grant);
    }
    free(answer);
}

void probe_rest(const struct probe_job *job, struct step_report *report,
                const struct deadline *deadline)
{
    struct connection connection;
    struct http http = { .job = job, .report = report, .deadline = deadline, .port = job->port };

    if (!connect_to(&connection, job, report, deadline))
        return;
    http.address = connect_best(&connection);
    http.tls = tls_new(job, report, deadline, NULL);
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
