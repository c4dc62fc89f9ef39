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
    QUERY_SIZE = NS_HFIXEDSZ + NS_MAXCDNAME + NS_QFIXEDSZ,
    WHY_MS = 2000,     /* for all questions */
    EACH_MS = 900,     /* the name servers have for one question */
    ALIASES_MOST = 16, /* one behind the other, as the resolvers that are in use allow at most */
    TYPE = 4,          /* bytes behind the name in a question */
    SILENT = -1,       /* no RCODE came */
};

/* ------------------------------------------------ one question */

struct resolve_asker {
    struct __res_state state;
    struct deadline deadline;
    unsigned char answer[ANSWER_SIZE]; /* the last one */
    size_t size;                       /* its bytes; 0: none came */
    unsigned strange;                  /* datagrams that are no answer to what was asked */
    bool cut;                          /* an answer was too long for UDP */
};

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

static bool resolve_refuses(int code)
{
    return code == ns_r_servfail || code == ns_r_refused || code == ns_r_notimpl ||
           code == ns_r_formerr;
}

static void resolve_drop(struct pollfd *server)
{
    mem_close_fd(&server->fd);
    server->fd = -1;
}

/* Sends it to all at the same time, so that those who are silent cost one wait, and not one each.
 * How many there are. */
static nfds_t resolve_send(const struct resolve_asker *asker, const unsigned char *query, int size,
                           struct pollfd servers[MAXNS])
{
    struct sockaddr_storage at;
    socklen_t length;
    int n = 0;

