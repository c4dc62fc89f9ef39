#include "backend/child/jail.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/sanitized.h"

/* The parent's handlers write to its self-pipe: they are not for us. INT comes to the whole
 * foreground group, and it is for the parent to say what it means. */
static void reset_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++) {
        bool fault = number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL;
        if (!(SANITIZED && fault))
            signal(number, number == SIGINT ? SIG_IGN : SIG_DFL); /* KILL and STOP refuse */
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static bool drop_descriptors(int out)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0)
        return false;
    if (!SANITIZED && dup2(null, STDERR_FILENO) < 0)
        return false;
    if (out != SANDBOX_OUT && dup3(out, SANDBOX_OUT, O_CLOEXEC) < 0)
        return false;
    closefrom(SANDBOX_OUT + 1);
    return true;
}

static bool limit(int seconds)
{
    const rlim_t cpu = (rlim_t)seconds + 1, memory = (rlim_t)2 << 30;
    const struct {
        int what;
        rlim_t value;
    } limits[] = {
        { RLIMIT_CORE, 0 },
        { RLIMIT_FSIZE, 0 }, /* pipes and sockets are not meant */
        { RLIMIT_CPU, cpu },
        { RLIMIT_AS, SANITIZED ? RLIM_INFINITY : memory },
    };

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit now;
        if (getrlimit((__rlimit_resource_t)limits[i].what, &now))
            return false;
        rlim_t value = limits[i].value < now.rlim_max ? limits[i].value : now.rlim_max;
        now = (struct rlimit){ value, value };
        if (setrlimit((__rlimit_resource_t)limits[i].what, &now))
            return false;
    }
    return true;
}

bool jail(int out, pid_t parent, int seconds)
{
    reset_signals();
    /* A parent that died before the first call is not noticed by it, so look once more. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent)
        return false;
    if (prctl(PR_SET_DUMPABLE, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return false;
    umask(077);
    alarm((unsigned)seconds);
    return drop_descriptors(out) && limit(seconds);
}
