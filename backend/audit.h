/* audit.h - which settings are weaker than they should be; rules across settings; waivers; the
 * score.
 *
 * Score: 100 * (1 - lost / possible), a fail losing all of its weight, a warn 40 %. Grade by the
 * worst thing first: A no fail and no warn; B no fail; C at most 5 % of checks fail; D at most 20
 * %; F beyond, or any password that would cross the network in clear.
 */
#ifndef BACKEND_AUDIT_H
#define BACKEND_AUDIT_H

#include <time.h>

#include "backend/config.h"
#include "backend/store.h"

struct finding {
    const char *id;       /* "section.key" for a row, "lower-case-hyphen" for a rule */
    char path[PATH_SIZE]; /* the place: "snmp.floor2.auth" */
    enum level level;     /* WARN or FAIL; PASS only for what audit_rows() hands out */
    char value[128], want[160], why[320];
    const char *source;
    bool waived; /* still printed, counts for nothing */
    bool clear;  /* a password would cross the network in clear */
};

struct audit {
    struct finding *list; /* in wizard order, worst first within a section */
    size_t count, room;
    size_t pass, warn, fail, waived; /* checks */
    double lost, possible;
    double score;
    char grade;                     /* 'A' to 'F' */
    enum level marks[SECTIONS_MAX]; /* the worst of each section; PASS if nothing */
    bool incomplete[SECTIONS_MAX];  /* a required setting is empty */
};

/* What the audit must know besides the configuration. */
struct audit_facts {
    time_t now;
    const struct certificate_facts *certificate; /* of pki/certificate.h; NULL: there is none */
    const struct notes *notes;                   /* NULL: never saved */
};

/* Judges everything that shows. The caller frees with audit_free(). */
void audit_run(struct audit *audit, const struct config *config, const struct audit_facts *facts);
void audit_free(struct audit *audit);

/* The worst finding at exactly this path that is not waived; NULL: none. For marks beside fields.
 */
const struct finding *audit_at(const struct audit *audit, const char *path);

/* For rules in other files: one check was made; PASS and UNASKED write nothing down. */
void audit_say(struct audit *audit, const char *id, const char *path, const char *source,
               int weight, const struct verdict *verdict);

#endif
