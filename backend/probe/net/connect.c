#include "backend/probe/net/connect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/net/addresses.h"

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

/* Waits once, at most until then, for those that were begun. */
static void connect_poll(struct address list[], size_t count, const struct deadline *until)
{
    struct pollfd ready[CONNECT_MOST];

    list_begun(list, count, ready);
    if (poll(ready, count, deadline_left(until)) <= 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (is_begun(&list[i]) && ready[i].revents)
            connect_end(&list[i]);
}

static void connect_stop(struct address list[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_begun(&list[i]))
            give_up(&list[i], ETIMEDOUT);
}

/* Waits for all that were begun. */
static void await(struct address list[], size_t count, const struct deadline *deadline)
{
    struct pollfd ready[CONNECT_MOST];

    while (list_begun(list, count, ready) && deadline_left(deadline))
        connect_poll(list, count, deadline);
    connect_stop(list, count);
}

void connect_each(struct address list[], size_t count, const struct deadline *deadline)
{
    for (size_t i = 0; i < count; i++)
        connect_begin(&list[i]);
    await(list, count, deadline);
}

/* RFC 8305 8: 250 ms between two attempts, never less than 10; of many addresses in little time
 * each gets its turn. */
static int connect_stagger(size_t count, const struct deadline *deadline)
{
    enum { USUAL = 250, LEAST = 10 };
    int share = deadline_left(deadline) / (2 * (int)count);

    return share > USUAL ? USUAL : share < LEAST ? LEAST : share;
}

static bool connect_any_open(const struct connection *connection)
{
    for (size_t i = 0; i < connection->count; i++)
        if (connection->list[i].fd >= 0 && !is_begun(&connection->list[i]))
            return true;
    return false;
}

/* Begins one after the other, until one is open; then all that are left. */
static void connect_race(struct connection *connection, const struct deadline *deadline)
{
    enum { OTHERS_MS = 1500 };
    struct address *list = connection->list;
    struct pollfd ready[CONNECT_MOST];
    struct deadline until = *deadline, next = *deadline;
    size_t begun = 0;
    bool open = false;

    while (deadline_left(&until) && (begun < connection->count || list_begun(list, begun, ready))) {
        if (begun < connection->count &&
            (open || !list_begun(list, begun, ready) || !deadline_left(&next))) {
            connect_begin(&list[begun++]);
            next = deadline_within(&until, connect_stagger(connection->count, deadline));
        } else {
            connect_poll(list, begun, begun < connection->count ? &next : &until);
        }
        if (!open && connect_any_open(connection)) {
            open = true;
            until = deadline_within(&until, OTHERS_MS);
        }
    }
    connect_stop(list, begun);
}

static const struct {
    int code;
    const char *text;
} connect_errors[] = {
    { ECONNRESET, "the other end cut the connection off at once" },
    { ECONNREFUSED, "refused: nothing listens there, or a firewall forbids it" },
    { ETIMEDOUT, "no answer: the machine is off, or a firewall drops the packets" },
    { EHOSTUNREACH, "no route to host" },
    { ENETUNREACH, "no route to network" },
    { EADDRNOTAVAIL, "no route to network" },
    { EINVAL, "a link-local address (fe80::) means nothing without its interface" },
    { EAFNOSUPPORT, "this machine does not speak that version of IP" },
};

static const char *connect_error(int code)
{
    for (size_t i = 0; i < sizeof connect_errors / sizeof *connect_errors; i++)
        if (connect_errors[i].code == code)
            return tr(connect_errors[i].text);
    return strerror(code);
}

static bool report_none(const struct connection *connection, struct step_report *report)
{
    int error = connection->list[0].error;
    char text[256];

    addresses_list(connection, ADDRESS_SHUT, text, sizeof text);
    return report_step(report, STEP_CONNECT,
                       error == ECONNRESET ? PROBE_FAIL : PROBE_UNREACHABLE, /* it was there */
                       "%s port %u: %s", text, connection->port, connect_error(error));
}

static int last_error(const struct connection *connection)
{
    int error = 0;

    for (size_t i = 0; i < connection->count; i++)
        if (addresses_state(&connection->list[i]) == ADDRESS_SHUT)
            error = connection->list[i].error;
    return error;
}

static bool report_some(const struct connection *connection, struct step_report *report)
{
    char open[128], shut[128], untried[64];

    addresses_list(connection, ADDRESS_OPEN, open, sizeof open);
    addresses_list(connection, ADDRESS_SHUT, shut, sizeof shut);
    addresses_list(connection, ADDRESS_UNTRIED, untried, sizeof untried);
    if (*untried)
        report_step(report, STEP_CONNECT, PROBE_WARN, "the time was too short to try %s", untried);
    if (!*shut)
        return report_step(report, STEP_CONNECT, PROBE_PASS, "%s port %u", open, connection->port);
    return report_step(report, STEP_CONNECT, PROBE_WARN,
                       "%s port %u answers, but not %s, which the name stands for as well: %s",
                       open, connection->port, shut, connect_error(last_error(connection)));
}

bool connect_open(struct connection *connection, struct step_report *report,
                  const struct deadline *deadline)
{
    connect_race(connection, deadline);
    for (size_t i = 0; i < connection->count; i++)
        if (connection->list[i].fd >= 0) {
            connection->best = i;
            return report_some(connection, report);
        }
    return report_none(connection, report);
}

bool connect_nobody(const struct connection *connection)
{
    for (size_t i = 0; i < connection->count; i++)
        if (connection->list[i].error == ECONNREFUSED || connection->list[i].error == ECONNRESET)
            return false;
    return true;
}

bool connect_to(struct connection *connection, const struct probe_job *job,
                struct step_report *report, const struct deadline *deadline)
{
    return resolve_start(connection, job, report, deadline) &&
           connect_open(connection, report, deadline);
}

int connect_again(const struct address *address, const struct deadline *deadline)
{
    struct address more = *address;

    connect_begin(&more);
    await(&more, 1, deadline);
    return more.fd;
}

void connect_pause(const struct deadline *deadline)
{
    enum { SPACE_MS = 200 };

    poll(NULL, 0, SPACE_MS < deadline_left(deadline) ? SPACE_MS : 0);
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
                         struct step_report *report)
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

void connect_leave(struct connection *connection)
{
    struct address *best = &connection->list[connection->best];

    if (best->fd >= 0)
        give_up(best, 0);
}

void connect_close(struct connection *connection)
{
    for (size_t i = 0; i < connection->count; i++)
        if (connection->list[i].fd >= 0)
            give_up(&connection->list[i], 0);
}
