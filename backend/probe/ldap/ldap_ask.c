#include "backend/probe/ldap/ldap_ask.h"

#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/net/ber.h"

/* Tags of RFC 4511 4.2 to 4.12. */
enum {
    BIND = 0x60,
    BIND_ANSWER = 0x61,
    UNBIND = 0x42,
    SEARCH = 0x63,
    SEARCH_ENTRY = 0x64,
    SEARCH_END = 0x65,
    SEARCH_REFERENCE = 0x73,
    EXTENDED = 0x77,
    EXTENDED_ANSWER = 0x78,
    SIMPLE = 0x80,       /* a password */
    PRESENT = 0x87,      /* a filter: has any value */
    REQUEST_NAME = 0x80, /* of an extended request */
    REFERRAL = 0xa3,     /* of a result */
};

static const char start_tls[] = "1.3.6.1.4.1.1466.20037";

/* Always false. */
static bool no_answer(struct ldap_answer *answer, const char *why)
{
    answer->code = LDAP_NOT_ANSWERED;
    snprintf(answer->text, sizeof answer->text, "%s", why);
    return false;
}

static bool ldap_ask_silent(struct ldap *ldap, struct ldap_answer *answer)
{
    no_answer(answer, "");
    snprintf(answer->text, sizeof answer->text, tr("waiting for the directory's answer: %s"),
             peer_why(ldap->peer));
    return false;
}

/* Sends what the writer holds, as the operation of a new message. */
static bool send_request(struct ldap *ldap, struct ber_writer *writer, struct ldap_answer *answer)
{
    *answer = (struct ldap_answer){ 0 };
    ldap->number++;
    ber_put_number(writer, BER_INTEGER, (unsigned)ldap->number);
    ber_put_head(writer, BER_SEQUENCE, BER_ROOM);
    if (writer->full)
        return no_answer(answer, tr("the name is too long to be asked for"));
    return peer_write(ldap->peer, writer->room + writer->at, BER_ROOM - writer->at) ||
           ldap_ask_silent(ldap, answer);
}

/* Reads one message, however it is cut, and nothing behind it. */
static bool read_message(struct ldap *ldap, struct ber *message, struct ldap_answer *answer)
{
    size_t have = 0, whole = 0;

    for (; !whole; have++) {
        if (!peer_bytes(ldap->peer, ldap->message + have, 1))
            return ldap_ask_silent(ldap, answer);
        if (ldap->message[0] != BER_SEQUENCE)
            return no_answer(answer,
                             tr("this is not an LDAP server: its answer is something else"));
        whole = ber_size(ldap->message, have + 1);
    }
    if (whole > sizeof ldap->message)
        return no_answer(answer, tr("the directory's answer claims to be longer than it may be"));
    if (!peer_bytes(ldap->peer, ldap->message + have, whole - have))
        return ldap_ask_silent(ldap, answer);
    return ber_take(&(struct ber){ ldap->message, whole }, BER_SEQUENCE, message);
}

static void ldap_ask_text(const struct ber *text, char out[], size_t size)
{
    snprintf(out, size, "%.*s", (int)(text->size < size ? text->size : size),
             (const char *)text->at);
}

/* A list of URIs for one and the same: the first will do. */
static void take_referral(struct ber *list, struct ldap_answer *answer)
{
    struct ber uri;

    if (!*answer->refers && ber_take(list, BER_OCTETS, &uri))
        ldap_ask_text(&uri, answer->refers, sizeof answer->refers);
}

/* An LDAPResult (4.1.9); what follows its four parts is of no interest. */
static bool take_result(struct ber *operation, struct ldap_answer *answer)
{
    struct ber matched, text, referral;
    int code;

    if (!ber_take_number(operation, BER_ENUMERATED, &code) ||
        !ber_take(operation, BER_OCTETS, &matched) || !ber_take(operation, BER_OCTETS, &text))
        return no_answer(answer, tr("the directory's answer cannot be understood"));
    answer->code = code;
    ldap_ask_text(&text, answer->text, sizeof answer->text);
    if (ber_take(operation, REFERRAL, &referral))
        take_referral(&referral, answer);
    return true;
}

