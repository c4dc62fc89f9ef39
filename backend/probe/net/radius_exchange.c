#include "backend/probe/net/radius_exchange.h"

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

static void note_stranger(const struct sockaddr_storage *from, struct radius_heard *heard)
{
    const void *address = from->ss_family == AF_INET6
                              ? (const void *)&((const struct sockaddr_in6 *)from)->sin6_addr
                              : (const void *)&((const struct sockaddr_in *)from)->sin_addr;

    if (!heard->strangers++)
        inet_ntop(from->ss_family, address, heard->stranger, sizeof heard->stranger);
}

/* What the network said of an earlier datagram, or of this call; the time being over says
 * nothing. */
static void note_trouble(struct radius_heard *heard)
{
    if (errno == EAGAIN || errno == EINTR)
        return;
    heard->outcome = RADIUS_REFUSED;
    heard->trouble = errno;
}

static void receive(const struct radius_line *line, const struct radius_packet *packet,
                    struct radius_heard *heard)
{
    unsigned char bytes[RADIUS_SIZE + 1];
    struct sockaddr_storage from = { 0 };
    socklen_t size = sizeof from;
    ssize_t n = recvfrom(line->fd, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &size);

    if (n < 0) {
        note_trouble(heard);
    } else if (!same_place(&from, &line->server->at)) {
        note_stranger(&from, heard);
    } else {
        enum radius_flaw flaw = radius_read(packet, line->secret, bytes, (size_t)n, &heard->answer);
        heard->dropped[flaw] += flaw != RADIUS_FINE;
        if (flaw == RADIUS_FINE)
            heard->outcome = RADIUS_ANSWERED;
    }
}

static unsigned dropped(const struct radius_heard *heard)
{
    unsigned sum = heard->strangers;

    for (int i = 0; i < RADIUS_FLAWS; i++)
        sum += heard->dropped[i];
    return sum;
}

static void listen_for(const struct radius_line *line, const struct radius_packet *packet,
                       struct radius_heard *heard)
{
    struct deadline until = deadline_within(line->deadline, line->wait);
    unsigned forged = heard->dropped[RADIUS_OTHER_SECRET];

    while (heard->outcome == RADIUS_SILENT && dropped(heard) < RADIUS_DROPPED_MOST &&
           deadline_wait(&until, line->fd, POLLIN)) {
        receive(line, packet, heard);
        if (heard->dropped[RADIUS_OTHER_SECRET] == forged + 1)
            until = deadline_within(&until, AFTER_FORGERY);
    }
}

static void send_to(const struct radius_line *line, const struct radius_packet *packet,
                    struct radius_heard *heard)
{
    ssize_t n = sendto(line->fd, packet->bytes, packet->size, 0,
                       (const struct sockaddr *)&line->server->at, line->server->size);

    heard->tries++;
    if (n < 0)
        note_trouble(heard);
}

void radius_ask(const struct radius_line *line, struct radius_packet *packet, int tries,
                struct radius_heard *heard)
{
    unsigned forged = heard->dropped[RADIUS_OTHER_SECRET];
    unsigned char id = 0;

    RAND_bytes(&id, 1);
    radius_end(packet, id, line->secret);
    heard->outcome = RADIUS_SILENT;
    heard->tries = 0;
    while (heard->outcome == RADIUS_SILENT && heard->tries < tries &&
           heard->dropped[RADIUS_OTHER_SECRET] == forged && deadline_left(line->deadline) > 0) {
        send_to(line, packet, heard);
        listen_for(line, packet, heard);
    }
}
