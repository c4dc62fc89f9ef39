/* sandbox_files.c - files that were opened before the sandbox, and are found in it by their path.
 *
 * Libraries that resolve names and verify certificates open what they need themselves. The filter
 * refuses that with a signal, and the handler answers in the kernel's place: with a copy of the
 * descriptor that is there already. So there is nothing in it that an attacker could not have
 * anyway. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/child/sandbox_inside.h"

enum { OPENED_FROM = 256 }; /* out of the way of select(), which knows descriptors below 1024 */

static struct opened {
    char *path;
    int fd;
} * opened;
static size_t opened_count, opened_room;

void sandbox_file(const char *path)
{
    int low = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int fd = low < 0 ? -1 : fcntl(low, F_DUPFD_CLOEXEC, OPENED_FROM);

    if (low >= 0)
        close(low);
    if (fd < 0)
        return;
    opened = grow(opened, opened_count, &opened_room, sizeof *opened);
    opened[opened_count++] = (struct opened){ copy(path), fd };
}

static bool is_hash(const char *name)
{
    size_t size = strspn(name, "0123456789abcdef");

    return size == 8 && name[8] == '.' && name[9] >= '0' && name[9] <= '9' && !name[10];
}

void sandbox_hashes(const char *folder)
{
    DIR *list = opendir(folder);
    const struct dirent *entry;

    while (list && (entry = readdir(list))) {
        AUTO_FREE char *path = format("%s/%s", folder, entry->d_name);
        if (is_hash(entry->d_name))
            sandbox_file(path);
    }
    if (list)
        closedir(list);
}

/* ------------------------------------------------ the registers of a call */

/* ARGUMENT(n) and RESULT; ERROR, where the kernel tells an error apart from a result. */
#define REGISTERS(context) ((ucontext_t *)(context))->uc_mcontext
#if defined(__x86_64__)
static const int x86_arguments[] = { REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8 };
#define ARGUMENT(context, n) REGISTERS(context).gregs[x86_arguments[n]]
#define RESULT(context) REGISTERS(context).gregs[REG_RAX]
#elif defined(__i386__)
static const int x86_arguments[] = { REG_EBX, REG_ECX, REG_EDX, REG_ESI, REG_EDI };
#define ARGUMENT(context, n) REGISTERS(context).gregs[x86_arguments[n]]
#define RESULT(context) REGISTERS(context).gregs[REG_EAX]
#elif defined(__aarch64__)
#define ARGUMENT(context, n) REGISTERS(context).regs[n]
#define RESULT(context) REGISTERS(context).regs[0]
#elif defined(__arm__)
#define ARGUMENT(context, n) (&REGISTERS(context).arm_r0)[n]
#define RESULT(context) REGISTERS(context).arm_r0
#elif defined(__riscv)
#define ARGUMENT(context, n) REGISTERS(context).__gregs[REG_A0 + (n)]
#define RESULT(context) REGISTERS(context).__gregs[REG_A0]
#elif defined(__s390x__)
#define ARGUMENT(context, n) REGISTERS(context).gregs[2 + (n)]
#define RESULT(context) REGISTERS(context).gregs[2]
#elif defined(__powerpc64__)
#define ARGUMENT(context, n) REGISTERS(context).gp_regs[3 + (n)]
#define RESULT(context) REGISTERS(context).gp_regs[3]
#define ERROR(context, is)                                                                         \
    (REGISTERS(context).gp_regs[38] =                                                              \
         (REGISTERS(context).gp_regs[38] & ~0x10000000UL) | ((is) ? 0x10000000UL : 0))
#elif defined(__mips__)
#define ARGUMENT(context, n) REGISTERS(context).gregs[4 + (n)]
#define RESULT(context) REGISTERS(context).gregs[2]
#define ERROR(context, is) (REGISTERS(context).gregs[7] = (is))
#endif
#ifndef ERROR
#define ERROR(context, is) ((void)(is)) /* an error is a result below 0 */
#endif

#ifdef ARGUMENT

/* ------------------------------------------------ in the sandbox */

static int find_opened(long path)
{
    for (size_t i = 0; i < opened_count; i++)
        if (strcmp((const char *)path, opened[i].path) == 0)
            return opened[i].fd;
    return -1;
}

/* The copy shares its place in the file with all others: it is read from the start, and by one at a
 * time. */
static long serve_open(long path)
{
    int fd = find_opened(path);
    int again = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 0);

    if (fd < 0)
        return -EACCES;
    if (again < 0)
        return -errno;
    lseek(again, 0, SEEK_SET);
    return again;
}

static long or_errno(long done)
{
    return done < 0 ? -errno : done;
}

/* The newer calls have a folder in front of the path. */
static bool names_a_folder(int call)
{
    static const int calls[] = {
        SYS_statx,
        SYS_openat,
#ifdef SYS_newfstatat
        SYS_newfstatat,
#endif
#ifdef SYS_fstatat64
        SYS_fstatat64,
#endif
    };

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i] == call)
            return true;
    return false;
}

/* By descriptor, into the caller's room: the calls have the same layout. */
static long serve_stat(int call, const long arguments[5])
{
    int fd = find_opened(arguments[names_a_folder(call)]);

    if (fd < 0)
        return -EACCES;
    if (call == SYS_statx)
        return or_errno(syscall(SYS_statx, fd, "", AT_EMPTY_PATH, arguments[3], arguments[4]));
#ifdef SYS_newfstatat
    if (call == SYS_newfstatat)
        return or_errno(syscall(SYS_newfstatat, fd, "", arguments[2], AT_EMPTY_PATH));
#endif
#ifdef SYS_fstatat64
    if (call == SYS_fstatat64)
        return or_errno(syscall(SYS_fstatat64, fd, "", arguments[2], AT_EMPTY_PATH));
#endif
#if defined(SYS_stat64) && defined(SYS_fstat64)
    if (call == SYS_stat64 || call == SYS_lstat64)
        return or_errno(syscall(SYS_fstat64, fd, arguments[1]));
#endif
    return or_errno(syscall(SYS_fstat, fd, arguments[1]));
}

static long serve(int call, const long arguments[5])
{
    bool opens = call == SYS_openat;
#ifdef SYS_open
    opens = opens || call == SYS_open;
#endif
    if (opens)
        return serve_open(arguments[names_a_folder(call)]);
    return serve_stat(call, arguments);
}

static void serve_refused(int number, siginfo_t *info, void *context)
{
    int before = errno;
    long arguments[5];

    (void)number;
    for (int i = 0; i < 5; i++)
        arguments[i] = (long)ARGUMENT(context, i);
    long result = serve(info->si_syscall, arguments);
    ERROR(context, result < 0);
    RESULT(context) = (__typeof__(RESULT(context)))result;
    errno = before;
}

bool sandbox_serves(void)
{
    return true;
}

bool sandbox_serve(void)
{
    struct sigaction action = { .sa_sigaction = serve_refused,
                                .sa_flags = SA_SIGINFO | SA_NODEFER };

    return sigaction(SIGSYS, &action, NULL) == 0;
}

#else /* a machine whose registers nobody has described: nothing is opened */

bool sandbox_serves(void)
{
    return false;
}

bool sandbox_serve(void)
{
    return true;
}

#endif
