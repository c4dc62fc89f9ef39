#include "backend/probe/http/http.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/probe/http/header.h"
#include "backend/probe/http/http_head.h"
#include "backend/probe/http/http_page.h"
#include "backend/probe/net/libcurl.h"

/* ------------------------------------------------ what comes back */

/* The value of a header line of that name, without blanks around it; false: it is another one. */
static bool header_is(const char *line, size_t size, const char *name, char value[], size_t room)
{
    size_t length = strlen(name);

    if (size <= length || strncasecmp(line, name, length) != 0 || line[length] != ':')
        return false;
    line += length + 1;
    size -= length + 1;
    while (size && isspace((unsigned char)*line))
        line++, size--;
    while (size && isspace((unsigned char)line[size - 1]))
        size--;
    snprintf(value, room, "%.*s", (int)(size < room ? size : room - 1), line);
    return true;
}

/* RFC 9110 15.2: several answers may come before the last one, which counts. */
static void http_forget_headers(struct http_answer *answer)
{
    answer->has_hsts = false;
    answer->length = HEADER_NO_LENGTH;
    answer->hsts[0] = answer->location[0] = answer->refresh[0] = answer->retry[0] =
        answer->server[0] = answer->packed[0] = '\0';
}

static size_t take_header(char *line, size_t one, size_t size, void *data)
{
    struct http_answer *answer = data;
    char value[256];

    (void)one;
    answer->headers += size;
    if (answer->headers > HTTP_HEADERS)
        return 0;
    if (size > 5 && memcmp(line, "HTTP/", 5) == 0) /* what came before was not the answer yet */
        http_forget_headers(answer);
    if (!answer->has_hsts &&
        header_is(line, size, "Strict-Transport-Security", value, sizeof value)) {
        answer->has_hsts = true;
        snprintf(answer->hsts, sizeof answer->hsts, "%s", value);
    }
    if (!answer->location[0])
        header_is(line, size, "Location", answer->location, sizeof answer->location);
    if (header_is(line, size, "Refresh", value, sizeof value))
        header_refresh(value, answer->refresh, sizeof answer->refresh);
    if (header_is(line, size, "Content-Length", value, sizeof value))
        answer->length = header_length(answer->length, value);
    if (!answer->retry[0])
        header_is(line, size, "Retry-After", answer->retry, sizeof answer->retry);
    header_is(line, size, "Content-Encoding", answer->packed, sizeof answer->packed);
    if (!answer->server[0])
        header_is(line, size, "Server", answer->server, sizeof answer->server);
    return size;
}

static size_t take_body(char *bytes, size_t one, size_t size, void *data)
{
    struct http_answer *answer = data;
    size_t room = sizeof answer->body - answer->size;
    size_t part = size < room ? size : room;

    (void)one;
    memcpy(answer->body + answer->size, bytes, part);
    answer->size += part;
    answer->large = part < size;
    return part;
}

/* ------------------------------------------------ the request */

static CURLcode guard(CURL *curl, void *context, void *data)
{
    const struct http *http = data;

    (void)curl;
    tls_guard(http->tls, context);
    return CURLE_OK;
}

/* An IPv6 literal stands in brackets. */
static void bracket(const char *host, char out[], size_t size)
{
    snprintf(out, size, strchr(host, ':') ? "[%s]" : "%s", host);
}

/* The name stays what is asked for, and for whom TLS vouches; the address is the one examined. */
static struct curl_slist *pin(const struct http *http)
{
    char text[PROBE_HOST + 96], address[64];

    bracket(http->address->text, address, sizeof address);
    snprintf(text, sizeof text, "+%s:%u:%s", http->job->host, http->port, address);
    return libcurl.curl_slist_append(NULL, text);
}

static void aim(CURL *curl, const struct http *http, const struct http_ask *ask)
{
    char url[PROBE_HOST + 128], host[PROBE_HOST + 2];

    bracket(http->job->host, host, sizeof host);
    snprintf(url, sizeof url, "http%s://%s:%u%s", http->tls ? "s" : "", host, http->port,
             ask->path);
    libcurl.curl_easy_setopt(curl, CURLOPT_URL, url);
    libcurl.curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, http->tls ? "https" : "http");
}

/* What a user's files and variables could change is switched off one by one. */
static void isolate(CURL *curl)
{
    libcurl.curl_easy_setopt(curl, CURLOPT_PROXY, "");
    libcurl.curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    libcurl.curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    libcurl.curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    libcurl.curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    libcurl.curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
    libcurl.curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
}

static void secure(CURL *curl, const struct http *http)
{
    libcurl.curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L); /* by the guard */
    libcurl.curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    libcurl.curl_easy_setopt(curl, CURLOPT_CAINFO, NULL);
    libcurl.curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    libcurl.curl_easy_setopt(curl, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    libcurl.curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, guard);
    libcurl.curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, http);
}

static struct curl_slist *write_headers(CURL *curl, const struct http_ask *ask)
{
    struct curl_slist *list =
        libcurl.curl_slist_append(NULL, "Accept: application/json, text/html");

    list = libcurl.curl_slist_append(list, "Accept-Encoding: identity");
    if (ask->body) {
        list = libcurl.curl_slist_append(list, "Content-Type: application/json");
        list = libcurl.curl_slist_append(list, "Expect:");
        libcurl.curl_easy_setopt(curl, CURLOPT_POST, 1L);
        libcurl.curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->body);
        libcurl.curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)ask->size);
    }
    libcurl.curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    return list;
}

static void http_listen_for(CURL *curl, struct http_answer *answer, int ms)
{
    libcurl.curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    libcurl.curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer);
    libcurl.curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    libcurl.curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    libcurl.curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(ms > 0 ? ms : 1));
}

