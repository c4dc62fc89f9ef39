/* A printer: its web page over TLS, whether it still answers without, and SNMP. One fault does not
 * keep the others from being looked for. */
#include <string.h>

#include "backend/probe/net/http_head.h"
#include "backend/probe/net/protocol.h"
#include "backend/probe/net/snmp_device.h"
#include "backend/probe/net/tls.h"

enum { CLEAR_WAIT = 1500 /* milliseconds, for a port that should be shut */ };

struct printer {
    const struct probe_job *job;
    struct tell *tell;
    const struct deadline *deadline;
    struct deadline page; /* sooner: a silent web page leaves the others their time */
    struct connection connection;
};

static void tell_page(const struct printer *printer, const struct http_head *head)
{
    if (*head->server)
        tell_fact(printer->tell, "http.server", "%s", head->server);
    tell_fact(printer->tell, "http.status", "%d", head->status);
    if (http_head_moves_to(head, "http"))
        tell_step(printer->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the web page sends people out of TLS, to %s", head->location);
    else if (head->status >= 500)
        tell_step(printer->tell, STEP_PROTOCOL, PROBE_WARN,
                  "the web server answers, but with an error: HTTP %d", head->status);
    else
        tell_step(printer->tell, STEP_PROTOCOL, PROBE_PASS, "the web page answers: HTTP %d",
                  head->status);
}

static void get_page(const struct printer *printer, SSL *ssl)
{
    struct http_head head;
    struct talk talk;

    talk_start(&talk, connect_fd(&printer->connection), ssl, &printer->page);
    if (http_head_get(&talk, printer->job->host, &head))
        tell_page(printer, &head);
    else if (talk.trouble == TALK_FINE)
        tell_step(printer->tell, STEP_PROTOCOL, PROBE_FAIL, "what answers there is no web server");
    else
        tell_step(printer->tell, STEP_PROTOCOL, talk_verdict(&talk), "no web page: %s",
                  talk_why(&talk));
}

static void look_at_page(struct printer *printer)
{
    struct connection *connection = &printer->connection;

    if (!connect_open(connection, printer->tell, &printer->page))
        return;
    struct tls *tls = tls_new(printer->job, printer->tell, &printer->page, NULL);
    SSL *ssl = tls_open(tls, connect_fd(connection));
    if (ssl)
        get_page(printer, ssl);
    tls_below(tls);
    tls_others(tls, connection);
    tls_free(tls);
}

static void tell_clear(const struct printer *printer, const struct http_head *head)
{
    unsigned port = printer->job->snmp.clear_port;

    if (http_head_moves_to(head, "https") || head->status == 403 || head->status == 426)
        tell_step(printer->tell, STEP_PROTOCOL, PROBE_PASS,
                  "without TLS, port %u only sends people to where it is, or away", port);
    else
        tell_step(printer->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the web page also answers without TLS, at port %u: whoever signs in there shows "
                  "the password to the network; turn plain HTTP off, or have it send to HTTPS",
                  port);
}

/* A port that is shut, silent, or speaks no HTTP is no finding. */
static void look_at_clear(const struct printer *printer)
{
    const struct connection *connection = &printer->connection;
    struct deadline soon = deadline_within(printer->deadline, CLEAR_WAIT);
    const struct address clear =
        connect_port(connect_best(connection), printer->job->snmp.clear_port);
    struct http_head head;
    struct talk talk;

    int fd = connect_again(&clear, &soon);
    if (fd < 0)
        return;
    talk_start(&talk, fd, NULL, &soon);
    if (http_head_get(&talk, printer->job->host, &head))
        tell_clear(printer, &head);
    mem_close_fd(&fd);
}

void probe_printers(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct printer printer = {
        .job = job,
        .tell = tell,
        .deadline = deadline,
        .page = deadline_within(deadline, deadline_left(deadline) / 2),
    };

    if (!connect_resolve(&printer.connection, job, tell))
        return;
    look_at_page(&printer);
    look_at_clear(&printer);
    snmp_device(&(struct snmp_device){ job, tell, deadline, &printer.connection, job->snmp.port });
    connect_close(&printer.connection);
}
