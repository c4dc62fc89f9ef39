#include "backend/probe/run_pace.h"

#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/mem.h"

enum {
    APART = 2000, /* of one processor: half of what a printer takes of it */
    AT_ONCE = 16, /* however few processors there are */
    SECOND = 1000000,
};

static long long run_pace_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

bool run_pace_open(struct run_pace *pace)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    *pace = (struct run_pace){ .apart = APART / (processors > 0 ? processors : 1) };
    pace->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    return pace->timer >= 0;
}

void run_pace_close(struct run_pace *pace)
{
    mem_close_fd(&pace->timer);
}

bool run_pace_may(const struct run_pace *pace)
{
    return run_pace_now() >= pace->next;
}

void run_pace_started(struct run_pace *pace)
{
    long long least = run_pace_now() - AT_ONCE * pace->apart;

    pace->next = (pace->next > least ? pace->next : least) + pace->apart;
}

static void run_pace_arm(struct run_pace *pace, long long at)
{
    const struct itimerspec when = { .it_value = { at / SECOND, at % SECOND * 1000 } };

    if (at != pace->armed)
        timerfd_settime(pace->timer, TFD_TIMER_ABSTIME, &when, NULL);
    pace->armed = at;
}

void run_pace_wait(struct run_pace *pace, bool more, bool at_once)
{
    run_pace_arm(pace, !more ? 0 : at_once ? 1 : pace->next + 1);
}