/* ------------------------------------------------ why there was none */

/* libcurl's numbers are many, the reasons are few. */
static const struct {
    CURLcode code;
    enum probe_verdict verdict;
    const char *why;
} reasons[] = {
    { CURLE_OPERATION_TIMEDOUT, PROBE_UNREACHABLE, "no whole answer to the request came in time" },
    { CURLE_GOT_NOTHING, PROBE_FAIL, "the other end closed without an answer" },
    { CURLE_RECV_ERROR, PROBE_FAIL, "the other end cut the answer off" },
    { CURLE_SEND_ERROR, PROBE_FAIL, "the other end cut the request off" },
    { CURLE_PARTIAL_FILE, PROBE_FAIL, "the answer ends before the length it announced" },
    { CURLE_WEIRD_SERVER_REPLY, PROBE_FAIL, "what answers does not speak HTTP" },
    { CURLE_UNSUPPORTED_PROTOCOL, PROBE_FAIL, "what answers does not speak HTTP" },
    { CURLE_BAD_CONTENT_ENCODING, PROBE_FAIL, "the answer is packed in a way that is broken" },
    { CURLE_OUT_OF_MEMORY, PROBE_FAIL, "a line of the answer does not end" }, /* its limit */
    { CURLE_COULDNT_CONNECT, PROBE_UNREACHABLE, "a second connection was refused" },
};

_Static_assert(HTTP_TROUBLE >= CURL_ERROR_SIZE, "the library's words have room");

/* TLS has come about before: it is this further connection that was not served. */
static bool http_not_served(const struct http *http, CURLcode code)
{
    return http->tls && (code == CURLE_COULDNT_CONNECT || code == CURLE_SSL_CONNECT_ERROR);
}

static void http_report_error(const struct http *http, CURLcode code, bool posts,
                              const struct http_answer *answer)
{
    bool tls = code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION;

    if (code == CURLE_WRITE_ERROR && answer->headers > HTTP_HEADERS) {
        report_step(http->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the headers of the answer do not end: more than %d KiB", HTTP_HEADERS >> 10);
        return;
    }
    if (http_not_served(http, code)) {
        report_step(
            http->report, STEP_PROTOCOL, posts ? PROBE_UNREACHABLE : PROBE_WARN,
            "not found out: what answers by HTTP; another connection was refused, or cut off "
            "in the handshake (the server may limit them, or be several): %s",
            *answer->trouble ? answer->trouble : libcurl.curl_easy_strerror(code));
        return;
    }
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].code == code) {
            report_step(http->report, STEP_PROTOCOL, reasons[i].verdict, "%s", tr(reasons[i].why));
            return;
        }
    report_step(http->report, tls ? STEP_TLS : STEP_PROTOCOL, PROBE_FAIL, "the request failed: %s",
                libcurl.curl_easy_strerror(code));
}

static CURLcode http_perform(CURL *curl, const struct http *http, const struct http_ask *ask,
                             struct http_answer *answer)
{
    struct curl_slist *pinned = pin(http), *headers = write_headers(curl, ask);

    isolate(curl);
    aim(curl, http, ask);
    libcurl.curl_easy_setopt(curl, CURLOPT_RESOLVE, pinned);
    if (http->tls)
        secure(curl, http);
    http_listen_for(curl, answer, deadline_left(http->deadline));
    libcurl.curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, answer->trouble);
    CURLcode code = libcurl.curl_easy_perform(curl);
    libcurl.curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    libcurl.curl_slist_free_all(pinned);
    libcurl.curl_slist_free_all(headers);
    return code;
}

/* One question; *two: ask by HTTP/2, and whether it was answered so. */
static CURLcode http_ask_by(const struct http *http, const struct http_ask *ask,
                            struct http_answer *answer, bool *two)
{
    CURL *curl = libcurl.curl_easy_init();
    long version = 0;

    explicit_bzero(answer, sizeof *answer);
    if (!curl)
        return CURLE_FAILED_INIT;
    libcurl.curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
                             (long)(*two ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    CURLcode code = http_perform(curl, http, ask, answer);
    libcurl.curl_easy_getinfo(curl, CURLINFO_HTTP_VERSION, &version);
    libcurl.curl_easy_cleanup(curl);
    *two = version == CURL_HTTP_VERSION_2_0;
    return code == CURLE_WRITE_ERROR && answer->large ? CURLE_OK : code;
}

/* How one who speaks HTTP/2 alone takes HTTP/1.1: an alert that ALPN leads to nothing (RFC
 * 7301 3.2; without ALPN this handshake went well before), frames in the place of an answer, or
 * nothing. */
static bool http_may_be_two(CURLcode code)
{
    return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_UNSUPPORTED_PROTOCOL ||
           code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_GOT_NOTHING;
}

/* Once it is sure that this is so: what is asked may be secret. */
static bool http_send_two(const struct http *http, const struct http_ask *ask,
                          struct http_answer *answer)
{
    bool two = true;

    if (!http->tls || !tls_two(http->tls, http->address) ||
        http_ask_by(http, ask, answer, &two) != CURLE_OK || !two)
        return false;
    return report_step(http->report, STEP_PROTOCOL, PROBE_WARN, "%s", tr(http_two_alone));
}

bool http_send(const struct http *http, const struct http_ask *ask, struct http_answer *answer)
{
    bool two = false;
    CURLcode code = http_ask_by(http, ask, answer, &two);

    if (code == CURLE_OK || (http_may_be_two(code) && http_send_two(http, ask, answer))) {
        if (!*answer->refresh)
            http_page_refresh(answer->body, answer->size, answer->refresh, sizeof answer->refresh);
        return true;
    }
    http_report_error(http, code, ask->body, answer);
    return false;
}
