/* chain.h - certificates sorted by who signed whom. */
#ifndef BACKEND_PKI_EXAMINE_CHAIN_H
#define BACKEND_PKI_EXAMINE_CHAIN_H

#include "backend/pki/examine/examine.h"
#include "backend/pki/take.h"

enum { CHAIN_MORE = 8 };

/* Everything in it belongs to what was taken. */
struct chain {
    X509 *certs[EXAMINE_CHAIN + 1]; /* the server's first; CAs may be trusted ones */
    size_t count;                   /* 0: there is no certificate */
    EVP_PKEY *key;                  /* the private key that fits; NULL: none does */
    enum examine_trust trust;
    bool missed;            /* it is not valid, and there were more ways up than are tried */
    X509 *more[CHAIN_MORE]; /* cross certificates: another valid way up needs them, so they are */
    size_t more_count;      /* served behind the chain */
};

struct exam;

/* Finds the server's certificate: by the key, else as nobody's CA, else by the host ("":
 * any); of several for one key the one that holds now and longest. NULL: there is none. */
X509 *chain_leaf(const struct taken *taken, const char *host, time_t now);

/* Of several certificates for the server's key that are as good a choice as leaf but for their
 * dates, the one with the best way up, whatever their order; leaf itself, if there is no better. */
X509 *chain_best_leaf(struct exam *exam, X509 *leaf);

/* Finds the best way up from leaf (NULL: there is none) into exam->chain. Says what is wrong with
 * its end, with order and company, and what is left out. */
void chain_build(struct exam *exam, X509 *leaf);

/* Drops all keys but the one of that number, counted from 1 in the order in which they were found;
 * 0 keeps all. Says so if there is none. */
void chain_choose_key(struct taken *taken, size_t number, struct problems *problems);

/* Says what is wrong with the keys beside the certificates, for that server's certificate and host.
 */
void chain_keys(const struct taken *taken, const X509 *leaf, const char *host,
                struct problems *problems);

/* The CA whose private key was brought as well, one below a root before a root; NULL: there is
 * none. Both stay what was taken. */
X509 *chain_own_ca(const struct taken *taken, EVP_PKEY **key);

/* "leaf", "chain 1" ... */
void chain_where(size_t i, char where[32]);

/* 2: it holds now; 1: it will; 0: it did. */
int chain_holds(const X509 *cert, time_t now);

/* Was it signed with its own key? */
bool chain_is_root(const X509 *cert);

#endif
