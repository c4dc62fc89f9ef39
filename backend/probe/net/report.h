/* report.h - in the child: says what was found, step by step. */
#ifndef BACKEND_PROBE_NET_REPORT_H
#define BACKEND_PROBE_NET_REPORT_H

#include <time.h>

#include "backend/probe/net/result.h"

enum { REPORT_HELD = 4096 };

struct step_report {
    int out;
    struct timespec since; /* the last step was told then */
    enum probe_verdict worst;
    bool login_failed;      /* a step of that name was a failure */
    bool pass_unsaid;       /* private to tls.c */
    char held[REPORT_HELD]; /* facts that were not sent yet */
    size_t held_size;
};

/* The clock of the first step runs from here. */
struct step_report report_start(int out);

/* One step, with the milliseconds since the one before. A sentence as in err.h, tamed and cut at
 * 400 bytes. A step may be told more than once: each time something else. Returns whether it
 * passed, be it with a warning, so that "go on?" is one expression. */
bool report_step(struct step_report *report, enum probe_step step, enum probe_verdict verdict,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Sends the facts that wait for a step: after the last one. */
void report_send(struct step_report *report);

/* A fact by name ("tls.version": a-z 0-9 . _ -, at most 31 bytes), any length up to RESULT_TEXT;
 * told again it is replaced. Sent with the next step. */
void report_fact(struct step_report *report, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
