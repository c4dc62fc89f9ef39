/* saved.h - reports that an earlier run, another machine or a stranger wrote, read again.
 *
 * Files are opened and parsed in a worker, which hands over lines; what does not have the shape of
 * its schema (assets/schema) is refused with a sentence. All texts are tame.
 */
#ifndef BACKEND_REPORT_SAVED_H
#define BACKEND_REPORT_SAVED_H

#include <jansson.h>

#include "backend/base/pool.h"
#include "backend/child/worker.h"
#include "backend/model/schema.h"

enum {
    SAVED_SIZE = 64 << 20, /* bytes of a file: 200,000 findings */
    SAVED_SECONDS = 600,
};

/* In the child: a file of at most SAVED_SIZE bytes as JSON whose top is an object of version 1.
 * NULL, and why. */
json_t *saved_load(int dir, const char *name, struct err *err);

/* In the child: a text of an object; "" if it is none. An integer; `other` if it is none. */
const char *saved_text(const json_t *object, const char *key);
long saved_number(const json_t *object, const char *key, long other);

/* Of a line that a child said: cuts the next word off and steps *at behind it; "" at the end. */
const char *saved_word(char **at);

/* Live tests, as `printseal probe --format json` wrote them. */
struct saved_test {
    const char *path, *verdict, *text; /* text: of the last step, which says why */
    const char *target;                /* "nps1.corp.example.com:1812" */
    const char *steps;                 /* "resolve pass, connect pass, tls fail" */
    long ms;
};
struct saved_tests {
    struct saved_test *list;
    size_t count, room;
    struct pool texts;
};
bool probes_read(const char *file, struct saved_tests *results, struct err *err);
void probes_free(struct saved_tests *results);

/* What an earlier check found: for what has become worse since. By "id@path"; waived ones are left
 * out, for they count as not there. */
struct earlier {
    struct pool warn, fail;
    char grade; /* 0: there was no earlier check */
};
bool earlier_read(const char *file, struct earlier *earlier, struct err *err);
void earlier_free(struct earlier *earlier);

#endif
