/* meter.h - the live strength of a secret being typed, as a form shows it. */
#ifndef SCREENS_FORM_METER_H
#define SCREENS_FORM_METER_H

#include "screens/app/app.h"
#include "tui/form.h"

struct meter {
    const struct setting *setting; /* whose text was measured last; NULL: none */
    struct form_meter shown;
    char text[256];
    char weak[160];
};

/* Measures what is typed into that setting; text NULL: it was let go. */
void meter_measure(struct meter *meter, struct app *app, const struct setting *setting,
                   const char *text);

/* For the form's row; NULL while nothing is typed into it. */
const struct form_meter *meter_shown(const struct meter *meter, const struct setting *setting);

/* log10 of the guesses a text is worth here, to be remembered with the secret. */
double meter_guesses(struct app *app, const struct setting *setting, const char *text);

#endif
