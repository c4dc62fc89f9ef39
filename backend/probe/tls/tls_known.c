/* tls_known.c - whom all tests of a run trust, read once, by the pattern that they are copies of.
 */
#include <openssl/err.h>
#include <string.h>

#include "backend/probe/tls/tls_inside.h"

/* Of a longer list hardly any is wanted, and to read one takes as long as to step over a hundred.
 */
enum { KNOWN_BYTES = 1 << 15 };

static struct {
    struct buf bytes; /* the pattern's; size 0: nothing was read */
    struct taken list;
} known;

void tls_known(const struct probe_trust *trust)
{
    const struct take_source source = tls_trust_source(&trust->anchors, TLS_ANCHORS);

    if (!source.size || source.size > KNOWN_BYTES)
        return;
    known.bytes = trust->anchors;
    tls_trust_read(&known.list, &source);
    ERR_clear_error();
}

static void tls_known_add(struct taken *trusted, const struct taken_cert *one)
{
    if (trusted->cert_count == TAKE_CERTS || path_find(trusted, one->cert))
        return;
    X509_up_ref(one->cert);
    trusted->certs[trusted->cert_count++] = *one;
}

bool tls_known_take(struct taken *trusted, const struct take_source *source)
{
    if (!known.bytes.size || known.bytes.size != source->size ||
        memcmp(known.bytes.text, source->bytes, source->size) != 0)
        return false;
    for (size_t i = 0; i < known.list.cert_count; i++)
        if (source->wanted(X509_get_subject_name(known.list.certs[i].cert), source->who))
            tls_known_add(trusted, &known.list.certs[i]);
    return true;
}
