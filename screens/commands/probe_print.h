/* probe_print.h - results of live tests as they come: blocks or lines of text, JSON at the end,
 * JSON lines; and on a terminal how far it is.
 */
#ifndef SCREENS_COMMANDS_PROBE_PRINT_H
#define SCREENS_COMMANDS_PROBE_PRINT_H

#include "backend/probe/run.h"
#include "backend/report/page.h"

enum probe_form { PROBE_TEXT, PROBE_JSON, PROBE_JSONL };

/* Starts with form and failed. */
struct probe_print {
    enum probe_form form;
    bool failed; /* only what failed or is unreachable */

    /* private */
    struct look look;
    size_t printed; /* text that goes into a pipe: so many of the order are out */
    bool progress;  /* there is a terminal for a line of progress */
    bool lines;     /* on a terminal, of many tests: one line each */
    bool broken;    /* the output cannot be written; told once */
};

/* Before the first step. */
void probe_print_begin(struct probe_print *print, const struct probe_run *run);

/* For each event: how far it is, and what is finished. On a terminal each test comes when it is
 * over; in a pipe all come in the order of the configuration. False: it cannot be written. */
bool probe_print_event(struct probe_print *print, const struct probe_run *run,
                       const struct probe_event *event, bool ended);

/* How long to wait for the next event, in milliseconds, until the line of progress is to be painted
 * again, for time has gone by; -1: there is none. */
int probe_print_patience(void);
void probe_print_again(const struct probe_print *print, const struct probe_run *run);

/* What is left to print, groups and sums. signal: what cut it short; 0: nothing did. */
bool probe_print_end(struct probe_print *print, const struct probe_run *run, int signal);

#endif
