/* series.h - what follows a series that everybody knows: months, weekdays, numbers in words, the
 * digits of pi; and the ends of addresses. */
#ifndef BACKEND_STRENGTH_SERIES_H
#define BACKEND_STRENGTH_SERIES_H

#include "backend/strength/habit.h"

/* Calls take(data, at, habit) for each series that begins at the byte `at`, whatever its capitals;
 * bits are those to think of it. */
void series_each(const struct habit_text *text, size_t at,
                 void (*take)(void *data, size_t at, const struct habit *habit), void *data);

#endif
