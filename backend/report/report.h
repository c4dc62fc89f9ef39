/* report.h - what an audit found, in every form that people and programs ask for.
 *
 * One row per form; nothing about a form is written anywhere else. Texts come tame from the audit
 * and are escaped once more by each form's own rules, for they hold what strangers typed.
 */
#ifndef BACKEND_REPORT_REPORT_H
#define BACKEND_REPORT_REPORT_H

#include "backend/audit/audit.h"
#include "backend/pki/certificate.h"
#include "backend/report/page.h"

struct saved_tests; /* of saved.h */

/* All but audit and name may be zero: what is not known is left out. */
struct report {
    const struct audit *audit;
    const struct notes *notes; /* NULL: nothing was loaded */
    const char *name;          /* of the server; "" while nobody has said */
    unsigned generation;       /* 0: never saved */
    time_t now;                /* when it was judged */
    const struct config *config;
    const struct certificate_facts *certificate;
    const struct generation *made;    /* when and by whom the generation was saved */
    const struct config *before;      /* the generation before it */
    unsigned before_number;           /* and its number */
    const struct saved_tests *probes; /* live tests that somebody saved */
    const struct buf *rollovers;      /* lines of rollover_lines(): "snmp.floor: 38 of 40 ..." */
    bool code_open;                   /* nobody has confirmed to have the recovery code */
    const struct buf *text;           /* of printseal.conf, for forms that point into it */
};

struct report_form {
    const char *name; /* as --format has it */
    void (*write)(const struct report *report,
                  struct buf *out); /* adds to out; NULL: report_text() */
    unsigned mode; /* of the file: Prometheus' exporter reads as another user; others are ours */
    bool plugin;   /* its exit status is a monitoring plugin's */
    bool past;     /* it tells what changed since the generation before */
    bool lines;    /* it points into printseal.conf */
};
extern const struct report_form report_forms[]; /* name NULL at the end */
#define REPORT_FORMS "text|json|sarif|html|nagios|prometheus"

/* By its name; NULL: the first one. */
const struct report_form *report_form(const char *name);

/* Topic by topic: its mark, then each finding with what would be right, why, and where that is
 * written; then counts, score and grade. Adds to out. */
void report_text(const struct report *report, const struct look *look, struct buf *out);

/* One object, as the contract of `check --format json` says and assets/schema/check.json spells
 * out; a line per finding. Adds to out, as all of them. */
void report_json(const struct report *report, struct buf *out);

/* SARIF 2.1.0 (OASIS): a rule per finding's id, a result per finding, with the lines of
 * printseal.conf where its setting is, or else its record or section; a waived one is suppressed.
 */
void report_sarif(const struct report *report, struct buf *out);

/* One line with performance data, as the Monitoring Plugins' guidelines ask. */
void report_nagios(const struct report *report, struct buf *out);

/* The same line of what could not be judged. */
void report_nagios_unknown(const char *why, struct buf *out);

/* Prometheus' text format 0.0.4, for node_exporter's textfile folder. */
void report_prometheus(const struct report *report, struct buf *out);

/* One page that needs nothing else: no script, no file, no network; for a screen and for A4. */
void report_html(const struct report *report, struct buf *out);

/* A secret that is older than the policy likes: told beside the findings, in JSON and by a watch.
 */
#define OLD_SECRET "old-secret"

/* That nobody has confirmed to have the recovery code is no finding, for no setting is weak, and
 * only a person can do it; it is told beside the findings to people, as the overview does. */
#define RECOVERY_OPEN                                                                              \
    "Nobody has confirmed having the recovery code; printseal passwd --recovery makes another."

/* The files that were not checked because this user may not read them, as a LIST; "": none. */
const char *report_unread(const struct report *report);

/* The worst that is not waived. */
enum level report_level(const struct audit *audit);

/* Whole days until then, rounded down: -1 since a second ago. */
long report_days(time_t from, time_t to);

#endif
