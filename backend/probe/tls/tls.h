/* tls.h - the one TLS examiner: makes the TLS handshake, judges what the other end shows, and says
 * each fault apart.
 *
 * Nothing secret may be sent unless tls_open() said that it is satisfied. The judgement is ours:
 * names in SAN alone, no partial wildcard, an address only against an address (RFC 9525), 112 bits
 * (OpenSSL's level 2), own anchors; the findings are those of `cert examine` (pki/flaw.h).
 *
 * Facts: tls.version tls.cipher tls.group tls.accepts cert.subject cert.issuer cert.names
 * cert.not_before cert.not_after cert.days cert.chain cert.anchor cert.key cert.fingerprint
 * cert.findings, and of these cert.faults: those for which it will not do.
 */
#ifndef BACKEND_PROBE_TLS_TLS_H
#define BACKEND_PROBE_TLS_TLS_H

#include <openssl/ssl.h>

#include "backend/probe/net/connect.h"
#include "backend/probe/net/deadline.h"
#include "backend/probe/net/report.h"
#include "backend/settings/probe_job.h"

/* The anchors and revocation lists of one test, the connection that was examined, and what was
 * found. */
struct tls;

/* Brings a fresh connection to where TLS begins (STARTTLS); false: it could not. */
typedef bool tls_start(int fd, const struct probe_job *job, const struct deadline *deadline);

/* Says goodbye in the protocol's own words over a connection that start() began (QUIT), so that the
 * server's log has no connection that was lost. */
typedef void tls_leave(SSL *ssl, const struct probe_job *job, const struct deadline *deadline);

/* Reads job->trust. start is NULL for TLS from the first byte. All stay the caller's until
 * tls_free(). Never NULL. */
struct tls *tls_new(const struct probe_job *job, struct step_report *report,
                    const struct deadline *deadline, tls_start *start);

/* Shakes hands over a connected, not blocking fd, which stays the caller's, judges, and tells step
 * tls and the facts. NULL: no TLS came about, or it will not do; it has been told, and the other
 * end must get nothing more. With job->skip_validation a certificate that will not do is told
 * (fail) and the connection handed over nevertheless: tls_satisfied() says which. The SSL stays
 * tls's. */
SSL *tls_open(struct tls *tls, int fd);

/* Did the other end send a byte of TLS when tls_open() asked for it? */
bool tls_spoke(const struct tls *tls);

/* Once before all, where many tests follow: makes what every handshake needs, by shaking hands with
 * itself in memory. Nothing of that is left but what the library keeps to be faster. */
void tls_warm(void);

/* In a pattern: reads trust.ca_files, so that its copies, which are given the same bytes, find them
 * read. They stay the caller's, and where they are. */
void tls_known(const struct probe_trust *trust);

/* How connections of tls_below() and tls_others() are left; without it TLS alone is ended. */
void tls_set_leave(struct tls *tls, tls_leave *leave);

/* Was everything in order, so that a secret may be sent? With job->skip_validation a bad
 * certificate is not: no password is sent then, either. */
bool tls_satisfied(const struct tls *tls);

/* For libraries that do their own TLS, after tls_open(): makes their context take nothing but what
 * was found satisfying: the same certificate, at least job->min_version. For libcurl:
 * CURLOPT_SSL_CTX_FUNCTION, with CURLOPT_SSL_VERIFYPEER and _VERIFYHOST on, and CURLOPT_CAINFO
 * NULL; the context's own judgement is replaced. */
void tls_guard(struct tls *tls, SSL_CTX *context);

/* Would it still take TLS 1.0, 1.1, a cipher without forward secrecy? Asks over connections of its
 * own to the address that was examined, as few as will do and one after the other, and stops at the
 * first that gets nowhere. Tells step tls (a warning; for our own server, which was told its
 * minimum, a failure), what could not be found out, and the fact tls.accepts, which is left out if
 * nothing is known. The connection that was examined has to be closed before: see tls_others().
 * False: it got nowhere, and more connections should not be tried. */
bool tls_below(struct tls *tls);

/* Closes the connection that was examined, also examines what the other addresses show, and tells
 * what differs; then all are closed. */
void tls_others(struct tls *tls, struct connection *connection);

/* Is there TLS from the first byte where plain text was expected? Over a connection of its own. */
bool tls_there(const struct probe_job *job, const struct address *address,
               const struct deadline *deadline);

/* Does it agree on HTTP/2, if nothing else is offered? Over a connection of its own, on which
 * nothing is sent, and nothing judged. */
bool tls_two(struct tls *tls, const struct address *address);

void tls_free(struct tls *tls); /* and its SSL */

#endif
