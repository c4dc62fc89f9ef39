#include "backend/check/check.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Endings that mean something else in every network: no public CA certifies them, and the
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
const char *host_internal_ending(const char *text, bool *meant)
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

bool host_is_single(const char *text)
{
    const char *dot = strchr(text, '.');

    return !dot || !dot[1];
}

/* Networks of RFC 6890 that lead to another machine at every place. */
static const struct {
    int family;
    unsigned char address[16];
    size_t bits;
} reserved[] = {
    { AF_INET, { 10 }, 8 },    { AF_INET, { 172, 16 }, 12 },     { AF_INET, { 192, 168 }, 16 },
    { AF_INET, { 127 }, 8 },   { AF_INET, { 169, 254 }, 16 },    { AF_INET, { 100, 64 }, 10 },
    { AF_INET6, { 0xFC }, 7 }, { AF_INET6, { 0xFE, 0x80 }, 10 }, { AF_INET6, { [15] = 1 }, 128 },
};

static bool starts_as(const unsigned char *address, const unsigned char *network, size_t bits)
{
    size_t bytes = bits / 8;
    unsigned mask = 0xFF00U >> bits % 8 & 0xFF;

    return memcmp(address, network, bytes) == 0 &&
           (!mask || (address[bytes] & mask) == network[bytes]);
}

static bool is_reserved(const char *text)
{
    unsigned char address[17] = { 0 };

    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (inet_pton(reserved[i].family, text, address) == 1 &&
            starts_as(address, reserved[i].address, reserved[i].bits))
            return true;
    return false;
}

bool host_is_internal(const char *text)
{
    bool meant;

    if (host_is_ip(text))
        return is_reserved(text);
    return host_is_single(text) || host_internal_ending(text, &meant);
}
