#include "backend/child/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/sanitized.h"
#include "backend/child/send.h"

/* The parent's handlers write to its self-pipe: they are not for us. INT and TSTP come to the whole
 * foreground group, and it is for the parent to say what they mean: it may be waiting for us, and
 * would for ever if only we stopped. */
static void reset_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++)
        signal(number,
               number == SIGINT || number == SIGTSTP ? SIG_IGN : SIG_DFL); /* KILL, STOP refuse */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A sanitizer has something to say, and what the test made of our errors may be closed to a
 * sandbox: it names a file, which is opened before there is one. */
static bool place_errors(int null)
{
    const char *path = SANITIZED ? getenv("PRINTSEAL_FINDINGS") : NULL;

    if (path)
        null = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return (SANITIZED && !path) || dup2(null, STDERR_FILENO) >= 0;
}

/* The two may lie where others belong: they are moved out of the way first. */
static bool place_descriptors(int job, int out)
{
    enum { FREE = SPAWN_OUT + 1 };
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    job = fcntl(job, F_DUPFD_CLOEXEC, FREE);
    out = fcntl(out, F_DUPFD_CLOEXEC, FREE);
    null = fcntl(null, F_DUPFD_CLOEXEC, FREE);
    if (job < 0 || out < 0 || null < 0 || dup2(job, SPAWN_JOB) < 0 ||
        dup2(null, STDOUT_FILENO) < 0 || dup2(out, SPAWN_OUT) < 0 || !place_errors(null))
        return false;
    closefrom(FREE);
    return true;
}

static bool limit(int seconds)
{
    const rlim_t cpu = seconds ? (rlim_t)seconds + 1 : RLIM_INFINITY, memory = (rlim_t)2 << 30;
    const struct {
        int what;
        rlim_t value;
    } limits[] = {
        { RLIMIT_CORE, 0 },
        { RLIMIT_FSIZE, SANITIZED ? RLIM_INFINITY : 0 }, /* pipes and sockets are not meant */
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

bool spawn_give_up(pid_t parent, int seconds)
{
    /* A parent that died before the first call is not noticed by it, so look once more. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent)
        return false;
    umask(077);
    alarm((unsigned)seconds);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(seconds);
}

/* A sanitizer is asked by its variable, and can open no file; sentences are in the language of who
 * reads them; nothing else is anybody's business: libraries read proxies, certificate stores and
 * whole configuration files out of the environment. */
static char *const *environment(void)
{
    static const char *const language[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
    enum { LANGUAGES = sizeof language / sizeof *language };
    static char texts[LANGUAGES + 1][512], *list[LANGUAGES + 2];
    const char *options = SANITIZED ? getenv("ASAN_OPTIONS") : NULL;
    size_t count = 0;

    for (size_t i = 0; language_is_on() && i < LANGUAGES; i++) {
        const char *value = getenv(language[i]);

        if (value && strlen(value) < sizeof *texts / 2) {
            snprintf(texts[count], sizeof *texts, "%s=%s", language[i], value);
            list[count] = texts[count];
            count++;
        }
    }
    if (options) {
        snprintf(texts[count], sizeof *texts, "ASAN_OPTIONS=%s:log_path=stderr", options);
        list[count] = texts[count];
        count++;
    }
    list[count] = NULL;
    return list;
}

static _Noreturn void become(const char *path, int job, int out, pid_t parent, int seconds)
{
    char *const words[] = { strdupa(path), NULL };

    reset_signals();
    if (!place_descriptors(job, out) || !spawn_give_up(parent, seconds))
        _exit(126);
    execve(path, words, environment());
    worker_report(SPAWN_OUT, "fail %s: cannot be started: %s", path, strerror(errno));
    _exit(127);
}

pid_t spawn(const char *path, int job, int out, int seconds)
{
    sigset_t all, before;
    pid_t parent = getpid();

    /* A signal between fork and exec would run the parent's handler in the child. */
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid == 0)
        become(path, job, out, parent, seconds);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return pid;
}
