#include "backend/base/moment.h"

void moment_day(time_t time, char day[DAY_SIZE])
{
    struct tm tm;

    strftime(day, DAY_SIZE, "%Y-%m-%d", gmtime_r(&time, &tm));
}

void moment_text(time_t time, char text[MOMENT_SIZE])
{
    struct tm tm;

    strftime(text, MOMENT_SIZE, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&time, &tm));
}

bool moment_before(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec < b->tv_sec : a->tv_nsec < b->tv_nsec;
}
