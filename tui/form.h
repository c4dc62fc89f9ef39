/* form.h - rows of labels and values, edited in place.
 *
 * A form owns no copy of the values: it asks its model for row i when it paints, and offers a text
 * to the model when the user is done with a row. Typing into a text, number or secret begins at
 * once; Enter, Tab, Up and Down offer it; Esc puts the old value back; a refused text stays, with
 * the reason under it. Left and Right change a choice, Enter opens it, Space turns a flag.
 */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "tui/edit.h"
#include "tui/key.h"
#include "tui/menu.h"
#include "tui/term.h"
#include "tui/theme.h"
#include <stdbool.h>
#include <stddef.h>

enum form_kind {
    FORM_TEXT,
    FORM_NUMBER,
    FORM_SECRET,
    FORM_FLAG,    /* value: "true" or "false" */
    FORM_CHOICE,  /* value: one of choices */
    FORM_BUTTONS, /* one row of buttons */
    FORM_STATIC,  /* can have focus (for its help, its Enter), cannot be changed */
    FORM_HEADING, /* cannot have focus; value: over the values */
};

enum { FORM_WEAK = 8 };

/* How strong a secret is: a bar, words, and which of its bytes are weak. */
struct form_meter {
    int filled, cells; /* the bar; cells 0: none */
    enum mark mark;
    const char *text; /* "weak: guessed offline in 11 minutes"; wrapped */
    struct {
        size_t at, size;   /* bytes of the text being typed */
    } weak[FORM_WEAK];     /* size 0 ends */
    const char *weak_text; /* "word, word, year"; behind the ^^^^ */
};

/* A row, as the model fills it in; zeroed before. Texts are the model's and need to live until the
 * next call only. */
struct form_row {
    enum form_kind kind;
    const char *label;
    const char *value; /* NULL: empty; of a secret never the secret but its stand-in, "********" */
    const char *whole; /* instead of it where all of it stands, under the row; NULL: the value */
    enum mark mark;
    const char *unit;   /* NUMBER: right behind it: "seconds" */
    const char *bounds; /* and behind that, if there is room: ", 1 to 60" */
    const char *remark; /* under it while it is in hand: what is wrong, what would be right */
    const char *note;   /* at the right: "advised: SHA-256", "generated" */
    const char *const *choices;  /* CHOICE and BUTTONS: NULL-terminated; of a choice the values */
    const char *const *labels;   /* CHOICE: how they are shown; NULL: as they are */
    const char *const *meanings; /* CHOICE: what follows from taking it; NULL: nothing is said */
    size_t max;                  /* bytes that can be typed; 0: as many as an edit holds */
    bool locked;                 /* may be looked at, not changed */
    const struct form_meter *meter; /* SECRET: drawn under it; NULL: none */
};

struct form_model {
    /* Fills in row i. False: there is no such row; rows are 0, 1, 2 ... without a gap. */
    bool (*row)(const void *data, size_t i, struct form_row *row);
    /* Takes a new value, or returns false and says why. */
    bool (*set)(void *data, size_t i, const char *text, char why[], size_t size);
    /* Each change of a text being typed, NULL when it is let go. May be NULL. */
    void (*typing)(void *data, size_t i, const char *text);
    /* Enter on a button (which: its number), or on a FORM_STATIC row (0). May be NULL. */
    void (*press)(void *data, size_t i, size_t which);
    /* The bytes of a secret for one paint, asked while the form is `revealed`; may be NULL, may
     * return NULL. */
    const char *(*look)(const void *data, size_t i);
};

/* Zeroed, then model and data are set; the rest is the form's. */
struct form {
    const struct form_model *model;
    void *data;
    struct edit *edit; /* where typing happens: the caller's, for secrets in a locked page */
    size_t focus;      /* row; after a change of the rows call form_settle() */
    size_t button;     /* in a row of buttons */
    bool editing;
    bool revealed; /* secrets are shown; Ctrl-R turns it; off again when focus moves */
    bool choosing; /* the menu below is open */
    struct menu menu;
    char why[256]; /* why the text was refused */
};

/* Paints; active: the form has the keys and the cursor. */
void form_draw(const struct form *form, struct area area, bool active);

/* Down, Tab or Enter on the last row and Up on the first are IGNORED, as is Esc while nothing is
 * being typed: the screen knows what comes next. */
enum key_answer form_key(struct form *form, struct area area, int key);

/* Goes into the row in hand, beginning to edit it; IGNORED if it cannot be typed into. */
enum key_answer form_paste(struct form *form, const char *text);

/* Offers what is being typed; false: it was refused, stay here. Call before leaving the form. */
bool form_commit(struct form *form);

/* Drops what is being typed and wipes it; for closing. */
void form_drop(struct form *form);

/* Hides a secret that is shown, also one that is being typed; nothing typed is lost. */
void form_conceal(struct form *form);

/* Takes what is being typed, then goes to the first row at or after i that can have focus, else the
 * last before it. A refused text stays in hand. */
enum key_answer form_go(struct form *form, size_t i);

/* Moves focus to a row that exists and can have it: the nearest. */
void form_settle(struct form *form);

#endif
