#include "backend/probe/http/token.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"

/* ------------------------------------------------ memory of the parser: tokens lie in it */

/* The size stands before what is handed out, so that all of it can be wiped. */
union head {
    size_t size;
    max_align_t align;
};

static void *token_take(size_t size)
{
    union head *head = malloc(sizeof *head + size);

    if (!head)
        return NULL;
    head->size = size;
    return head + 1;
}

static void token_give_back(void *bytes)
{
    union head *head = bytes;

    if (!head)
        return;
    head--;
    explicit_bzero(head, sizeof *head + head->size);
    free(head);
}

/* Trees made before are not ours to free: the functions change only while a tree of ours lives. */
struct allocator {
    json_malloc_t take;
    json_free_t give_back;
};

static struct allocator token_begin(void)
{
    struct allocator before;

    json_get_alloc_funcs(&before.take, &before.give_back);
    json_set_alloc_funcs(token_take, token_give_back);
    return before;
}

static void token_end(const struct allocator *before)
{
    json_set_alloc_funcs(before->take, before->give_back);
}

/* ------------------------------------------------ the answer */

static void odd(struct oauth_token *token, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void odd(struct oauth_token *token, const char *format, ...)
{
    va_list args;

    token->kind = TOKEN_ODD;
    va_start(args, format);
    vsnprintf(token->why, sizeof token->why, tr(format), args);
    va_end(args);
    utf8_sanitize(token->why);
}

static const char *token_text_of(const json_t *answer, const char *key)
{
    const char *text = json_string_value(json_object_get(answer, key));

    return text ? text : "";
}

static void copy_sanitize(char out[], size_t size, const char *text)
{
    snprintf(out, size, "%s", text);
    utf8_sanitize(out);
}

static void read_error(const json_t *answer, long status, struct oauth_token *token)
{
    const char *reported = token_text_of(answer, "error_description");

    token->kind = TOKEN_REFUSED;
    copy_sanitize(token->error, sizeof token->error, token_text_of(answer, "error"));
    snprintf(token->said, sizeof token->said, "%s%s%s", token->error, *reported ? ": " : "",
             reported);
    snprintf(token->why, sizeof token->why, tr("is HTTP %ld"), status);
}

/* Where services that know no OAuth say what is wrong (RFC 9457 3.1, and what is usual). */
static void read_problem(const json_t *answer, long status, struct oauth_token *token)
{
    static const char *const keys[] = { "error_description", "detail", "message", "title" };

    const json_t *inner = json_object_get(answer, "error"); /* {"error": {"message": ...}} */

    if (!inner) /* {"errors": [{"message": ...}]} */
        inner = json_array_get(json_object_get(answer, "errors"), 0);

    odd(token, "is HTTP %ld without an OAuth error that would say why", status);
    answer = json_is_object(inner) ? inner : answer;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !*token->said; i++)
        snprintf(token->said, sizeof token->said, "%s", token_text_of(answer, keys[i]));
}

/* A lifetime may be missing (RFC 6749 5.1: RECOMMENDED), but what is there must be a number. */
static bool read_lifetime(const json_t *answer, struct oauth_token *token)
{
    const json_t *life = json_object_get(answer, "expires_in");

    token->seconds = -1;
    if (!life)
        return true;
    if (json_is_string(life))
        return odd(token, "gives expires_in, its lifetime, as a text (\"%.20s\"), not as a number",
                   json_string_value(life)),
               false;
    if (json_is_real(life))
        return odd(token,
                   "gives expires_in, its lifetime, as a fraction (%g), not as whole seconds",
                   json_real_value(life)),
               false;
    if (!json_is_integer(life) || json_integer_value(life) < 0)
        return odd(token, "gives expires_in, its lifetime, not as a number of seconds"), false;
    token->seconds = (long)json_integer_value(life);
    return true;
}

static bool read_scope(const json_t *answer, struct oauth_token *token)
{
    const json_t *scope = json_object_get(answer, "scope");

    if (!scope)
        return true;
    if (!json_is_string(scope))
        return odd(token, "gives the scopes, but not as a string"), false;
    if (json_string_length(scope) >= sizeof token->scope)
        return odd(token, "names more than %d bytes of scopes", TOKEN_SCOPES - 1), false;
    token->has_scope = true;
    copy_sanitize(token->scope, sizeof token->scope, json_string_value(scope));
    return true;
}

