/* sighting.h - what was found at an address. */
#ifndef BACKEND_DISCOVER_NETWORK_SIGHTING_H
#define BACKEND_DISCOVER_NETWORK_SIGHTING_H

#include <time.h>

#include "backend/discover/network/questions.h"
#include "backend/discover/network/targets.h"

enum {
    SIGHTING_TEXT = 256,
    SIGHTING_NAME = 33,        /* of a record */
    SIGHTING_CERTIFICATES = 2, /* by enum device_port: PORT_HTTPS, PORT_IPP */
};

/* What a device shows on a port with TLS; nothing of it was verified. */
struct sighting_certificate {
    char subject[SIGHTING_TEXT], issuer[SIGHTING_TEXT]; /* RFC 4514; subject "": there is none */
    long long expires;                                  /* seconds since 1970 */
};

/* No pointers, and no bool: it comes from a worker that heard strangers. Texts are sanitized, what
 * a device says of itself is only its word. */
struct sighting {
    struct target_address address;
    unsigned seen;             /* a bit by enum scan_question: sighting_saw() */
    char host[SIGHTING_TEXT];  /* by reverse DNS, which is another's work; "": none */
    char model[SIGHTING_TEXT]; /* IPP's printer-make-and-model, else SNMP's sysDescr; "": unknown */
    unsigned model_from;       /* enum scan_question */
    unsigned char engine[SNMP_ENGINE];
    unsigned engine_size; /* 0: no SNMPv3 */
    struct sighting_certificate certificates[SIGHTING_CERTIFICATES];
    char record[SIGHTING_NAME]; /* which printer of ours it is; "": none. Not the worker's to say */
};

/* Did it answer that question? SNMP 1 and 2c: the community may read; TCP: the port is open. */
bool sighting_saw(const struct sighting *sighting, enum scan_question question);

/* Does it take print jobs? */
bool sighting_prints(const struct sighting *sighting);

/* Does it answer SNMP 1 or 2c to a community that every scanner tries? That is work to do. */
bool sighting_is_lax(const struct sighting *sighting);

/* By its engine id; NULL: there is none, or the table does not have the number. */
const char *sighting_maker(const struct sighting *sighting);

/* "80001f8804..." */
void sighting_engine(const struct sighting *sighting, char text[2 * SNMP_ENGINE + 1]);

/* Puts right what a worker may have been made to send: texts end and are printable, numbers are in
 * their bounds. False: the address is none of those that were to be asked. */
bool sighting_settle(struct sighting *sighting, const struct targets *targets);

#endif
