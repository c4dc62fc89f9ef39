#include "backend/base/shown.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"

void shown_day(time_t time, char day[DAY_SIZE])
{
    struct tm tm;

    /* Translators: a day, as strftime(3) has it; at most 15 bytes */
    if (!strftime(day, DAY_SIZE, tr("%Y-%m-%d"), gmtime_r(&time, &tm)))
        moment_day(time, day);
}

/* Is it of that form, to the end? */
static bool shown_read(const char *text, const char *form, struct tm *tm)
{
    memset(tm, 0, sizeof *tm);
    const char *end = strptime(text, form, tm);
    return end && !*end;
}

void shown_moment(const char *text, char shown[MOMENT_SIZE])
{
    size_t size = 0;
    struct tm tm;

    if (shown_read(text, "%Y-%m-%d", &tm))
        size = strftime(shown, MOMENT_SIZE, tr("%Y-%m-%d"), &tm);
    else if (shown_read(text, "%Y-%m-%dT%H:%M:%SZ", &tm))
        /* Translators: a day and the time of it in UTC; at most 31 bytes */
        size = strftime(shown, MOMENT_SIZE, tr("%Y-%m-%dT%H:%M:%SZ"), &tm);
    if (!size)
        snprintf(shown, MOMENT_SIZE, "%s", text);
}

void shown_minute(const char *text, char shown[MOMENT_SIZE])
{
    struct tm tm;

    if (!shown_read(text, "%Y-%m-%dT%H:%M:%SZ", &tm) ||
        !strftime(shown, MOMENT_SIZE, tr("%Y-%m-%d %H:%M"), &tm))
        snprintf(shown, MOMENT_SIZE, "%s", text);
}

void shown_tenths(double value, char text[TENTHS_SIZE])
{
    snprintf(text, TENTHS_SIZE, "%.1f", value);
    /* Translators: how a half is written, for the sign between */
    const char *half = tr("0.5");
    char *point = strchr(text, '.');

    if (point && half[0] && half[1])
        *point = half[1];
}

/* What stands between a thousand and its hundreds: at most three bytes, nothing in a language that
 * writes none. */
static size_t shown_comma(const char **comma)
{
    /* Translators: how a thousand is written, for the sign between */
    const char *thousand = tr("1,000");
    const char *rest = *thousand ? strstr(thousand + 1, "000") : NULL;
    size_t size = rest ? (size_t)(rest - thousand - 1) : 0;

    *comma = thousand + 1;
    return size <= 3 ? size : 0;
}

struct shown_digits shown_count(unsigned long count)
{
    struct shown_digits shown;
    char digits[NUMBER_SIZE];
    const char *comma;
    size_t used = 0, size = shown_comma(&comma);
    int length = snprintf(digits, sizeof digits, "%lu", count);

    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0) {
            memcpy(shown.text + used, comma, size);
            used += size;
        }
        shown.text[used++] = digits[i];
    }
    shown.text[used] = '\0';
    return shown;
}

struct shown_digits shown_span(time_t seconds)
{
    enum { HOUR = 60 * 60, MINUTE = 60 };
    struct shown_digits shown;
    long size = seconds >= 2L * DAY ? DAY : seconds >= 2L * HOUR ? HOUR : MINUTE;
    unsigned long count = seconds < 0 ? 0 : (unsigned long)(seconds / size);
    const char *unit = size == DAY    ? trn("day", "days", count)
                       : size == HOUR ? trn("hour", "hours", count)
                                      : trn("minute", "minutes", count);

    snprintf(shown.text, sizeof shown.text, "%.20s %.18s", shown_count(count).text, unit);
    return shown;
}

struct shown_digits shown_number(long number)
{
    const struct shown_digits count =
        shown_count(number < 0 ? 0UL - (unsigned long)number : (unsigned long)number);
    struct shown_digits shown = count;

    if (number < 0)
        snprintf(shown.text, sizeof shown.text, "-%.*s", NUMBER_SIZE - 2, count.text);
    return shown;
}
