/* screen.h - what a screen is: a const table of short functions, and how large its state is.
 *
 * The app keeps a stack of screens. The top one has the keys; a key it does not want goes to the
 * app. Drawing reads, and only reads: nothing remembers where it was drawn, so a resize needs no
 * code.
 */
#ifndef SCREENS_APP_SCREEN_H
#define SCREENS_APP_SCREEN_H

#include "backend/model/config.h"
#include "tui/key.h"
#include "tui/term.h"

struct app;
struct side;

/* Something that can be done here: its key, how the bottom line writes it, what it does in a word.
 * The same rows make the bottom line and the menu of actions. */
struct action {
    int key;
    const char *name; /* "^G"; NULL: in the menu only */
    const char *does; /* "generate" */
};

struct screen {
    size_t size;     /* of its state: zeroed before open(), wiped after close() */
    bool whole;      /* has the topics' columns, too, where both have no room for long lines */
    bool broad;      /* the same, but only beside a third pane */
    int help_rows;   /* lines of help, where there is room for more than two; 0: two */
    int help_narrow; /* the same where columns are few, so that the help says what a row cannot */
    bool stays;      /* undo and redo leave it open: it shows places, and no record of its own */
    bool over;       /* a box over the screen below, not a pane of its own */
    const struct action *actions; /* ends with key 0; NULL: none */
    /* Can that be done now? What cannot is not shown. NULL: all of it. */
    bool (*can)(const void *state, const struct app *app, const struct action *action);
    void (*open)(void *state, struct app *app, const void *subject);
    void (*draw)(const void *state, const struct app *app, struct area area, bool active);
    enum key_answer (*key)(void *state, struct app *app, struct area area, int key);
    enum key_answer (*paste)(void *state, struct app *app, const char *text); /* NULL: not wanted */
    void (*changed)(void *state, struct app *app); /* the configuration did; NULL: nothing to do */
    /* Is what it shows there no more? Then it is closed, also below others. NULL: it always is. */
    bool (*gone)(const void *state, const struct app *app);
    bool (*leave)(void *state, struct app *app); /* offers what is typed; false: stay */
    void (*close)(void *state, struct app *app);
    void (*title)(const void *state, const struct app *app, char text[], size_t size);
    /* Two lines of help for what has focus, and where it comes from ("" or a source). */
    const char *(*help)(const void *state, const struct app *app, const char **source);
    /* All that can be said of what has focus: the third pane of a wide terminal, and the help page.
     * NULL: the help line says it, and the pane has the third one's columns, too. */
    void (*side)(const void *state, const struct app *app, struct side *side);
    /* Path and text of what is being typed, for the draft, which is sealed; false: nothing is. */
    bool (*typed)(const void *state, const struct app *app, char path[PATH_SIZE],
                  const char **text);
};

/* Keys that nobody has: an action of the menu without a key of its own. */
enum { K_LOOK = K_MOUSE + 1 };

extern const struct screen welcome_screen;   /* how the first set-up goes on; no subject */
extern const struct screen discover_screen;  /* settings found in the network; subject: const
                                              * struct discovery * that is over, taken over; NULL:
                                              * to be asked */
extern const struct screen remaining_screen; /* what is left to do outside of here; no subject */
extern const struct screen home_screen;      /* topics; no subject */
extern const struct screen record_screen;    /* a form; subject: const struct config_place * */
extern const struct screen records_screen;   /* a list section; subject: const struct section * */
extern const struct screen findings_screen;  /* no subject */
extern const struct screen review_screen;    /* differences and Save; no subject */
extern const struct screen exports_screen;   /* what others are given of it; no subject */
extern const struct screen
    apply_differs_screen;                  /* subject: struct plan *, taken over; see apply.h */
extern const struct screen force_screen;   /* subject: const struct forcing * */
extern const struct screen search_screen;  /* everything by its words; no subject */
extern const struct screen history_screen; /* every save that is kept; no subject */
extern const struct screen certificates_screen; /* what is installed; no subject */
extern const struct screen question_screen;     /* subject: const struct question * */
extern const struct screen busy_screen;         /* work in a child; subject: const struct job * */
extern const struct screen actions_screen; /* what can be done here; subject: the action table */
extern const struct screen help_screen;    /* about the program and its keys; no subject */

#endif
