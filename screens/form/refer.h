/* refer.h - settings that name something that is there: chosen from what there is, not typed. */
#ifndef SCREENS_FORM_REFER_H
#define SCREENS_FORM_REFER_H

#include "screens/app/app.h"
#include "tui/form.h"

/* NULL-terminated, good until the next call. */
struct references {
    const char *const *choices; /* values of the setting, the one that it has and "" among them */
    const char *const *labels;  /* how they are shown */
};

/* What the setting of that record may refer to. False: it is no reference, nothing is there to be
 * chosen, or too much; then it is typed. */
bool refer_choices(const struct app *app, const struct record *record,
                   const struct setting *setting, struct references *references);

/* Makes the row of such a setting a choice. */
void refer_row(const struct app *app, const struct record *record, const struct setting *setting,
               struct form_row *row);

#endif
