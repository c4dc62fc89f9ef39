/* saved.h - reports that an earlier run, another machine or a stranger wrote, read again.
 *
 * Files are parsed in a worker, which hands over lines; what does not have the shape of
 * its schema (assets/schema) is refused with a sentence. All texts are tame.
 */
#ifndef BACKEND_REPORT_SAVED_H
#define BACKEND_REPORT_SAVED_H

#include <jansson.h>

#include "backend/base/mem.h"
#include "backend/base/pool.h"
#include "backend/child/send.h"
#include "backend/child/worker.h"
#include "backend/model/schema.h"

enum {
    SAVED_SIZE = 64 << 20, /* bytes of a file: 200,000 findings */
    SAVED_SECONDS = 600,
};

/* Has a work of the program "reports" done, whose job is a path. False and err: it was not. */
bool saved_run(const char *name, const char *path, const struct listener *listener,
               struct err *err);

/* In the worker: reads the file of the job before there is a sandbox, and does it in one. */
work saved_open, saved_tests_work, saved_earlier_work;

/* In the worker: the bytes of a file as JSON whose top is an object of version 1. NULL, and why. */
json_t *saved_parse(const char *name, const struct buf *bytes, struct err *err);

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
bool saved_tests_read(const char *file, struct saved_tests *results, struct err *err);
void saved_tests_free(struct saved_tests *results);

/* What an earlier check found: for what has become worse since. By "id@path"; waived ones are left
 * out, for they count as not there. */
struct earlier {
    struct pool warn, fail;
    char grade; /* 0: there was no earlier check */
};
bool saved_earlier_read(const char *file, struct earlier *earlier, struct err *err);
void saved_earlier_free(struct earlier *earlier);

#endif
