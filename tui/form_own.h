/* form_own.h - what the files of the form share: where its rows stand, and the keys of each kind.
 *
 * The layout is computed anew each time from the model and the area: nothing is remembered, so that
 * a resize or a row that comes or goes needs no code.
 */
#ifndef TUI_FORM_OWN_H
#define TUI_FORM_OWN_H

#include "tui/form.h"

enum { FORM_ROWS = 512, FORM_SIGNS = 3 }; /* columns of the pointer, the mark and a blank */

struct form_layout {
    size_t rows;         /* of the whole form */
    size_t first, after; /* those on the page that has the focus */
    bool paged;          /* there is more: the last line says so */
    bool stacked;        /* too narrow: labels stand above values */
    int value_x;         /* from the area's left edge */
    int value_cols;
    int words_x; /* of sentences below a value: under it, or under its label for want of room */
    int words_cols;
    short height[FORM_ROWS];
};

/* One row being drawn: what it is, and where. */
struct form_spot {
    const struct form *form;
    const struct form_layout *layout;
    struct form_row row;
    size_t i;
    int y, x, cols; /* of its value */
    int left;       /* the area's edge */
    bool focused, active;
};

/* Draws the meter of a secret from that line on, as far as there is room above the end; the row has
 * one. */
void form_draw_meter(const struct form_spot *spot, int y, int end);

/* Fills in the layout. */
void form_layout(struct form_layout *layout, const struct form *form, struct area area);

/* Asks the model for row i, zeroed before. */
bool form_row(const struct form *form, size_t i, struct form_row *row);

/* Lines of the meter under a secret: as a rule the same, so that typing does not move what is
 * below. */
int form_meter_lines(const struct form *form, const struct form_meter *meter,
                     const struct form_layout *layout);

/* What stands under the row in hand: why a text was refused, else what is wrong with the value. */
const char *form_remark(const struct form *form, const struct form_row *row);

/* What stands above that: the value, if its column is too narrow for it; else "". */
const char *form_whole(const struct form *form, const struct form_row *row,
                       const struct form_layout *layout);

/* A value as people see it, in those bytes: yes or no, the label of a choice. */
const char *form_shown(const struct form_row *row);

/* The place of a choice's value among its choices; of an unknown one 0. */
size_t form_choice(const struct form_row *row);

/* True if the row can be typed into. */
bool form_typable(const struct form_row *row);

/* The row that has the focus; false: none can have it. */
bool form_in_hand(const struct form *form, struct form_row *row);

/* Offers a value of the row in hand to the model; false: form->why says why not. */
bool form_offer(struct form *form, const char *text);

/* To the next row that can have focus; stays on the last. */
void form_next(struct form *form);

/* The keys of a row by its kind, and of the open menu. */
enum key_answer form_key_flag(struct form *form, const struct form_row *row, int key);
enum key_answer form_key_choice(struct form *form, const struct form_row *row, int key);
enum key_answer form_key_buttons(struct form *form, const struct form_row *row, int key);
enum key_answer form_key_static(struct form *form, int key);
enum key_answer form_key_menu(struct form *form, int key);

#endif
