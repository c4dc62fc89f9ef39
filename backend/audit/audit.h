/* audit.h - which settings are weaker than they should be; rules across settings; waivers; the
 * score.
 *
 * Score: 100 * (1 - lost / possible), a fail losing all of its weight, a warn 40 %. Grade by the
 * worst thing first: A no fail and no warn; B no fail; C at most 5 % of checks fail; D at most 20
 * %; F beyond, or any password that would cross the network unencrypted.
 *
 * Everything takes time that grows linearly with the configuration.
 */
#ifndef BACKEND_AUDIT_AUDIT_H
#define BACKEND_AUDIT_AUDIT_H

#include <time.h>

#include "backend/base/pool.h"
#include "backend/child/sandbox.h"
#include "backend/model/config.h"
#include "backend/store/store.h"

/* Texts are tame UTF-8, never NULL, and live as long as the audit. */
struct finding {
    const char *id;   /* "section.key" for a row, "lower-case-hyphen" for a rule */
    const char *path; /* the place: "snmp.floor2.auth"; a file's name if it is about a file */
    enum level level; /* WARN or FAIL */
    const char *value, *want, *why; /* value stays empty for a secret */
    const char *source;
    size_t section; /* in sections[]; their number for what belongs to none */
    int weight;
    const char *waiver; /* path of the waiver that counts: "waivers.old-device"; "": none */
    bool waived;        /* still printed, counts for nothing */
    bool clear;         /* a password would cross the network unencrypted */
    unsigned stage;     /* private to score.c, as is the next one */
    struct finding *next;
};

struct audit {
    struct finding *list; /* see audit_list(): in wizard order, worst first within a section */
    size_t count;
    size_t pass, warn, fail, waived;    /* checks */
    double lost, possible;              /* weights */
    double score;                       /* 0 to 100, rounded down to one decimal */
    char grade;                         /* 'A' to 'F' */
    enum level marks[SECTIONS_MAX + 1]; /* the worst of each section; PASS if nothing */
    size_t fine[SECTIONS_MAX + 1];      /* checks of each section that pass */
    size_t failing[SECTIONS_MAX + 1];   /* findings of each section that fail, waived ones apart */
    size_t empty[SECTIONS_MAX + 1];     /* required settings that are empty: these fail as well */
    bool incomplete[SECTIONS_MAX + 1];  /* some are empty, and nothing else fails */
    struct pool texts;                  /* what the findings say, each text once */
    struct ledger *ledger;              /* what was said of each record: ledger.h */
};

/* What the audit must know besides the configuration. */
struct audit_facts {
    time_t now;
    const struct certificate_facts *certificate; /* of pki/certificate.h; NULL: there is none */
    const struct notes *notes;                   /* NULL: never saved */
    unsigned
        unguarded; /* parts of the workers' sandbox that this machine does not have: sandbox.h */
    const char *cut_off; /* a target whose apply was cut off on this machine; NULL: none */
};

/* Judges everything that shows, and makes the list. The caller frees with audit_free(). */
void audit_run(struct audit *audit, const struct config *config, const struct audit_facts *facts);
void audit_free(struct audit *audit);

/* The same for an audit that was run before, or starts zeroed, but the list: judges only what a
 * change touches, in any configuration that shares records with the one before. Takes time for the
 * records that changed, and a glance at each list. False, and nothing was done: more than `most`
 * records would have to be judged. */
bool audit_update(struct audit *audit, const struct config *config, const struct audit_facts *facts,
                  size_t most);

/* audit->list, with audit->count: made if it is not there, as it is after audit_update(). Takes
 * linear time once. */
const struct finding *audit_list(const struct audit *audit);

/* Calls found for every finding at that place or in it, in the order of the list; takes time for
 * the record's, not for all of them. */
void audit_each_in(const struct audit *audit, const struct config_place *place,
                   void (*found)(void *data, const struct finding *finding), void *data);

/* The worst of them that is not waived; PASS: none. */
enum level audit_worst_in(const struct audit *audit, const struct config_place *place);

/* Another number when the words that an attacker of this site would try are others. */
unsigned audit_words(const struct audit *audit);

/* The worst finding at exactly this path that is not waived; NULL: none. For marks beside fields;
 * takes constant time. */
const struct finding *audit_at(const struct audit *audit, const char *path);

/* What was looked at: the words of a row or rule. */
struct check {
    const char *id; /* NULL: "section.key" of the place's setting */
    const char *source;
    int weight; /* 0 counts as 1 */
    bool clear; /* failing it, a password crosses the network unencrypted */
};

/* For rules in other files: one check was made at this place. Nothing is written down of PASS, and
 * UNASKED counts for nothing. verdict->key, if set, is the setting of the same record to go to. */
void audit_report(struct audit *audit, const struct check *check, const struct config_place *place,
                  const struct verdict *verdict);

/* The same about a file beside the configuration. */
void audit_report_file(struct audit *audit, const struct check *check, const char *file,
                       const struct verdict *verdict);

/* When all is said: applies the waivers, sorts, counts, and gives score and grade. today is
 * "2026-11-23". */
void audit_score(struct audit *audit, const struct config *config, const char *today);

#endif
