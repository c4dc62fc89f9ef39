/* own.c - our own web interface as a client sees it: HTTPS against the settings, then plain HTTP.
 */
#include <stdlib.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/http/http.h"
#include "backend/probe/net/protocol.h"

enum { CLEAR_MS = 2000 }; /* a port that is filtered says nothing: not all the time is for that */

/* ------------------------------------------------ HTTPS */

static void own_ask_page(const struct http *http)
{
    struct http_answer *answer = must(malloc(sizeof *answer));

    if (http_send(http, &(struct http_ask){ .path = "/" }, answer)) {
        http_report(http, answer);
        http_report_hsts(http, answer, http->job->tls.hsts);
    }
    free(answer);
}

static void own_examine(struct http *http, struct connection *connection)
{
    http->tls = tls_new(http->job, http->report, http->deadline, NULL);
    if (tls_open(http->tls, connect_fd(connection)) &&
        (tls_satisfied(http->tls) || http->job->look)) {
        tls_others(http->tls, connection); /* and closes: some serve one at a time */
        tls_below(http->tls);
        own_ask_page(http);
    }
    tls_free(http->tls);
    http->tls = NULL;
}

/* ------------------------------------------------ HTTP */

static void own_report_clear(const struct http *http, const struct http_answer *answer)
{
    enum probe_verdict verdict = http->job->tls.clear ? PROBE_WARN : PROBE_FAIL;
    const char *set = http->job->tls.clear ? "" : tr(", though plain HTTP is switched off");

    if (answer)
        report_fact(http->report, "http.clear", "HTTP %ld%s%s", answer->status,
                    *answer->location ? ", to " : "", answer->location);
    else
        report_fact(http->report, "http.clear", "no HTTP");
    if (!answer)
        report_step(http->report, STEP_PROTOCOL, verdict,
                    "something takes connections on port %u, but does not answer by HTTP%s",
                    http->port, set);
    else if (answer->status >= 300 && answer->status < 400 && *answer->location)
        report_step(http->report, STEP_PROTOCOL, verdict,
                    "plain HTTP answers on port %u%s; it points to %.200s", http->port, set,
                    answer->location);
    else
        report_step(http->report, STEP_PROTOCOL, verdict,
                    "plain HTTP answers on port %u (HTTP %ld)%s", http->port, answer->status, set);
}

/* What goes wrong here is no fault of the connection: so nothing of it is told on the way. */
static void ask_clear(const struct http *http)
{
    struct http_answer *answer = must(malloc(sizeof *answer));
    struct step_report silent = { .out = -1 };
    struct http quiet = *http;

    quiet.report = &silent;
    own_report_clear(http,
                     http_send(&quiet, &(struct http_ask){ .path = "/" }, answer) ? answer : NULL);
    free(answer);
}

/* Not secret, not encrypted: only whether anybody is there. */
static void own_look_at_clear(const struct http *http)
{
    struct deadline deadline = deadline_within(http->deadline, CLEAR_MS);
    struct address address = connect_port(http->address, http->job->tls.clear_port);
    struct http clear = { http->job, http->report, &deadline, &address, http->job->tls.clear_port,
                          NULL };
    AUTO_CLOSE int fd = connect_again(&address, &deadline);

    if (fd >= 0)
        ask_clear(&clear);
    else if (http->job->tls.clear)
        report_step(http->report, STEP_CONNECT, PROBE_WARN,
                    "plain HTTP is switched on, but nothing answers on port %u", clear.port);
    else
        report_step(http->report, STEP_CONNECT, PROBE_PASS,
                    "nothing answers on port %u, as plain HTTP is switched off", clear.port);
}

void probe_tls(const struct probe_job *job, struct step_report *report,
               const struct deadline *deadline)
{
    struct connection connection;
    struct http http = { .job = job, .report = report, .deadline = deadline, .port = job->port };

    if (!resolve_start(&connection, job, report, deadline))
        return;
    if (connect_open(&connection, report, deadline)) {
        http.address = connect_best(&connection);
        own_examine(&http, &connection);
    } else {
        http.address = &connection.list[0];
    }
    if (job->tls.clear_port != job->port)
        own_look_at_clear(&http);
    connect_close(&connection);
}
