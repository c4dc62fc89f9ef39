/* chain.h - certificates sorted by who signed whom. */
#ifndef BACKEND_PKI_EXAMINE_CHAIN_H
#define BACKEND_PKI_EXAMINE_CHAIN_H

#include "backend/pki/examine/examine.h"
#include "backend/pki/take.h"

/* Everything in it belongs to what was taken. */
struct chain {
    X509 *certs[EXAMINE_CHAIN + 1]; /* the server's first; CAs may be trusted ones */
    size_t count;                   /* 0: there is no certificate */
    size_t given;                   /* of them; the one after comes from the trusted */
    EVP_PKEY *key;                  /* the private key that fits; NULL: none does */
    enum examine_trust trust;
};

/* Finds the server's certificate: by the key, else as nobody's CA, else by the host ("":
 * any). NULL: there is none. */
X509 *chain_leaf(const struct taken *taken, const char *host);

/* Walks up from leaf (NULL: there is none). Says what is wrong with order and company. */
void chain_build(struct chain *chain, X509 *leaf, const struct taken *taken,
                 const struct taken *trusted, struct problems *problems);

/* Says what is wrong with the keys beside the certificates. */
void chain_keys(const struct taken *taken, struct problems *problems);

/* "leaf", "chain 1" ... */
void chain_where(size_t i, char where[32]);

/* Was it signed with its own key? */
bool chain_is_root(const X509 *cert);

#endif
