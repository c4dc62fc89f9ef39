/* shown.h - points in time and numbers as the reader's language writes them: for screens and texts
 * that people read. What is typed, saved or read by programs stays as moment.h has it.
 *
 * The catalogue says how (its entries are strftime's formats, "0.5" and "1,000"), so a sentence and
 * the day in it are of one language: LANGUAGE decides, and LC_TIME and LC_NUMERIC do not.
 */
#ifndef BACKEND_BASE_SHOWN_H
#define BACKEND_BASE_SHOWN_H

#include "backend/base/moment.h"

/* "2027-01-31", "31.01.2027" */
void shown_day(time_t time, char day[DAY_SIZE]);

/* The same of a day or a moment that is text already (RFC 3339, UTC); and of a moment to the
 * minute, as lists have it. Every other text stays. */
void shown_moment(const char *text, char shown[MOMENT_SIZE]);
void shown_minute(const char *text, char shown[MOMENT_SIZE]);

/* "86.5", "86,5" */
enum { TENTHS_SIZE = 32 };
void shown_tenths(double value, char text[TENTHS_SIZE]);

/* "100,000", "100.000": how many there are of something. Not for what names a thing (a port, a
 * generation, the row of a file) nor for a setting's value: these are found as they are written. By
 * value, so that it can stand among the arguments of printf(3). */
enum { NUMBER_SIZE = 40 };
struct shown_digits {
    char text[NUMBER_SIZE];
};
struct shown_digits shown_count(unsigned long count);
struct shown_digits shown_number(long number);

/* How long it is, so that nothing is "0 days": "396 days", below two days "35 hours", below two
 * hours "90 minutes", all of them whole. Fits where there is no case but the first: "still 1 day".
 */
struct shown_digits shown_span(time_t seconds);

#endif
