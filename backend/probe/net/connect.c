#include "backend/probe/net/connect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem.h"

/* ------------------------------------------------ names */

static const struct {
    int code;
    const char *text;
} name_errors[] = {
    { EAI_NONAME, "there is no host of that name" },
    { EAI_NODATA, "the name exists, but has no address" },
    { EAI_AGAIN, "no name server answers" },
    { EAI_FAIL, "the name server refuses to say" },
};

static const char *name_error(int code)
{
    for (size_t i = 0; i < sizeof name_errors / sizeof *name_errors; i++)
        if (name_errors[i].code == code)
            return name_errors[i].text;
    return gai_strerror(code);
}

static void add_address(struct connection *connection, const struct addrinfo *info)
{
    struct address *address = &connection->list[connection->count++];

    *address = (struct address){ .size = info->ai_addrlen, .fd = -1 };
    memcpy(&address->at, info->ai_addr, info->ai_addrlen);
    if (getnameinfo(info->ai_addr, info->ai_addrlen, address->text, sizeof address->text, NULL, 0,
                    NI_NUMERICHOST))
        snprintf(address->text, sizeof address->text, "?");
}

/* "::1, 127.0.0.1" */
static void connect_list_addresses(const struct connection *connection, bool which, char text[],
                                   size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < connection->count && used < size; i++)
        if (which == (connection->list[i].fd >= 0))
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "",
                                     connection->list[i].text);
}

bool connect_resolve(struct connection *connection, const struct probe_job *job,
                     struct report *report)
{
    const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
    struct addrinfo *found = NULL;
    char port[16], text[256];

    *connection = (struct connection){ .port = job->port };
    snprintf(port, sizeof port, "%u", job->port);
    int code = getaddrinfo(job->host, port, &hints, &found);
    if (code)
        return report_step(report, STEP_RESOLVE, PROBE_UNREACHABLE, "%s: %s", job->host,
                           name_error(code));
    for (const struct addrinfo *i = found; i && connection->count < CONNECT_MOST; i = i->ai_next)
        if (i->ai_addrlen <= sizeof connection->list[0].at)
            add_address(connection, i);
    freeaddrinfo(found);
    connect_list_addresses(connection, false, text, sizeof text);
    return report_step(report, STEP_RESOLVE, PROBE_PASS, "%s", text);
}

/* ------------------------------------------------ connections */

