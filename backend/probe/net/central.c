/* central.c - the link to the central server, as far as it can be tried without its own protocol.
 */
#include <stdlib.h>

#include "backend/mem.h"
#include "backend/probe/net/http.h"
#include "backend/probe/net/protocol.h"

/* The answer to "GET /": whoever answers speaks HTTP there. */
static void ask_page(const struct http *http)
{
    struct http_answer *answer = must(malloc(sizeof *answer));

    if (http_send(http, &(struct http_ask){ .path = "/" }, answer)) {
        http_tell(http, answer);
        if (http->tls)
            http_tell_hsts(http, answer, true);
    }
    free(answer);
}

/* The site password belongs to a protocol of the vendor's that is not public. */
static void tell_untried(struct tell *tell)
{
    tell_fact(tell, "login", "not tried: the site password is for the vendor's own protocol");
}

void probe_central(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct connection connection;
    struct http http = { .job = job, .tell = tell, .deadline = deadline, .port = job->port };

    if (!connect_to(&connection, job, tell, deadline))
        return;
    http.address = connect_best(&connection);
    if (job->security == PROBE_TLS)
        http.tls = tls_new(job, tell, deadline, NULL);
    if (http.tls && tls_open(http.tls, connect_fd(&connection)) && tls_satisfied(http.tls)) {
        tls_others(http.tls, &connection);
        connect_close(&connection); /* some serve one at a time */
        tls_below(http.tls);
        ask_page(&http);
    } else if (!http.tls) {
        ask_page(&http);
    }
    tell_untried(tell);
    if (http.tls)
        tls_free(http.tls);
    connect_close(&connection);
}
