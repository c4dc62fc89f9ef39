/* answers.c - does what was reloaded answer on this machine, and with our certificate? */
#include "backend/apply/plan.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "backend/apply/program.h"
#include "backend/settings/settings.h"

static bool connects(long port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    AUTO_CLOSE int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    return fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

/* A daemon that reloads still has its old sockets for a moment. */
static bool connects_soon(long port)
{
    enum { TRIES = 100, STILL_OLD = 5 };
    const struct timespec moment = { .tv_nsec = 100000000 };

    for (int i = 0; i < TRIES; i++) {
        nanosleep(&moment, NULL);
        if (i >= STILL_OLD && connects(port))
            return true;
    }
    return false;
}

/* ------------------------------------------------ its certificate */

/* What openssl says was wrong, from all that it says. */
static const char *apply_answers_fault(struct buf *reply)
{
    char *at = reply->size ? strstr(reply->text, "verify error:") : NULL;

    if (!at)
        return "TLS handshake failed";
    at[strcspn(at, "\n")] = '\0';
    return at;
}

struct visit {
    const struct plan *plan;
    long port;
    char name[256]; /* of the server, in ASCII */
};

/* By its name, though it is asked on the loopback: it may be known under it elsewhere only. Not by
 * our own prober, which goes where the name leads. how: an option of openssl; ask (NULL: nothing)
 * is sent. As program_run(). */
static int answers_visit(const struct visit *visit, const char *how, const struct buf *ask,
                         struct buf *reply, struct err *err)
{
    AUTO_FREE char *place = format("127.0.0.1:%ld", visit->port);
    const char *const words[] = { "openssl",
                                  "s_client",
                                  how,
                                  "-connect",
                                  place,
                                  "-servername",
                                  visit->name,
                                  "-verify_hostname",
                                  visit->name,
                                  "-verify_return_error",
                                  visit->plan->root_file ? "-CAfile" : NULL,
                                  visit->plan->root_file,
                                  NULL };

    return program_run(words, ask, reply, err);
}

/* ------------------------------------------------ its page */

/* The status line's number; 0: there is none. */
static long answers_status(const struct buf *reply)
{
    const char *at = reply->size ? strstr(reply->text, "HTTP/1.") : NULL;

    return at && strlen(at) > 9 ? strtol(at + 9, NULL, 10) : 0;
}

/* A front that cannot reach the print server answers all the same, with 502, 503 or 504. */
static bool answers_page(const struct visit *visit, struct err *err)
{
    AUTO_BUF struct buf ask = { 0 }, reply = { 0 };
    struct err why;

    buf_print(&ask,
              "GET / HTTP/1.1\r\nHost: %s:%ld\r\nUser-Agent: printseal\r\nAccept: */*\r\n"
              "Connection: close\r\n\r\n",
              visit->name, visit->port);
    if (answers_visit(visit, "-quiet", &ask, &reply, &why) < 0)
        return fail(err, "port %ld of this machine does not show the print server's page: %s",
                    visit->port, why.text);
    long status = answers_status(&reply);
    if (status >= 100 && status < 500)
        return true;
    if (!status)
        return fail(err, "port %ld of this machine answers, and shows no page", visit->port);
    return fail(err,
                "port %ld of this machine answers %ld instead of the print server's page: is "
                "--upstream right, and does the print server show a certificate for %s?",
                visit->port, status, visit->name);
}

static bool answers_well(const struct visit *visit, struct err *err)
{
    AUTO_BUF struct buf reply = { 0 };
    int status = answers_visit(visit, "-brief", NULL, &reply, NULL);

    if (status < 0) /* without that program, that it answers has to do */
        return true;
    if (status > 0)
        return fail(err, "port %ld of this machine does not show the certificate of %s: %s",
                    visit->port, visit->name, apply_answers_fault(&reply));
    return !visit->plan->applying->upstream || answers_page(visit, err);
}

bool apply_answers(const struct plan *plan, struct err *err)
{
    struct visit visit = { .plan = plan };

    if (!plan->applying->port)
        return true;
    visit.port = plan->applying->port(plan->config);
    if (!connects_soon(visit.port))
        return fail(err, "nothing answers on port %ld of this machine", visit.port);
    return host_to_ascii(server_fqdn(plan->config), visit.name, sizeof visit.name, err) &&
           answers_well(&visit, err);
}
