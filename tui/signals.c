#include "tui/signals.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum what { AT_ONCE, ENDS, REPORTS };

/* In the order in which the loop hears of them. */
static const struct {
    int signal;
    enum what what;
} signal_table[] = {
    { SIGHUP, ENDS },     { SIGTERM, ENDS },    { SIGINT, ENDS },     { SIGQUIT, ENDS },
    { SIGPIPE, ENDS },    { SIGTSTP, REPORTS }, { SIGCONT, REPORTS }, { SIGWINCH, REPORTS },
    { SIGSEGV, AT_ONCE }, { SIGABRT, AT_ONCE }, { SIGBUS, AT_ONCE },  { SIGFPE, AT_ONCE },
    { SIGILL, AT_ONCE },  { SIGSYS, AT_ONCE },  { SIGTRAP, AT_ONCE },
};
enum { COUNT = sizeof signal_table / sizeof *signal_table };

static struct sigaction before[COUNT];
static volatile sig_atomic_t came[COUNT];
static volatile sig_atomic_t ending;
static int report[2] = { -1, -1 };
static void (*restore_terminal)(void);

/* All signals are blocked in here: the raised one strikes when the handler returns. */
static void die_now(int signal_number)
{
    restore_terminal();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void signals_note(int signal_number)
{
    int saved = errno;

    if (signals_end(signal_number)) {
        if (ending) {
            die_now(signal_number);
            return;
        }
        ending = 1;
    }
    for (size_t i = 0; i < COUNT; i++)
        if (signal_table[i].signal == signal_number)
            came[i] = 1;
    if (write(report[1], "", 1) < 0)
        errno = saved; /* full: then the loop will wake up anyway */
    errno = saved;
}

/* What a parent may have ignored for its children: nohup, trap '' INT, a shell without jobs. */
static bool stays_ignored(int signal_number)
{
    return signal_number == SIGTSTP || (signals_end(signal_number) && signal_number != SIGPIPE);
}

static void install(size_t i)
{
    struct sigaction action = { .sa_handler =
                                    signal_table[i].what == AT_ONCE ? die_now : signals_note };

    sigfillset(&action.sa_mask);
    if (signal_table[i].what == AT_ONCE)
        action.sa_flags = SA_ONSTACK; /* a stack that overflowed has no room for a handler */
    sigaction(signal_table[i].signal, NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN || !stays_ignored(signal_table[i].signal))
        sigaction(signal_table[i].signal, &action, NULL);
}

bool signals_start(void (*restore)(void))
{
    static char spare[32768];
    stack_t stack = { .ss_sp = spare, .ss_size = sizeof spare };

    if (pipe2(report, O_CLOEXEC | O_NONBLOCK) < 0)
        return false;
    restore_terminal = restore;
    ending = 0;
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < COUNT; i++)
        install(i);
    return true;
}

void signals_stop(void)
{
    if (report[0] < 0)
        return;
    for (size_t i = 0; i < COUNT; i++)
        sigaction(signal_table[i].signal, &before[i], NULL);
    close(report[0]);
    close(report[1]);
    report[0] = report[1] = -1;
}

int signals_fd(void)
{
    return report[0];
}

int signals_next(void)
{
    char bytes[64];

    while (report[0] >= 0 && read(report[0], bytes, sizeof bytes) > 0)
        continue;
    for (size_t i = 0; i < COUNT; i++)
        if (came[i]) {
            came[i] = 0;
            return signal_table[i].signal;
        }
    return 0;
}

bool signals_end(int signal_number)
{
    for (size_t i = 0; i < COUNT; i++)
        if (signal_table[i].signal == signal_number)
            return signal_table[i].what == ENDS;
    return false;
}

static void let_through(int signal_number)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, signal_number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void signals_die(int signal_number)
{
    if (restore_terminal)
        restore_terminal();
    signal(signal_number, SIG_DFL);
    let_through(signal_number);
    raise(signal_number);
    _exit(128 + signal_number);
}

void signals_suspend(void)
{
    struct sigaction ours;

    sigaction(SIGTSTP, NULL, &ours);
    signal(SIGTSTP, SIG_DFL);
    let_through(SIGTSTP);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}
