#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/child/sandbox_inside.h"

/* As the kernel has it by now; headers may be older, and an older kernel takes the beginning. */
struct landlock_rules {
    uint64_t fs, net, scoped;
};

enum {
    FS_V1 = 0x1fff, /* LANDLOCK_ACCESS_FS_EXECUTE up to _MAKE_SYM */
    FS_REFER = 1 << 13,
    FS_TRUNCATE = 1 << 14,
    FS_IOCTL_DEV = 1 << 15,
    NET_BIND_TCP = 1,
    NET_CONNECT_TCP = 2,
    SCOPE_ABSTRACT_UNIX = 1,
    SCOPE_SIGNAL = 2,
};

/* What came with which version. */
static struct landlock_rules landlock_rules(int version, bool network)
{
    struct landlock_rules rules = { .fs = FS_V1 };

    if (version >= 2)
        rules.fs |= FS_REFER;
    if (version >= 3)
        rules.fs |= FS_TRUNCATE;
    if (version >= 4)
        rules.net = NET_BIND_TCP | (network ? 0 : NET_CONNECT_TCP);
    if (version >= 5)
        rules.fs |= FS_IOCTL_DEV;
    if (version >= 6)
        rules.scoped = SCOPE_ABSTRACT_UNIX | SCOPE_SIGNAL;
    return rules;
}

static size_t landlock_size(int version)
{
    return version >= 6   ? sizeof(struct landlock_rules)
           : version >= 4 ? offsetof(struct landlock_rules, scoped)
                          : offsetof(struct landlock_rules, net);
}

bool sandbox_paths(bool network)
{
    int version = sandbox_landlock();
    const struct landlock_rules rules = landlock_rules(version, network);
    AUTO_CLOSE int fd =
        (int)syscall(SYS_landlock_create_ruleset, &rules, landlock_size(version), 0);

    return fd >= 0 && syscall(SYS_landlock_restrict_self, fd, 0) == 0;
}
