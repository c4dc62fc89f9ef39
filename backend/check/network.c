#include "backend/check/check.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

/* Whether all bits behind the prefix are zero. */
static bool is_clean(const unsigned char *address, size_t bytes, long prefix)
{
    for (size_t bit = (size_t)prefix; bit < bytes * 8; bit++)
        if (address[bit / 8] & (0x80U >> bit % 8))
            return false;
    return true;
}

static bool check_prefix(const char *text, const unsigned char *address, size_t bytes,
                         struct err *err)
{
    long most = (long)bytes * 8;
    size_t size = strspn(text, "0123456789");
    long prefix = size && size <= 3 && !text[size] ? strtol(text, NULL, 10) : -1;

    if (prefix < 0 || prefix > most)
        return fail(err, "needs a prefix from 0 to %ld behind the /", most);
    if (!is_clean(address, bytes, prefix))
        return fail(err,
                    "names one machine of a network; set the bits behind /%ld to 0, or write "
                    "/%ld for the machine alone",
                    prefix, most);
    return true;
}

bool check_network(const char *text, struct err *err)
{
    unsigned char address[16];
    char host[64];
    size_t size = strcspn(text, "/");

    if (size >= sizeof host)
        return fail(err, "needs a network such as 10.20.0.0/16 or 2001:db8::/32");
    memcpy(host, text, size);
    host[size] = '\0';
    size_t bytes = inet_pton(AF_INET, host, address) == 1    ? 4
                   : inet_pton(AF_INET6, host, address) == 1 ? 16
                                                             : 0;
    if (!bytes)
        return fail(err, "needs a network such as 10.20.0.0/16 or 2001:db8::/32");
    return !text[size] || check_prefix(text + size + 1, address, bytes, err);
}
