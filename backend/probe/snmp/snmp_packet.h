/* snmp_packet.h - the few SNMP packets that are made and read by hand: what a device is asked
 * before anybody logs in, all at once, so that silence costs its time only once. Pure functions.
 *
 * Everything with a password goes through the library (snmp_login.h).
 */
#ifndef BACKEND_PROBE_SNMP_SNMP_PACKET_H
#define BACKEND_PROBE_SNMP_SNMP_PACKET_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SNMP_PACKET = 128,      /* bytes of a question, at most */
    SNMP_COMMUNITY = 32,    /* bytes of a community, at most */
    SNMP_ENGINE = 32,       /* bytes of an engine's id, at most; 5 at least: RFC 3411 5 */
    SNMP_DESCRIPTION = 255, /* bytes of sysDescr: RFC 3418 */
    SNMP_DATAGRAM = 65535,
};

enum snmp_version { SNMP_1 = 0, SNMP_2C = 1, SNMP_3 = 3 }; /* as on the wire */

/* Asks for the first that can be read of sysDescr.0 and all behind it (RFC 1157, RFC 1901): who may
 * see a part of a device only is answered, too. Returns the bytes; 0: the community is too long. */
size_t snmp_packet_ask(unsigned char packet[SNMP_PACKET], enum snmp_version version,
                       const char *community, unsigned id);

/* Asks who is there: the discovery of RFC 3414 4, which names no user. */
size_t snmp_packet_discover(unsigned char packet[SNMP_PACKET], unsigned id);

/* error-status of what a community may not read: RFC 3416 3. */
enum { SNMP_NO_SUCH_NAME = 2, SNMP_NO_ACCESS = 6, SNMP_NO_AUTHORIZATION = 16 };

struct snmp_answer {
    enum snmp_version version;
    unsigned id;
    long error; /* versions 1 and 2c: error-status; 0: fine */
    unsigned char engine[SNMP_ENGINE];
    size_t engine_size; /* version 3 */
    long boots, clock;  /* what the engine says of itself, unproven; 0: nothing */
    char description[SNMP_DESCRIPTION + 1]; /* as it came but for NULs; "": none */
};

/* False for all but a whole answer of a device: a response, or (version 3) a report. */
bool snmp_packet_read(const unsigned char *bytes, size_t size, struct snmp_answer *answer);

#endif
