/* central.c - the link to the central server, as far as it can be tried without its own protocol.
 */
#include <stdlib.h>

#include "backend/base/mem.h"
#include "backend/probe/http/http.h"
#include "backend/probe/net/protocol.h"

/* The answer to "GET /": anyone who answers speaks HTTP there. */
static void http_central_ask_page(const struct http *http)
{
    struct http_answer *answer = must(malloc(sizeof *answer));

    if (http_send(http, &(struct http_ask){ .path = "/" }, answer)) {
        http_report(http, answer);
        if (http->tls)
            http_report_hsts(http, answer, true);
    }
    free(answer);
}

/* The site password belongs to a protocol of the vendor's that is not public. */
static void report_untried(struct step_report *report)
{
    report_fact(report, "login", "not tried: the site password is for the vendor's own protocol");
}

void probe_central(const struct probe_job *job, struct step_report *report,
                   const struct deadline *deadline)
{
    struct connection connection;
    struct http http = { .job = job, .report = report, .deadline = deadline, .port = job->port };

    if (!connect_to(&connection, job, report, deadline))
        return;
    http.address = connect_best(&connection);
    if (job->security == PROBE_TLS)
        http.tls = tls_new(job, report, deadline, NULL);
    if (http.tls && tls_open(http.tls, connect_fd(&connection)) && tls_satisfied(http.tls) &&
        !job->glance) {
        tls_others(http.tls, &connection); /* and closes: some serve one at a time */
        http_central_ask_page(
            &http); /* before what is asked beside, for connections may be counted */
        tls_below(http.tls);
    } else if (!http.tls) {
        http_central_ask_page(&http);
    }
    report_untried(report);
    if (http.tls)
        tls_free(http.tls);
    connect_close(&connection);
}
