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
