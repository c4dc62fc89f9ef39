/* scan_snmp.c - SNMP to all devices over one socket (one of IPv4, one of IPv6). */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "backend/discover/network/scan_inside.h"

enum {
    BUFFER = 1 << 20, /* bytes of answers that wait; the kernel may give less */
    AT_ONCE = 100,    /* datagrams taken before others have their turn */
    DATAGRAM = 2048,  /* an answer with sysDescr is smaller; what is cut off is none */
};

static int scan_snmp_socket(int family)
{
    const int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), size = BUFFER;

    if (fd >= 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    return fd;
}

bool scan_snmp_open(struct scanning *scan, struct err *err)
{
    scan->udp[0] = scan_snmp_socket(AF_INET);
    scan->udp[1] = scan_snmp_socket(AF_INET6);
    return scan->udp[0] >= 0 || scan->udp[1] >= 0 ||
           fail_errno(err, "no socket for SNMP can be opened");
}

void scan_snmp_ask(struct scanning *scan, unsigned host, enum scan_question question)
{
    const struct question_row *row = &network_questions[question];
    const struct target_address target = targets_at(&scan->job->targets, host);
    const unsigned id = scan->hosts[host].id + (unsigned)question;
    const int fd = scan->udp[target_is_ipv4(&target) ? 0 : 1];
    unsigned char packet[SNMP_PACKET];
    struct sockaddr_storage at;
    const socklen_t size = target_socket(&target, scan->job->ports[row->port], &at);
    const size_t length = row->version == SNMP_3
                              ? snmp_packet_discover(packet, id)
                              : snmp_packet_ask(packet, row->version, row->community, id);

    /* What the kernel does not send now is sent when all are asked again. */
    if (fd >= 0)
        sendto(fd, packet, length, MSG_NOSIGNAL, (const struct sockaddr *)&at, size);
}

static void scan_snmp_engine(struct sighting *sighting, const struct snmp_answer *answer)
{
    memcpy(sighting->engine, answer->engine, answer->engine_size);
    sighting->engine_size = (unsigned)answer->engine_size;
}

static void scan_snmp_take(struct scanning *scan, unsigned host, const struct snmp_answer *answer)
{
    const unsigned n = answer->id - scan->hosts[host].id;

    if (n >= QUESTIONS || network_questions[n].tcp ||
        network_questions[n].version != answer->version || !scan->hosts[host].asked[n])
        return;
    struct sighting *sighting = scan_saw(scan, host, (enum scan_question)n);
    if (answer->version == SNMP_3) {
        scan_snmp_engine(sighting, answer);
    } else if (answer->error) {
        sighting->seen &= ~(1U << n); /* it is there, and lets nobody read */
    } else if (*answer->description) {
        scan_model(sighting, (enum scan_question)n, answer->description);
    }
}

void scan_snmp_receive(struct scanning *scan, int fd)
{
    unsigned char bytes[DATAGRAM];
    struct sockaddr_storage from;
    struct snmp_answer answer;

    for (int i = 0; i < AT_ONCE; i++) {
        socklen_t size = sizeof from;
        const ssize_t n =
            recvfrom(fd, bytes, sizeof bytes, MSG_DONTWAIT, (struct sockaddr *)&from, &size);
        if (n < 0)
            return;
        const struct target_address target = target_from(&from);
        const unsigned host = targets_find(&scan->job->targets, &target);
        if (host < scan->job->targets.count && snmp_packet_read(bytes, (size_t)n, &answer))
            scan_snmp_take(scan, host, &answer);
    }
}
