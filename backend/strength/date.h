/* date.h - dates and years as people write them. */
#ifndef BACKEND_STRENGTH_DATE_H
#define BACKEND_STRENGTH_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* One way to write a date: D, M and Y are digits of the day, the month and the year, a dot any sign
 * that is put between them, and the rest itself. */
struct date_form {
    const char *form;
    double bits; /* to guess which */
};
extern const struct date_form date_forms[]; /* form NULL at the end */

/* True if text, of `size` bytes, begins with a date written so, which is strlen(form) long. */
bool date_fits(const struct date_form *form, const char *text, size_t size);

#endif
