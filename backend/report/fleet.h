/* fleet.h - many servers at a glance, from collected `check --format json` files.
 *
 * The files of a folder are read one after the other in a worker: time and memory grow linearly,
 * and what is hostile in one of them harms neither the others nor the terminal.
 */
#ifndef BACKEND_REPORT_FLEET_H
#define BACKEND_REPORT_FLEET_H

#include <limits.h>

#include "backend/base/err.h"
#include "backend/base/mem.h"
#include "backend/base/pool.h"
#include "backend/child/send.h"

#define FLEET_NO_CERTIFICATE LONG_MIN /* no int, so no enum */

/* Texts are tame. */
struct fleet_host {
    const char *name; /* of the server; of the file if the report has none */
    const char *file;
    const char *time; /* when it was checked */
    char grade;
    double score;
    long fail, warn, generation;
    long days; /* until its certificate ends; FLEET_NO_CERTIFICATE */
};

/* A file that says nothing, and why. */
struct fleet_broken {
    const char *file, *why;
};

struct fleet {
    struct fleet_host *hosts; /* worst first: grade, fails, warnings, days */
    size_t count, room;
    struct fleet_broken *broken; /* by name */
    size_t broken_count, broken_room;
    struct pool texts;
};

/* Reads every *.json of the folder; sub-folders and other files are left alone. False, and why: the
 * folder cannot be read. The caller frees. */
bool fleet_read(const char *folder, struct fleet *fleet, struct err *err);
void fleet_free(struct fleet *fleet);

/* One table, worst first; then what could not be read; then one line of counts. Adds to out. */
void fleet_text(const struct fleet *fleet, struct buf *out);

/* The same as one object: assets/schema/report.json. Adds to out. */
void fleet_json(const struct fleet *fleet, struct buf *out);

/* In the worker: reports what folder.h hands over, each as lines. */
work fleet_work;

/* The same as CSV (RFC 4180), for spreadsheets, and as a page for people. Add to out. */
void fleet_csv(const struct fleet *fleet, struct buf *out);
void fleet_html(const struct fleet *fleet, struct buf *out);

/* By name, as --format has it; NULL: the first. */
extern const struct fleet_form {
    const char *name;
    void (*write)(const struct fleet *fleet, struct buf *out);
} fleet_forms[]; /* name NULL at the end */
#define FLEET_FORMS "text|json|csv|html"
const struct fleet_form *fleet_form(const char *name);

#endif
