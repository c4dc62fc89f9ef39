#include "backend/probe/net/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend/base/sanitized.h"

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#else
#define MACHINE 0 /* not tried on it */
#endif

/* ------------------------------------------------ memory */

/* Bytes that are private and writable now: the sixth number of statm counts them in pages. */
static size_t data_now(void)
{
    char text[128] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    char *at = text;
    size_t pages = 0;

    if (fd >= 0)
        close(fd);
    for (int i = 0; size > 0 && i < 6; i++)
        pages = strtoul(at, &at, 10);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

/* The sanitizers reserve terabytes: with them there is no limit. */
static bool limit_memory(size_t memory)
{
    struct rlimit limit;

    mallopt(M_ARENA_MAX, 1);
    if (getrlimit(RLIMIT_DATA, &limit))
        return false;
    size_t now = SANITIZED ? 0 : data_now(), most = now ? now + memory : SIZE_MAX;
    if (most < limit.rlim_max)
        limit.rlim_max = most;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_DATA, &limit) == 0;
}

/* ------------------------------------------------ system calls */

/* The older ones are not there on every machine. */
static const int refused[] = {
    SYS_execve,       SYS_execveat,
    SYS_ptrace,       SYS_process_vm_readv,
    SYS_kill,         SYS_process_vm_writev,
    SYS_listen,       SYS_accept,
    SYS_accept4,      SYS_unlinkat,
    SYS_renameat2,    SYS_linkat,
    SYS_symlinkat,    SYS_mkdirat,
    SYS_mknodat,      SYS_fchmod,
    SYS_fchmodat,     SYS_fchown,
    SYS_fchownat,     SYS_truncate,
    SYS_ftruncate,    SYS_fallocate,
    SYS_mount,        SYS_umount2,
    SYS_chroot,       SYS_setns,
    SYS_unshare,      SYS_bpf,
    SYS_userfaultfd,  SYS_keyctl,
    SYS_add_key,      SYS_init_module,
    SYS_finit_module, SYS_perf_event_open,
    SYS_memfd_create, SYS_setxattr,
    SYS_lsetxattr,    SYS_fsetxattr,
    SYS_openat2,      SYS_io_uring_setup,
    SYS_pidfd_getfd,  SYS_open_by_handle_at,
#ifdef SYS_open
    SYS_open,         SYS_creat,
    SYS_unlink,       SYS_rename,
    SYS_link,         SYS_symlink,
    SYS_mkdir,        SYS_rmdir,
    SYS_mknod,        SYS_chmod,
    SYS_chown,        SYS_lchown,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
};

enum { REFUSED = sizeof refused / sizeof *refused };

#define WORD(field) (uint32_t) offsetof(struct seccomp_data, field)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, WORD(field))
#define SKIP_UNLESS(test, value, count) BPF_JUMP(BPF_JMP | (test) | BPF_K, value, 0, count)
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, action)
#define REFUSE ANSWER(SECCOMP_RET_ERRNO | EPERM)

/* Another machine's numbers (32 bits, x32) mean other calls: anyone who uses them is up to
 * something.
 */
static bool refuse_calls(void)
{
    const struct sock_filter before[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        SKIP_UNLESS(BPF_JGE, 0x40000000, 1),
        REFUSE,
    };
    const struct sock_filter after[] = {
        SKIP_UNLESS(BPF_JEQ, SYS_openat, 3),
        LOAD(args[2]),
        SKIP_UNLESS(BPF_JSET, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 1),
        REFUSE,
        ANSWER(SECCOMP_RET_ALLOW),
    };
    enum { BEFORE = sizeof before / sizeof *before, AFTER = sizeof after / sizeof *after };
    struct sock_filter rules[BEFORE + 2 * REFUSED + AFTER];
    struct sock_fprog program = { .len = sizeof rules / sizeof *rules, .filter = rules };

    struct sock_filter *rule = rules + BEFORE;

    memcpy(rules, before, sizeof before);
    for (size_t i = 0; i < REFUSED; i++) {
        *rule++ = (struct sock_filter)SKIP_UNLESS(BPF_JEQ, (uint32_t)refused[i], 1);
        *rule++ = (struct sock_filter)REFUSE;
    }
    memcpy(rule, after, sizeof after);
    return MACHINE && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool cage(size_t memory)
{
    const struct rlimit files = { 128, 128 };
    bool limited = limit_memory(memory);
    bool counted = setrlimit(RLIMIT_NOFILE, &files) == 0;

    return refuse_calls() && limited && counted;
}
