/* adopt.h - between the works that take what somebody brings: import.c, answer.c,
 * takeover.c. */
#ifndef BACKEND_PKI_IMPORT_ADOPT_H
#define BACKEND_PKI_IMPORT_ADOPT_H

#include "backend/pki/examine/chain.h"
#include "backend/pki/issue/making.h"

/* Too large for a stack. */
struct adopting {
    struct taken given, trusted;
    struct examination found;
};

/* A root among what was given, but for that one (NULL: any), is one that the company trusts: it was
 * brought to be used. */
void import_adopt_trust(struct adopting *adopting, const X509 *exception);

/* Examines the CA in the set (ca, ca_key; it is among what was given) with a server certificate
 * below it that is made for that alone: chain is that one, the CA and those above it. Says nothing
 * of the trial. False and err: none can be made. */
bool import_adopt_below(struct making *making, struct adopting *adopting, struct chain *chain,
                        struct err *err);

/* Runs a step with room for it, and frees that. */
typedef bool adopt_step(struct making *making, struct adopting *adopting, struct err *err);
bool import_adopt_run(struct making *making, adopt_step *step, struct err *err);

/* Hands over what was found. */
bool import_adopt_send(const struct making *making, const struct examination *found,
                       struct err *err);

/* The root that clients were given before goes on being published, as ca-old.crt, if the present
 * one is another; what is left of a root rollover of our own goes away. False and err. */
bool import_adopt_roots(const struct making *making, struct err *err);

/* What of the chain stands above the certificate before `first`, and its root, into the set. */
void import_adopt_chain(struct set *set, const struct chain *chain, size_t first);

#endif
