#include "backend/probe/radius/radius_exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/rand.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum { AFTER_FORGERY = 1000 /* milliseconds */ };

bool radius_open(struct radius_line *line)
{
    int family = line->server->at.ss_family, on = 1;

    line->fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (line->fd < 0)
        return false;
    if (family == AF_INET6)
        setsockopt(line->fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
    else
        setsockopt(line->fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    return true;
}

void radius_close(struct radius_line *line)
{
    if (line->fd >= 0)
        close(line->fd);
    line->fd = -1;
}

static bool same_place(const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
    const struct sockaddr_in6 *a6 = (const void *)a, *b6 = (const void *)b;

    if (a->ss_family != b->ss_family)
        return false;
    if (a->ss_family == AF_INET) /* family, port, address: in one piece */
        return memcmp(a, b, offsetof(struct sockaddr_in, sin_zero)) == 0;
    return memcmp(&a6->sin6_port, &b6->sin6_port, sizeof a6->sin6_port) == 0 &&
           memcmp(&a6->sin6_addr, &b6->sin6_addr, sizeof a6->sin6_addr) == 0;
}

static void note_stranger(const struct sockaddr_storage *from, struct radius_received *received)
{
    const void *address = from->ss_family == AF_INET6
                              ? (const void *)&((const struct sockaddr_in6 *)from)->sin6_addr
                              : (const void *)&((const struct sockaddr_in *)from)->sin_addr;

    if (!received->strangers++)
        inet_ntop(from->ss_family, address, received->stranger, sizeof received->stranger);
}

/* What the network said of an earlier datagram, or of this call; the time being over says
 * nothing. */
static void radius_exchange_note_error(struct radius_received *received)
{
    if (errno == EAGAIN || errno == EINTR)
        return;
    received->outcome = RADIUS_REFUSED;
    received->error = errno;
}

static void radius_exchange_receive(const struct radius_line *line,
                                    const struct radius_packet *packet,
                                    struct radius_received *received)
{
    unsigned char bytes[RADIUS_SIZE + 1];
    struct sockaddr_storage from = { 0 };
    socklen_t size = sizeof from;
    ssize_t n = recvfrom(line->fd, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &size);

    if (n < 0) {
        radius_exchange_note_error(received);
    } else if (!same_place(&from, &line->server->at)) {
        note_stranger(&from, received);
    } else {
        enum radius_problem problem =
            radius_read(packet, line->secret, bytes, (size_t)n, &received->answer);
        received->dropped[problem] += problem != RADIUS_FINE;
        if (problem == RADIUS_FINE)
            received->outcome = RADIUS_ANSWERED;
    }
}

static unsigned dropped(const struct radius_received *received)
{
    unsigned sum = received->strangers;

    for (int i = 0; i < RADIUS_PROBLEMS; i++)
        sum += received->dropped[i];
    return sum;
}

static void radius_exchange_listen_for(const struct radius_line *line,
                                       const struct radius_packet *packet,
                                       struct radius_received *received)
{
    struct deadline until = deadline_within(line->deadline, line->wait);
    unsigned forged = received->dropped[RADIUS_OTHER_SECRET];

    while (received->outcome == RADIUS_SILENT && dropped(received) < RADIUS_DROPPED_MOST &&
           deadline_wait(&until, line->fd, POLLIN)) {
        radius_exchange_receive(line, packet, received);
        if (received->dropped[RADIUS_OTHER_SECRET] == forged + 1)
            until = deadline_within(&until, AFTER_FORGERY);
    }
}

static void send_to(const struct radius_line *line, const struct radius_packet *packet,
                    struct radius_received *received)
{
    ssize_t n = sendto(line->fd, packet->bytes, packet->size, 0,
                       (const struct sockaddr *)&line->server->at, line->server->size);

    received->tries++;
    if (n < 0)
        radius_exchange_note_error(received);
}

void radius_ask(const struct radius_line *line, struct radius_packet *packet, int tries,
                struct radius_received *received)
{
    unsigned forged = received->dropped[RADIUS_OTHER_SECRET];
    unsigned char id = 0;

    RAND_bytes(&id, 1);
    radius_end(packet, id, line->secret);
    received->outcome = RADIUS_SILENT;
    received->tries = 0;
    while (received->outcome == RADIUS_SILENT && received->tries < tries &&
           received->dropped[RADIUS_OTHER_SECRET] == forged && deadline_left(line->deadline) > 0) {
        send_to(line, packet, received);
        radius_exchange_listen_for(line, packet, received);
    }
}
