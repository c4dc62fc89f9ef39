/* take_skip.c - certificates that nobody asks for: to make one, with its key, takes a hundred times
 * as long as to see whose it is. */
#include <openssl/asn1.h>
#include <openssl/err.h>

#include "backend/pki/take_inside.h"

struct take_skip {
    const unsigned char *at, *end;
};

/* Steps over the next element, and gives what is in it; false, untouched: it is another one. */
static bool take_skip_next(struct take_skip *outer, int tag, int class, struct take_skip *inner)
{
    const unsigned char *at = outer->at;
    int found, of;
    long size;

    if (ASN1_get_object(&at, &size, &found, &of, outer->end - at) & 0x81 || found != tag ||
        of != class)
        return false;
    *inner = (struct take_skip){ at, at + size };
    outer->at = inner->end;
    return true;
}

/* RFC 5280 4.1: past version, serial number, algorithm, issuer and validity. NULL: it is none. */
static X509_NAME *take_skip_subject(struct take_skip *file)
{
    static const int before[] = { V_ASN1_INTEGER, V_ASN1_SEQUENCE, V_ASN1_SEQUENCE,
                                  V_ASN1_SEQUENCE };
    struct take_skip cert, fields, one;

    if (!take_skip_next(file, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &cert) ||
        !take_skip_next(&cert, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &fields))
        return NULL;
    take_skip_next(&fields, 0, V_ASN1_CONTEXT_SPECIFIC, &one);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (!take_skip_next(&fields, before[i], V_ASN1_UNIVERSAL, &one))
            return NULL;
    const unsigned char *subject = fields.at;
    return take_skip_next(&fields, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, &one)
               ? d2i_X509_NAME(NULL, &subject, fields.at - subject)
               : NULL;
}

bool take_skip(struct taking *taking, const unsigned char **at, size_t size)
{
    const struct take_source *source = taking->source;
    struct take_skip file = { *at, *at + size };
    X509_NAME *subject = source->wanted ? take_skip_subject(&file) : NULL;
    bool skip = subject && !source->wanted(subject, source->who);

    X509_NAME_free(subject);
    if (source->wanted)
        ERR_clear_error();
    if (skip) {
        *at = file.at;
        taking->found++;
    }
    return skip;
}
