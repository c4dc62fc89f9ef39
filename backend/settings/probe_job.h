/* probe_job.h - what one live test needs to know, as plain bytes: made from a record by its
 * section's file, done by a child process (net/), which sees nothing else.
 *
 * A record may need several tests, one for each device of a profile. A section's file fills in the
 * nth of them on request, so that no more passwords lie open than tests run.
 */
#ifndef BACKEND_SETTINGS_PROBE_JOB_H
#define BACKEND_SETTINGS_PROBE_JOB_H

#include <stdint.h>

#include "backend/base/mem.h"
#include "backend/model/config.h"

enum {
    PROBE_SECONDS = 10, /* for one test, unless --timeout or its section says otherwise */
    PROBE_SECONDS_MAX = 600,
    PROBE_HOST = 256,
    PROBE_LIST = 2048, /* bytes of a LIST value */
    PROBE_ADDRESSES = 512,
    PROBE_KNOCKS = 64,    /* ports of another machine that are tried */
    PROBE_STRETCHED = 64, /* bytes of a stretched password: SHA-512's */
};

/* In the order of the section's choices. */
enum probe_security { PROBE_PLAIN, PROBE_STARTTLS, PROBE_TLS };

/* As tls.h of OpenSSL counts them; 0: no TLS. */
enum probe_version { TLS_1_0 = 0x301, TLS_1_1, TLS_1_2, TLS_1_3 };

/* Whom the child may believe: read once for all tests by probe_trust_read(). */
struct probe_trust {
    bool system_store;  /* the machine's CAs, too */
    bool fetch_crls;    /* asks the certificates' distribution points for revocation lists */
    struct buf anchors; /* PEM or DER files of CAs, one behind the other as they are */
    struct buf own;     /* the built-in CA's root, for this server's own certificates */
    struct buf crls;    /* PEM */
};

/* What hashing a password over a mebibyte makes of it (RFC 3414 A.2): the same for all devices. */
struct probe_stretched {
    unsigned char key[PROBE_STRETCHED];
    size_t size; /* 0: whoever needs it makes it */
};

/* No pointers but trust, which is packed beside it (probe/work.h). Wiped once the worker has it.
 * What a section has no use for stays 0. */
struct probe_job {
    char path[PATH_SIZE];  /* of the record: "radius.nps1" */
    char section[16];      /* which row of net/protocol.h does it */
    char host[PROBE_HOST]; /* A-labels, or an IP literal */
    unsigned port;
    enum probe_security security;
    bool skip_validation; /* the record says "do not validate": judged, but goes on */
    bool glance; /* no login, one connection to each address, and nothing asked that is not needed
                    to know what is there: for discovery, which lists before what is sent */
    char addresses[PROBE_ADDRESSES]; /* LIST value, if somebody knows them; "": the host's name is
                                        asked for */
    bool look; /* seen as it is, not judged: goes on whatever the certificate is. Nothing secret may
                  be in such a job */
    bool own;  /* this server or its kin: the built-in root is believed, too */
    enum probe_version min_version; /* what is older is a fault of the other end */
    int seconds;                    /* for the whole test */
    const struct probe_trust *trust;

    char self[PROBE_HOST]; /* server.fqdn as A-labels: what a mail server is greeted with; "": none
                            */
    char user[256];
    char password[SECRET_MAX + 1]; /* or the one secret that there is: RADIUS, REST */

    /* What the configuration deserves by itself: see probe_level() in result.h. */
    enum level level;
    char why[320];

    union { /* what only one section has */
        struct {
            char protocol[8]; /* "imap", "pop3" */
            char auth[16];    /* "none", "password", "oauth" */
        } mail;
        struct {
            int tries, wait; /* how often a request is sent; milliseconds for each */
            bool require_authenticator;
            char user_password[SECRET_MAX + 1]; /* of the test user; password is the secret */
        } radius;
        struct {
            char version[8], auth[16], privacy[16], context[64];
            char privacy_password[SECRET_MAX + 1];
            struct probe_stretched auth_key, privacy_key; /* of password, and of the other */
            char community[SECRET_MAX + 1];
            /* printers: beside their web page; SNMP is asked at `port`, version "" without a
             * profile, and plain HTTP should not answer at `clear_ports` (0: none). */
            unsigned port, clear_ports[2];
        } snmp;
        struct {
            char type[16], base_dn[1024];
        } ldap;
        struct {
            char client_id[64], grant[32], scopes[PROBE_LIST];
        } rest;
        struct {
            bool clear;          /* plain HTTP is meant to answer */
            unsigned clear_port; /* where it answers, or would */
            bool hsts;           /* is meant to be sent */
        } tls;
        struct {
            char declared[PROBE_LIST * 8]; /* see host/declared.h */
            /* Of another machine these are tried, once each (host/knock.h); 0 behind the last. */
            uint16_t knocks[PROBE_KNOCKS + 1];
        } ports;
        struct {
            char aliases[PROBE_LIST]; /* LIST value */
        } names;
    };
};

/* Fills in the nth test of a record; the job comes zeroed but for what all have in common (path,
 * section, seconds, min_version TLS 1.2, trust). False: there is no such test, for the record is
 * not enabled, not complete, or has fewer. One per section, in the section's file. */
typedef bool probe_fill(const struct config *config, const struct record *record, size_t n,
                        struct probe_job *job);

/* For these files: the host as A-labels (false if it is none), and a secret's bytes ("": not set).
 */
bool probe_host(struct probe_job *job, const char *host);
void probe_secret(char room[SECRET_MAX + 1], const struct secret *secret);

/* The section's row; NULL: nothing of it can be tested. */
probe_fill *probe_filler(const struct section *section);

/* Is it tested as a whole, whichever of its records is asked for? */
bool probe_whole(const struct section *section);

/* Everything of one test; false: there is no nth. */
bool probe_job(const struct config *config, const struct table *table, const struct record *record,
               size_t n, struct probe_job *job);

#endif
