#include "backend/probe/work.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509.h>

#include "backend/child/sandbox.h"
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

/* What the resolver reads. It asks again whether they have changed. */
static const char *const files[] = { "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf",
                                     "/etc/host.conf", "/etc/gai.conf" };

int probe_prepare(const void *bytes, size_t size, int out)
{
    struct probe_job job;
    struct probe_trust trust;

    (void)out;
    if (!probe_unpack(bytes, size, &job, &trust))
        return 1;
    clear_environment();
    crypto_start();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        sandbox_file(files[i]);
    if (trust.system_store)
        sandbox_hashes(X509_get_default_cert_dir());
    protocol_prepare(job.section);
    wipe(&job, sizeof job);
    return 0;
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
    signal(SIGPIPE, SIG_IGN); /* SSL_write() to who is gone is a failure like any other */
    if (run)
        run(&job, &report, &deadline);
    wipe(&job, sizeof job);
    return run ? 0 : 1;
}
