/* examine_inside.h - between the files of examine. */
#ifndef BACKEND_PKI_EXAMINE_EXAMINE_INSIDE_H
#define BACKEND_PKI_EXAMINE_EXAMINE_INSIDE_H

#include "backend/pki/examine/chain.h"

/* Signatures that were checked: the ways up, their order and the verdict ask for the same ones. */
enum { SIGNATURES = 512 };

struct signatures {
    struct signature {
        const X509 *cert, *issuer;
        bool fits;
    } list[SIGNATURES];
    size_t count;
};

struct exam {
    const struct examine_job *job;
    const struct taken *given, *trusted;
    struct signatures *signatures;
    struct chain chain;
    struct problems *problems;
};

/* The best way up from leaf, as exam->chain; how good it is: more is better. */
long path_best(struct exam *exam, X509 *leaf);

/* Cross certificates: those of the given that another of these ways to somebody trusted needs, as
 * exam->chain.more. */
void path_more(struct exam *exam, const struct chain fine[], size_t count);

/* The private key of it among what was taken; NULL: it is not there. */
EVP_PKEY *chain_key_of(const struct taken *taken, const X509 *cert);

/* None so far. The caller frees it. */
struct signatures *signatures_new(void);

/* Was cert signed by the key of issuer? NULL: SIGNATURES others were asked for before. */
const struct signature *signature_of(struct signatures *all, X509 *cert, const X509 *issuer);

/* The same, whatever was asked before; the issuer has a key. */
bool examine_is_signed(struct exam *exam, X509 *cert, const X509 *issuer);

/* More than 0: a ends later than b; where both end together, an order all the same. */
int path_newer(const X509 *a, const X509 *b);

/* The same name and the same key: one of them was renewed or cross-signed. */
bool path_twins(const X509 *a, const X509 *b);

/* The copy of it among what was taken; NULL: it is not there. */
X509 *path_find(const struct taken *taken, const X509 *cert);

/* Is a way up at its end there: at somebody who is trusted, as a root or because the file says so
 * (OpenSSL's TRUSTED CERTIFICATE, which may also say the opposite)? X509_TRUST_... */
int path_trust(const struct taken *trusted, const X509 *cert);

/* What stands in exam->chain: all but keys and names. */
void examine_look(struct exam *exam);

/* Extensions, read one by one. Unreadable is as missing. */
bool examine_has(const X509 *cert, int nid);
bool examine_is_critical(const X509 *cert, int nid);
bool examine_is_ca(const X509 *cert);        /* basic constraints say so */
bool examine_has_length(const X509 *cert);   /* a path length, whatever it is */
uint32_t examine_usage(const X509 *cert);    /* KU_... ; UINT32_MAX: there is none */
uint32_t examine_purposes(const X509 *cert); /* XKU_... ; UINT32_MAX: there are none */
bool examine_must_staple(const X509 *cert);  /* RFC 7633 */
bool examine_netscape_fits(
    const X509 *cert); /* its old certificate type is a server's, or missing */

/* Calls for each of the purposes that a public CA must not mix with a server's. */
void examine_purpose_names(uint32_t flags, void (*each)(const char *name, void *data), void *data);

/* One certificate of the chain: 0 is the server's. */
void examine_key(struct exam *exam, size_t i, const char *where); /* strength, sense */
void examine_time(struct exam *exam, size_t i, const char *where);
void examine_signature(struct exam *exam, size_t i, const char *where); /* by the next one */
void examine_role(struct exam *exam, size_t i, const char *where);      /* CA or server */
void examine_limits(struct exam *exam, size_t i, const char *where);    /* what it allows below */
void examine_profile(struct exam *exam, size_t i, const char *where);   /* what is unusual */

void examine_names(struct exam *exam); /* of the server */

/* Everything, of what was taken: it stays the caller's, and the chain that was found refers to it.
 * The result starts as { 0 } or with what was found while taking. */
void examine_taken(const struct examine_job *job, const struct taken *given,
                   const struct taken *trusted, struct examination *result, struct chain *chain);

/* Tells of the CA above the chain's first one instead, if there is one. */
void examine_ca(struct examination *result, const struct chain *chain);

/* Takes the files of the job of this part. */
void examine_take(const struct examine_job *job, enum examine_part part, struct taken *taken,
                  struct problems *problems);

/* Does the private key make sense? */
void examine_private(const EVP_PKEY *key, struct problems *problems);

/* As OpenSSL's clients would judge the chain, if it ended at somebody they trust: so that nothing
 * is accepted that this program has not thought of. */
void examine_verify(struct exam *exam);

/* Is there a finding already that says what OpenSSL does by this X509_V_ERR_...? */
bool examine_covered(const struct exam *exam, int code);

/* All of these for a chain that is built (its count is not 0): writes facts and flaws into result,
 * whose flaws are exam's. Also for what a TLS server shows: see probe/net/tls.h. */
void examine_all(struct exam *exam, struct examination *result);

#endif
