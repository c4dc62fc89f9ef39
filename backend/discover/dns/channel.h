/* channel.h - in the worker: the one way to the name servers, made with all rights and used in the
 * sandbox.
 */
#ifndef BACKEND_DISCOVER_DNS_CHANNEL_H
#define BACKEND_DISCOVER_DNS_CHANNEL_H

#include "backend/discover/dns/answer.h"
#include "backend/probe/net/deadline.h"

/* Before the sandbox: reads the system's name servers (resolv.conf), unless resolver names one.
 * False: it was told on out. */
bool channel_open(const char *resolver, int out);

/* What came of a question: why is NULL if there are records, else the word for it ("silent"). */
typedef void channel_answered(void *data, const struct answer *answer, const char *why);

/* Asks. The name and data stay until answered() was called, once, perhaps before this returns. */
void channel_ask(const char *name, enum dns_type type, channel_answered *answered, void *data);

/* Waits until something came, at most so many milliseconds, and never beyond the deadline. */
void channel_wait(const struct deadline *deadline, int ms);

void channel_close(void); /* what is not answered is silent */

#endif
