/* http_report.c - what an HTTP answer says about the server that gave it. */
#include "backend/base/language.h"
#include "backend/base/moment.h"
#include "backend/probe/http/http.h"

#include <stdio.h>
#include <string.h>

#include "backend/probe/http/header.h"

static bool report_redirect(const struct http *http, const struct http_answer *answer)
{
    static const char *const words[] = {
        [TARGET_HERE] = "to a page of its own",
        [TARGET_HTTPS] = "elsewhere over HTTPS",
        [TARGET_CLEAR] = "out of TLS, where everything can be read on the way",
        [TARGET_OTHER] = "to something that is not a web address",
    };
    char origin[PROBE_HOST + 16];

    snprintf(origin, sizeof origin, strchr(http->job->host, ':') ? "[%s]:%u" : "%s:%u",
             http->job->host, http->port);
    enum header_target target = header_target(answer->location, origin);
    report_fact(http->report, "http.location", "%s", answer->location);
    return report_step(http->report, STEP_PROTOCOL,
                       target == TARGET_CLEAR && http->tls ? PROBE_FAIL
                       : target == TARGET_OTHER            ? PROBE_WARN
                                                           : PROBE_PASS,
                       "HTTP %ld leads %s: %.200s (not followed)", answer->status,
                       tr(words[target]), *answer->location ? answer->location : tr("nowhere"));
}

/* nginx says so with HTTP 400 and a page, after a handshake that went well. */
static bool wants_certificate(const struct http_answer *answer)
{
    static const char words[] = "SSL certificate";

    return answer->status == 400 && memmem(answer->body, answer->size, words, sizeof words - 1);
}

/* Whoever answers so is not the one who was asked for (RFC 9110 15.5.8, 15.5.20). */
static const struct {
    long status;
    const char *text;
} http_report_strangers[] = {
    { 407, "answers HTTP 407: it is a proxy on the way, which wants a login of its own" },
    { 421, "answers HTTP 421: this server is not the one for that name; another one, or a proxy, "
           "answers in its place" },
    { 511, "answers HTTP 511: it is a portal of the network on the way, which wants a login of its "
           "own" },
};

const char *http_report_stranger(long status)
{
    for (size_t i = 0; i < sizeof http_report_strangers / sizeof *http_report_strangers; i++)
        if (http_report_strangers[i].status == status)
            return tr(http_report_strangers[i].text);
    return NULL;
}

static bool http_report_refresh(const struct http *http, const struct http_answer *answer)
{
    report_fact(http->report, "http.location", "%s", answer->refresh);
    return report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                       "HTTP %ld leads %s: %.200s (not followed)", answer->status,
                       tr("out of TLS, where everything can be read on the way"), answer->refresh);
}

bool http_report(const struct http *http, const struct http_answer *answer)
{
    report_fact(http->report, "http.status", "%ld", answer->status);
    if (*answer->server)
        report_fact(http->report, "http.server", "%s", answer->server);
    if (answer->status >= 300 && answer->status < 400 && answer->status != 304)
        return report_redirect(http, answer);
    if (wants_certificate(answer))
        return report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                           "answers HTTP 400: it wants a client certificate, and there is none");
    if (http->tls && header_target(answer->refresh, "") == TARGET_CLEAR)
        return http_report_refresh(http, answer);
    if (http_report_stranger(answer->status))
        return report_step(http->report, STEP_PROTOCOL, PROBE_FAIL, "%s",
                           http_report_stranger(answer->status));
    if (answer->length == HEADER_TORN)
        return report_step(http->report, STEP_PROTOCOL, PROBE_FAIL, "the answer %s",
                           tr(header_torn));
    if (answer->status >= 500)
        return report_step(http->report, STEP_PROTOCOL, PROBE_WARN,
                           "answers HTTP %ld: the service behind it has an error of its own",
                           answer->status);
    return report_step(http->report, STEP_PROTOCOL, PROBE_PASS, "answers HTTP %ld%s",
                       answer->status,
                       answer->large ? tr(", cut off where it went on and on") : "");
}

void http_report_hsts(const struct http *http, const struct http_answer *answer, bool wanted)
{
    long age = header_hsts_age(answer->hsts);

    if (answer->has_hsts)
        report_fact(http->report, "http.hsts", "%s", answer->hsts);
    if (!wanted && (!answer->has_hsts || age == 0))
        return;
    if (!answer->has_hsts)
        report_step(
            http->report, STEP_PROTOCOL, PROBE_WARN,
            "sends no Strict-Transport-Security (HSTS), so browsers may be led to plain HTTP");
    else if (age < 0)
        report_step(http->report, STEP_PROTOCOL, PROBE_WARN,
                    "sends a Strict-Transport-Security header that browsers ignore: \"%.100s\"",
                    answer->hsts);
    else if (age == 0)
        report_step(http->report, STEP_PROTOCOL, PROBE_WARN,
                    "switches HSTS off: max-age=0 makes browsers forget it");
    else if (age < HSTS_PROFILE)
        report_step(http->report, STEP_PROTOCOL, PROBE_WARN,
                    "HSTS holds for %ld days only; the profile asks for %d", age / DAY,
                    HSTS_PROFILE / DAY);
    else
        report_step(http->report, STEP_PROTOCOL, PROBE_PASS, "HSTS holds for %ld days", age / DAY);
}
