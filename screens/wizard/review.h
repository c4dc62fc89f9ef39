/* review.h - the review before a save: its state, and what its files share. */
#ifndef SCREENS_WIZARD_REVIEW_H
#define SCREENS_WIZARD_REVIEW_H

#include "screens/app/app.h"
#include "tui/form.h"

enum { REVIEW_MOST = 500 }; /* differences kept to look at; all are counted */

/* A line under the buttons: the heading of a topic, or a difference. */
struct review_line {
    const struct section *heading; /* NULL: a difference */
    size_t at;                     /* in the list */
};

struct review {
    struct app *app;
    struct form form;
    struct difference *list;
    size_t count, room, all;
    struct review_line lines[REVIEW_MOST + SECTIONS_MAX];
    size_t line_count;
    char tests[300];   /* findings that stay open, how the live tests stand; "": neither */
    char missing[300]; /* what is not judged or pending; "": nothing */
    bool untested;     /* some were never made */
    int was_cols;      /* of the column of what is saved */
    struct {
        double score;
        char grade; /* of what is saved; '\0': nothing is */
    } was;
};

/* Gathers the differences and their lines anew. */
void review_gather(struct review *state);

/* The difference that has focus; NULL: the buttons have. */
const struct difference *review_in_hand(const struct review *state);

/* Draws the lines above everything: how much differs, what is pending, what stays open; and how
 * many these are. */
int review_title_rows(const struct review *state, struct area area);
void review_title(const struct review *state, struct area area);

/* What the column of the old values is called. */
const char *review_was_title(const struct review *state);

/* What was, and what will be, as people read it; of a secret only what happens to it. */
void review_was(const struct difference *difference, char text[], size_t size);
void review_will(const struct difference *difference, char text[], size_t size);

/* review_several.c: of a setting of several values what is added and removed; false: it is no such
 * setting, or had or has none. */
struct review_several {
    char was[64], will[96]; /* "40 values", "1 added, 1 removed" */
    char text[2000];        /* "Added: a.example.com. Removed: b.example.com" */
};
bool review_several(const struct difference *difference, struct review_several *several);

/* What follows from it elsewhere, as a sentence; "": nothing does. */
const char *review_consequence(const struct difference *difference);

/* Puts back what is saved, in that place only; a change as any other. */
void review_undo(struct app *app, const struct difference *difference);

#endif
