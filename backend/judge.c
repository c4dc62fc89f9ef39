#include "backend/check.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Endings that mean something else in every network: no public authority certifies them, and the
 * name may reach a stranger's machine elsewhere. */
static const struct {
    const char *ending;
    bool meant; /* reserved for exactly this use, so there is nothing to warn about */
} internal[] = {
    { "internal", true },   /* ICANN 2024 */
    { "home.arpa", true },  /* RFC 8375 */
    { "local", false },     /* RFC 6762: multicast DNS */
    { "localhost", false }, /* RFC 6761, as the three below */
    { "test", false },      { "invalid", false },     { "example", false },
    { "corp", false }, /* the rest never were delegated, and were never safe */
    { "home", false },      { "mail", false },        { "lan", false },
    { "intranet", false },  { "localdomain", false }, { "private", false },
    { "intra", false },     { "domain", false },
};

static bool ends_in(const char *text, size_t size, const char *ending)
{
    size_t length = strlen(ending);

    return size > length && text[size - length - 1] == '.' &&
           strncasecmp(text + size - length, ending, length) == 0;
}

/* The row of the table above that fits; NULL: none. */
static const char *internal_ending(const char *text, bool *meant)
{
    size_t size = strlen(text);

    size -= size && text[size - 1] == '.';
    for (size_t i = 0; i < sizeof internal / sizeof *internal; i++)
        if (ends_in(text, size, internal[i].ending)) {
            *meant = internal[i].meant;
            return internal[i].ending;
        }
    return NULL;
}

static bool is_single(const char *text)
{
    const char *dot = strchr(text, '.');

    return !dot || !dot[1];
}

bool host_is_internal(const char *text)
{
    bool meant;

    return is_single(text) || internal_ending(text, &meant);
}

static void rule(struct verdict *verdict, enum level level, const char *want, const char *why)
{
    verdict->level = level;
    snprintf(verdict->want, sizeof verdict->want, "%s", want);
    snprintf(verdict->why, sizeof verdict->why, "%s", why);
}

void judge_host(const char *text, struct verdict *verdict)
{
    static const char want[] = "a full name such as print01.corp.example.com";
    bool meant = false;
    const char *ending = internal_ending(text, &meant);

    verdict->level = PASS;
    if (host_is_ip(text))
        rule(verdict, FAIL, want,
             "A certificate is checked against a name; an address changes and says nothing.");
    else if (is_single(text))
        rule(verdict, FAIL, want,
             "A name without a domain is completed differently by every machine, so it can lead to "
             "a stranger's.");
    else if (ending && !meant)
        rule(verdict, WARN, want,
             "The name's ending belongs to nobody or to another use, so no public authority "
             "certifies it and it may mean another machine elsewhere.");
}
