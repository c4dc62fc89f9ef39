/* program.h - the main() of a program of libexec: a table of works, of which one is done. */
#ifndef BACKEND_CHILD_PROGRAM_H
#define BACKEND_CHILD_PROGRAM_H

#include "backend/child/send.h"

struct program_work {
    const char *name; /* NULL at the end of a table */
    work *run;        /* in the sandbox */
    work *prepare;    /* before it, with all rights: opens what run() needs; NULL: nothing. What
                         does not return 0 ends it. */
    /* In a pattern, once: makes what every job needs and is nobody's; NULL: nothing. */
    void (*warm)(const void *common, size_t size);
    bool network;     /* run() may make connections */
    size_t memory;    /* bytes for run(), besides some for the job; 0: no limit of its own */
    unsigned without; /* parts of the sandbox that a test leaves out: sandbox.h */
};

/* Waits for a job, does it and ends. Who started it by hand has none, and is told so. */
_Noreturn void program_main(const struct program_work works[]);

#endif
