#include "backend/probe/net/resolve_why.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/net/addresses.h"

enum {
    ANSWER_SIZE = 4096,
    EACH_MS = 900,     /* a name server has for one question */
    ALIASES_MOST = 16, /* one behind the other, as the resolvers that are in use allow at most */
    SILENT = -1,       /* no RCODE came */
};

/* ------------------------------------------------ one question */

size_t resolve_query(const char *name, unsigned type, unsigned id,
                     unsigned char query[RESOLVE_QUERY])
{
    size_t used = NS_HFIXEDSZ;

    memset(query, 0, NS_HFIXEDSZ);
    query[0] = (unsigned char)(id >> 8);
    query[1] = (unsigned char)id;
    query[2] = 1; /* RD */
    query[5] = 1; /* one question */
    while (*name) {
        size_t label = strcspn(name, ".");

        if (!label || label > NS_MAXLABEL || used + label + 2 > NS_HFIXEDSZ + NS_MAXCDNAME)
            return 0;
        query[used++] = (unsigned char)label;
        memcpy(query + used, name, label);
        used += label;
        name += label + (name[label] == '.');
    }
    const unsigned char end[] = { 0, (unsigned char)(type >> 8), (unsigned char)type, 0, ns_c_in };
    memcpy(query + used, end, sizeof end);
    return used + sizeof end;
}

/* The nth name server, of IPv4 or IPv6; the size of its address, 0: there is none. */
static socklen_t resolve_server(const struct __res_state *state, int n, struct sockaddr_storage *at)
{
    const struct sockaddr_in6 *six = n < MAXNS ? state->_u._ext.nsaddrs[n] : NULL;

    if (n >= state->nscount || n >= MAXNS)
        return 0;
    if (state->nsaddr_list[n].sin_family == AF_INET) {
        memcpy(at, &state->nsaddr_list[n], sizeof state->nsaddr_list[n]);
        return sizeof state->nsaddr_list[n];
    }
    if (six)
        memcpy(at, six, sizeof *six);
    return six ? sizeof *six : 0;
}

/* Its answer to that very question, by its number. The bytes of it; 0: it is silent. */
static size_t resolve_hear(int fd, const unsigned char *query, unsigned char answer[ANSWER_SIZE],
                           const struct deadline *deadline)
{
    while (deadline_wait(deadline, fd, POLLIN)) {
        ssize_t size = recv(fd, answer, ANSWER_SIZE, 0);

        if (size < 0)
            return 0;
        if (size >= NS_HFIXEDSZ && memcmp(answer, query, 2) == 0 && (answer[2] & 0x80))
            return (size_t)size;
    }
    return 0;
}

