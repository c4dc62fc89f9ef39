/* startup.h - what the wizard's first frame shows, kept beside the generations, so that it stands
 * before thousands of records are read and OpenSSL is loaded.
 *
 * It is a cache and nothing else: it counts only while the current generation's files are the very
 * ones it was taken of, anyone who draws it loads right afterwards and draws what is true then, and
 * it may be deleted at any time. It holds nothing that printseal.conf and MANIFEST do not tell,
 * too.
 */
#ifndef BACKEND_REPORT_STARTUP_H
#define BACKEND_REPORT_STARTUP_H

#include "backend/audit/audit.h"
#include "backend/pki/certificate.h"

enum {
    STARTUP_FINDINGS = 24,
    STARTUP_VALUE = 64,
    STARTUP_WHY = 160
}; /* as many as a usual screen has room for */

/* What the overview shows besides what is audited. */
struct startup_known {
    size_t tests;           /* live tests that there are: at a start none of them was run */
    unsigned char code;     /* nobody has confirmed that he has the recovery code */
    char rollover[200];     /* the first that is under way; "": none */
    char when[32], who[96]; /* of the last save */
};

/* As it is in memory: another build's is not read. */
struct startup {
    char form[64]; /* format, version and language of the program that wrote it */
    int64_t of[7]; /* what it was taken of: the generation; size and time of its two files */
    char fqdn[256];
    size_t records[SECTIONS_MAX];
    size_t pass, warn, fail, waived;
    double score;
    char grade;
    unsigned char marks[SECTIONS_MAX + 1]; /* enum level */
    size_t failing[SECTIONS_MAX + 1], warning[SECTIONS_MAX + 1];
    unsigned char incomplete[SECTIONS_MAX + 1];
    unsigned char unused[SECTIONS_MAX];
    unsigned char has_certificate;
    unsigned char pending; /* enum pending */
    char key[32];
    int64_t not_after;
    struct startup_finding {
        unsigned char level; /* not waived */
        char path[PATH_SIZE];
        char value[STARTUP_VALUE], want[STARTUP_VALUE]; /* cut: what is longer has no room there */
        char why[STARTUP_WHY];
    } findings[STARTUP_FINDINGS];
    size_t shown;
    struct startup_known known;
};

/* Nothing has changed from one to the other. */
bool startup_equal(const struct startup *a, const struct startup *b);

/* Keeps for the next start what was just loaded or saved. */
void startup_take(struct startup *startup, const struct store *store, const struct config *config,
                  const struct audit *audit, const struct certificate_facts *certificate,
                  const struct startup_known *known);

/* Looks it up: what may change at any time, and what a save alone changes. Of tests the caller
 * knows. */
void startup_look(struct startup_known *known, struct store *store, const struct config *config);
void startup_look_saved(struct startup_known *known, struct store *store);

/* False: there is none, or it is of something else. */
bool startup_read(struct startup *startup, const struct store *store);

/* Keeps it; that it cannot is no harm. */
void startup_write(const struct startup *startup, const struct store *store);

/* All of it, for who has saved without a screen. */
void startup_keep(struct store *store, const struct config *config, const struct audit *audit,
                  const struct certificate_facts *certificate);

/* As much of audit and certificate as it has. The caller frees the audit. */
void startup_show(const struct startup *startup, struct audit *audit,
                  struct certificate_facts *certificate);

#endif
