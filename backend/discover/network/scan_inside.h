/* scan_inside.h - between the files of the scan. */
#ifndef BACKEND_DISCOVER_NETWORK_SCAN_INSIDE_H
#define BACKEND_DISCOVER_NETWORK_SCAN_INSIDE_H

#include <openssl/ssl.h>
#include <poll.h>

#include "backend/discover/network/ipp.h"
#include "backend/discover/network/scan.h"
#include "backend/probe/net/deadline.h"

enum {
    SCAN_TALKS = 500,      /* TCP connections at a time: RLIMIT_NOFILE is 1024 (sandbox.c) */
    SCAN_CONNECT_MS = 900, /* below the second after which Linux sends a SYN again (RFC 6298) */
    SCAN_TALK_MS = 5000,   /* for a handshake, and for an answer of IPP */
    SCAN_QUIET_MS = 1000,  /* from the last question of one time to the first of the next */
    SCAN_MODEL_NONE = QUESTIONS,
};

struct scan_host {
    unsigned id;                    /* of its first SNMP question; the others count on */
    unsigned settled;               /* a bit by enum scan_question: it answered, be it with "no" */
    unsigned char asked[QUESTIONS]; /* how often */
    int sighting;                   /* its place in the list; -1: nothing answered yet */
};

/* One TCP connection on its way. */
struct scan_talk {
    enum scan_state { TALK_FREE, TALK_CONNECT, TALK_SHAKE, TALK_WRITE, TALK_READ } state;
    int fd;
    unsigned host;
    enum scan_question question;
    SSL *ssl;     /* NULL: no TLS */
    short events; /* to wait for */
    struct deadline until;
    char request[IPP_REQUEST];
    size_t size, at; /* of the request, then of the reply */
    unsigned char reply[IPP_REPLY];
};

struct scanning {
    const struct network_job *job;
    struct scan_host *hosts;
    struct sightings *found;
    unsigned *order; /* the host of each sighting */
    int udp[2];      /* IPv4, IPv6; -1: not there */
    SSL_CTX *tls;
    struct scan_talk *talks;
    size_t busy; /* of the talks */
    struct deadline until, quiet;
    struct {
        unsigned time, host, question; /* the next of those that all are asked */
        size_t greeted;                /* sightings that were asked the other questions */
        bool over;
    } next;
    double tokens; /* packets that may be sent now */
    struct timespec refilled;
};

/* The sighting of that host, new if it is the first answer; with that question's bit, which is
 * settled. */
struct sighting *scan_saw(struct scanning *scan, unsigned host, enum scan_question question);
void scan_settle(struct scanning *scan, unsigned host, enum scan_question question);

/* IPP's word of the model is worth more than SNMP's, whichever comes first. */
void scan_model(struct sighting *sighting, enum scan_question question, const char *model);

/* scan_send.c: sends what the rate allows now. */
void scan_send(struct scanning *scan);
/* Milliseconds until there is something to send again, at most 50. */
int scan_wait(const struct scanning *scan);

/* scan_snmp.c */
bool scan_snmp_open(struct scanning *scan, struct err *err);
void scan_snmp_ask(struct scanning *scan, unsigned host, enum scan_question question);
void scan_snmp_receive(struct scanning *scan, int fd);

/* scan_talk.c: TCP. Begins one where there is room: scan->busy is below SCAN_TALKS. */
void scan_talk_start(struct scanning *scan, unsigned host, enum scan_question question);
void scan_talk_step(struct scanning *scan, struct scan_talk *talk);
void scan_talk_expire(struct scanning *scan, struct scan_talk *talk); /* its time is over */
void scan_talk_end(struct scanning *scan, struct scan_talk *talk);

/* scan_tls.c: a context that takes whatever the device speaks; and the certificate it sent. */
SSL_CTX *scan_tls_context(void);
void scan_tls_certificate(const SSL *ssl, struct sighting_certificate *certificate);

#endif
