#include <errno.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend/child/sandbox_inside.h"

int sandbox_landlock(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/* A filter that lies nowhere is looked at only by a kernel that has filters. */
static bool sandbox_has_filters(void)
{
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) != 0 && errno == EFAULT;
}

unsigned sandbox_missing(void)
{
    return SANDBOX_ALL & ~sandbox_offered();
}

unsigned sandbox_offered(void)
{
    unsigned parts = SANDBOX_USER;

    if (sandbox_has_filters())
        parts |= SANDBOX_CALLS;
    if (sandbox_landlock() > 0)
        parts |= SANDBOX_PATHS;
    return parts;
}
