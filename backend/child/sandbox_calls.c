/* sandbox_calls.c - the system calls that a worker may make. By name: libseccomp knows the numbers
 * of every architecture, and leaves out what one does not have. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/child/sandbox_inside.h"

/* Whatever their arguments. */
static const int everyone[] = {
    /* what is open already */
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(fstat64),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(ppoll_time64),
    SCMP_SYS(select),
    SCMP_SYS(_newselect),
    SCMP_SYS(pselect6),
    SCMP_SYS(pselect6_time64),
    /* memory */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    /* time */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_gettime64),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_getres_time64),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(clock_nanosleep_time64),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(pause),
    /* itself */
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getuid32),
    SCMP_SYS(geteuid32),
    SCMP_SYS(getgid32),
    SCMP_SYS(getegid32),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrlimit),
    SCMP_SYS(ugetrlimit),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getcpu),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(futex),
    SCMP_SYS(futex_time64),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    /* the machine */
    SCMP_SYS(getrandom),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
};

static const int networkers[] = {
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(getsockname),
    SCMP_SYS(getpeername),
    SCMP_SYS(getsockopt),
    SCMP_SYS(setsockopt),
    SCMP_SYS(send),
    SCMP_SYS(recv),
    SCMP_SYS(sendto),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmmsg),
    SCMP_SYS(recvmmsg),
    SCMP_SYS(recvmmsg_time64),
    SCMP_SYS(shutdown),
    SCMP_SYS(socketpair),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    /* a thread that resolves names */
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
};

/* With one argument that is looked at: those bits of it that are in the mask have this value. */
struct sandbox_rule {
    int call;
    unsigned argument;
    scmp_datum_t mask, value;
};

#define EXACT UINT64_MAX
#define WORD 0xffffffff /* an int: what lies above is anything */
#define ONE(call, argument, mask, value)                                                           \
    {                                                                                              \
        SCMP_SYS(call), argument, mask, value                                                      \
    }

static const struct sandbox_rule everyones[] = {
    /* no code but what is there */
    ONE(mmap, 2, PROT_EXEC, 0),
    ONE(mmap2, 2, PROT_EXEC, 0),
    ONE(mprotect, 2, PROT_EXEC, 0),
    ONE(fcntl, 1, WORD, F_GETFD),
    ONE(fcntl, 1, WORD, F_SETFD),
    ONE(fcntl, 1, WORD, F_GETFL),
    ONE(fcntl, 1, WORD, F_SETFL),
    ONE(fcntl, 1, WORD, F_DUPFD),
    ONE(fcntl, 1, WORD, F_DUPFD_CLOEXEC),
    ONE(fcntl64, 1, WORD, F_GETFD),
    ONE(fcntl64, 1, WORD, F_SETFD),
    ONE(fcntl64, 1, WORD, F_GETFL),
    ONE(fcntl64, 1, WORD, F_SETFL),
    ONE(fcntl64, 1, WORD, F_DUPFD),
    ONE(fcntl64, 1, WORD, F_DUPFD_CLOEXEC),
    /* limits are read */
    ONE(prlimit64, 2, EXACT, 0),
    ONE(prctl, 0, WORD, PR_SET_NAME),
    /* by descriptor, as fstat() is made of it */
    ONE(newfstatat, 3, AT_EMPTY_PATH, AT_EMPTY_PATH),
    ONE(fstatat64, 3, AT_EMPTY_PATH, AT_EMPTY_PATH),
    ONE(statx, 2, AT_EMPTY_PATH, AT_EMPTY_PATH),
};

enum {
    THREAD = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD,
#ifdef __s390__
    CLONE_FLAGS = 1,
#else
    CLONE_FLAGS = 0,
#endif
};

static const struct sandbox_rule networkers_rules[] = {
    ONE(socket, 0, WORD, AF_INET),
    ONE(socket, 0, WORD, AF_INET6),
    ONE(clone, CLONE_FLAGS, THREAD, THREAD),
    ONE(ioctl, 1, WORD, FIONREAD),
    ONE(ioctl, 1, WORD, FIONBIO),
};

/* By path: answered by what was opened before. */
static const int by_path[] = {
    SCMP_SYS(open),  SCMP_SYS(openat), SCMP_SYS(stat),
    SCMP_SYS(lstat), SCMP_SYS(stat64), SCMP_SYS(lstat64),
};

static bool allow(scmp_filter_ctx filter, const int calls[], size_t count, uint32_t action)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, action, calls[i], 0) != 0)
            return false;
    return true;
}

static bool allow_some(scmp_filter_ctx filter, const struct sandbox_rule rules[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct scmp_arg_cmp compare = { rules[i].argument, SCMP_CMP_MASKED_EQ, rules[i].mask,
                                              rules[i].value };
        if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, rules[i].call, 1, &compare) != 0)
            return false;
    }
    return true;
}

/* abort() and raise() are signals to oneself. */
static bool allow_own_signals(scmp_filter_ctx filter, int pid)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, WORD, (scmp_datum_t)pid)) == 0;
}

/* Which addresses there are is asked by getaddrinfo(); nothing else of netlink. */
static bool allow_routes(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, WORD, AF_NETLINK),
                            SCMP_A2(SCMP_CMP_MASKED_EQ, WORD, 0)) == 0;
}

/* A path with AT_EMPTY_PATH is for everyones; without it, as by_path. */
static bool trap_paths(scmp_filter_ctx filter)
{
    return allow(filter, by_path, sizeof by_path / sizeof *by_path, SCMP_ACT_TRAP) &&
           seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(newfstatat), 1,
                            SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(fstatat64), 1,
                            SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(statx), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0)) == 0;
}

#define COUNTED(list) list, sizeof(list) / sizeof *(list)

/* The C library asks for a thread by clone3(), whose flags no filter can see, and if there is no
 * such call by clone(). */
static bool fill_for_network(scmp_filter_ctx filter)
{
    return (!sandbox_serves() || trap_paths(filter)) &&
           allow(filter, COUNTED(networkers), SCMP_ACT_ALLOW) &&
           allow_some(filter, COUNTED(networkers_rules)) && allow_routes(filter) &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

/* Looked up by halves, not one after the other: the kernel goes through it for each call there is
 * when it takes it. */
enum { AS_TREE = 2 };

void *sandbox_filter(bool network, int pid)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));

    bool ok = filter &&
              seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
              seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, AS_TREE) == 0 &&
              allow(filter, COUNTED(everyone), SCMP_ACT_ALLOW) &&
              allow_some(filter, COUNTED(everyones)) && allow_own_signals(filter, pid) &&
              (!network || fill_for_network(filter));
    if (ok)
        return filter;
    seccomp_release(filter);
    return NULL;
}

bool sandbox_calls(bool network)
{
    if (sandbox_compiled(network))
        return true;
    scmp_filter_ctx filter = sandbox_filter(network, getpid());
    bool ok = filter && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok;
}
