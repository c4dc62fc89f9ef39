/* sandbox_compile.c - the list of allowed calls, made once for many copies of a process. */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/child/sandbox_inside.h"

enum {
    SOMEBODY = 0x5ea1ed00, /* stands for the id of a process: larger than any (pid_max), no call's
                              number, and no machine's (AUDIT_ARCH_*) */
    COMPILED_MOST = 4096,  /* instructions: BPF_MAXINSNS */
};

static struct {
    struct sock_filter *list;
    size_t count; /* 0: nothing was made */
    bool network;
} compiled;

/* Reads the filter back, through a pipe, which holds all of it and is no file to write; false: it
 * could not be made. */
static bool sandbox_compile_take(void *filter)
{
    size_t most = COMPILED_MOST * sizeof *compiled.list;
    int ends[2];

    if (!filter || pipe2(ends, O_CLOEXEC | O_NONBLOCK))
        return false;
    bool made = seccomp_export_bpf(filter, ends[1]) == 0;
    compiled.list = must(malloc(most));
    ssize_t size = read(ends[0], compiled.list, most);
    compiled.count = made && size > 0 ? (size_t)size / sizeof *compiled.list : 0;
    close(ends[0]);
    close(ends[1]);
    return compiled.count;
}

void sandbox_compile(bool network)
{
    if (compiled.count)
        return;
    void *filter = sandbox_filter(network, SOMEBODY);

    compiled.network = network;
    if (!sandbox_compile_take(filter))
        compiled.count = 0;
    seccomp_release(filter);
}

/* The list knows who may be sent a signal: oneself. */
static size_t sandbox_compile_name(void)
{
    size_t named = 0;

    for (size_t i = 0; i < compiled.count; i++) {
        struct sock_filter *one = &compiled.list[i];
        if (one->code == (BPF_JMP | BPF_JEQ | BPF_K) && one->k == SOMEBODY) {
            one->k = (unsigned)getpid();
            named++;
        }
    }
    return named;
}

bool sandbox_compiled(bool network)
{
    const struct sock_fprog program = { (unsigned short)compiled.count, compiled.list };

    if (!compiled.count || compiled.network != network)
        return false;
    return sandbox_compile_name() &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
