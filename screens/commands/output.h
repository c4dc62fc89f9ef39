/* output.h - bytes that go past stdio, and files that commands write. */
#ifndef SCREENS_COMMANDS_OUTPUT_H
#define SCREENS_COMMANDS_OUTPUT_H

#include <stddef.h>

#include "backend/err.h"
#include "backend/report/page.h"

/* Writes all bytes, past stdio, whose buffer would keep a copy of a secret. */
bool output_write(int fd, const char *bytes, size_t size, struct err *err);

/* Writes a file, 0640, anew or in the place of the old one: whoever looks sees the old one or the
 * new one. path NULL or "-": standard output. */
bool output_file(const char *path, const char *bytes, size_t size, struct err *err);

/* The same with another mode, such as 0644 for what other users read. */
bool output_file_mode(const char *path, unsigned mode, const char *bytes, size_t size,
                      struct err *err);

/* How text for people looks there: in colour and as wide as the terminal is, if it is one. */
struct look output_look(const char *path);

/* Where a recovery code goes, which is shown once: the file (made 0600, never one that is there),
 * or (file NULL) standard error if that is a terminal. False: there is nowhere. */
struct recovery {
    const char *file;
    int fd; /* -1: none */
};
bool recovery_open(struct recovery *recovery, const char *file, struct err *err);
bool recovery_possible(const struct recovery *recovery);
bool recovery_tell(const struct recovery *recovery, const char *code, struct err *err);
void recovery_close(struct recovery *recovery, bool keep); /* without keep, the file goes away */

#endif
