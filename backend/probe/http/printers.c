/* A printer: its web page over TLS, whether it still answers without, and SNMP. One fault does not
 * keep the others from being looked for. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/http/http.h"
#include "backend/probe/http/http_head.h"
#include "backend/probe/http/http_page.h"
#include "backend/probe/net/addresses.h"
#include "backend/probe/net/protocol.h"
#include "backend/probe/snmp/snmp_device.h"
#include "backend/probe/tls/tls.h"

enum {
    CLEAR_WAIT = 1500,   /* milliseconds, for a port that should be shut */
    CLEAR_ANSWER = 4000, /* and for one that is not: a page takes slow devices seconds */
    BAD_REQUEST = 400,
};

struct printer {
    const struct probe_job *job;
    struct step_report *report;
    const struct deadline *deadline;
    struct deadline page; /* sooner: a silent web page leaves the others their time */
    struct connection connection;
    bool awake; /* one of its addresses took a connection, or refused it at least */
};

static void report_page(const struct printer *printer, const struct http_head *head)
{
    if (*head->server)
        report_fact(printer->report, "http.server", "%s", head->server);
    report_fact(printer->report, "http.status", "%d", head->status);
    if (http_head_moves_to(head, "http"))
        report_step(printer->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the web page redirects out of TLS, to %s", http_head_target(head));
    else if (http_report_stranger(head->status))
        report_step(printer->report, STEP_PROTOCOL, PROBE_FAIL, "the web page %s",
                    http_report_stranger(head->status));
    else if (head->length == HEADER_TORN)
        report_step(printer->report, STEP_PROTOCOL, PROBE_WARN, "the web page %s", tr(header_torn));
    else if (head->status >= 500)
        report_step(printer->report, STEP_PROTOCOL, PROBE_WARN,
                    "the web server answers, but with an error: HTTP %d", head->status);
    else
        report_step(printer->report, STEP_PROTOCOL, PROBE_PASS, "the web page answers: HTTP %d",
                    head->status);
}

static void http_printers_no_page(const struct printer *printer, const struct peer *peer,
                                  struct tls *tls)
{
    if (peer->error != PEER_LATE && tls_two(tls, connect_best(&printer->connection)))
        report_step(printer->report, STEP_PROTOCOL, PROBE_WARN, "the web page %s",
                    tr(http_two_alone));
    else if (peer->error == PEER_FINE)
        report_step(printer->report, STEP_PROTOCOL, PROBE_FAIL,
                    "something other than a web server answers");
    else
        report_step(printer->report, STEP_PROTOCOL, peer_verdict(peer), "no web page: %s",
                    peer_why(peer));
}

static void look_at_page(struct printer *printer, struct snmp_device *snmp)
{
    struct connection *connection = &printer->connection;
    struct http_head head;
    struct peer peer;

    printer->awake =
        connect_open(connection, printer->report, &printer->page) || !connect_nobody(connection);
    if (!addresses_count(connection, ADDRESS_OPEN))
        return;
    struct tls *tls = tls_new(printer->job, printer->report, &printer->page, NULL);
    SSL *ssl = tls_open(tls, connect_fd(connection));
    peer_start(&peer, connect_fd(connection), ssl, &printer->page);
    bool page = ssl && http_head_get(&peer, printer->job->host, &head);
    if (page) {
        http_page_look(&peer, &head);
        report_page(printer, &head);
    }
    snmp_device_again(snmp);     /* and the answers come while TLS is looked at further */
    tls_others(tls, connection); /* and closes: some serve one at a time */
    if (ssl && !page)
        http_printers_no_page(printer, &peer, tls);
    tls_below(tls);
    tls_free(tls);
}

/* A page that waits, or asks, is one that people use. */
static bool http_printers_sends_on(const struct http_head *head)
{
    enum { AT_ONCE = 5 /* seconds */ };

    return http_head_moves_to(head, "https") &&
           (http_head_moves(head) || (head->wait <= AT_ONCE && !head->asks));
}

static void http_printers_report_clear(const struct printer *printer, unsigned port,
                                       const struct http_head *head)
{
    if (http_printers_sends_on(head) || head->status == 403 || head->status == 426)
        report_step(printer->report, STEP_PROTOCOL, PROBE_PASS,
                    "without TLS, port %u only redirects to TLS or elsewhere", port);
    else
        report_step(
            printer->report, STEP_PROTOCOL, PROBE_FAIL,
            "the web page also answers without TLS, at port %u: anyone who signs in there shows "
            "the password to the network; turn plain HTTP off, or have it send to HTTPS",
            port);
}

/* A port that is shut, or speaks no HTTP is no finding; nor is that a server of TLS calls a
 * request without it a bad one. */
static void http_printers_look_at_clear(const struct printer *printer, unsigned port)
{
    const struct connection *connection = &printer->connection;
    struct deadline soon = deadline_within(printer->deadline, CLEAR_WAIT);
    struct deadline later = deadline_within(printer->deadline, CLEAR_ANSWER);
    const struct address clear = connect_port(connect_best(connection), port);
    struct http_head head;
    struct peer peer;

    int fd = connect_again(&clear, &soon);
    if (fd < 0)
        return;
    peer_start(&peer, fd, NULL, &later);
    bool answers = http_head_get(&peer, printer->job->host, &head),
         same = port == printer->job->port;
    if (answers)
        http_page_look(&peer, &head);
    if (answers && (!same || head.status != BAD_REQUEST))
        http_printers_report_clear(printer, port, &head);
    else if (!answers && !same && peer.error == PEER_LATE)
        report_step(printer->report, STEP_PROTOCOL, PROBE_WARN,
                    "not found out: whether the web page also answers without TLS, at port %u: "
                    "something takes the connection, but said nothing in the time there was",
                    port);
    mem_close_fd(&fd);
}

void probe_printers(const struct probe_job *job, struct step_report *report,
                    const struct deadline *deadline)
{
    struct printer printer = {
        .job = job,
        .report = report,
        .deadline = deadline,
        .page = deadline_within(deadline, deadline_left(deadline) / 2),
    };

    struct snmp_device snmp = {
        .job = job,
        .report = report,
        .deadline = deadline,
        .connection = &printer.connection,
        .port = job->snmp.port,
    };

    if (!resolve_start(&printer.connection, job, report, deadline))
        return;
    snmp_device_start(&snmp); /* the wait for what should stay silent is over when the page is */
    look_at_page(&printer, &snmp);
    for (size_t i = 0; i < sizeof job->snmp.clear_ports / sizeof *job->snmp.clear_ports; i++)
        if (job->snmp.clear_ports[i])
            http_printers_look_at_clear(&printer, job->snmp.clear_ports[i]);
    snmp.awake = printer.awake;
    snmp_device_end(&snmp);
    connect_close(&printer.connection);
}
