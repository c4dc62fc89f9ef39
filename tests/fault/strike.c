/* strike.c - one system call of a program fails, does less than it was asked, or is where it dies.
 *
 *     strike LOG PROGRAM [ARGUMENT...]                    writes every call to LOG
 *     strike LOG -PROCESS,CALL,NUMBER,WHAT PROGRAM [ARGUMENT...]
 *
 * PROCESS counts them as they start (0 is the program), NUMBER the calls of that name in it,
 * from 1. WHAT is an error (EIO), "short" (a byte of what was asked) or "kill". A line of LOG is
 * process, call, length asked and path; of a strike "struck", or nothing if the call never came.
 * What fails has done nothing, but close(), which has closed whatever it says (close(2)). A filter
 * in the kernel stops the one call alone, so that a run takes no longer than without. The status is
 * the program's, 128 and its number for a signal; 77 where this cannot be done. */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 128, NO_STRIKE = -1, SKIPPED = 77, CALL_ENDED = 0x80 };

static struct {
    FILE *log;
    long process, call, number; /* call NO_STRIKE: list them */
    int error;                  /* 0: short, -1: kill */
    long came;
    pid_t closing; /* it is in a close() that will have failed */
    pid_t started[PROCESSES];
    size_t count;
} strike = { .call = NO_STRIKE };

#ifdef __x86_64__
/* The path that a call is about; "" for those that have none. */
static const char *strike_path(pid_t pid, const char *name,
                               const struct user_regs_struct *registers)
{
    static const char *const first[] = { "open", "access", "readlink", "symlinkat", "mkdir" };
    static char path[512];
    unsigned long long at = strstr(name, "at") ? registers->rsi : 0;

    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (strcmp(name, first[i]) == 0)
            at = registers->rdi;
    size_t room = 4096 - (size_t)(at % 4096); /* the next page may not be there */
    struct iovec here = { path, sizeof path - 1 };
    struct iovec there = { (void *)(uintptr_t)at, room < sizeof path ? room : sizeof path - 1 };

    memset(path, 0, sizeof path);
    return at && process_vm_readv(pid, &here, 1, &there, 1, 0) > 0 ? path : "";
}

static void strike_list(pid_t pid, size_t process, const struct user_regs_struct *registers)
{
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)registers->orig_rax);

    fprintf(strike.log, "%zu\t%s\t%llu\t%s\n", process, name ? name : "?", registers->rdx,
            name ? strike_path(pid, name, registers) : "");
    free(name);
}

/* Before the kernel has seen it: without a number it is skipped, and what it returns is here. */
static void strike_now(pid_t pid, struct user_regs_struct *registers)
{
    if (strike.error < 0) {
        kill(pid, SIGKILL);
    } else if (strike.call == (long)SCMP_SYS(close)) {
        strike.closing = pid;
    } else if (strike.error > 0) {
        registers->orig_rax = (unsigned long long)-1;
        registers->rax = (unsigned long long)-strike.error;
    } else if (registers->rdx > 1) {
        registers->rdx = 1;
    }
    ptrace(PTRACE_SETREGS, pid, NULL, registers);
    fputs("struck\n", strike.log);
}

/* The kernel has closed it. */
static void strike_closed(pid_t pid)
{
    struct user_regs_struct registers;

    strike.closing = 0;
    if (ptrace(PTRACE_GETREGS, pid, NULL, &registers) != 0)
        return;
    registers.rax = (unsigned long long)-strike.error;
    ptrace(PTRACE_SETREGS, pid, NULL, &registers);
}

static void strike_call(pid_t pid, size_t process)
{
    struct user_regs_struct registers;

    if (ptrace(PTRACE_GETREGS, pid, NULL, &registers) != 0)
        return;
    if (strike.call == NO_STRIKE)
        strike_list(pid, process, &registers);
    else if ((long)process == strike.process && ++strike.came == strike.number)
        strike_now(pid, &registers);
}
#else
static void strike_call(pid_t pid, size_t process)
{
    (void)pid, (void)process;
}

static void strike_closed(pid_t pid)
{
    (void)pid;
}
#endif

