/* findings.h - the screen of findings: its state, and what its files share. */
#ifndef SCREENS_WIZARD_FINDINGS_H
#define SCREENS_WIZARD_FINDINGS_H

#include "screens/app/app.h"
#include "tui/list.h"

/* A line: a heading, or a finding of the audit. */
struct findings_line {
    bool heading;
    size_t at;    /* in the audit's list; of a heading its group, or its topic */
    size_t count; /* of a heading: how many findings stand under it */
};

struct findings {
    struct app *app;
    struct list list;
    struct findings_line *lines;
    size_t count, room;
    bool by_topic; /* sorted by topic; else grouped by what is wrong */
};

extern const struct list_model findings_model; /* data is a struct findings */

/* Gathers the lines anew, after the audit, the order or the filter changed. */
void findings_gather(struct findings *state);

/* The finding that has focus; NULL: none has. */
const struct finding *findings_in_hand(const struct findings *state);

/* Are two findings under one heading, as the lines are grouped now? */
bool findings_together(const struct findings *state, const struct finding *a,
                       const struct finding *b);

/* "Set Encryption to TLS.": what to do, as a sentence or several. */
void findings_do(const struct app *app, const struct finding *finding, char text[], size_t size);

/* findings_fix.c: is there one value, or a new secret, that fixes it? Asks, then fixes all that are
 * under its heading and can be. */
bool findings_can_fix(const struct app *app, const struct finding *finding);
void findings_fix_group(struct findings *state);

/* findings_waive.c: asks why and until when, and accepts it. */
void findings_waive(struct app *app, const struct finding *finding);

#endif
