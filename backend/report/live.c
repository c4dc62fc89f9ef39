#include "backend/report/live.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/settings/settings.h"

struct telling {
    const struct live_view *live;
    const struct probe_result *result;
    struct buf *out;
    size_t lines;
};

static void report_live_report(struct telling *reported, const char *path, const char *declared,
                               const char *found)
{
    buf_print(reported->out, tr("%s: declared %s, found %s\n"), path, declared, found);
    reported->lines++;
}

/* ------------------------------------------------ versions */

/* 10 for "1.0", "TLS 1.0" and OpenSSL's "TLSv1"; 0: it names no version. */
static int report_live_version(const char *text)
{
    const char *number = text + strcspn(text, "0123456789");

    if (strncmp(text, "TLS", 3) != 0 && number != text)
        return 0;
    return *number ? 10 * (*number - '0') + (number[1] == '.' ? atoi(number + 2) : 0) : 0;
}

static void compare_version(struct telling *reported)
{
    const char *found = probe_result_fact(reported->result, "tls.version");
    const char *declared = tls_settings(reported->live->config).min_version;

    if (found && report_live_version(found) < report_live_version(declared))
        report_live_report(reported, "tls.min_version", declared, found);
}

/* What would be taken beside it: older versions, and ciphers that no profile has. */
static void compare_accepted(struct telling *reported)
{
    const char *at = probe_result_fact(reported->result, "tls.accepts");
    const char *declared = tls_settings(reported->live->config).min_version;
    char item[128];

    while (at && list_next(&at, item, sizeof item)) {
        int number = report_live_version(item);

        if (!number || number < report_live_version(declared))
            report_live_report(reported, number ? "tls.min_version" : "tls.profile",
                               number ? declared : tr("forward secrecy only"), item);
    }
}

/* ------------------------------------------------ the certificate */

static void compare_certificate(struct telling *reported)
{
    const struct certificate_facts *facts = reported->live->certificate;
    const char *found = probe_result_fact(reported->result, "cert.fingerprint");
    const char *subject = probe_result_fact(reported->result, "cert.subject");
    const char *end = probe_result_fact(reported->result, "cert.not_after");

    if (!found || (facts->present && strcmp(found, facts->fingerprint) == 0))
        return;
    AUTO_FREE char *served = format(tr("%s until %s, SHA-256 %.23s..."), subject ? subject : "?",
                                    end ? end : "?", found);
    AUTO_FREE char *kept = facts->present
                               ? format("%s, SHA-256 %.23s...", facts->subject, facts->fingerprint)
                               : copy("none");
    report_live_report(reported, "certificates", kept, served);
}

/* ------------------------------------------------ sections */

static void compare_answer(struct telling *reported)
{
    if (probe_result_fact(reported->result, "tls.version"))
        return;
    AUTO_FREE char *port = format("%ld", tls_settings(reported->live->config).https_port);
    report_live_report(reported, "tls.https_port", port, probe_result_reason(reported->result));
}

/* Steps that speak of what is declared by themselves: "tcp 8090 is declared open, but ...". */
static void take_steps(struct telling *reported, enum probe_step step)
{
    for (size_t i = 0; i < reported->result->step_count; i++) {
        const struct probe_step_result *one = &reported->result->steps[i];

        if (one->step != step || one->verdict == PROBE_PASS)
            continue;
        buf_print(reported->out, "%s: %s\n", reported->result->path, one->text);
        reported->lines++;
    }
}

static void compare_tls(struct telling *reported)
{
    compare_answer(reported);
    compare_version(reported);
    compare_accepted(reported);
    compare_certificate(reported);
    take_steps(reported, STEP_PROTOCOL);
}

static void compare_ports(struct telling *reported)
{
    take_steps(reported, STEP_RESOLVE); /* the name leads elsewhere: what follows is another's */
    take_steps(reported, STEP_CONNECT);
}

const struct section *const live_sections[] = { &tls_section, &ports_section, NULL };

size_t live_text(const struct live_view *live, const struct probe_result *result, struct buf *out)
{
    static void (*const compare[])(struct telling *) = { compare_tls, compare_ports };
    struct telling reported = { .live = live, .result = result, .out = out };
    size_t named = strcspn(result->path, ".");

    for (size_t i = 0; live_sections[i]; i++)
        if (strlen(live_sections[i]->key) == named &&
            strncmp(result->path, live_sections[i]->key, named) == 0)
            compare[i](&reported);
    return reported.lines;
}