    for (; (length = resolve_server(&asker->state, n, &at)); n++) {
        int fd = socket(at.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        servers[n] = (struct pollfd){ .fd = fd, .events = POLLIN };
        if (fd < 0 || connect(fd, (const struct sockaddr *)&at, length) != 0 ||
            send(fd, query, (size_t)size, MSG_NOSIGNAL) != size)
            resolve_drop(&servers[n]);
    }
    return (nfds_t)n;
}

/* To that very question, by its number and its words; a refusal may leave these out. */
static bool resolve_fits(const unsigned char *answer, size_t size, const unsigned char *query,
                         size_t asked)
{
    if (size < NS_HFIXEDSZ || memcmp(answer, query, 2) != 0 || !(answer[2] & 0x80))
        return false;
    if (!answer[4] && !answer[5])
        return (answer[3] & 0x0f) != 0;
    return size >= asked &&
           strncasecmp((const char *)answer + NS_HFIXEDSZ, (const char *)query + NS_HFIXEDSZ,
                       asked - NS_HFIXEDSZ) == 0;
}

/* What it says to that question is kept. True: nobody else needs to be heard; of those that will
 * not say it, another one may. */
static bool resolve_hear(struct resolve_asker *asker, struct pollfd *server,
                         const unsigned char *query, size_t asked)
{
    unsigned char answer[ANSWER_SIZE];
    ssize_t size = recv(server->fd, answer, sizeof answer, 0);

    if (size >= 0 && !resolve_fits(answer, (size_t)size, query, asked)) {
        asker->strange++;
        return false;
    }
    resolve_drop(server);
    if (size < 0)
        return false;
    asker->cut = asker->cut || (answer[2] & 0x02);
    memcpy(asker->answer, answer, (size_t)size);
    asker->size = (size_t)size;
    return !resolve_refuses(answer[3] & 0x0f);
}

static bool resolve_hear_any(struct resolve_asker *asker, struct pollfd servers[], nfds_t count,
                             const unsigned char *query, size_t asked)
{
    bool done = false;

    for (nfds_t i = 0; i < count && !done; i++)
        done = servers[i].fd >= 0 && servers[i].revents &&
               resolve_hear(asker, &servers[i], query, asked);
    return done;
}

static bool resolve_all_over(const struct pollfd servers[], nfds_t count)
{
    for (nfds_t i = 0; i < count; i++)
        if (servers[i].fd >= 0)
            return false;
    return true;
}

/* Asks all name servers. RCODE, or SILENT. */
static int resolve_ask(struct resolve_asker *asker, const char *name, int type)
{
    unsigned char query[QUERY_SIZE];
    struct pollfd servers[MAXNS];
    const struct deadline each = deadline_within(&asker->deadline, EACH_MS);
    int asked = res_nmkquery(&asker->state, ns_o_query, name, ns_c_in, type, NULL, 0, NULL, query,
                             sizeof query);

    asker->size = 0;
    if (asked < 0)
        return SILENT;
    nfds_t count = resolve_send(asker, query, asked, servers);
    while (deadline_left(&each) && !resolve_all_over(servers, count) &&
           (poll(servers, count, deadline_left(&each)) < 0 ||
            !resolve_hear_any(asker, servers, count, query, (size_t)asked)))
        continue;
    for (nfds_t i = 0; i < count; i++)
        resolve_drop(&servers[i]);
    return asker->size ? asker->answer[3] & 0x0f : SILENT;
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

static bool resolve_was(char names[][RESOLVE_NAME], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(names[i], names[count]) == 0)
            return true;
    return false;
}

/* Where the chain of aliases ends, or that it does not; NULL: the name is none. */
static const char *resolve_chain(struct resolve_asker *asker, const char *host, char text[],
                                 size_t size)
{
    char names[ALIASES_MOST + 1][RESOLVE_NAME];

    snprintf(names[0], sizeof names[0], "%s", host);
    for (size_t i = 0; i < ALIASES_MOST; i++) {
        int code = resolve_ask(asker, names[i], ns_t_cname);
        bool alias = resolve_alias(asker->answer, asker->size, names[i + 1]);

        if (code == SILENT || (!alias && !i))
            return NULL;
        if (!alias) {
            snprintf(text, size,
                     code == ns_r_nxdomain
                         ? tr("the name is an alias of %.200s, and there is no host of that name")
                         : tr("the name is an alias of %.200s, which gives no address"),
                     names[i]);
            return text;
        }
        if (resolve_was(names, i + 1))
            return tr("the aliases (CNAME) of the name go in a circle");
    }
    snprintf(text, size, tr("behind the name is a chain of more than %d aliases (CNAME)"),
             ALIASES_MOST);
    return text;
}

/* ------------------------------------------------ silence */

static const char *resolve_unwilling(void)
{
    return tr("the name servers answer, but cannot or will not find the name (SERVFAIL, REFUSED)");
}

/* NULL: the code of getaddrinfo() says it all. */
static const char *resolve_silence(struct resolve_asker *asker, const char *host, int code)
{
    const int four = resolve_ask(asker, host, ns_t_a), six = resolve_ask(asker, host, ns_t_aaaa);

    if (four == SILENT && six == SILENT && asker->strange)
        return tr("something answers in the place of a name server, but with nothing that is an "
                  "answer of one");
    if ((four == SILENT && six == SILENT) || (four >= 0 && six >= 0 && code == EAI_NODATA))
        return NULL;
    if (four == SILENT)
        return tr("the name servers answer the question for IPv6 addresses (AAAA), but not the one "
                  "for IPv4 (A)");
    if (six == SILENT)
        return tr("the name servers answer the question for IPv4 addresses (A), but not the one "
                  "for IPv6 (AAAA)");
    if (asker->cut)
        return tr("the answer of the name servers is too long for UDP, and none comes by TCP: a "
                  "firewall may stop port 53 of that");
    return resolve_refuses(four) || resolve_refuses(six)
               ? resolve_unwilling()
               : tr("the name servers answered only when they were asked again: they are slow, or "
                    "what they answer gets lost");
}

/* The system's library calls a name missing whose answer it does not understand. NULL: it is. */
static const char *resolve_missing(struct resolve_asker *asker, const char *host)
{
    int code = resolve_ask(asker, host, ns_t_a);

    if (resolve_refuses(code))
        return resolve_unwilling();
    return code == ns_r_noerror && (asker->answer[6] || asker->answer[7])
               ? tr("the name servers answer, but what they say cannot be understood")
               : NULL;
}

/* Where all is silent no more is asked. */
static const char *resolve_found(struct resolve_asker *asker, const char *host, int code,
                                 char text[], size_t size)
{
    const char *why = code == EAI_NONAME ? NULL : resolve_silence(asker, host, code);

    if (code == EAI_AGAIN && !why)
        return NULL;
    const char *chain = resolve_chain(asker, host, text, size);
    if (chain)
        return chain;
    return code == EAI_NONAME ? resolve_missing(asker, host) : why;
}

const char *resolve_why(const char *host, int code, const struct deadline *deadline, char text[],
                        size_t size)
{
    struct resolve_asker asker = { .deadline = deadline_within(deadline, WHY_MS) };
    const char *why = NULL;

    if ((code == EAI_NONAME || code == EAI_NODATA || code == EAI_AGAIN) &&
        res_ninit(&asker.state) == 0) {
        why = resolve_found(&asker, host, code, text, size);
        res_nclose(&asker.state);
    }
    return why ? why : resolve_error(code);
}
