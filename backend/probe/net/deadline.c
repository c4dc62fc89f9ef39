#include "backend/probe/net/deadline.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>

static struct timespec later(int ms)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += ms / 1000;
    time.tv_nsec += (long)(ms % 1000) * 1000000;
    if (time.tv_nsec >= 1000000000) {
        time.tv_nsec -= 1000000000;
        time.tv_sec++;
    }
    return time;
}

struct deadline deadline_in(int seconds)
{
    return (struct deadline){ .end = later(seconds * 1000), .seconds = seconds };
}

int deadline_left(const struct deadline *deadline)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    long long left = (long long)(deadline->end.tv_sec - now.tv_sec) * 1000 +
                     (deadline->end.tv_nsec - now.tv_nsec) / 1000000;
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

struct deadline deadline_within(const struct deadline *deadline, int ms)
{
    struct deadline sooner = *deadline;

    if (ms < deadline_left(deadline))
        sooner.end = later(ms);
    return sooner;
}

bool deadline_wait(const struct deadline *deadline, int fd, short events)
{
    for (;;) {
        struct pollfd ready = { .fd = fd, .events = events };
        int left = deadline_left(deadline), count = left ? poll(&ready, 1, left) : 0;
        if (count > 0)
            return true;
        if (count == 0 || errno != EINTR)
            return false;
    }
}
