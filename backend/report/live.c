#include "backend/report/live.h"

#include <stdlib.h>
#include <string.h>

#include "backend/settings/settings.h"

struct telling {
    const struct live *live;
    const struct probe_result *result;
    struct buf *out;
    size_t lines;
};

static void tell(struct telling *told, const char *path, const char *declared, const char *found)
{
    buf_print(told->out, "%s: declared %s, found %s\n", path, declared, found);
    told->lines++;
}

/* ------------------------------------------------ versions */

/* 10 for "1.0", "TLS 1.0" and OpenSSL's "TLSv1"; 0: it names no version. */
static int version(const char *text)
{
    const char *number = text + strcspn(text, "0123456789");

    if (strncmp(text, "TLS", 3) != 0 && number != text)
        return 0;
    return *number ? 10 * (*number - '0') + (number[1] == '.' ? atoi(number + 2) : 0) : 0;
}

static void compare_version(struct telling *told)
{
    const char *found = probe_result_fact(told->result, "tls.version");
    const char *declared = tls_plan(told->live->config).min_version;

    if (found && version(found) < version(declared))
        tell(told, "tls.min_version", declared, found);
}

/* What would be taken beside it: older versions, and ciphers that no profile has. */
static void compare_accepted(struct telling *told)
{
    const char *at = probe_result_fact(told->result, "tls.accepts");
    const char *declared = tls_plan(told->live->config).min_version;
    char item[128];

    while (at && list_next(&at, item, sizeof item)) {
        int number = version(item);

        if (!number || number < version(declared))
            tell(told, number ? "tls.min_version" : "tls.profile",
                 number ? declared : "forward secrecy only", item);
    }
}

/* ------------------------------------------------ the certificate */

static void compare_certificate(struct telling *told)
{
    const struct certificate_facts *facts = told->live->certificate;
    const char *found = probe_result_fact(told->result, "cert.fingerprint");
    const char *subject = probe_result_fact(told->result, "cert.subject");
    const char *end = probe_result_fact(told->result, "cert.not_after");

    if (!found || (facts->present && strcmp(found, facts->fingerprint) == 0))
        return;
    AUTO_FREE char *served =
        format("%s until %s, SHA-256 %.23s...", subject ? subject : "?", end ? end : "?", found);
    AUTO_FREE char *kept = facts->present
                               ? format("%s, SHA-256 %.23s...", facts->subject, facts->fingerprint)
                               : copy("none");
    tell(told, "certificates", kept, served);
}

/* ------------------------------------------------ sections */

static void compare_answer(struct telling *told)
{
    if (probe_result_fact(told->result, "tls.version"))
        return;
    AUTO_FREE char *port = format("%ld", tls_plan(told->live->config).https_port);
    tell(told, "tls.https_port", port, probe_result_reason(told->result));
}

/* Steps that speak of what is declared by themselves: "tcp 8090 is declared open, but ...". */
static void take_steps(struct telling *told, enum probe_step step)
{
    for (size_t i = 0; i < told->result->step_count; i++) {
        const struct probe_told *one = &told->result->steps[i];

        if (one->step != step || one->verdict == PROBE_PASS)
            continue;
        buf_print(told->out, "%s: %s\n", told->result->path, one->text);
        told->lines++;
    }
}

static void compare_tls(struct telling *told)
{
    compare_answer(told);
    compare_version(told);
    compare_accepted(told);
    compare_certificate(told);
    take_steps(told, STEP_PROTOCOL);
}

static void compare_ports(struct telling *told)
{
    take_steps(told, STEP_RESOLVE); /* the name leads elsewhere: what follows is another's */
    take_steps(told, STEP_CONNECT);
}

const struct section *const live_sections[] = { &tls_section, &ports_section, NULL };

size_t live_text(const struct live *live, const struct probe_result *result, struct buf *out)
{
    static void (*const compare[])(struct telling *) = { compare_tls, compare_ports };
    struct telling told = { .live = live, .result = result, .out = out };
    size_t named = strcspn(result->path, ".");

    for (size_t i = 0; live_sections[i]; i++)
        if (strlen(live_sections[i]->key) == named &&
            strncmp(result->path, live_sections[i]->key, named) == 0)
            compare[i](&told);
    return told.lines;
}