/* Message 0 is a notice of disconnection (4.4.1). Always false. */
static bool take_notice(struct ber *message, struct ldap_answer *answer)
{
    struct ldap_answer notice = { 0 };
    struct ber operation;

    no_answer(answer, tr("the directory closed the session"));
    if (!ber_take(message, EXTENDED_ANSWER, &operation) || !take_result(&operation, &notice) ||
        !notice.code)
        return false;
    *answer = notice;
    answer->code = LDAP_NOT_ANSWERED;
    answer->notice = notice.code;
    return false;
}

static void take_entry(struct ber *entry, struct ldap_answer *answer,
                       void (*found)(struct ber *entry, void *data), void *data)
{
    answer->entries++;
    if (found)
        found(entry, data);
}

/* Hears the messages of an answer up to its result, which has that tag; each entry comes to found,
 * unless that is NULL. */
static bool ldap_ask_receive(struct ldap *ldap, unsigned tag, struct ldap_answer *answer,
                             void (*found)(struct ber *entry, void *data), void *data)
{
    for (int n = 0; n < LDAP_MESSAGES; n++) {
        struct ber message, operation;
        int number;
        if (!read_message(ldap, &message, answer))
            return false;
        if (!ber_take_number(&message, BER_INTEGER, &number))
            return no_answer(answer, tr("the directory's answer cannot be understood"));
        if (number == 0)
            return take_notice(&message, answer);
        if (number != ldap->number)
            return no_answer(answer, tr("the directory answers something that was not asked"));
        if (ber_take(&message, tag, &operation))
            return take_result(&operation, answer);
        if (ber_take(&message, SEARCH_REFERENCE, &operation))
            take_referral(&operation, answer);
        if (ber_take(&message, SEARCH_ENTRY, &operation))
            take_entry(&operation, answer, found, data);
    }
    return no_answer(answer, tr("the directory's answer never ends"));
}

void ldap_ask_start(struct ldap *ldap, struct ldap_answer *answer)
{
    struct ber_writer writer = { .at = BER_ROOM };

    ber_put_text(&writer, REQUEST_NAME, start_tls);
    ber_put_head(&writer, EXTENDED, BER_ROOM);
    if (send_request(ldap, &writer, answer))
        ldap_ask_receive(ldap, EXTENDED_ANSWER, answer, NULL, NULL);
}

/* The search of one entry (4.5.1), for these attributes. */
static bool send_search(struct ldap *ldap, const char *dn, const char *const *names, size_t count,
                        struct ldap_answer *answer)
{
    struct ber_writer writer = { .at = BER_ROOM };
    const unsigned char no = 0;

    while (count)
        ber_put_text(&writer, BER_OCTETS, names[--count]);
    ber_put_head(&writer, BER_SEQUENCE, BER_ROOM);
    ber_put_text(&writer, PRESENT, "objectClass");
    ber_put(&writer, BER_BOOLEAN, &no, 1);      /* typesOnly */
    ber_put_number(&writer, BER_INTEGER, 0);    /* timeLimit: the server's */
    ber_put_number(&writer, BER_INTEGER, 1);    /* sizeLimit */
    ber_put_number(&writer, BER_ENUMERATED, 0); /* derefAliases: never */
    ber_put_number(&writer, BER_ENUMERATED, 0); /* scope: this entry alone */
    ber_put_text(&writer, BER_OCTETS, dn);
    ber_put_head(&writer, SEARCH, BER_ROOM);
    return send_request(ldap, &writer, answer);
}

