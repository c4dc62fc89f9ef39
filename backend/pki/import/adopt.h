/* adopt.h - between the two works that take what somebody brings: import.c and answer.c. */
#ifndef BACKEND_PKI_IMPORT_ADOPT_H
#define BACKEND_PKI_IMPORT_ADOPT_H

#include "backend/pki/examine/chain.h"
#include "backend/pki/issue/making.h"

/* Too large for a stack. */
struct adopting {
    struct taken given, trusted;
    struct examination found;
};

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
