#include "backend/probe/host/sockets.h"

#include <ctype.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

enum {
    STATE_LISTEN = 0x0A, /* TCP_LISTEN of the kernel's tcp_states.h */
    STATE_CLOSE = 0x07,  /* how the kernel calls a UDP socket without a peer */
    WORD = 8,            /* hexadecimal digits of 32 bits */
    FIELDS = 10,         /* sl local remote st queues timer retransmits uid timeout inode */
};

/* A field of a line; not ended by a NUL. */
struct field {
    const char *at;
    size_t size;
};

static bool sockets_number(struct field field, int base, unsigned long *value)
{
    char digits[24], *end;

    if (!field.size || field.size >= sizeof digits || !isxdigit((unsigned char)*field.at))
        return false;
    memcpy(digits, field.at, field.size);
    digits[field.size] = '\0';
    *value = strtoul(digits, &end, base);
    return *end == '\0';
}

/* The kernel prints an address as words in the machine's own order of bytes: one for IPv4, four for
 * IPv6. */
static bool address(struct field field, struct in6_addr *out)
{
    bool v4 = field.size == WORD;
    uint32_t words[4] = { 0 };

    if (!v4 && field.size != 4 * (size_t)WORD)
        return false;
    for (size_t i = 0; i < field.size / WORD; i++) {
        unsigned long word;
        if (!sockets_number((struct field){ field.at + i * WORD, WORD }, 16, &word))
            return false;
        words[i] = (uint32_t)word;
    }
    memset(out, 0, sizeof *out);
    if (v4)
        out->s6_addr[10] = out->s6_addr[11] = 0xff;
    memcpy(&out->s6_addr[v4 ? 12 : 0], words, v4 ? 4 : 16);
    return true;
}

static enum sockets_reach reach(const struct in6_addr *at)
{
    static const unsigned char nowhere[4];
    bool v4 = IN6_IS_ADDR_V4MAPPED(at);

    if (IN6_IS_ADDR_UNSPECIFIED(at) || (v4 && memcmp(&at->s6_addr[12], nowhere, 4) == 0))
        return REACH_ANY;
    if (IN6_IS_ADDR_LOOPBACK(at) || (v4 && at->s6_addr[12] == 127))
        return REACH_LOOPBACK;
    return REACH_ADDRESS;
}

/* "0100007F:1F90" */
static bool end_point(struct field field, struct in6_addr *at, unsigned long *port)
{
    const char *colon = memchr(field.at, ':', field.size);

    if (!colon)
        return false;
    size_t size = (size_t)(colon - field.at);
    return address((struct field){ field.at, size }, at) && field.size - size - 1 == 4 &&
           sockets_number((struct field){ colon + 1, 4 }, 16, port);
}

static size_t sockets_split(const char *line, size_t size, struct field fields[FIELDS])
{
    size_t count = 0;

    for (size_t at = 0; count < FIELDS;) {
        while (at < size && line[at] == ' ')
            at++;
        if (at == size)
            break;
        fields[count].at = line + at;
        while (at < size && line[at] != ' ')
            at++;
        fields[count].size = (size_t)(line + at - fields[count].at);
        count++;
    }
    return count;
}

static bool listens(enum sockets_protocol protocol, unsigned long state, unsigned long peer)
{
    return protocol == SOCKETS_TCP ? state == STATE_LISTEN : state == STATE_CLOSE && peer == 0;
}

static bool sockets_read_line(const char *line, size_t size, struct listening *out)
{
    struct field fields[FIELDS];
    struct in6_addr here, there;
    unsigned long port, peer, state;

    if (sockets_split(line, size, fields) < FIELDS || !end_point(fields[1], &here, &port) ||
        !end_point(fields[2], &there, &peer) || !sockets_number(fields[3], 16, &state) ||
        !sockets_number(fields[9], 10, &out->inode))
        return false;
    out->port = (uint16_t)port;
    out->reach = reach(&here);
    return port && listens(out->protocol, state, peer);
}

void sockets_add(struct sockets *sockets, enum sockets_protocol protocol, const char *text,
                 size_t size)
{
    const char *end = text + size;

    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((stop ? stop : end) - text);
        struct listening one = { .protocol = protocol };

        if (sockets_read_line(text, length, &one)) {
            if (sockets->count < LISTENING_MAX)
                sockets->list[sockets->count++] = one;
            else
                sockets->more = true;
        }
        text += length + 1;
    }
}

static int sockets_compare(const void *left, const void *right)
{
    const struct listening *a = left, *b = right;

    if (a->protocol != b->protocol)
        return a->protocol < b->protocol ? -1 : 1;
    if (a->port != b->port)
        return a->port < b->port ? -1 : 1;
    return (int)b->reach - (int)a->reach; /* the widest first: it stays */
}

void sockets_settle(struct sockets *sockets)
{
    size_t kept = 0;

    qsort(sockets->list, sockets->count, sizeof *sockets->list, sockets_compare);
    for (size_t i = 0; i < sockets->count; i++) {
        const struct listening *last = kept ? &sockets->list[kept - 1] : NULL;

        if (!last || last->protocol != sockets->list[i].protocol ||
            last->port != sockets->list[i].port)
            sockets->list[kept++] = sockets->list[i];
    }
    sockets->count = kept;
}

unsigned long sockets_inode(const char *link)
{
    static const char head[] = "socket:[";
    unsigned long inode = 0;
    size_t size = strlen(link);

    if (strncmp(link, head, sizeof head - 1) != 0 || link[size - 1] != ']')
        return 0;
    link += sizeof head - 1;
    return sockets_number((struct field){ link, strcspn(link, "]") }, 10, &inode) ? inode : 0;
}
