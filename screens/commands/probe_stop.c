#include "screens/commands/probe_stop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;
static int wake[2] = { -1, -1 };

/* Not blocked and waited for, but caught: a mask would be inherited by every worker. */
static void probe_stop_note(int number)
{
    int before = errno;

    stopped = number;
    if (write(wake[1], "", 1) < 0)
        stopped = number; /* full: it is readable already */
    errno = before;
}

void probe_stop_catch(void)
{
    static const int ending[] = { SIGINT, SIGHUP, SIGTERM };
    const struct sigaction action = { .sa_handler = probe_stop_note,
                                      .sa_flags = (int)SA_RESETHAND | SA_RESTART };
    struct sigaction before;

    if (pipe2(wake, O_CLOEXEC | O_NONBLOCK))
        return;
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
}

int probe_stop_fd(void)
{
    return wake[0];
}

int probe_stop_signal(void)
{
    return stopped;
}
