/* tls_two.c - whether HTTP/2 is agreed on (RFC 7301, RFC 9113 3.2). */
#include <openssl/err.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/probe/tls/tls_inside.h"

static bool tls_two_agreed(struct tls *tls, SSL *ssl, int fd)
{
    static const unsigned char two[] = { 2, 'h', '2' };
    const unsigned char *agreed = NULL;
    unsigned size = 0;

    if (SSL_set_alpn_protos(ssl, two, sizeof two) != 0 ||
        !tls_shake(tls, ssl, fd, tls->deadline).done)
        return false;
    SSL_get0_alpn_selected(ssl, &agreed, &size);
    ERR_clear_error();
    SSL_shutdown(ssl);
    ERR_clear_error();
    return size == sizeof two - 1 && memcmp(agreed, two + 1, size) == 0;
}

bool tls_two(struct tls *tls, const struct address *address)
{
    AUTO_CLOSE int fd = connect_again(address, tls->deadline);
    SSL *ssl = fd < 0 ? NULL : tls_ssl();
    bool agreed = ssl && tls_two_agreed(tls, ssl, fd);

    SSL_free(ssl);
    return agreed;
}
