/* What a TLS server shows of itself, in DER: judged within bounds, whatever it is. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/probe/tls/tls_inside.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

/* Certificates one behind the other, as many as can be read. */
static void take(struct taken *given, const unsigned char *at, const unsigned char *end)
{
    while (at < end && given->cert_count < TLS_CERTS) {
        X509 *cert = d2i_X509(NULL, &at, end - at);
        if (!cert)
            break;
        given->certs[given->cert_count++] =
            (struct taken_cert){ .cert = cert, .file = "server", .list = 1 };
    }
}

/* One for all runs: making it takes longer than judging. */
static struct tls *make(void)
{
    static const struct probe_trust trust = { 0 };
    static const struct probe_job job = { .host = "print01.corp.example.com",
                                          .min_version = TLS_1_2,
                                          .trust = &trust };
    static struct deadline deadline;
    static struct step_report report;

    deadline = deadline_in(PROBE_SECONDS_MAX);
    report = report_start(-1); /* nobody listens */
    return tls_new(&job, &report, &deadline, NULL);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static struct tls *tls;

    if (!tls)
        tls = make();
    take(tls->given, bytes, bytes + size);
    tls_judge(tls);
    if (tls_report_chain(tls))
        abort(); /* nobody is trusted */
    if (!problem_check(&tls->found->problems))
        abort();
    take_free(tls->given);
    *tls->given = (struct taken){ 0 };
    return 0;
}
