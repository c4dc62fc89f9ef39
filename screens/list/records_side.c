/* records_side.c - what is to be said of the record in hand. */
#include "screens/form/about.h"
#include "screens/list/records.h"

void records_side(const void *data, const struct app *app, struct side *side)
{
    const struct records *state = data;
    const struct config_place place = { (struct table *)records_table(state),
                                        records_in_hand(state), NULL };

    if (place.record)
        about_record(side, app, &place);
    else
        about_section(side, app, section_number(state->section));
}
