/* ledger.h - what an audit keeps of every record, so that only what a change touches is judged
 * again.
 *
 * A record that is held never changes (record.h), so a record that is still there, by its pointer,
 * was judged already. What was said of it is counted into the audit, and taken out of it again when
 * the record goes or must be judged anew: because a rule looks at another section that changed
 * (rule.looks_at), because a secret of its is used elsewhere (seen.h), or because a limit changed
 * that holds for all.
 */
#ifndef BACKEND_AUDIT_LEDGER_H
#define BACKEND_AUDIT_LEDGER_H

#include "backend/audit/audit.h"
#include "backend/audit/seen.h"
#include "backend/audit/waive.h"
#include "backend/model/differing.h"
#include "backend/settings/settings.h"

/* When findings are made; within a section and a level they are told in this order. */
enum stage {
    STAGE_ROWS,
    STAGE_RULES,
    STAGE_CLEAR,
    STAGE_WHOLE,
    STAGE_SECRETS,
    STAGE_BESIDE,
    STAGE_WAIVERS,
};
enum { STAGES = STAGE_WAIVERS + 1 };

/* What was said of one record, or of a section as a whole. */
struct judged {
    const struct record *record; /* held; NULL: of none in particular */
    size_t section;
    struct finding *list;
    size_t count, room;
    size_t pass, empty;     /* checks that pass; required settings that are empty */
    double possible;        /* weights of those that pass */
    struct member *secrets; /* those that are set and show, in the order of the settings */
    size_t secrets_count;
    time_t until;    /* then one of its secrets is a day older; 0: never */
    bool unmeasured; /* a secret's strength depends on the words of this site */
    bool again;      /* is to be judged */
    bool counted;    /* into the audit */
    bool kept;       /* still there: while two states of a list are compared */
};

/* The records of a list as they were judged last, in order. */
struct ledger_table {
    const struct record **records;
    struct judged **judged;
    size_t count;
};

/* What a judgement depends on beside the record and what its rules look at. */
struct surroundings {
    struct policy policy;
    bool sealed;       /* the vault did not open: a secret that is missing says nothing */
    struct pool names; /* words no secret should contain, of no record in particular */
    time_t now;
};

struct ledger {
    struct ledger_table tables[SECTIONS_MAX];
    struct judged whole[SECTIONS_MAX + 1];  /* of rules over several records, by section */
    struct judged beside[SECTIONS_MAX + 1]; /* of rules over files and this machine, by section */
    struct judged waivers;
    struct surroundings around;
    struct seen seen;
    struct waiving waiving;
    struct judged **again; /* what is to be judged, while an update runs */
    size_t again_count, again_room;
    bool changed[SECTIONS_MAX], renamed[SECTIONS_MAX]; /* by this update; names that came or went */
    size_t unmeasured;                                 /* records */
    time_t until;                                      /* the earliest of theirs; 0: none */

    bool begun;          /* something was judged before */
    struct judged *into; /* what audit_report() adds to: of one record, or of all sections */
    bool by_section;
    enum stage stage;

    double lost_fail, lost_warn; /* weights: whole numbers, so that order does not matter */
    size_t clear;                /* findings that send a password unencrypted */
    struct finding **paths;      /* hash of all findings, by the text's address */
    size_t paths_size, paths_count;
};

/* The audit's own, made when it is asked for first. */
struct ledger *ledger_of(struct audit *audit);
void ledger_free(struct ledger *ledger);

/* Compares with the configuration: lets go what is gone, and what came is to be judged, as is what
 * it concerns. False, and nothing was done: those are more than `most`. */
bool ledger_compare(struct audit *audit, const struct config *config, size_t most);

/* Did a section change in this update that is looked at, or (by_name) a name in it? looks_at: NULL
 * at the end, or none. */
bool ledger_touches(const struct ledger *ledger, const struct section *const looks_at[],
                    bool by_name);

/* For ledger_compare(): the records of a list that differ. */
void ledger_replace(struct audit *audit, const struct config *config, size_t section,
                    const struct differing *differing);

/* This one, or all of them, or those whose secrets are a day older, are to be judged. */
void ledger_again(struct ledger *ledger, struct judged *judged);
void ledger_all_again(struct audit *audit);
void ledger_age(struct audit *audit);

/* Then a secret will be a day older; 0: none. */
void ledger_until(struct ledger *ledger, time_t until);

/* Takes all findings out of the counts, and puts back those that are not to be judged: for other
 * waivers than before. */
void ledger_uncount(struct audit *audit);
void ledger_recount(struct audit *audit);

/* Empties what was said, for another judgement. */
void ledger_blank(struct judged *judged);

/* Counts what was said into the audit, or takes it out again. In score.c. */
void score_count(struct audit *audit, struct judged *judged);
void score_discount(struct audit *audit, struct judged *judged);

/* Makes everything of the audit that follows from its counts. */
void score_total(struct audit *audit);

#endif
