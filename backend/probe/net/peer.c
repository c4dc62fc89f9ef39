#include "backend/probe/net/peer.h"

#include <errno.h>
#include <openssl/err.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"

void peer_start(struct peer *peer, int fd, SSL *ssl, const struct deadline *deadline)
{
    *peer = (struct peer){ .fd = fd, .ssl = ssl, .deadline = deadline };
}

static bool error(struct peer *peer, enum peer_error error)
{
    if (peer->error == PEER_FINE)
        peer->error = error;
    return false;
}

static bool wait_for(struct peer *peer, short events)
{
    return deadline_wait(peer->deadline, peer->fd, events) || error(peer, PEER_LATE);
}

/* ------------------------------------------------ one system call */

/* True: try again. */
static bool again_clear(struct peer *peer, ssize_t n, short events)
{
    if (n == 0)
        return error(peer, PEER_CLOSED);
    if (errno == EINTR)
        return true;
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return wait_for(peer, events);
    return error(peer, PEER_RESET);
}

static bool again_tls(struct peer *peer, int n)
{
    switch (SSL_get_error(peer->ssl, n)) {
    case SSL_ERROR_WANT_READ:
        return wait_for(peer, POLLIN);
    case SSL_ERROR_WANT_WRITE:
        return wait_for(peer, POLLOUT);
    case SSL_ERROR_ZERO_RETURN:
        return error(peer, PEER_CLOSED);
    case SSL_ERROR_SYSCALL:
        return error(peer, PEER_RESET);
    default:
        return error(peer, ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING
                               ? PEER_CLOSED
                               : PEER_TLS);
    }
}

/* Bytes; at most 0: trouble. */
static int peer_get(struct peer *peer, void *bytes, size_t size)
{
    for (;;) {
        bool again;
        if (peer->ssl) {
            ERR_clear_error();
            int n = SSL_read(peer->ssl, bytes, (int)size);
            if (n > 0)
                return n;
            again = again_tls(peer, n);
        } else {
            ssize_t n = recv(peer->fd, bytes, size, 0);
            if (n > 0)
                return (int)n;
            again = again_clear(peer, n, POLLIN);
        }
        if (!again)
            return 0;
    }
}

static int peer_put(struct peer *peer, const void *bytes, size_t size)
{
    for (;;) {
        bool again;
        if (peer->ssl) {
            ERR_clear_error();
            int n = SSL_write(peer->ssl, bytes, (int)size);
            if (n > 0)
                return n;
            again = again_tls(peer, n);
        } else {
            ssize_t n = send(peer->fd, bytes, size, MSG_NOSIGNAL);
            if (n > 0)
                return (int)n;
            again = again_clear(peer, n, POLLOUT);
        }
        if (!again)
            return 0;
    }
}

/* ------------------------------------------------ reading */

/* A peer that sends a byte now and then never lets a single wait end: the deadline is looked at
 * before each read, too. */
static bool peer_fill(struct peer *peer)
{
    if (peer->error != PEER_FINE)
        return false;
    if (peer->taken >= PEER_MOST)
        return error(peer, PEER_LONG);
    if (!deadline_left(peer->deadline))
        return error(peer, PEER_LATE);
    int n = peer_get(peer, peer->buffer, sizeof peer->buffer);
    peer->at = 0;
    peer->end = n > 0 ? (size_t)n : 0;
    peer->taken += peer->end;
    return n > 0;
}

size_t peer_some(struct peer *peer, void *bytes, size_t size)
{
    if (peer->at == peer->end && !peer_fill(peer))
        return 0;
    size_t ready = peer->end - peer->at, n = ready < size ? ready : size;
    memcpy(bytes, peer->buffer + peer->at, n);
    peer->at += n;
    return n;
}

bool peer_bytes(struct peer *peer, void *bytes, size_t size)
{
    unsigned char *at = bytes;

    while (size) {
        size_t n = peer_some(peer, at, size);
        if (!n)
            return false;
        at += n;
        size -= n;
    }
    return true;
}

bool peer_line(struct peer *peer, char line[], size_t size)
{
    size_t length = 0;
    char c;

    while (peer_some(peer, &c, 1)) {
        if (c == '\n') {
            length -= length && line[length - 1] == '\r';
            line[length] = '\0';
            return true;
        }
        if (length + 1 >= size)
            return error(peer, PEER_LONG);
        line[length++] = c ? c : '?';
    }
    return false;
}

size_t peer_waiting(struct peer *peer)
{
    size_t ready = peer->end - peer->at;
    char bytes[256];

    if (peer->ssl)
        return ready + (size_t)SSL_pending(peer->ssl);
    ssize_t n = recv(peer->fd, bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);
    return ready + (n > 0 ? (size_t)n : 0);
}

/* ------------------------------------------------ writing */

bool peer_write(struct peer *peer, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;

    while (size && peer->error == PEER_FINE) {
        if (!deadline_left(peer->deadline))
            return error(peer, PEER_LATE);
        size_t n = (size_t)peer_put(peer, at, size);
        if (!n)
            return false;
        at += n;
        size -= n;
    }
    peer->asked = peer->taken;
    return peer->error == PEER_FINE;
}

bool peer_print(struct peer *peer, const char *format, ...)
{
    char *text = NULL;
    va_list args;

    va_start(args, format);
    int size = vasprintf(&text, format, args);
    va_end(args);
    must(size < 0 ? NULL : text);
    bool ok = peer_write(peer, text, (size_t)size);
    OPENSSL_cleanse(text, (size_t)size); /* it may have been a password */
    free(text);
    return ok;
}

/* ------------------------------------------------ trouble */

static const struct {
    const char *why;
    enum probe_verdict verdict;
} errors[] = {
    [PEER_FINE] = { "nothing is wrong", PROBE_PASS },
    [PEER_LATE] = { "the other end is silent: it did not answer in time", PROBE_UNREACHABLE },
    [PEER_CLOSED] = { "the other end closed the connection", PROBE_FAIL },
    [PEER_RESET] = { "the other end cut the connection off", PROBE_FAIL },
    [PEER_LONG] = { "the other end sends far more than the protocol allows", PROBE_FAIL },
    [PEER_TLS] = { "the encrypted connection broke", PROBE_FAIL },
};

const char *peer_why(const struct peer *peer)
{
    if (peer->error == PEER_LATE && peer->taken > peer->asked)
        return tr("the other end is slow: it began to answer, and was not done when the time was "
                  "over");
    if (peer->error == PEER_LATE && peer->taken)
        return tr("the other end fell silent: it answered what came before, but not this in time");
    return tr(errors[peer->error].why);
}

enum probe_verdict peer_verdict(const struct peer *peer)
{
    return errors[peer->error].verdict;
}
