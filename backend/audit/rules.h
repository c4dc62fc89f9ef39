/* rules.h - the rules across sections, and all that an audit holds while it runs. */
#ifndef BACKEND_AUDIT_RULES_H
#define BACKEND_AUDIT_RULES_H

#include "backend/audit/audit.h"
#include "backend/audit/judge.h"

/* Where each secret was seen first: open addressing by digest. */
struct seen {
    struct config_place *places;
    size_t size, count;
};

struct inquiry {
    struct audit *audit;
    const struct audit_facts *facts;
    struct bench bench;
    struct seen seen;
    struct pool names; /* words no secret should contain, of no record in particular */
};

/* Runs every rule that is not in a section's own table. */
void rules_run(struct inquiry *inquiry);

/* One rule over one secret that is set and shows, and who judges it. */
struct secret_rule {
    struct check check;
    void (*judge)(struct inquiry *inquiry, const struct config_place *place,
                  const struct secret *secret, struct verdict *verdict);
};
extern const struct secret_rule hidden_rules[]; /* check.id NULL at the end; in hidden.c */

/* The checks of rules.c and of expiry.c, one after the other; NULL at the end. */
const struct check *rules_check(size_t i);
const struct check *expiry_check(size_t i);

/* Gathers what the secret rules look things up in; hidden_end() frees it. */
void hidden_start(struct inquiry *inquiry);
void hidden_end(struct inquiry *inquiry);

/* The rules about the server's certificate: UNASKED while nothing was ever saved. In expiry.c. */
void expiry_judge(struct inquiry *inquiry);

#endif
