/* program.h - another program, run to its end: a checker, a reload. */
#ifndef BACKEND_APPLY_PROGRAM_H
#define BACKEND_APPLY_PROGRAM_H

#include "backend/base/err.h"
#include "backend/base/mem.h"

enum { PROGRAM_SECONDS = 60, PROGRAM_REPORTED = 1 << 16 };

/* Runs words[0] (looked for where the system's programs are, whatever $PATH says) with words, NULL
 * at the end; nothing is a shell's. input (NULL: none) is its standard input. What it prints, on
 * both outputs, is added to said (NULL: nobody wants it), PROGRAM_SAID bytes at most. Returns its
 * exit status, and -1, with a sentence, if it could not be run or took longer than PROGRAM_SECONDS.
 */
int program_run(const char *const words[], const struct buf *input, struct buf *reply,
                struct err *err);

/* A program that somebody else wrote. */
struct program_wish {
    const char *const *words;
    const char *variable; /* "NAME=VALUE": beside the fixed environment; NULL: none */
    int seconds;
    bool alone; /* in a process group of its own, which is killed when the time is up */
};

/* The same for it, without an input. What it leaves running is not waited for. */
int program_run_wish(const struct program_wish *wish, const struct buf *input, struct buf *reply,
                     struct err *err);

/* May this program be run for whoever runs us: is it a file that can be executed, and may nobody
 * but root and us change it, or one of the folders that lead to it? path is absolute; links are
 * followed. False, and why. */
bool program_guarded(const char *path, struct err *err);

#endif
