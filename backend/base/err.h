/* err.h - one sentence about what went wrong, for the person at the terminal.
 *
 * A function that can fail for a reason people should hear returns bool (or NULL) and takes
 * `struct err *err` last; on failure it has changed nothing. Sentences start in lower case with
 * what is wrong, say what would be right, and carry no full stop, so that a caller may put a place
 * in front: printseal.conf:12: radius.hq.port: needs a number from 1 to 65535
 */
#ifndef BACKEND_BASE_ERR_H
#define BACKEND_BASE_ERR_H

#include <stdbool.h>

struct err {
    char text[2048]; /* one line; the faults of a file (fault.h): one line each */
};

/* Writes the sentence. Always false, so that failing is one expression. Control characters and
 * broken UTF-8, which may come from a hostile file, become '?'. err may be NULL: nobody wants to
 * hear it. */
bool fail(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "where: " in front of what is there. Always false. */
bool fail_in(struct err *err, const char *where, ...) __attribute__((format(printf, 2, 3)));

/* As fail(), with ": " and the text of errno behind the sentence. */
bool fail_errno(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
