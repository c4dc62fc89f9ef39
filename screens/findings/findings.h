/* findings.h - the screen of findings: its state, and what its files share. */
#ifndef SCREENS_FINDINGS_FINDINGS_H
#define SCREENS_FINDINGS_FINDINGS_H

#include "screens/app/app.h"
#include "tui/list.h"

/* Which findings are shown, and under which headings. */
enum findings_view {
    FINDINGS_ALL,
    FINDINGS_PROBLEMS,
    FINDINGS_WARNINGS,
    FINDINGS_TOPIC,
    FINDINGS_WAIVED
};
enum { FINDINGS_VIEWS = FINDINGS_WAIVED + 1 };
enum findings_order { FINDINGS_BY_KIND, FINDINGS_BY_TOPIC, FINDINGS_BY_WEIGHT };
enum { FINDINGS_ORDERS = FINDINGS_BY_WEIGHT + 1 };

/* A line: a heading, or a finding of the audit. */
struct findings_line {
    bool heading;
    bool fixable; /* of a heading: one of those under it can be fixed by itself */
    size_t at;    /* in the audit's list; of a heading its group, or its topic */
    size_t count; /* of a heading: how many findings stand under it */
    size_t head;  /* of a finding: the line of its heading */
};

struct findings {
    struct app *app;
    struct list list;
    struct findings_line *lines;
    size_t count, room;
    enum findings_order order;
    enum findings_view view;
    size_t topic;                  /* in sections[]: of FINDINGS_TOPIC */
    size_t counts[FINDINGS_VIEWS]; /* how many each view has */
};

extern const struct list_model findings_model; /* data is a struct findings */

/* Gathers the lines anew, after the audit, the order or the filter changed. */
void findings_gather(struct findings *state);

/* findings_once.c: which others of the audit's list ask for the same value at the same place as one
 * does. */
enum { FINDINGS_ALIKE = 4 };
size_t findings_alike(const struct audit *audit, size_t at, size_t alike[FINDINGS_ALIKE]);

/* Of those that are alike one stays under its heading, of[] being the heading of each; the others
 * get none. */
void findings_once(const struct audit *audit, size_t of[], size_t none);

/* findings_view.c: does the view in hand have it? Counts it for each view that has. */
bool findings_shown(struct findings *state, const struct finding *finding);

/* The next view, or the one before; its topic is that of the finding in hand, which stays in hand
 * if the view has it. */
void findings_view_next(struct findings *state, bool back);

/* The line above the list: the views with how many each has, as many as there is room for. */
void findings_view_draw(const struct findings *state, struct area line);

/* The finding that has focus; NULL: none has. */
const struct finding *findings_in_hand(const struct findings *state);

/* The heading above the line in hand; NULL: there is none. */
const struct findings_line *findings_heading(const struct findings *state);

/* "none -> TLS", "make a new one": what it is and should be, as people write the values. */
void findings_describe(const struct finding *finding, char text[], size_t size);

/* The setting that it is about; NULL: it is about something else. */
const struct setting *findings_setting(const struct app *app, const struct finding *finding);

/* "Set Encryption to TLS.": what to do, as a sentence or several. */
void findings_do(const struct app *app, const struct finding *finding, char text[], size_t size);

/* findings_fix.c: is there one value, or a new secret, that fixes it? Asks, then fixes all that are
 * shown under its heading and can be. */
bool findings_can_fix(const struct app *app, const struct finding *finding);
void findings_fix_group(struct findings *state);

/* findings_waive.c: what accepting it does to the grade, in a sentence; asks why and until when,
 * and accepts it. */
void findings_waive(struct app *app, const struct finding *finding);

#endif
