/* tls_explain.c - why no TLS came about, in words. */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/probe/tls/tls_inside.h"

enum { ALERT = SSL_AD_REASON_OFFSET };

/* What a plain text peer greets with. */
static const struct {
    const char *start, *protocol;
} greetings[] = {
    { "HTTP/", "HTTP" },
    { "220 ", "SMTP or FTP" },
    { "220-", "SMTP or FTP" },
    { "554 ", "SMTP" },
    { "+OK", "POP3" },
    { "* OK", "IMAP" },
    { "SSH-", "SSH" },
    { "* PREAUTH", "IMAP" },
    { "<!DOCTYPE", "HTTP" },
    { "<html", "HTTP" },
    { "RFB ", "remote desktop" },
};

/* A record of TLS begins with its type (20 to 24) and the version's major number, 3 (RFC 8446 5.1).
 */
static bool is_tls(const struct shake *shake)
{
    return shake->first_size < 2 ||
           (shake->first[0] >= 20 && shake->first[0] <= 24 && shake->first[1] == 3);
}

static void explain_plain(const struct tls *tls, const struct shake *shake, char why[], size_t size)
{
    char shown[TLS_FIRST + 1];

    memcpy(shown, shake->first, shake->first_size);
    shown[shake->first_size] = '\0';
    shown[strcspn(shown, "\r\n")] = '\0';
    utf8_sanitize(shown);
    if (tls->start) {
        snprintf(why, size, tr("TLS was to begin, and the other end answers unencrypted: \"%s\""),
                 shown);
        return;
    }
    for (size_t i = 0; i < sizeof greetings / sizeof *greetings; i++)
        if (strncmp(shown, greetings[i].start, strlen(greetings[i].start)) == 0) {
            snprintf(why, size,
                     tr("no TLS on this port: the other end speaks plain text, %s (\"%s\")"),
                     greetings[i].protocol, shown);
            return;
        }
    if (*shown)
        snprintf(why, size, tr("no TLS on this port: the other end answers \"%s\""), shown);
    else
        snprintf(why, size, "%s", tr("no TLS on this port: the other end answers with no text"));
}

/* OpenSSL's reasons, an alert of the other end being its number above ALERT. */
static const struct {
    int reason;
    const char *why;
} reasons[] = {
    { ALERT + SSL_AD_CLOSE_NOTIFY,
      "the other end ends TLS in the handshake (close notify): it may be busy, or limit "
      "connections" },
    { ALERT + SSL_AD_PROTOCOL_VERSION, "the other end refuses every version from TLS 1.0 to 1.3" },
    { ALERT + SSL_AD_HANDSHAKE_FAILURE,
      "the other end refuses the handshake: it shares no cipher or key exchange with us" },
    { ALERT + SSL_AD_INSUFFICIENT_SECURITY,
      "the other end refuses the handshake: our ciphers are too weak for it" },
    { ALERT + TLS13_AD_CERTIFICATE_REQUIRED,
      "the server wants a client certificate, and this connection has none" },
    { ALERT + TLS1_AD_UNRECOGNIZED_NAME, "the other end does not know that host name (SNI)" },
    { ALERT + SSL_AD_INTERNAL_ERROR, "the other end refuses the handshake: it has an error of its "
                                     "own, often a missing certificate" },
    { ALERT + SSL_AD_ACCESS_DENIED, "the other end refuses the handshake: access denied" },
    { SSL_R_UNSUPPORTED_PROTOCOL, "the other end speaks an SSL version older than TLS 1.0" },
    { SSL_R_WRONG_SSL_VERSION, "the other end speaks an SSL version older than TLS 1.0" },
    { SSL_R_UNSAFE_LEGACY_RENEGOTIATION_DISABLED,
      "the other end cannot renegotiate safely (RFC 5746 is missing), so its TLS is outdated" },
    { SSL_R_EXCESSIVE_MESSAGE_SIZE, "the other end sends far more than a handshake has" },
    { SSL_R_CERTIFICATE_VERIFY_FAILED, "the certificate was refused" },
};

static const char *reason_text(int reason)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].reason == reason)
            return tr(reasons[i].why);
    return NULL;
}

static void explain_refused(const struct tls *tls, const struct shake *shake, char why[],
                            size_t size)
{
    int reason = shake->error ? ERR_GET_REASON(shake->error) : ALERT + SSL_AD_CLOSE_NOTIFY;
    const char *text = reason_text(reason);

    if (tls->asks_client && reason > ALERT)
        text = reason_text(ALERT + TLS13_AD_CERTIFICATE_REQUIRED);
    if (text)
        snprintf(why, size, "%s", text);
    else if (reason > ALERT)
        snprintf(why, size, tr("the other end refuses the handshake: %s (alert %d)"),
                 SSL_alert_desc_string_long(reason - ALERT), reason - ALERT);
    else
        snprintf(why, size, tr("the other end answers something other than TLS: %s"),
                 ERR_reason_error_string(shake->error) ? ERR_reason_error_string(shake->error)
                                                       : tr("unknown"));
}

enum probe_verdict tls_explain(const struct tls *tls, const struct shake *shake, char why[],
                               size_t size)
{
    if (!is_tls(shake)) {
        explain_plain(tls, shake, why, size);
        return PROBE_FAIL;
    }
    switch (shake->end) {
    case SHAKE_SILENT:
        snprintf(why, size,
                 shake->first_size
                     ? tr("the other end began TLS and did not finish it in time")
                     : tr("the other end is silent: it takes the connection, but does not "
                          "answer TLS"));
        return PROBE_UNREACHABLE;
    case SHAKE_CUT:
        snprintf(why, size, "%s",
                 tls->asks_client ? reason_text(ALERT + TLS13_AD_CERTIFICATE_REQUIRED)
                 : shake->first_size
                     ? tr("the other end cut the connection off in the handshake")
                     : tr("the other end cut the connection off in the handshake, without a word"));
        return PROBE_FAIL;
    case SHAKE_ENDLESS:
        snprintf(why, size, tr("the other end sends without end, far more than a handshake has"));
        return PROBE_FAIL;
    case SHAKE_REFUSED:
        explain_refused(tls, shake, why, size);
        break;
    }
    return PROBE_FAIL;
}
