/* record.h - the state of a form over one record, and what its helpers share. */
#ifndef SCREENS_RECORD_H
#define SCREENS_RECORD_H

#include "screens/app.h"
#include "screens/meter.h"
#include "tui/form.h"

struct state {
    struct app *app;
    const struct section *section;
    size_t at; /* position of the record in its table */
    struct form form;
    struct meter meter;
};

#endif
