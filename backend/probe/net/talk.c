#include "backend/probe/net/talk.h"

#include <errno.h>
#include <openssl/err.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "backend/mem.h"

void talk_start(struct talk *talk, int fd, SSL *ssl, const struct deadline *deadline)
{
    *talk = (struct talk){ .fd = fd, .ssl = ssl, .deadline = deadline };
}

static bool trouble(struct talk *talk, enum talk_trouble trouble)
{
    if (talk->trouble == TALK_FINE)
        talk->trouble = trouble;
    return false;
}

static bool wait_for(struct talk *talk, short events)
{
    return deadline_wait(talk->deadline, talk->fd, events) || trouble(talk, TALK_LATE);
}

/* ------------------------------------------------ one system call */

/* True: try again. */
static bool again_clear(struct talk *talk, ssize_t n, short events)
{
    if (n == 0)
        return trouble(talk, TALK_CLOSED);
    if (errno == EINTR)
        return true;
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return wait_for(talk, events);
    return trouble(talk, TALK_RESET);
}

static bool again_tls(struct talk *talk, int n)
{
    switch (SSL_get_error(talk->ssl, n)) {
    case SSL_ERROR_WANT_READ:
        return wait_for(talk, POLLIN);
    case SSL_ERROR_WANT_WRITE:
        return wait_for(talk, POLLOUT);
    case SSL_ERROR_ZERO_RETURN:
        return trouble(talk, TALK_CLOSED);
    case SSL_ERROR_SYSCALL:
        return trouble(talk, TALK_RESET);
    default:
        return trouble(talk, ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING
                                 ? TALK_CLOSED
                                 : TALK_TLS);
    }
}

/* Bytes; at most 0: trouble. */
static int get(struct talk *talk, void *bytes, size_t size)
{
    for (;;) {
        bool again;
        if (talk->ssl) {
            ERR_clear_error();
            int n = SSL_read(talk->ssl, bytes, (int)size);
            if (n > 0)
                return n;
            again = again_tls(talk, n);
        } else {
            ssize_t n = recv(talk->fd, bytes, size, 0);
            if (n > 0)
                return (int)n;
            again = again_clear(talk, n, POLLIN);
        }
        if (!again)
            return 0;
    }
}

static int put(struct talk *talk, const void *bytes, size_t size)
{
    for (;;) {
        bool again;
        if (talk->ssl) {
            ERR_clear_error();
            int n = SSL_write(talk->ssl, bytes, (int)size);
            if (n > 0)
                return n;
            again = again_tls(talk, n);
        } else {
            ssize_t n = send(talk->fd, bytes, size, MSG_NOSIGNAL);
            if (n > 0)
                return (int)n;
            again = again_clear(talk, n, POLLOUT);
        }
        if (!again)
            return 0;
    }
}

/* ------------------------------------------------ reading */

/* A peer that sends a byte now and then never lets a single wait end: the deadline is looked at
 * before each read, too. */
static bool fill(struct talk *talk)
{
    if (talk->trouble != TALK_FINE)
        return false;
    if (talk->taken >= TALK_MOST)
        return trouble(talk, TALK_LONG);
    if (!deadline_left(talk->deadline))
        return trouble(talk, TALK_LATE);
    int n = get(talk, talk->buffer, sizeof talk->buffer);
    talk->at = 0;
    talk->end = n > 0 ? (size_t)n : 0;
    talk->taken += talk->end;
    return n > 0;
}

size_t talk_some(struct talk *talk, void *bytes, size_t size)
{
    if (talk->at == talk->end && !fill(talk))
        return 0;
    size_t ready = talk->end - talk->at, n = ready < size ? ready : size;
    memcpy(bytes, talk->buffer + talk->at, n);
    talk->at += n;
    return n;
}

bool talk_bytes(struct talk *talk, void *bytes, size_t size)
{
    unsigned char *at = bytes;

    while (size) {
        size_t n = talk_some(talk, at, size);
        if (!n)
            return false;
        at += n;
        size -= n;
    }
    return true;
}

bool talk_line(struct talk *talk, char line[], size_t size)
{
    size_t length = 0;
    char c;

    while (talk_some(talk, &c, 1)) {
        if (c == '\n') {
            length -= length && line[length - 1] == '\r';
            line[length] = '\0';
            return true;
        }
        if (length + 1 >= size)
            return trouble(talk, TALK_LONG);
        line[length++] = c ? c : '?';
    }
    return false;
}

size_t talk_waiting(struct talk *talk)
{
    size_t ready = talk->end - talk->at;
    char bytes[256];

    if (talk->ssl)
        return ready + (size_t)SSL_pending(talk->ssl);
    ssize_t n = recv(talk->fd, bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);
    return ready + (n > 0 ? (size_t)n : 0);
}

/* ------------------------------------------------ writing */

bool talk_write(struct talk *talk, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;

    while (size && talk->trouble == TALK_FINE) {
        if (!deadline_left(talk->deadline))
            return trouble(talk, TALK_LATE);
        size_t n = (size_t)put(talk, at, size);
        if (!n)
            return false;
        at += n;
        size -= n;
    }
    return talk->trouble == TALK_FINE;
}

bool talk_print(struct talk *talk, const char *format, ...)
{
    char *text = NULL;
    va_list args;

    va_start(args, format);
    int size = vasprintf(&text, format, args);
    va_end(args);
    must(size < 0 ? NULL : text);
    bool ok = talk_write(talk, text, (size_t)size);
    OPENSSL_cleanse(text, (size_t)size); /* it may have been a password */
    free(text);
    return ok;
}

/* ------------------------------------------------ trouble */

static const struct {
    const char *why;
    enum probe_verdict verdict;
} troubles[] = {
    [TALK_FINE] = { "nothing is wrong", PROBE_PASS },
    [TALK_LATE] = { "the other end is silent: it did not answer in time", PROBE_UNREACHABLE },
    [TALK_CLOSED] = { "the other end closed the connection", PROBE_UNREACHABLE },
    [TALK_RESET] = { "the other end cut the connection off", PROBE_UNREACHABLE },
    [TALK_LONG] = { "the other end says far more than the protocol allows", PROBE_FAIL },
    [TALK_TLS] = { "the encrypted connection broke", PROBE_FAIL },
};

const char *talk_why(const struct talk *talk)
{
    return troubles[talk->trouble].why;
}

enum probe_verdict talk_verdict(const struct talk *talk)
{
    return troubles[talk->trouble].verdict;
}
