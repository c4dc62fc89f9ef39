/* explain.h - every id that a finding can have, and what there is to say of it: what is looked at,
 * why it matters, how to fix it, and where that is written.
 *
 * Of a setting the row says it; of a rule the row in explain_texts.c, and of a certificate the
 * sentences that an import has.
 */
#ifndef BACKEND_AUDIT_EXPLAIN_H
#define BACKEND_AUDIT_EXPLAIN_H

#include "backend/audit/audit.h"

enum explained_kind { EXPLAINED_SETTING, EXPLAINED_RULE, EXPLAINED_CERTIFICATE };

/* Texts live as long as the program, id as long as the call. */
struct explained {
    enum explained_kind kind;
    const char *id;
    const struct section *section; /* EXPLAINED_SETTING */
    const struct setting *setting;
    const char *what, *why, *fix; /* sentences; "" for EXPLAINED_CERTIFICATE, see below */
    const char *source;
};

/* Calls found for every id once: of settings that can be found weak, in wizard order; then of
 * rules; then of certificates. */
void explain_each(void (*found)(void *data, const struct explained *explained), void *data);

/* False: there is no finding of that id. */
bool explain_find(const char *id, struct explained *explained);

/* Of a certificate's id: calls found for every sentence with what to do. A "..." stands for what
 * was found. refused: else it is a warning. */
void explain_sentences(const char *id,
                       void (*found)(void *data, const char *why, const char *fix, bool refused),
                       void *data);

/* Can a finding have this row's id? */
bool explain_judged(const struct section *section, const struct setting *setting);

/* A rule's texts: rows in explain_texts.c, id NULL at the end. */
extern const struct explain_text {
    const char *id, *what, *why, *fix;
} explain_texts[];

#endif
