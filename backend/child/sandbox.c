#include "backend/child/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend/base/sanitized.h"
#include "backend/child/sandbox_inside.h"

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

    if (getrlimit(RLIMIT_DATA, &limit))
        return false;
    size_t now = SANITIZED || !memory ? 0 : data_now(), most = now ? now + memory : SIZE_MAX;
    if (most < limit.rlim_max)
        limit.rlim_max = most;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_DATA, &limit) == 0;
}

/* ------------------------------------------------ rights */

/* The user and group whom nothing belongs to, on every Debian and by the kernel's overflow_uid. */
enum { NOBODY = 65534 };

/* In a namespace that has no such user there is none to become (EINVAL). */
static bool become_nobody(void)
{
    if (geteuid() != 0)
        return true;
    pid_t parent = getppid();
    if (setgroups(0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) ||
        setresuid(NOBODY, NOBODY, NOBODY))
        return errno == EINVAL || errno == EPERM;
    /* The kernel forgets this one with the user. A parent that died meanwhile was not noticed. */
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

static bool drop_capabilities(void)
{
    struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
    const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { { 0 } };

    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); /* since Linux 4.3 */
    return syscall(SYS_capset, &head, none) == 0;
}

static bool drop_rights(unsigned parts)
{
    return (!(parts & SANDBOX_USER) || become_nobody()) && drop_capabilities() &&
           prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

bool sandbox_enter(const struct sandbox *sandbox, struct err *err)
{
    const struct rlimit files = { 1024, 1024 };
    unsigned parts = sandbox->parts & sandbox_offered();

    bool ok = limit_memory(sandbox->memory) && setrlimit(RLIMIT_NOFILE, &files) == 0 &&
              (!sandbox->network || sandbox_serve()) && drop_rights(parts) &&
              (!(parts & SANDBOX_PATHS) || sandbox_paths(sandbox->network)) &&
              (!(parts & SANDBOX_CALLS) || sandbox_calls(sandbox->network));
    return ok || fail_errno(err, "the sandbox cannot be entered");
}
