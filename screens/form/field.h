/* field.h - a setting as the row of a form: of one record, or of several at once. */
#ifndef SCREENS_FORM_FIELD_H
#define SCREENS_FORM_FIELD_H

#include "screens/app/app.h"
#include "tui/form.h"

/* Fills in what the row says of the setting itself: kind, label, choices with what follows from
 * each, bounds and unit; neither value nor mark. in_hand: what each choice asks for in this record
 * is said, too. */
void field_fill(const struct app *app, const struct record *record, const struct setting *setting,
                bool in_hand, struct form_row *row);

/* A refusal without the path before it: the row in hand says where it is already. */
const char *field_reason(const struct config_place *place, const char *text);

#endif
