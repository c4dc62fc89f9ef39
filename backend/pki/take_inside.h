/* take_inside.h - between the files of take. */
#ifndef BACKEND_PKI_TAKE_INSIDE_H
#define BACKEND_PKI_TAKE_INSIDE_H

#include "backend/pki/pbe.h"
#include "backend/pki/take.h"

struct taking {
    struct taken *taken;
    const struct take_source *source;
    const struct variant *variant;
    struct problems *problems;
    size_t found;          /* things known, whatever they were good for */
    unsigned list, lists;  /* of PEM, what is read belongs to; how many there were; 0: to none */
    long long steps;       /* of computing that opening all of it once takes, so far */
    long long spent;       /* of computing that was done for it */
    int keys;              /* structures that OpenSSL was asked to make a key of */
    OSSL_LIB_CTX *context; /* with the legacy provider; NULL: not needed yet */
    OSSL_PROVIDER *plain, *legacy;
};

/* About the file as a whole. */
void take_problem(struct taking *taking, enum problem problem, const char *about);

/* Both take the object over. */
void take_cert(struct taking *taking, X509 *cert);
void take_key(struct taking *taking, EVP_PKEY *key);

/* May OpenSSL be asked whether one more structure is a key? That takes it a millisecond, even where
 * there is none. Says so if there were too many. */
bool take_may_ask(struct taking *taking);

/* Says so if it is of a kind that is not known. */
void take_pkcs8(struct taking *taking, const PKCS8_PRIV_KEY_INFO *plain);

/* Steps over a certificate that source->wanted() does not want; false, untouched: it is another
 * structure, or wanted. */
bool take_skip(struct taking *taking, const unsigned char **at, size_t size);

/* Where the legacy provider is; NULL: it is not installed. */
OSSL_LIB_CTX *take_legacy(struct taking *taking);

/* Gives up what take_legacy() made. */
void take_drop_context(struct taking *taking);

/* May it be opened? *context is where: NULL is OpenSSL's own. Says why not. */
bool take_may_open(struct taking *taking, const X509_ALGOR *algorithm, OSSL_LIB_CTX **context);

/* The first spelling of the password that opens it; NULL and a flaw. what: "the private key". */
PKCS8_PRIV_KEY_INFO *take_open_key(struct taking *taking, const X509_SIG *sealed);

/* Counts what was computed. */
void take_spend(struct taking *taking, long long steps);

/* Says so, and is true, if the files before this one took all that is allowed. */
bool take_has_spent(struct taking *taking);

/* May another password be tried, for that many steps? Counts them; the first try always may. */
bool take_affords(struct taking *taking, long long steps);

/* What the algorithm costs, in steps. */
long long take_cost(const X509_ALGOR *algorithm);

/* Decrypts and parses; NULL: it does not open. */
void *take_unseal(const X509_ALGOR *algorithm, const struct way *way, const ASN1_ITEM *item,
                  const ASN1_OCTET_STRING *bytes, OSSL_LIB_CTX *context);

/* Says so if that password is empty, and another one was given. */
void take_note_empty(struct taking *taking, const struct way *way);

/* The one that does not open: because it is wrong, or because there is none. */
void take_wrong_password(struct taking *taking, const char *what);

/* Each takes one structure from the bytes and steps over it; false, untouched: it is another one.
 */
typedef bool take_structure(struct taking *taking, const unsigned char **at, long size);
take_structure take_pkcs12;
take_structure take_trusted; /* a certificate with OpenSSL's notes on whom it is trusted for */
take_structure take_certificate, take_pkcs7, take_cms, take_request, take_crl, take_public_key;
take_structure take_sealed_key, take_plain_key, take_old_key, take_old_public, take_ocsp;

/* The same for whichever it is. */
bool take_one(struct taking *taking, const unsigned char **at, size_t size);

/* Does it begin as such structures do, and not as text? */
bool take_is_der(const unsigned char *at, size_t size);

/* Does something else than text of bytes follow, behind ends of lines? */
bool take_is_other(const unsigned char *at, const unsigned char *end);

/* Names what is something else altogether; false: it is not. */
bool take_kind(struct taking *taking, const unsigned char *at, size_t size);

/* The same for text in which nothing else was found: says so, whatever it is. */
void take_kind_of_text(struct taking *taking, const unsigned char *at, size_t size);

/* Text: PEM, or base64 without it, also in UTF-16; steps over it. False: nothing of that is in it.
 */
bool take_text(struct taking *taking, const unsigned char **at, const unsigned char *end);

/* Base64 without BEGIN in a part of a text; false: there is none that means something. */
bool take_text_between(struct taking *taking, const char *at, const char *end);

/* Does it begin with a mark of UTF-16, or with zeros, where text of bytes has none? */
bool take_text_is_wide(const unsigned char *at, size_t size);

/* All blocks of PEM up to something else than text; steps over them. False: there is none. */
bool take_pem(struct taking *taking, const char **at, size_t size);

#endif
