/* local.h - names and addresses: is this one of ours, and do two agree? */
#ifndef BACKEND_PROBE_HOST_LOCAL_H
#define BACKEND_PROBE_HOST_LOCAL_H

#include <netdb.h>
#include <stdbool.h>

enum local { LOCAL_HERE, LOCAL_ELSEWHERE, LOCAL_UNKNOWN };

/* Does the name lead to an address of this machine? */
enum local local_name(const char *host);

/* All addresses of a name, one entry each; NULL: there is none. flags as for getaddrinfo(). The
 * caller frees with freeaddrinfo(). *code, which may be NULL, is what getaddrinfo() said. */
struct addrinfo *local_resolve(const char *host, int flags, int *code);

/* An address as text; "?" if it is none. */
void local_text(const struct addrinfo *one, char out[], size_t size);

bool local_loopback(const struct addrinfo *one);                           /* 127.0.0.0/8, ::1 */
bool local_among(const struct addrinfo *one, const struct addrinfo *list); /* the same address */

#endif
