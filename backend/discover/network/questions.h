/* questions.h - what an address is asked: the whole of what looking through a network sends. One
 * table, which the scan sends from and --dry-run prints.
 */
#ifndef BACKEND_DISCOVER_NETWORK_QUESTIONS_H
#define BACKEND_DISCOVER_NETWORK_QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/probe/snmp/snmp_packet.h"

enum scan_question {
    ASK_SNMP_3,
    ASK_PUBLIC_1,
    ASK_PUBLIC_2C,
    ASK_HTTPS,
    ASK_IPP,
    ASK_RAW,
    ASK_PRIVATE_1,
    ASK_PRIVATE_2C,
    ASK_IPP_PLAIN,
    QUESTIONS
};

enum {
    QUESTIONS_TIMES = 2,   /* each is sent so often, where nothing answers */
    QUESTIONS_RATE = 1000, /* packets a second, unless somebody says otherwise */
    QUESTIONS_RATE_MOST = 10000,
};

/* Where devices listen. */
enum device_port { PORT_HTTPS, PORT_IPP, PORT_SNMP, PORT_RAW, DEVICE_PORTS };
extern const unsigned questions_ports[DEVICE_PORTS]; /* 443, 631, 161, 9100 */

enum question_to {
    TO_ALL,   /* every address */
    TO_FOUND, /* those where something answered */
    TO_IPP,   /* those whose IPP port is open and speaks no TLS */
};

struct question_row {
    enum question_to to;
    bool tcp; /* else UDP */
    enum device_port port;
    const char *community;     /* SNMP 1 and 2c */
    enum snmp_version version; /* SNMP */
    const char *what;          /* "SNMP 1, community public": for people */
    const char *then;          /* what follows, once a TCP connection is open; NULL: it is closed */
};
extern const struct question_row network_questions[QUESTIONS];

/* A line of --dry-run. */
struct question_plan {
    enum scan_question question;
    const char *transport; /* "UDP", "TCP" */
    unsigned port;
    const char *what, *to, *then; /* then: "" if nothing follows */
    unsigned addresses;           /* at most */
    unsigned packets;             /* at most: datagrams, or attempts to connect (one SYN each) */
};

/* The plan for so many addresses; ports as questions_ports. */
void questions_plan(unsigned addresses, const unsigned ports[DEVICE_PORTS],
                    struct question_plan plan[QUESTIONS]);

/* How many packets all addresses get at most, if nobody answers. */
unsigned questions_packets(unsigned addresses);

#endif
