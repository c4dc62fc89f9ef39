/* answers.c - does what was reloaded answer on this machine, and with our certificate? */
#include "backend/apply/plan.h"

#include <netinet/in.h>
#include <stdio.h>
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

/* What openssl says was wrong, from all that it says. */
static const char *apply_answers_fault(struct buf *reply)
{
    char *at = reply->size ? strstr(reply->text, "verify error:") : NULL;

    if (!at)
        return "TLS handshake failed";
    at[strcspn(at, "\n")] = '\0';
    return at;
}

/* By its name, though it is asked on the loopback: it may be known under it elsewhere only. Not by
 * our own prober, which goes where the name leads. */
static bool shows_certificate(const struct plan *plan, long port, struct err *err)
{
    AUTO_FREE char *place = format("127.0.0.1:%ld", port);
    AUTO_BUF struct buf reply = { 0 };
    char name[256];

    if (!host_to_ascii(server_fqdn(plan->config), name, sizeof name, err))
        return false;
    const char *const words[] = { "openssl",
                                  "s_client",
                                  "-brief",
                                  "-connect",
                                  place,
                                  "-servername",
                                  name,
                                  "-verify_hostname",
                                  name,
                                  "-verify_return_error",
                                  plan->root_file ? "-CAfile" : NULL,
                                  plan->root_file,
                                  NULL };
    int status = program_run(words, NULL, &reply, NULL);
    if (status <= 0) /* without that program, that it answers has to do */
        return true;
    return fail(err, "port %ld of this machine does not show the certificate of %s: %s", port, name,
                apply_answers_fault(&reply));
}

bool plan_answers(const struct plan *plan, struct err *err)
{
    if (!plan->applying->port)
        return true;
    long port = plan->applying->port(plan->config);
    if (!connects_soon(port))
        return fail(err, "nothing answers on port %ld of this machine", port);
    return shows_certificate(plan, port, err);
}
