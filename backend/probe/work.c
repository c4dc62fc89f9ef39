#include "backend/probe/work.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509.h>

#include "backend/base/language.h"
#include "backend/child/sandbox.h"
#include "backend/probe/net/protocol.h"
#include "backend/probe/snmp/snmp_library.h"
#include "backend/probe/tls/tls.h"
#include "backend/secret/crypto.h"

/* What the resolver reads. It asks again whether they have changed. */
static const char *const files[] = { "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf",
                                     "/etc/host.conf", "/etc/gai.conf" };

/* A datagram gets lost: it is asked three times; but a name server that is silent must not take all
 * the time there is: see resolv.conf(5). */
static void work_resolver(int seconds)
{
    setenv("RES_OPTIONS", seconds < 12 ? "timeout:1 attempts:3" : "timeout:2 attempts:3", 1);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        sandbox_file(files[i]);
}

void probe_warm(const void *bytes, size_t size)
{
    struct probe_trust trust;

    crypto_start();
    tls_warm();
    if (probe_unpack(bytes, size, &trust))
        tls_known(&trust);
    snmp_library_warm();
}

int probe_prepare(const void *bytes, size_t size, int out)
{
    struct probe_trust trust;
    const struct probe_job *job = probe_unpack(bytes, size, &trust);

    if (!job)
        return 1;
    crypto_start();
    if (protocol_resolves(job))
        work_resolver(job->seconds);
    if (trust.system_store)
        sandbox_hashes(X509_get_default_cert_dir());
    bool ready = protocol_prepare(job);
    if (!ready)
        worker_report(out, "fail libcurl cannot be loaded: %s", tr("install it anew"));
    return ready ? 0 : 1;
}

/* Combining Diacritical Marks, U+0300 to U+036F, in UTF-8. */
static bool work_is_decomposed(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    for (; *at; at++)
        if (at[0] == 0xCC || (at[0] == 0xCD && at[1] >= 0x80 && at[1] <= 0xAF))
            return true;
    return false;
}

int probe_work(const void *bytes, size_t size, int out)
{
    struct probe_trust trust;
    struct probe_job *job = probe_unpack(bytes, size, &trust);
    struct step_report report = report_start(out);

    if (!job)
        return 1;
    probe_protocol *run = protocol_find(job->section);
    const struct deadline deadline = deadline_in(job->seconds);
    signal(SIGPIPE, SIG_IGN); /* SSL_write() to who is gone is a failure like any other */
    if (run)
        run(job, &report, &deadline);
    if (report.login_failed && (work_is_decomposed(job->password) || work_is_decomposed(job->user)))
        report_step(
            &report, STEP_LOGIN, PROBE_WARN,
            "the user or password holds an accent as a character of its own (decomposed "
            "Unicode, as macOS types it); most keep it as one letter (RFC 8265 4.2.2): type "
            "it anew, or without accents");
    report_send(&report);
    wipe(job, sizeof *job);
    return run ? 0 : 1;
}
