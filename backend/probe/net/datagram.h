/* datagram.h - UDP through sockets that are not connected: an answer from another address than the
 * one that was asked is seen and told (a machine with two addresses does that), what the network
 * says of closed ports comes back all the same, and each datagram knows when it came.
 */
#ifndef BACKEND_PROBE_NET_DATAGRAM_H
#define BACKEND_PROBE_NET_DATAGRAM_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>

/* -1: none could be made for that family; see errno. */
int datagram_open(int family);

struct datagram {
    struct sockaddr_storage from;
    int ago; /* milliseconds since it came; 0 where the kernel notes nothing */
};

/* Takes one, without waiting. -1: see errno, which may also be what the network said of an earlier
 * one that was sent. */
ssize_t datagram_receive(int fd, void *bytes, size_t size, struct datagram *datagram);

/* The same address and port? */
bool datagram_same(const struct sockaddr_storage *a, const struct sockaddr_storage *b);

/* The address alone. */
void datagram_text(const struct sockaddr_storage *at, char text[INET6_ADDRSTRLEN]);

#endif
