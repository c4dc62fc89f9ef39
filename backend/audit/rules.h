/* rules.h - the rules across sections, and all that an audit holds while it runs. */
#ifndef BACKEND_AUDIT_RULES_H
#define BACKEND_AUDIT_RULES_H

#include "backend/audit/audit.h"
#include "backend/audit/judge.h"
#include "backend/audit/ledger.h"

struct inquiry {
    struct audit *audit;
    const struct audit_facts *facts;
    struct bench bench;
};

/* Runs the rules over several records. */
void rules_run(struct inquiry *inquiry);

/* Does one of them look at a section that changed in this update? */
bool rules_touched(const struct ledger *ledger);

/* Runs the rules over files and this machine. */
void rules_run_beside(struct inquiry *inquiry);

/* Does a password cross the network because of this record, and what of its secrets? */
void rules_judge_clear(struct inquiry *inquiry, const struct config_place *place);
void rules_judge_secrets(struct inquiry *inquiry, const struct judged *judged);

/* One rule over one secret that is set and shows, and who judges it. */
struct secret_rule {
    struct check check;
    void (*judge)(struct inquiry *inquiry, const struct member *member, const struct secret *secret,
                  struct verdict *verdict);
};
extern const struct secret_rule hidden_rules[]; /* check.id NULL at the end; in hidden.c */

/* The checks of rules.c and of expiry.c, one after the other; NULL at the end. */
const struct check *rules_check(size_t i);
const struct check *expiry_check(size_t i);

/* Words no secret should contain, of no record in particular. */
struct pool hidden_names(const struct config *config);

/* The rules about the server's certificate: UNASKED while nothing was ever saved. In expiry.c. */
void expiry_judge(struct inquiry *inquiry);

#endif
