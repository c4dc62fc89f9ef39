/* tls_fetch.c - revocation lists from where a certificate says they are (RFC 5280, 4.2.1.13). */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/net/libcurl.h"
#include "backend/probe/tls/tls_inside.h"

enum {
    FETCH_SIZE = 1 << 20, /* bytes of a list; one takes ten times as much memory once it is read */
    FETCH_MS = 5000,
    FETCH_REDIRECTS = 3,
};

static size_t tls_fetch_take(char *bytes, size_t one, size_t count, void *data)
{
    struct buf *out = data;

    if (out->size + one * count > FETCH_SIZE)
        return 0; /* curl gives up */
    buf_add(out, bytes, one * count);
    return one * count;
}

/* Plain HTTP is how lists come: they are signed. */
static CURLcode tls_fetch_get(const char *url, int ms, struct buf *out)
{
    CURL *curl = must(libcurl.curl_easy_init());

    libcurl.curl_easy_setopt(curl, CURLOPT_URL, url);
    libcurl.curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
    libcurl.curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http");
    libcurl.curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    libcurl.curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)FETCH_REDIRECTS);
    libcurl.curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    libcurl.curl_easy_setopt(curl, CURLOPT_PROXY, "");
    libcurl.curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    libcurl.curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)ms);
    libcurl.curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)FETCH_SIZE);
    libcurl.curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, tls_fetch_take);
    libcurl.curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
    CURLcode code = libcurl.curl_easy_perform(curl);
    libcurl.curl_easy_cleanup(curl);
    return code;
}

/* Is it plain HTTP, and short enough? */
static bool take_url(const GENERAL_NAME *name, char url[], size_t size)
{
    const ASN1_STRING *text = name->type == GEN_URI ? GENERAL_NAME_get0_value(name, NULL) : NULL;
    size_t length = text ? (size_t)ASN1_STRING_length(text) : 0;

    if (length < 8 || length >= size || memcmp(ASN1_STRING_get0_data(text), "http://", 7) != 0)
        return false;
    snprintf(url, size, "%.*s", (int)length, (const char *)ASN1_STRING_get0_data(text));
    return true;
}

/* The first address of a list that will do; false: there is none. */
static bool find_url(const X509 *cert, char url[], size_t size)
{
    STACK_OF(DIST_POINT) *points = X509_get_ext_d2i(cert, NID_crl_distribution_points, NULL, NULL);
    bool found = false;

    for (int i = 0; i < sk_DIST_POINT_num(points); i++) {
        const DIST_POINT_NAME *name = sk_DIST_POINT_value(points, i)->distpoint;
        const GENERAL_NAMES *names = name && name->type == 0 ? name->name.fullname : NULL;
        for (int k = 0; !found && k < sk_GENERAL_NAME_num(names); k++)
            found = take_url(sk_GENERAL_NAME_value(names, k), url, size);
    }
    sk_DIST_POINT_pop_free(points, DIST_POINT_free);
    ERR_clear_error();
    return found;
}

/* DER, or, where somebody does it wrong, PEM. */
static X509_CRL *tls_fetch_read_list(const struct buf *bytes)
{
    AUTO_BIO BIO *in = ossl_reader(bytes->text, bytes->size);
    bool der = bytes->size && bytes->text[0] == 0x30;
    X509_CRL *list = der ? d2i_X509_CRL_bio(in, NULL) : PEM_read_bio_X509_CRL(in, NULL, NULL, NULL);

    ERR_clear_error();
    return list;
}

bool tls_fetch(struct tls *tls, const X509 *cert, char why[], size_t size)
{
    const struct deadline soon = deadline_within(tls->deadline, FETCH_MS);
    AUTO_BUF struct buf bytes = { 0 };
    char url[512];

    if (!find_url(cert, url, sizeof url)) {
        snprintf(why, size, tr("the certificate does not say where its list is"));
        return false;
    }
    CURLcode code = tls_fetch_get(url, deadline_left(&soon), &bytes);
    X509_CRL *list = code == CURLE_OK && bytes.size ? tls_fetch_read_list(&bytes) : NULL;
    if (list)
        must(sk_X509_CRL_push(tls->crls, list) ? list : NULL);
    else if (code == CURLE_OK)
        snprintf(why, size, tr("%s does not give a revocation list"), url);
    else if (code == CURLE_WRITE_ERROR || code == CURLE_FILESIZE_EXCEEDED)
        snprintf(why, size, tr("%s gives more than %d MiB"), url, FETCH_SIZE >> 20);
    else
        snprintf(why, size, "%s: %s", url, libcurl.curl_easy_strerror(code));
    return list;
}
