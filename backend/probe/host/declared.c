#include "backend/probe/host/declared.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/probe/http/token.h"

/* A number from 1 to 65535. */
static bool read_port(const char *text, uint16_t *port)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);

    *port = (uint16_t)value;
    return isdigit((unsigned char)*text) && *end == '\0' && value && value <= UINT16_MAX;
}

static bool read_one(const char *line, struct declared *out)
{
    char protocol[8], port[8], state[8];

    if (!token_word(&line, protocol, sizeof protocol) || !token_word(&line, port, sizeof port) ||
        !token_word(&line, state, sizeof state) ||
        !token_word(&line, out->name, sizeof out->name) || !read_port(port, &out->port))
        return false;
    out->protocol = strcmp(protocol, "udp") == 0 ? SOCKETS_UDP : SOCKETS_TCP;
    out->open = strcmp(state, "open") == 0;
    return true;
}

size_t declared_read(const char *text, struct declared list[])
{
    size_t count = 0;

    while (*text && count < DECLARED_MAX) {
        size_t size = strcspn(text, "\n");
        char line[96];

        snprintf(line, sizeof line, "%.*s", (int)(size < sizeof line ? size : sizeof line - 1),
                 text);
        if (read_one(line, &list[count]))
            count++;
        text += size + (text[size] == '\n');
    }
    return count;
}

enum standing declared_stands(const struct declared *declared, const struct sockets *sockets,
                              size_t *at)
{
    for (*at = 0; *at < sockets->count; ++*at)
        if (sockets->list[*at].protocol == declared->protocol &&
            sockets->list[*at].port == declared->port)
            break;
    if (*at == sockets->count)
        return declared->open ? STANDS_UNUSED : STANDS_ASIDE;
    bool alone = sockets->list[*at].reach == REACH_LOOPBACK;
    if (declared->open)
        return alone ? STANDS_LOOPBACK : STANDS_AS_DECLARED;
    return alone ? STANDS_ASIDE : STANDS_CLOSED;
}

/* Several records may speak of one port: a single open one is enough. */
enum standing declared_listens(const struct listening *one, const struct declared list[],
                               size_t count, unsigned passing)
{
    enum standing standing = STANDS_UNDECLARED;

    for (size_t i = 0; i < count; i++) {
        if (list[i].protocol != one->protocol || list[i].port != one->port)
            continue;
        if (list[i].open)
            return STANDS_AS_DECLARED;
        standing = STANDS_CLOSED;
    }
    if (one->reach == REACH_LOOPBACK)
        return STANDS_ASIDE;
    if (standing == STANDS_UNDECLARED && one->protocol == SOCKETS_UDP && one->port >= passing)
        return STANDS_ASIDE;
    return standing;
}