/* Begun, or over at once. */
static void connect_begin(struct address *address)
{
    address->error = 0;
    address->fd =
        socket(address->at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (address->fd >= 0 &&
        connect(address->fd, (const struct sockaddr *)&address->at, address->size) == 0)
        return;
    if (address->fd < 0 || errno != EINPROGRESS) {
        address->error = errno;
        mem_close_fd(&address->fd);
        address->fd = -1;
        return;
    }
    address->error = EINPROGRESS;
}

static void give_up(struct address *address, int error)
{
    close(address->fd);
    address->fd = -1;
    address->error = error;
}

static void connect_end(struct address *address)
{
    int error = 0;
    socklen_t size = sizeof error;

    if (getsockopt(address->fd, SOL_SOCKET, SO_ERROR, &error, &size))
        error = errno;
    if (error)
        give_up(address, error);
    else
        address->error = 0;
}

static bool is_begun(const struct address *address)
{
    return address->fd >= 0 && address->error == EINPROGRESS;
}

/* What poll() reads, by address; returns how many wait. */
static size_t list_begun(const struct address list[], size_t count, struct pollfd ready[])
{
    size_t begun = 0;

    for (size_t i = 0; i < count; i++) {
        ready[i] = (struct pollfd){ .fd = is_begun(&list[i]) ? list[i].fd : -1, .events = POLLOUT };
        begun += is_begun(&list[i]);
    }
    return begun;
}

/* Waits for all that were begun. */
static void await(struct address list[], size_t count, const struct deadline *deadline)
{
    struct pollfd ready[CONNECT_MOST];

    while (list_begun(list, count, ready)) {
        int left = deadline_left(deadline), some = left ? poll(ready, count, left) : 0;
        for (size_t i = 0; i < count; i++) {
            if (is_begun(&list[i]) && !left)
                give_up(&list[i], ETIMEDOUT);
            else if (is_begun(&list[i]) && some > 0 && ready[i].revents)
                connect_end(&list[i]);
        }
    }
}

static const struct {
    int code;
    const char *text;
} connect_errors[] = {
    { ECONNRESET, "the other end cut the connection off at once" },
    { ECONNREFUSED, "refused: nothing listens there, or a firewall forbids it" },
    { ETIMEDOUT, "no answer: the machine is off, or a firewall drops the packets" },
    { ECONNRESET, "it cut the connection off at once" },
    { EHOSTUNREACH, "no way to that machine" },
    { ENETUNREACH, "no way to that network" },
    { EADDRNOTAVAIL, "no way to that network" },
    { EAFNOSUPPORT, "this machine does not speak that version of IP" },
};

static const char *connect_error(int code)
{
    for (size_t i = 0; i < sizeof connect_errors / sizeof *connect_errors; i++)
        if (connect_errors[i].code == code)
            return connect_errors[i].text;
    return strerror(code);
}

static bool report_none(const struct connection *connection, struct report *report)
{
    char text[256];

    connect_list_addresses(connection, false, text, sizeof text);
    return report_step(report, STEP_CONNECT, PROBE_UNREACHABLE, "%s port %u: %s", text,
                       connection->port, connect_error(connection->list[0].error));
}

static bool report_some(const struct connection *connection, struct report *report)
{
    char open[128], shut[128];
    int error = 0;

    connect_list_addresses(connection, true, open, sizeof open);
    connect_list_addresses(connection, false, shut, sizeof shut);
    for (size_t i = 0; i < connection->count; i++)
        if (connection->list[i].fd < 0)
            error = connection->list[i].error;
    if (!*shut)
        return report_step(report, STEP_CONNECT, PROBE_PASS, "%s port %u", open, connection->port);
    return report_step(
        report, STEP_CONNECT, PROBE_WARN,
        "%s port %u answers, but %s, which the name stands for as well, does not: %s", open,
        connection->port, shut, connect_error(error));
}

bool connect_open(struct connection *connection, struct report *report,
                  const struct deadline *deadline)
{
    const struct deadline part = deadline_within(deadline, deadline_left(deadline) * 2 / 3);

    for (size_t i = 0; i < connection->count; i++)
        connect_begin(&connection->list[i]);
    await(connection->list, connection->count, &part);
    for (size_t i = 0; i < connection->count; i++)
        if (connection->list[i].fd >= 0) {
            connection->best = i;
            return report_some(connection, report);
        }
    return report_none(connection, report);
}

bool connect_to(struct connection *connection, const struct probe_job *job, struct report *report,
                const struct deadline *deadline)
{
    return connect_resolve(connection, job, report) && connect_open(connection, report, deadline);
}

int connect_again(const struct address *address, const struct deadline *deadline)
{
    struct address more = *address;

    connect_begin(&more);
    await(&more, 1, deadline);
    return more.fd;
}

struct address connect_port(const struct address *address, unsigned port)
{
    struct address other = *address;

    if (other.at.ss_family == AF_INET6)
        ((struct sockaddr_in6 *)&other.at)->sin6_port = htons((uint16_t)port);
    else
        ((struct sockaddr_in *)&other.at)->sin_port = htons((uint16_t)port);
    other.fd = -1;
    return other;
}

void connect_report_turn(const struct connection *connection, const struct address *answered,
                         struct report *report)
{
    for (const struct address *i = connection->list; i < answered; i++)
        report_step(report, STEP_CONNECT, PROBE_WARN,
                    "%s answers, but %s, which the name stands for as well, does not",
                    answered->text, i->text);
}

const struct address *connect_best(const struct connection *connection)
{
    return &connection->list[connection->best];
}

int connect_fd(const struct connection *connection)
{
    return connect_best(connection)->fd;
}

void connect_close(struct connection *connection)
{
    for (size_t i = 0; i < connection->count; i++)
        if (connection->list[i].fd >= 0)
            give_up(&connection->list[i], 0);
}
