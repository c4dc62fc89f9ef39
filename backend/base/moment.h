/* moment.h - points in time: as text, in UTC, as files, JSON and people have them (RFC 3339); and
 * which of two was first. */
#ifndef BACKEND_BASE_MOMENT_H
#define BACKEND_BASE_MOMENT_H

#include <stdbool.h>
#include <time.h>

enum { DAY = 24 * 60 * 60 }; /* seconds */

/* "2027-01-31" */
enum { DAY_SIZE = 16 };
void moment_day(time_t time, char day[DAY_SIZE]);

/* "2026-11-23T21:45:00Z" */
enum { MOMENT_SIZE = 32 };
void moment_text(time_t time, char text[MOMENT_SIZE]);

/* Of the same clock. */
bool moment_before(const struct timespec *a, const struct timespec *b);

#endif
