#include "backend/probe/work.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "backend/probe/net/cage.h"
#include "backend/probe/net/protocol.h"
#include "backend/secret/crypto.h"

/* Libraries read proxies, certificate stores and whole configuration files out of it. */
static void clear_environment(void)
{
    clearenv();
    setenv("MIBS", "", 1);
    /* A name server that is silent must not take all the time there is: see resolv.conf(5). */
    setenv("RES_OPTIONS", "timeout:2 attempts:1", 1);
}

/* What a test needs whatever the other end says, and what it may say; what an administrator trusts
 * is no stranger's, and takes some ten times its size once it is read. */
static size_t memory_for(const struct probe_trust *trust)
{
    enum { ROOM = 20 << 20, TIMES = 12 };

    return ROOM + TIMES * (trust->anchors.size + trust->own.size + trust->crls.size);
}

int probe_work(const void *bytes, size_t size, int out)
{
    struct probe_job job;
    struct probe_trust trust;
    struct report report = report_start(out);

    if (!probe_unpack(bytes, size, &job, &trust))
        return 1;
    probe_protocol *run = protocol_find(job.section);
    const struct deadline deadline = deadline_in(job.seconds);
    clear_environment();
    signal(SIGPIPE, SIG_IGN); /* SSL_write() to who is gone is a failure like any other */
    crypto_start();
    cage(memory_for(job.trust)); /* as far as the kernel offers it */
    if (run)
        run(&job, &report, &deadline);
    wipe(&job, sizeof job);
    return run ? 0 : 1;
}