/* What the server says of itself, and the facts that come of it. */
enum { ATTRIBUTES = 10 };
static const char *const attributes[ATTRIBUTES] = {
    "vendorName",
    "vendorVersion",
    "namingContexts",
    "defaultNamingContext",
    "dnsHostName",
    "supportedLDAPVersion",
    "supportedSASLMechanisms",
    "objectClass",
    "supportedCapabilities",
    "serverName",
};
static const char *const facts[ATTRIBUTES] = {
    "ldap.vendor",       "ldap.version",  "ldap.contexts", "ldap.default_context",
    "ldap.host",         "ldap.versions", "ldap.logins",   NULL,
    "ldap.capabilities", "ldap.server",
};

/* OpenLDAP does not name itself but by the class of this entry. */
static void report_fact_of(struct step_report *report, const char *fact, const char *text)
{
    if (fact)
        report_fact(report, fact, "%s", text);
    else if (strstr(text, "OpenLDAProotDSE"))
        report_fact(report, "ldap.vendor", "OpenLDAP");
}

static void report_values(struct step_report *report, const char *fact, struct ber *values)
{
    AUTO_BUF struct buf text = { 0 };
    struct ber value;

    while (ber_take(values, BER_OCTETS, &value)) {
        if (text.size)
            buf_add(&text, ", ", 2);
        buf_add(&text, (const char *)value.at, value.size);
    }
    if (text.size)
        report_fact_of(report, fact, text.text);
}

static void report_attribute(struct step_report *report, const struct ber *name, struct ber *values)
{
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        if (strlen(attributes[i]) == name->size &&
            strncasecmp(attributes[i], (const char *)name->at, name->size) == 0)
            report_values(report, facts[i], values);
    }
}

/* SearchResultEntry (4.5.2). */
static void report_entry(struct ber *entry, void *report)
{
    struct ber dn, list, attribute, name, values;

    if (!ber_take(entry, BER_OCTETS, &dn) || !ber_take(entry, BER_SEQUENCE, &list))
        return;
    while (ber_take(&list, BER_SEQUENCE, &attribute)) {
        if (ber_take(&attribute, BER_OCTETS, &name) && ber_take(&attribute, BER_SET, &values))
            report_attribute(report, &name, &values);
    }
}

void ldap_ask_root(struct ldap *ldap, struct step_report *report, struct ldap_answer *answer)
{
    if (send_search(ldap, "", attributes, ATTRIBUTES, answer))
        ldap_ask_receive(ldap, SEARCH_END, answer, report_entry, report);
}

void ldap_ask_entry(struct ldap *ldap, const char *dn, struct ldap_answer *answer)
{
    static const char *const none = "1.1"; /* 4.5.1.8 */

    if (send_search(ldap, dn, &none, 1, answer))
        ldap_ask_receive(ldap, SEARCH_END, answer, NULL, NULL);
}

void ldap_ask_login(struct ldap *ldap, const char *dn, const char *password,
                    struct ldap_answer *answer)
{
    struct ber_writer writer = { .at = BER_ROOM };
    bool sent;

    *answer = (struct ldap_answer){ 0 };
    if (!*dn || !*password) {
        no_answer(answer, tr("a name without a password is not a login"));
        return;
    }
    ber_put_text(&writer, SIMPLE, password);
    ber_put_text(&writer, BER_OCTETS, dn);
    ber_put_number(&writer, BER_INTEGER, 3); /* of the protocol */
    ber_put_head(&writer, BIND, BER_ROOM);
    sent = send_request(ldap, &writer, answer);
    OPENSSL_cleanse(&writer, sizeof writer);
    if (sent)
        ldap_ask_receive(ldap, BIND_ANSWER, answer, NULL, NULL);
}

void ldap_ask_end(struct ldap *ldap)
{
    struct ber_writer writer = { .at = BER_ROOM };
    struct ldap_answer answer;

    ber_put(&writer, UNBIND, "", 0);
    send_request(ldap, &writer, &answer);
}
