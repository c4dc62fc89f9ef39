/* tls_shake.c - the handshake itself, with an ear on the wire: whole, or up to the other end's
 * choice. */
#include <openssl/err.h>
#include <poll.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/check/check.h"
#include "backend/probe/tls/tls_inside.h"

static void keep_first(struct shake *shake, const char *bytes, size_t size)
{
    size_t room = TLS_FIRST - shake->first_size, n = size < room ? size : room;

    memcpy(shake->first + shake->first_size, bytes, n);
    shake->first_size += n;
}

/* What OpenSSL reads; it takes a record's five bytes, and, if they are none, leaves the rest. */
/* NOLINTNEXTLINE(readability-function-size): OpenSSL says what it takes */
static long overhear(BIO *bio, int what, const char *bytes, size_t size, int i, long l, int done,
                     size_t *got)
{
    struct shake *shake = (struct shake *)BIO_get_callback_arg(bio);

    (void)size;
    (void)i;
    (void)l;
    if (what == BIO_CB_READ && shake->heard) {
        shake->chosen = true;
        return -1;
    }
    if (what == (BIO_CB_READ | BIO_CB_RETURN) && done > 0 && got)
        keep_first(shake, bytes, *got);
    return done;
}

static void receive_rest(struct shake *shake, int fd)
{
    char bytes[TLS_FIRST];
    ssize_t n = recv(fd, bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);

    if (n > 0)
        keep_first(shake, bytes, (size_t)n);
}

/* The connection is over, after that error of SSL_get_error(). */
static void end_with(struct shake *shake, int error)
{
    shake->error = ERR_peek_error();
    bool eof = ERR_GET_REASON(shake->error) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
    shake->end = error == SSL_ERROR_SYSCALL || eof ? SHAKE_CUT : SHAKE_REFUSED;
    shake->done = false;
}

/* False: it is over, and shake says how. */
static bool tls_shake_go_on(struct shake *shake, SSL *ssl, int n, const struct deadline *deadline)
{
    int error = SSL_get_error(ssl, n), fd = SSL_get_fd(ssl);
    bool wants = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;

    if (!wants) {
        end_with(shake, error);
        return false;
    }
    if (BIO_number_read(SSL_get_rbio(ssl)) > TLS_BYTES) {
        shake->end = SHAKE_ENDLESS;
        return false;
    }
    shake->end = SHAKE_SILENT;
    return deadline_wait(deadline, fd, error == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT);
}

static void tls_shake_listen(struct tls *tls, SSL *ssl, int fd, struct shake *shake)
{
    must(SSL_set_fd(ssl, fd) ? ssl : NULL);
    BIO_set_callback_ex(SSL_get_rbio(ssl), overhear);
    BIO_set_callback_arg(SSL_get_rbio(ssl), (char *)shake);
    SSL_set_app_data(ssl, tls);
    if (!host_is_ip(tls->job->host))
        SSL_set_tlsext_host_name(ssl, tls->job->host);
}

static void tls_shake_connect(SSL *ssl, int fd, const struct deadline *deadline,
                              struct shake *shake)
{
    int n;

    do {
        ERR_clear_error();
        n = SSL_connect(ssl);
        shake->done = n == 1;
    } while (!shake->done && !shake->chosen && deadline_left(deadline) &&
             tls_shake_go_on(shake, ssl, n, deadline));
    ERR_clear_error();
    BIO_set_callback_ex(SSL_get_rbio(ssl), NULL);
    if (!shake->done)
        receive_rest(shake, fd);
}

struct shake tls_shake(struct tls *tls, SSL *ssl, int fd, const struct deadline *deadline)
{
    struct shake shake = { 0 };

    tls_shake_listen(tls, ssl, fd, &shake);
    tls_shake_connect(ssl, fd, deadline, &shake);
    return shake;
}

/* Called before OpenSSL looks into the message: it may refuse what was chosen. If not, it reads on,
 * and that is where it ends. */
/* NOLINTNEXTLINE(readability-function-size): OpenSSL says what it takes */
static void tls_shake_hear(int ours, int version, int type, const void *bytes, size_t size,
                           SSL *ssl, void *data)
{
    struct shake *shake = data;

    (void)version;
    (void)ssl;
    if (!ours && type == SSL3_RT_HANDSHAKE && size &&
        *(const unsigned char *)bytes == SSL3_MT_SERVER_HELLO)
        shake->heard = true;
}

struct shake tls_hear(struct tls *tls, SSL *ssl, int fd, const struct deadline *deadline)
{
    struct shake shake = { 0 };

    SSL_set_msg_callback(ssl, tls_shake_hear);
    SSL_set_msg_callback_arg(ssl, &shake);
    tls_shake_listen(tls, ssl, fd, &shake);
    tls_shake_connect(ssl, fd, deadline, &shake);
    SSL_set_msg_callback(ssl, NULL);
    return shake;
}

struct shake tls_verdict(struct tls *tls)
{
    enum { PATIENCE = 1000 };
    const struct deadline soon = deadline_within(tls->deadline, PATIENCE);
    struct shake shake = { .done = true };
    char byte;

    if (!tls->asks_client || SSL_version(tls->ssl) < TLS1_3_VERSION ||
        !deadline_wait(&soon, SSL_get_fd(tls->ssl), POLLIN))
        return shake;
    ERR_clear_error();
    int n = SSL_peek(tls->ssl, &byte, 1), error = SSL_get_error(tls->ssl, n);
    if (n <= 0 && error != SSL_ERROR_WANT_READ)
        end_with(&shake, error);
    ERR_clear_error();
    return shake;
}
