/* tls_inside.h - between the files of the TLS examiner. */
#ifndef BACKEND_PROBE_TLS_TLS_INSIDE_H
#define BACKEND_PROBE_TLS_TLS_INSIDE_H

#include "backend/pki/examine/examine_inside.h"
#include "backend/probe/tls/tls.h"

enum {
    TLS_CERTS = 20,         /* of a peer's chain; what comes behind is not looked at */
    TLS_CERT_BYTES = 65536, /* of a peer's chain */
    TLS_BYTES = 1 << 18,    /* of a whole handshake */
    TLS_FIRST = 48,         /* bytes of the peer's first, for sentences */
};

/* Whatever has a key and a certificate. */
#define TLS_CIPHERS "ALL:!aNULL:!eNULL:!PSK:!SRP"

struct tls {
    const struct probe_job *job;
    struct step_report *report;
    const struct deadline *deadline;
    tls_start *start;
    tls_leave *leave; /* NULL: there are no words to say */
    const char
        *aside; /* "at 127.0.0.2: " for tls_others(): only what is wrong is told; else NULL */
    struct address peer;
    SSL *ssl; /* the connection that is examined */
    struct taken *trusted, *given;
    X509_STORE *system; /* NULL: not to be trusted */
    STACK_OF(X509_CRL) * crls;
    struct examine_job *question; /* what the examination asks */
    struct examination *found;    /* NULL: nothing was judged */
    const char *anchor;           /* where the chain ends: "ca-root.crt" (the built-in CA's root),
                                     "trust.ca_files", "system"; "": with nobody who is trusted */
    bool has_chain;               /* found is filled in */
    bool satisfied;
    bool several;     /* certificates came of one name, which was told */
    bool spoke;       /* it sent something of TLS */
    bool has_secrecy; /* of the agreed cipher */
    bool asks_client; /* it asked for a certificate of ours */
    bool late;        /* tls_below(): a question was not answered in time */
};

/* How a handshake ended. */
struct shake {
    bool done;
    bool heard;  /* tls_hear(): its choice has come */
    bool chosen; /* and stands; nothing more was read, so it is not done */
    enum shake_end { SHAKE_REFUSED, SHAKE_SILENT, SHAKE_CUT, SHAKE_ENDLESS } end; /* if not done */
    unsigned long error;   /* SHAKE_REFUSED: OpenSSL's, the first in the queue; 0: none */
    char first[TLS_FIRST]; /* the first bytes that the other end sent */
    size_t first_size;
};

/* Shakes hands. What is asked beside may have other rules; app data of ssl is tls. */
struct shake tls_shake(struct tls *tls, SSL *ssl, int fd, const struct deadline *deadline);

/* As that, but goes no further than to what the other end chooses of our offer (ServerHello): its
 * certificate is not looked at, and neither end works on keys, which takes small devices long. */
struct shake tls_hear(struct tls *tls, SSL *ssl, int fd, const struct deadline *deadline);

/* After a handshake of tls->ssl: with TLS 1.3 a server says now that it wanted a certificate of
 * ours; one that is content sends tickets. */
struct shake tls_verdict(struct tls *tls);

/* Leaves a connection of our own in good order, as tls->leave says. */
void tls_goodbye(const struct tls *tls, SSL *ssl);

/* One that takes any version and any cipher that has a key and a certificate, so that what the
 * other end would take is seen. The certificate of tls->ssl is judged, and by us; that of any other
 * is taken. Never NULL; freed by the caller. */
SSL *tls_ssl(void);

/* Another certificate than the one that was examined came, as behind a load balancer: is it as
 * good? Judged by the same rules, and told. */
bool tls_same_name(struct tls *tls, X509_STORE_CTX *store);

/* Looks at the chain in tls->given, whose first is the server's. Makes tls->found. */
void tls_judge(struct tls *tls);
/* Tells what was found, each fault as a step of its own. True: nothing that must fail. */
bool tls_report_chain(struct tls *tls);
void tls_report_facts(struct tls *tls);
long long tls_days(const struct tls *tls); /* of the server's certificate; negative: it ended */

/* Tells what was agreed on. True: strong enough. */
bool tls_report_session(struct tls *tls);

/* Reads revocation lists. */
void tls_trust(struct tls *tls);
/* Adds those of the settings' CAs that can be in a chain of what is given. */
void tls_trust_anchors(struct tls *tls);
/* The settings' CAs: what they are read from, and all that is in it. */
#define TLS_ANCHORS "trust.ca_files"
struct take_source tls_trust_source(const struct buf *bytes, const char *name);
void tls_trust_read(struct taken *trusted, const struct take_source *source);

/* Adds those that source wants, if its bytes are what tls_known() has read; false: they are not. */
bool tls_known_take(struct taken *trusted, const struct take_source *source);

/* Adds the system's CAs that may have signed what is given. */
void tls_trust_system(struct tls *tls);

/* Fetches the list that speaks of cert, unverified. False: why not. */
bool tls_fetch(struct tls *tls, const X509 *cert, char why[], size_t size);

/* Adds FLAW_REVOKED for what is on a list; see job->trust. Tells the fact cert.revocation. */
void tls_revocation(struct tls *tls, const struct chain *chain);

/* The sentence of a handshake that was not done, and its verdict. */
enum probe_verdict tls_explain(const struct tls *tls, const struct shake *shake, char why[],
                               size_t size);

#endif