static void read_given(const json_t *answer, struct oauth_token *token)
{
    if (!json_is_string(json_object_get(answer, "access_token")) ||
        !*token_text_of(answer, "access_token")) {
        odd(token, "has no access_token, or not as a string");
        return;
    }
    if (strcasecmp(token_text_of(answer, "token_type"), "bearer") != 0) {
        if (json_object_get(answer, "token_type"))
            odd(token, "names \"%.40s\" as the token's type, not Bearer",
                token_text_of(answer, "token_type"));
        else
            odd(token, "does not name the token's type, which must be Bearer");
        return;
    }
    if (!read_lifetime(answer, token) || !read_scope(answer, token))
        return;
    token->refresh = json_object_get(answer, "refresh_token") != NULL;
    token->kind = TOKEN_GIVEN;
}

static void read_tree(const json_t *answer, long status, struct oauth_token *token)
{
    if (!json_is_object(answer))
        odd(token, "is JSON, but not an object");
    else if (json_is_string(json_object_get(answer, "error")))
        read_error(answer, status, token);
    else if (status != 200)
        read_problem(answer, status, token);
    else
        read_given(answer, token);
}

/* What it looks like instead, for anyone who reached the wrong server. */
static void no_json(const char *bytes, size_t size, long status, const json_error_t *error,
                    struct oauth_token *token)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* RFC 8259 8.1 */

    if (size > 3 && memcmp(bytes, mark, 3) == 0)
        odd(token, "is HTTP %ld and begins with a byte order mark, which JSON must not", status);
    else if (size && json_error_code(error) == json_error_numeric_overflow)
        odd(token, "is HTTP %ld and holds a number that is too large", status);
    else if (size && *bytes == '{' && json_error_code(error) == json_error_invalid_utf8)
        odd(token, "is HTTP %ld with JSON that is not in UTF-8", status);
    else if (!size)
        odd(token, "is HTTP %ld and empty", status);
    else if (*bytes == '<')
        odd(token, "is HTTP %ld with a web page, not JSON (of another server?)", status);
    else if (*bytes == '{')
        odd(token, "is HTTP %ld with JSON that is broken or cut off", status);
    else
        odd(token, "is HTTP %ld, and not JSON", status);
}

void token_read(const char *bytes, size_t size, long status, struct oauth_token *token)
{
    struct allocator before = token_begin();
    json_error_t error = { 0 };
    json_t *answer = NULL;

    *token = (struct oauth_token){ .seconds = -1 };
    if (size)
        answer = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    if (answer)
        read_tree(answer, status, token);
    else
        no_json(bytes, size, status, &error, token);
    explicit_bzero(&error, sizeof error);
    json_decref(answer);
    token_end(&before);
}

/* ------------------------------------------------ the question */

static void blanks_between(const char *scopes, char out[TOKEN_SCOPES])
{
    char word[256];
    size_t used = 0;

    *out = '\0';
    while (token_word(&scopes, word, sizeof word) && used + sizeof word < TOKEN_SCOPES)
        used += (size_t)snprintf(out + used, TOKEN_SCOPES - used, "%s%s", used ? " " : "", word);
}

size_t token_request(const struct token_ask *ask, char body[], size_t size)
{
    struct allocator before = token_begin();
    char scope[TOKEN_SCOPES];

    blanks_between(ask->scopes, scope);
    json_t *question =
        json_pack("{s:s, s:s, s:s, s:s*}", "grant_type", "client_credentials", "client_id", ask->id,
                  "client_secret", ask->secret, "scope", *scope ? scope : NULL);
    size_t used = question ? json_dumpb(question, body, size, JSON_COMPACT) : 0;
    json_decref(question);
    token_end(&before);
    return used < size ? used : 0;
}

/* ------------------------------------------------ scopes */

bool token_word(const char **at, char word[], size_t size)
{
    *at += strspn(*at, " ,");
    size_t length = strcspn(*at, " ,");

    if (!length || length >= size)
        return false;
    memcpy(word, *at, length);
    word[length] = '\0';
    *at += length;
    return true;
}

static bool has_word(const char *words, const char *wanted)
{
    char word[256];

    while (token_word(&words, word, sizeof word))
        if (strcmp(word, wanted) == 0)
            return true;
    return false;
}

size_t token_beyond(const char *a, const char *b, char out[], size_t size)
{
    size_t count = 0, used = 0;
    char word[256];

    *out = '\0';
    while (token_word(&a, word, sizeof word)) {
        if (has_word(b, word))
            continue;
        if (used < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s", count ? ", " : "", word);
        count++;
    }
    return count;
}
