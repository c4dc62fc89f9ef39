/* output.h - bytes that go past stdio, and files that commands write. */
#ifndef SCREENS_SESSION_OUTPUT_H
#define SCREENS_SESSION_OUTPUT_H

#include <stddef.h>

#include "backend/base/err.h"
#include "backend/report/page.h"
#include "screens/session/command.h"

/* Writes all bytes, past stdio, whose buffer would keep a copy of a secret. */
bool output_write(int fd, const char *bytes, size_t size, struct err *err);

/* Did the reader of standard output go away? The error of that write is for nobody:
 * session_complain() passes it over, and the program ends as by SIGPIPE. */
bool output_unread(void);

/* errno of what first went wrong with standard output; 0: nothing did. */
int output_broken(void);

/* Hands on what stdio keeps for standard output; false: see output_broken(). */
bool output_flush(void);

/* Writes a file, 0640, anew or in the place of the old one: anyone who looks sees the old one or
 * the new one. path NULL or "-": standard output. */
bool output_file(const char *path, const char *bytes, size_t size, struct err *err);

/* The same with another mode, such as 0644 for what other users read. */
bool output_file_mode(const char *path, unsigned mode, const char *bytes, size_t size,
                      struct err *err);

/* Is what is there, if anything, ours or root's? A link counts, not what it leads to. */
bool output_ours(const char *path);

/* Writes a text to standard output; says so, and STATUS_FAILED, if that cannot be done. */
enum status output_text(const struct buf *text);

/* How text for people looks there: in colour and as wide as the terminal is, if it is one. */
struct look output_look(const char *path);

/* Where something secret goes that is shown once: the file (made 0600, never one that is there), or
 * (file NULL) standard error if that is a terminal. False: there is nowhere. */
struct once {
    const char *what;   /* "recovery code": for errors */
    const char *before; /* a line that stands above it on a terminal, without its colon */
    const char *file;
    int fd; /* -1: none */
};
extern const struct once output_once_recovery; /* for the vault's recovery code, not opened yet */
bool output_once_open(struct once *once, const char *file, struct err *err);
bool output_once_possible(const struct once *once);
/* Shows it, or writes it so that it outlives a power cut. Do so before what it opens is saved, so
 * that nothing is ever saved that nobody can open; if the save fails, output_once_close() takes the
 * file away. */
bool output_once_report(const struct once *once, const char *text, struct err *err);
/* The same for bytes that are not text to show: without a file they go to standard output. */
bool output_once_bytes(const struct once *once, const char *bytes, size_t size, struct err *err);
void output_once_close(struct once *once, bool keep); /* without keep, the file goes away */

#endif