/* Asks one name server after the other, until one answers. RCODE, or SILENT. */
static int resolve_ask(const char *name, unsigned type, unsigned char answer[ANSWER_SIZE],
                       size_t *size, const struct deadline *deadline)
{
    struct __res_state state = { 0 };
    unsigned char query[RESOLVE_QUERY];
    struct sockaddr_storage at;
    socklen_t length;
    size_t asked;

    *size = 0;
    if (res_ninit(&state) != 0)
        return SILENT;
    asked = resolve_query(name, type, state.id, query); /* a random number */
    for (int n = 0; asked && !*size && (length = resolve_server(&state, n, &at)); n++) {
        const struct deadline each = deadline_within(deadline, EACH_MS);
        AUTO_CLOSE int fd = socket(at.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

        if (fd >= 0 && connect(fd, (const struct sockaddr *)&at, length) == 0 &&
            send(fd, query, asked, MSG_NOSIGNAL) == (ssize_t)asked)
            *size = resolve_hear(fd, query, answer, &each);
    }
    res_nclose(&state);
    return *size ? answer[3] & 0x0f : SILENT;
}

/* ------------------------------------------------ aliases */

bool resolve_alias(const unsigned char *bytes, size_t size, char target[RESOLVE_NAME])
{
    const unsigned char *end = bytes + size, *at = bytes + NS_HFIXEDSZ;
    char owner[NS_MAXDNAME];

    if (size < NS_HFIXEDSZ || bytes[4] || bytes[5] != 1 || !(bytes[6] || bytes[7]))
        return false;
    int name = dn_expand(bytes, end, at, owner, sizeof owner);
    if (name < 0 || end - at < name + NS_QFIXEDSZ)
        return false;
    at += name + NS_QFIXEDSZ;
    name = dn_expand(bytes, end, at, owner, sizeof owner);
    if (name < 0 || end - at < name + NS_RRFIXEDSZ)
        return false;
    at += name;
    return at[0] == 0 && at[1] == ns_t_cname &&
           dn_expand(bytes, end, at + NS_RRFIXEDSZ, target, RESOLVE_NAME) > 0;
}

/* Where the chain of aliases ends, or that it does not; NULL: the name is none. */
static const char *resolve_chain(const char *host, const struct deadline *deadline, char text[],
                                 size_t size)
{
    char names[ALIASES_MOST + 1][RESOLVE_NAME];
    unsigned char answer[ANSWER_SIZE];
    size_t count = 0, bytes;

    snprintf(names[0], sizeof names[0], "%s", host);
    while (count < ALIASES_MOST) {
        int code = resolve_ask(names[count], ns_t_cname, answer, &bytes, deadline);

        if (code == SILENT || (!count && !resolve_alias(answer, bytes, names[1])))
            return NULL;
        if (!resolve_alias(answer, bytes, names[count + 1])) {
            snprintf(text, size,
                     code == ns_r_nxdomain
                         ? tr("the name is an alias of %.200s, and there is no host of that name")
                         : tr("the name is an alias of %.200s, which gives no address"),
                     names[count]);
            return text;
        }
        count++;
        for (size_t i = 0; i < count; i++)
            if (strcasecmp(names[i], names[count]) == 0)
                return tr("the aliases (CNAME) of the name go in a circle");
    }
    snprintf(text, size, tr("behind the name is a chain of more than %d aliases (CNAME)"),
             ALIASES_MOST);
    return text;
}

/* ------------------------------------------------ silence */

static bool resolve_refuses(int code)
{
    return code == ns_r_servfail || code == ns_r_refused || code == ns_r_notimpl;
}

static const char *resolve_silence(const char *host, int code, const struct deadline *deadline)
{
    unsigned char answer[ANSWER_SIZE];
    size_t size;
    const int four = resolve_ask(host, ns_t_a, answer, &size, deadline);
    const int six = resolve_ask(host, ns_t_aaaa, answer, &size, deadline);

    if ((four == SILENT && six == SILENT) || (four >= 0 && six >= 0 && code == EAI_NODATA))
        return resolve_error(code);
    if (four == SILENT)
        return tr("the name servers answer the question for IPv6 addresses (AAAA), but not the one "
                  "for IPv4 (A)");
    if (six == SILENT)
        return tr("the name servers answer the question for IPv4 addresses (A), but not the one "
                  "for IPv6 (AAAA)");
    return resolve_refuses(four) || resolve_refuses(six)
               ? tr("the name servers answer, but cannot or will not find the name (SERVFAIL, "
                    "REFUSED)")
               : tr("the name servers answered only when they were asked again: they are slow, or "
                    "what they answer gets lost");
}

const char *resolve_why(const char *host, int code, const struct deadline *deadline, char text[],
                        size_t size)
{
    const char *why = NULL;

    if (code == EAI_AGAIN || code == EAI_NODATA)
        why = resolve_silence(host, code, deadline);
    if (code == EAI_NONAME || code == EAI_NODATA || (why && why != resolve_error(code))) {
        const char *chain = resolve_chain(host, deadline, text, size);
        why = chain ? chain : why;
    }
    return why ? why : resolve_error(code);
}
