/* scan_talk.c - TCP connections of the scan: is the port open, which certificate, which model? */
#include <errno.h>
#include <openssl/err.h>
#include <string.h>
#include <unistd.h>

#include "backend/discover/network/scan_inside.h"

void scan_talk_end(struct scanning *scan, struct scan_talk *talk)
{
    if (talk->ssl && talk->state > TALK_SHAKE)
        SSL_shutdown(talk->ssl);
    SSL_free(talk->ssl);
    close(talk->fd);
    ERR_clear_error();
    talk->ssl = NULL;
    talk->state = TALK_FREE;
    scan->busy--;
}

static struct scan_talk *scan_talk_free(struct scanning *scan)
{
    struct scan_talk *talk = scan->talks;

    while (talk->state != TALK_FREE)
        talk++;
    return talk;
}

static void scan_talk_go(struct scanning *scan, struct scan_talk *talk, enum scan_state state,
                         short events, int ms)
{
    talk->state = state;
    talk->events = events;
    talk->until = deadline_within(&scan->until, ms);
}

void scan_talk_start(struct scanning *scan, unsigned host, enum scan_question question)
{
    const struct target_address target = targets_at(&scan->job->targets, host);
    struct scan_talk *talk = scan_talk_free(scan);
    struct sockaddr_storage at;
    const socklen_t size =
        target_socket(&target, scan->job->ports[network_questions[question].port], &at);
    const int fd = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return;
    if (connect(fd, (const struct sockaddr *)&at, size) < 0 && errno != EINPROGRESS) {
        if (errno == ECONNREFUSED)
            scan_settle(scan, host, question);
        close(fd);
        return;
    }
    talk->fd = fd;
    talk->host = host;
    talk->question = question;
    scan->busy++;
    scan_talk_go(scan, talk, TALK_CONNECT, POLLOUT, SCAN_CONNECT_MS);
}

/* ------------------------------------------------ IPP */

static void scan_talk_ask(struct scanning *scan, struct scan_talk *talk)
{
    const struct target_address target = targets_at(&scan->job->targets, talk->host);
    char address[INET6_ADDRSTRLEN];

    target_text(&target, address);
    talk->size = ipp_request(talk->request, address, scan->job->ports[PORT_IPP], talk->ssl);
    talk->at = 0;
    scan_talk_go(scan, talk, TALK_WRITE, POLLOUT, SCAN_TALK_MS);
}

/* What the library or the kernel said of n bytes: to be tried again, once events are there? */
static bool scan_talk_again(struct scan_talk *talk, int n, short events)
{
    const int error = talk->ssl ? SSL_get_error(talk->ssl, n) : 0;

    talk->events = error == SSL_ERROR_WANT_READ    ? POLLIN
                   : error == SSL_ERROR_WANT_WRITE ? POLLOUT
                                                   : events;
    return talk->ssl ? error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE
                     : n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void scan_talk_write(struct scanning *scan, struct scan_talk *talk)
{
    const char *from = talk->request + talk->at;
    const int left = (int)(talk->size - talk->at);
    const int n = talk->ssl ? SSL_write(talk->ssl, from, left)
                            : (int)send(talk->fd, from, (size_t)left, MSG_NOSIGNAL);

    if (n > 0)
        talk->at += (size_t)n;
    else if (!scan_talk_again(talk, n, POLLOUT))
        scan_talk_end(scan, talk);
    if (talk->state == TALK_WRITE && talk->at == talk->size) {
        talk->at = 0;
        scan_talk_go(scan, talk, TALK_READ, POLLIN, SCAN_TALK_MS);
    }
}

static void scan_talk_read(struct scanning *scan, struct scan_talk *talk)
{
    unsigned char *to = talk->reply + talk->at;
    const int room = (int)(sizeof talk->reply - talk->at);
    char model[SIGHTING_TEXT];
    const int n =
        talk->ssl ? SSL_read(talk->ssl, to, room) : (int)recv(talk->fd, to, (size_t)room, 0);

    if (n <= 0) {
        if (!scan_talk_again(talk, n, POLLIN))
            scan_talk_end(scan, talk);
        return;
    }
    talk->at += (size_t)n;
    if (ipp_model(talk->reply, talk->at, model, sizeof model))
        scan_model(scan_saw(scan, talk->host, talk->question), talk->question, model);
    else if (talk->at < sizeof talk->reply)
        return;
    scan_talk_end(scan, talk);
}

/* ------------------------------------------------ step by step */

/* The port is open and TLS did not come about: perhaps it is spoken without. */
static void scan_talk_plain(struct scanning *scan, struct scan_talk *talk)
{
    const unsigned host = talk->host;
    const bool again = talk->question == ASK_IPP && scan->hosts[host].asked[ASK_IPP_PLAIN]++ == 0;

    scan_talk_end(scan, talk);
    if (again) {
        scan->tokens -= 1;
        scan_talk_start(scan, host, ASK_IPP_PLAIN);
    }
}

static void scan_talk_shake(struct scanning *scan, struct scan_talk *talk)
{
    ERR_clear_error();
    const int n = SSL_connect(talk->ssl);

    if (n != 1) {
        if (!scan_talk_again(talk, n, POLLIN))
            scan_talk_plain(scan, talk);
        return;
    }
    struct sighting *sighting = scan_saw(scan, talk->host, talk->question);
    scan_tls_certificate(talk->ssl,
                         &sighting->certificates[network_questions[talk->question].port]);
    if (talk->question == ASK_IPP) {
        scan_talk_ask(scan, talk);
        return;
    }
    talk->state = TALK_READ; /* closed in good order */
    scan_talk_end(scan, talk);
}

static void scan_talk_connected(struct scanning *scan, struct scan_talk *talk)
{
    int error = 0;
    socklen_t size = sizeof error;

    getsockopt(talk->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == ECONNREFUSED)
        scan_settle(scan, talk->host, talk->question);
    else if (!error)
        scan_saw(scan, talk->host, talk->question);
    if (error || talk->question == ASK_RAW) {
        scan_talk_end(scan, talk);
        return;
    }
    if (talk->question == ASK_IPP_PLAIN) {
        scan_talk_ask(scan, talk);
        return;
    }
    talk->ssl = SSL_new(scan->tls);
    if (talk->ssl && SSL_set_fd(talk->ssl, talk->fd) == 1)
        scan_talk_go(scan, talk, TALK_SHAKE, POLLOUT, SCAN_TALK_MS);
    else
        scan_talk_end(scan, talk);
}

void scan_talk_expire(struct scanning *scan, struct scan_talk *talk)
{
    if (talk->state == TALK_SHAKE)
        scan_talk_plain(scan, talk);
    else
        scan_talk_end(scan, talk);
}

void scan_talk_step(struct scanning *scan, struct scan_talk *talk)
{
    static void (*const steps[])(struct scanning *, struct scan_talk *) = {
        [TALK_CONNECT] = scan_talk_connected,
        [TALK_SHAKE] = scan_talk_shake,
        [TALK_WRITE] = scan_talk_write,
        [TALK_READ] = scan_talk_read,
    };

    ERR_clear_error();
    steps[talk->state](scan, talk);
}
