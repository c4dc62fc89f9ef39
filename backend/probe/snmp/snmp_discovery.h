/* snmp_discovery.h - knocks at an SNMP device with everything that needs no password of anybody,
 * all at once: is version 3 there, and do versions 1 and 2c answer to the communities every scanner
 * tries? Or with the one community of a profile that knows no better.
 */
#ifndef BACKEND_PROBE_SNMP_SNMP_DISCOVERY_H
#define BACKEND_PROBE_SNMP_SNMP_DISCOVERY_H

#include <netinet/in.h>
#include <poll.h>

#include "backend/probe/net/connect.h"
#include "backend/probe/net/deadline.h"
#include "backend/probe/snmp/snmp_packet.h"

enum snmp_question {
    SNMP_DISCOVERY,
    SNMP_OWN,   /* the profile's community */
    SNMP_OTHER, /* that one, by the other one of versions 1 and 2c: it is on the way anyway */
    SNMP_PUBLIC_1,
    SNMP_PUBLIC_2C,
    SNMP_PRIVATE_1,
    SNMP_PRIVATE_2C,
    SNMP_QUESTIONS
};

struct snmp_discovery {
    const char *community; /* of the profile; NULL: it is for version 3 */
    enum snmp_version version;

    bool received[SNMP_QUESTIONS];
    struct snmp_answer answers[SNMP_QUESTIONS];
    const struct address *device;    /* who answered first; NULL: nobody did */
    unsigned strange;                /* datagrams that are no answer to anything */
    char stranger[INET6_ADDRSTRLEN]; /* from where the last of them came that was not asked; "":
                                        none did */
    int error;                       /* errno: the network says that nobody is there */
    int ms;                          /* until the first answer; 0: none came */

    /* while it is on its way */
    const struct connection *devices;
    unsigned port;
    struct pollfd sockets[CONNECT_MOST]; /* by address; fd -1: it is not asked, or no more */
    unsigned id;                         /* of the first question; the others count on */
    struct deadline clock; /* since the first question: an hour less what is left of it */
    struct deadline again; /* when all that got no answer is asked again */
};

/* Asks all addresses at the same time, and does not wait: answers lie there until somebody listens,
 * and what is asked of the device meanwhile takes none of their time. `devices` stays the caller's
 * until the end. */
void snmp_discovery_start(struct snmp_discovery *discovery, const struct connection *devices,
                          unsigned port);

/* Listens, asks again one second after the start, and after two more, four more and so on, until
 * `patience` milliseconds since the start are over, and for a second in any case: a device that
 * sleeps takes many seconds to wake. Once one has answered it is the only one that is listened to,
 * and has DISCOVERY_REST for what the profile needs; when that has come, the other questions have
 * five times as long as that took, 100 to 1000. When an answer came is what the kernel notes. */
enum { DISCOVERY_REST = 2000 };
void snmp_discovery_end(struct snmp_discovery *discovery, const struct deadline *deadline,
                        int patience);

/* Takes what has come by now, and asks a device that answers once more for what it did not answer:
 * packets get lost, and what should stay silent must not pass because of that. */
void snmp_discovery_again(struct snmp_discovery *discovery);

/* Takes what has come since, and what comes within `ms` milliseconds, if anything is still
 * unanswered: a device that is busy answers one question at once, and another one when it has done
 * what was asked of it meanwhile. */
void snmp_discovery_close(struct snmp_discovery *discovery, int ms);

/* Did it answer that question with what was asked for? What a community may not read is answered,
 * too, with an error. */
bool snmp_discovery_open(const struct snmp_discovery *discovery, enum snmp_question question);

#endif