static size_t strike_process(pid_t pid)
{
    for (size_t i = 0; i < strike.count; i++)
        if (strike.started[i] == pid)
            return i;
    if (strike.count == PROCESSES)
        return PROCESSES;
    strike.started[strike.count] = pid;
    return strike.count++;
}

/* The child: waits until it is watched, then is the program. */
static _Noreturn void strike_become(int watched, char *args[])
{
    scmp_filter_ctx filter =
        seccomp_init(strike.call == NO_STRIKE ? SCMP_ACT_TRACE(0) : SCMP_ACT_ALLOW);
    char byte;

    if (!filter || read(watched, &byte, 1) < 0)
        _exit(SKIPPED);
    close(watched);
    if (strike.call != NO_STRIKE &&
        seccomp_rule_add(filter, SCMP_ACT_TRACE(0), (int)strike.call, 0) != 0)
        _exit(SKIPPED);
    if (seccomp_load(filter) != 0)
        _exit(SKIPPED);
    execv(args[0], args);
    _exit(127);
}

static pid_t strike_start(char *args[])
{
    int watched[2];
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACECLONE | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;

    if (pipe2(watched, O_CLOEXEC) != 0)
        exit(SKIPPED);
    pid_t pid = fork();
    if (pid == 0) {
        close(watched[1]);
        strike_become(watched[0], args);
    }
    close(watched[0]);
    if (pid < 0 || ptrace(PTRACE_SEIZE, pid, NULL, options) != 0)
        exit(SKIPPED);
    close(watched[1]);
    strike_process(pid);
    return pid;
}

/* One stop of one process, which goes on. */
static void strike_stopped(pid_t pid, int status)
{
    int event = status >> 16, signal_number = WSTOPSIG(status);
    unsigned long child;

    if (signal_number == (SIGTRAP | CALL_ENDED)) {
        strike_closed(pid);
        signal_number = 0;
    } else if (event == PTRACE_EVENT_SECCOMP)
        strike_call(pid, strike_process(pid));
    else if ((event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK ||
              event == PTRACE_EVENT_CLONE) &&
             ptrace(PTRACE_GETEVENTMSG, pid, NULL, &child) == 0)
        strike_process((pid_t)child);
    if (event == PTRACE_EVENT_STOP && signal_number != SIGTRAP)
        ptrace(PTRACE_LISTEN, pid, NULL, NULL); /* stopped by somebody */
    else if (strike.closing == pid)
        ptrace(PTRACE_SYSCALL, pid, NULL, event ? 0L : (long)signal_number);
    else
        ptrace(PTRACE_CONT, pid, NULL, event ? 0L : (long)signal_number);
}

/* Until all have ended: what the program left behind is waited for, too. */
static int strike_watch(pid_t program)
{
    int status, result = SKIPPED;
    pid_t pid;

    while ((pid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
        if (pid > 0 && WIFSTOPPED(status))
            strike_stopped(pid, status);
        else if (pid == program)
            result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    return result;
}

static bool strike_read(const char *text)
{
    static const struct {
        const char *name;
        int error;
    } whats[] = { { "short", 0 },       { "kill", -1 },      { "ENOSPC", ENOSPC },
                  { "EIO", EIO },       { "EINTR", EINTR },  { "EMFILE", EMFILE },
                  { "ENOMEM", ENOMEM }, { "EACCES", EACCES } };
    char call[64], what[16];

    if (sscanf(text, "-%ld,%63[^,],%ld,%15s", &strike.process, call, &strike.number, what) != 4)
        return false;
    strike.call = seccomp_syscall_resolve_name(call);
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
        if (strcmp(whats[i].name, what) == 0) {
            strike.error = whats[i].error;
            return strike.call >= 0;
        }
    return false;
}

int main(int argc, char *argv[])
{
    int program = argc > 2 && argv[2][0] == '-' ? 3 : 2;

    if (argc <= program || (program == 3 && !strike_read(argv[2])))
        return 2;
    strike.log = fopen(argv[1], "we");
#ifndef __x86_64__
    return SKIPPED;
#endif
    return strike.log ? strike_watch(strike_start(argv + program)) : SKIPPED;
}
