/* record.h - a form over one record: its state, and what its two files share. */
#ifndef SCREENS_FORM_RECORD_H
#define SCREENS_FORM_RECORD_H

#include "screens/app/app.h"
#include "screens/form/meter.h"
#include "tui/form.h"

struct record_form {
    struct app *app;
    const struct section *section;
    size_t at; /* position of the record in its table: a name may change */
    struct form form;
    struct meter meter;
    bool testable; /* there is another end to try as it is set now */
};

/* The rows that show, then (first run) the buttons; data is a struct record_form. */
extern const struct form_model record_model;

const struct record *
record_form_record(const struct record_form *state);      /* the record, as it is now */
size_t record_form_rows(const struct record_form *state); /* how many settings show */

/* The setting that has focus; NULL: the buttons. */
const struct setting *record_form_setting(const struct record_form *state);

/* What the buttons under the settings do. */
enum record_button { BUTTON_NEXT, BUTTON_ANOTHER, BUTTON_BACK, BUTTON_TEST, BUTTON_TOOL };
enum { BUTTONS = BUTTON_TOOL + 1 };

/* Which button stands at that place of the row: it depends on the guide and the section. */
enum record_button record_form_button(const struct record_form *state, size_t which);

/* Another record of that list: the list asks for its name, as its own key does. */
void record_another(struct app *app, const struct section *section);

/* Fills in the row of the buttons; false: there are none. */
bool record_form_buttons(const struct record_form *state, struct form_row *row);

/* Looks whether the record can be tested, after anything changed. */
void record_form_ready(struct record_form *state);

/* Takes what is typed, then tries the connection of this record. */
void record_form_test(struct record_form *state);

/* The place of a setting of this record. */
struct config_place record_form_place(const struct record_form *state,
                                      const struct setting *setting);

/* The worst finding about it; NULL: it is fine. */
const struct finding *record_form_finding(const struct record_form *state,
                                          const struct setting *setting);

/* record_keys.c: what can be done here, and is that so now? Does what a key means for the row in
 * hand; false: it means nothing. */
extern const struct action record_actions[];
bool record_can(const void *state, const struct app *app, const struct action *action);
bool record_act(struct record_form *state, int key);

/* values.c, ticks.c, spell.c: the values of a list one a line; those that are known, to be ticked;
 * a secret letter by letter, to be read out or copied. subject: const struct config_place * */
extern const struct screen values_screen, ticks_screen, spell_screen;

/* camera.c: a secret as a QR code. subject: const struct secret * */
extern const struct screen camera_screen;

/* Is there room on this terminal for a code of that side (qr.h)? */
bool camera_fits(int side);

/* Sets a list to "a, b". False, with a message: it was refused. */
bool values_take(struct app *app, const struct config_place *place, const char *text);

/* What else belongs to a topic: a button behind the rows. NULL: nothing does. */
const struct screen *record_tool(const struct section *section);

#endif
