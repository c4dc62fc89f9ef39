/* addresses.h - what became of the addresses of a name, for sentences. */
#ifndef BACKEND_PROBE_NET_ADDRESSES_H
#define BACKEND_PROBE_NET_ADDRESSES_H

#include "backend/probe/net/connect.h"

enum address_state { ADDRESS_OPEN, ADDRESS_SHUT, ADDRESS_UNTRIED };

/* Once all attempts are over: by fd and error. */
enum address_state addresses_state(const struct address *address);

/* How many are in that state. */
size_t addresses_count(const struct connection *connection, enum address_state state);

/* "::1, 127.0.0.1 and 3 more", of those in that state, cut to size bytes between two of them. */
void addresses_list(const struct connection *connection, enum address_state state, char text[],
                    size_t size);

/* What getaddrinfo() says, as in err.h. */
const char *resolve_error(int code);

#endif
