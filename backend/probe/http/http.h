/* http.h - one HTTP request over libcurl, to an address that was examined before, with nothing of
 * the user's: no proxy, no netrc, no cookies, no redirect followed, and TLS by the examiner's
 * guard.
 */
#ifndef BACKEND_PROBE_HTTP_HTTP_H
#define BACKEND_PROBE_HTTP_HTTP_H

#include "backend/probe/http/header.h"
#include "backend/probe/net/connect.h"
#include "backend/probe/tls/tls.h"
#include "backend/settings/probe_job.h"

enum {
    HTTP_BODY = 64 << 10, /* bytes of an answer; one that is longer is cut off there */
    HTTP_TROUBLE = 256,
    HTTP_HEADERS = 64 << 10, /* bytes of all its headers together */
};

struct http {
    const struct probe_job *job;
    struct step_report *report;
    const struct deadline *deadline;
    const struct address *address;
    unsigned port;
    struct tls *tls; /* NULL: unencrypted */
};

/* A body makes it a POST of JSON. */
struct http_ask {
    const char *path; /* begins with '/' */
    const char *body; /* NULL: a GET */
    size_t size;
};

/* Bytes are as they came; report.h tames what is told. Holds what may be secret: wipe it. */
struct http_answer {
    long status;
    bool large;    /* the body is longer than HTTP_BODY and was cut */
    bool has_hsts; /* the first such header counts (RFC 6797 8.1) */
    char hsts[256], location[1024], server[128];
    char refresh[256];          /* where the Refresh header leads, or the page (http_page.h) */
    char packed[40];            /* Content-Encoding, which was not asked for */
    char retry[40];             /* Retry-After: seconds or a date (RFC 9110 10.2.3) */
    char trouble[HTTP_TROUBLE]; /* why none came, in the library's words; "": they are none */
    long length;                /* of the body, or HEADER_... */
    size_t size, headers;       /* bytes of the body that are here, and of the headers so far */
    char body[HTTP_BODY];
};

/* False: no answer came; told as step protocol, with the reason. Asks by HTTP/1.1, and again by
 * HTTP/2 where the other end does not speak that. */
bool http_send(const struct http *http, const struct http_ask *ask, struct http_answer *answer);

/* Tells status, server, and where a redirect points: one that leads out of TLS fails. */
bool http_report(const struct http *http, const struct http_answer *answer);

/* Whoever answers with that status is not the one who was asked for; NULL: it may be. */
const char *http_report_stranger(long status);

/* Tells whether browsers are bound to TLS and for how long, against the profile. */
void http_report_hsts(const struct http *http, const struct http_answer *answer, bool wanted);

#endif
