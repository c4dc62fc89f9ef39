/* own.c - our own HTTPS port, as a client sees it. */
#include "backend/probe/net/protocol.h"
#include "backend/probe/net/tls.h"

void probe_tls(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct connection connection;

    if (connect_to(&connection, job, tell, deadline)) {
        struct tls *tls = tls_new(job, tell, deadline, NULL);
        if (tls_open(tls, connect_fd(&connection))) {
            tls_others(tls, &connection);
            connect_close(&connection); /* some serve one at a time */
            tls_below(tls);
        }
        tls_free(tls);
    }
    connect_close(&connection);
}
