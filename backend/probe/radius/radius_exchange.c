#include "backend/probe/radius/radius_exchange.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "backend/pki/ossl.h"
#include "backend/probe/net/datagram.h"

enum { AFTER_FORGERY = 1000 /* milliseconds */ };

bool radius_open(struct radius_line *line)
{
    line->fd = datagram_open(line->server->at.ss_family);
    return line->fd >= 0;
}

void radius_close(struct radius_line *line)
{
    if (line->fd >= 0)
        close(line->fd);
    line->fd = -1;
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

unsigned radius_unfit(const struct radius_received *received)
{
    return received->dropped[RADIUS_OTHER_SECRET] + received->dropped[RADIUS_BAD_SIGNATURE];
}

static int radius_exchange_since(const struct timespec *since)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int)((now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000);
}

/* The request that the datagram has the id of; RADIUS_REQUESTS: none. */
static size_t radius_exchange_find(const struct radius_requests *requests,
                                   const unsigned char *bytes, size_t size)
{
    size_t at = 0;

    while (at < RADIUS_REQUESTS &&
           (!requests->list[at].sent || size < 2 || bytes[1] != requests->list[at].packet.bytes[1]))
        at++;
    return at;
}

static void radius_exchange_judge(const struct radius_line *line,
                                  const struct radius_requests *requests, unsigned wanted,
                                  const unsigned char *bytes, size_t size,
                                  struct radius_received *received)
{
    size_t at = radius_exchange_find(requests, bytes, size), any = 0;
    struct radius_answer answer;

    while (any + 1 < RADIUS_REQUESTS && !(wanted >> any & 1)) /* to say what is wrong with it */
        any++;
    const struct radius_request *request = &requests->list[at < RADIUS_REQUESTS ? at : any];
    enum radius_problem problem = radius_read(&request->packet, line->secret, bytes, size, &answer);
    received->dropped[problem] += problem != RADIUS_FINE;
    if (problem == RADIUS_NOT_TAKEN)
        received->cause = answer.cause;
    if (problem != RADIUS_FINE || !(wanted >> at & 1))
        return;
    received->outcome = RADIUS_ANSWERED;
    received->answer = answer;
    received->to = at;
    received->ms = radius_exchange_since(&request->since);
    received->again = radius_exchange_since(&request->last);
    received->sent = request->sent;
}

static void radius_exchange_receive(const struct radius_line *line,
                                    const struct radius_requests *requests, unsigned wanted,
                                    struct radius_received *received)
{
    unsigned char bytes[RADIUS_SIZE + 1];
    struct datagram datagram;
    ssize_t n = datagram_receive(line->fd, bytes, sizeof bytes, &datagram);

    if (n < 0)
        radius_exchange_note_error(received);
    else if (datagram_same(&datagram.from, &line->server->at))
        radius_exchange_judge(line, requests, wanted, bytes, (size_t)n, received);
    else if (!received->strangers++)
        datagram_text(&datagram.from, received->stranger);
}

static unsigned dropped(const struct radius_received *received)
{
    unsigned sum = received->strangers;

    for (int i = 0; i < RADIUS_PROBLEMS; i++)
        sum += received->dropped[i];
    return sum;
}

void radius_listen(const struct radius_line *line, const struct radius_requests *requests,
                   unsigned wanted, const struct deadline *until, struct radius_received *received)
{
    struct deadline end = *until;
    unsigned before = radius_unfit(received);

    while (received->outcome == RADIUS_SILENT && dropped(received) < RADIUS_DROPPED_MOST &&
           deadline_wait(&end, line->fd, POLLIN)) {
        radius_exchange_receive(line, requests, wanted, received);
        if (radius_unfit(received) == before + 1)
            end = deadline_within(&end, AFTER_FORGERY);
    }
}

void radius_send(const struct radius_line *line, struct radius_requests *requests, size_t which,
                 struct radius_received *received)
{
    struct radius_request *request = &requests->list[which];
    unsigned char id = 0;

    if (!request->sent) {
        ossl_random(&id, 1);
        id = (unsigned char)((size_t)(id / RADIUS_REQUESTS) * RADIUS_REQUESTS + which);
        radius_end(&request->packet, id, line->secret);
        clock_gettime(CLOCK_MONOTONIC, &request->since);
    }
    request->sent++;
    clock_gettime(CLOCK_MONOTONIC, &request->last);
    if (sendto(line->fd, request->packet.bytes, request->packet.size, 0,
               (const struct sockaddr *)&line->server->at, line->server->size) < 0)
        radius_exchange_note_error(received);
}
