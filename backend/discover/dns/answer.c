#include "backend/discover/dns/answer.h"

#include <ares.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/utf8.h"
#include "backend/check/check.h"
#include "backend/discover/dns/wire.h"

/* RFC 1035 4.1 */
enum { QUESTION_TAIL = 4, RECORD_TAIL = 10, TYPE_CNAME = 5 };
enum { FLAG_RESPONSE = 0x80, FLAG_AUTHENTIC = 0x20, CODE_MASK = 0x0F };

struct message {
    const unsigned char *bytes;
    size_t size, at;
};

struct raw_record {
    char owner[DNS_TEXT];
    unsigned type, class;
    unsigned long ttl;
    size_t data, size; /* where its content begins in the message, and its bytes */
};

static unsigned answer_number(const unsigned char *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

/* A name at a place of the message, as text; *taken: its bytes there. False: it is broken, or
 * longer than a name may be. The root is ".". */
static bool answer_name(const struct message *message, size_t at, char name[DNS_TEXT],
                        size_t *taken)
{
    char *text;
    long size;

    if (at >= message->size || ares_expand_name(message->bytes + at, message->bytes,
                                                (int)message->size, &text, &size) != ARES_SUCCESS)
        return false;
    int length = snprintf(name, DNS_TEXT, "%s", *text ? text : ".");
    ares_free_string(text);
    *taken = (size_t)size;
    return length < DNS_TEXT && *taken <= message->size - at;
}

/* The question must be ours: what answers another one was made for somebody else. */
static bool answer_question(struct message *message, const char *name, enum dns_type type)
{
    char asked[DNS_TEXT];
    size_t taken;

    if (message->size < WIRE_HEAD || !(message->bytes[2] & FLAG_RESPONSE) ||
        answer_number(message->bytes + 4) != 1 || !answer_name(message, WIRE_HEAD, asked, &taken) ||
        message->size - WIRE_HEAD - taken < QUESTION_TAIL)
        return false;
    const unsigned char *tail = message->bytes + WIRE_HEAD + taken;
    message->at = WIRE_HEAD + taken + QUESTION_TAIL;
    return strcasecmp(asked, name) == 0 && answer_number(tail) == type &&
           answer_number(tail + 2) == WIRE_IN;
}

static bool answer_next(struct message *message, struct raw_record *record)
{
    size_t taken;

    if (!answer_name(message, message->at, record->owner, &taken) ||
        message->size - message->at - taken < RECORD_TAIL)
        return false;
    const unsigned char *tail = message->bytes + message->at + taken;
    record->type = answer_number(tail);
    record->class = answer_number(tail + 2);
    record->ttl = (unsigned long)answer_number(tail + 4) << 16 | answer_number(tail + 6);
    record->size = answer_number(tail + 8);
    record->data = message->at + taken + RECORD_TAIL;
    message->at = record->data + record->size;
    return message->at <= message->size;
}

/* Walks all answers from where the message stands. True once `use` says so; false and *broken. */
typedef bool answer_use(const struct message *message, const struct raw_record *record, void *data);

static bool answer_walk(struct message message, answer_use *use, void *data, bool *broken)
{
    size_t count = answer_number(message.bytes + 6);
    struct raw_record record;

    *broken = count > ANSWER_LOOKED;
    for (size_t i = 0; i < count && !*broken; i++) {
        *broken = !answer_next(&message, &record);
        if (!*broken && record.class == WIRE_IN && use(&message, &record, data))
            return true;
    }
    return false;
}

/* ------------------------------------------------ aliases */

/* The owner steps to what it is an alias of. */
static bool answer_alias(const struct message *message, const struct raw_record *record, void *data)
{
    char *owner = data;
    size_t taken;

    return record->type == TYPE_CNAME && strcasecmp(record->owner, owner) == 0 &&
           answer_name(message, record->data, owner, &taken);
}

/* From the name asked for to the owner of the answers. False: a loop, or too long a chain. */
static bool answer_follow(const struct message *message, char owner[DNS_TEXT],
                          struct answer *answer)
{
    bool broken;
    int steps = 0;

    while (answer_walk(*message, answer_alias, owner, &broken)) {
        answer->aliased = true;
        if (++steps > ANSWER_ALIASES)
            return false;
    }
    return !broken;
}

/* ------------------------------------------------ records */

struct answer_taking {
    const char *owner;
    enum dns_type type;
    struct answer *answer;
};

static bool answer_address(const struct message *message, const struct raw_record *raw,
                           struct answer_record *record)
{
    bool v6 = raw->type == DNS_AAAA;

    return raw->size == (v6 ? sizeof(struct in6_addr) : sizeof(struct in_addr)) &&
           inet_ntop(v6 ? AF_INET6 : AF_INET, message->bytes + raw->data, record->name, DNS_TEXT);
}

/* Exactly one label, be it of any bytes, in front of the service. */
static bool answer_instance(const char *name, const char *service)
{
    size_t at = 0;

    while (name[at] && name[at] != '.')
        at += name[at] == '\\' && name[at + 1] ? 2 : 1;
    return at && name[at] && strcasecmp(name + at + 1, service) == 0;
}

static bool answer_fits(const char *name, const struct answer_taking *taking)
{
    if (taking->type == DNS_PTR && *taking->owner == '_')
        return answer_instance(name, taking->owner);
    return check_host(name, NULL) || (taking->type != DNS_PTR && strcmp(name, ".") == 0);
}

/* SRV: priority, weight, port, target; MX: preference, exchange; PTR: the name. It must fill the
 * rest. */
static bool answer_target(const struct message *message, const struct raw_record *raw,
                          const struct answer_taking *taking, struct answer_record *record)
{
    const unsigned char *data = message->bytes + raw->data;
    size_t head = raw->type == DNS_SRV ? 6 : raw->type == DNS_MX ? 2 : 0, taken;

    if (raw->size <= head)
        return false;
    if (head)
        record->priority = answer_number(data);
    if (raw->type == DNS_SRV) {
        record->weight = answer_number(data + 2);
        record->port = answer_number(data + 4);
    }
    return answer_name(message, raw->data + head, record->name, &taken) &&
           head + taken == raw->size && answer_fits(record->name, taking);
}

/* The value of a key among the strings of a TXT record, without the brackets that `product` has
 * (RFC 6763 6.3 to 6.5: keys in any case, the first one counts). */
static bool answer_value(const unsigned char *data, size_t size, const char *key, char value[])
{
    size_t length = strlen(key);

    for (size_t at = 0; at < size; at += 1 + (size_t)data[at]) {
        const char *text = (const char *)data + at + 1;
        size_t have = data[at];
        if (have > size - at - 1)
            return false;
        if (have <= length + 1 || strncasecmp(text, key, length) != 0 || text[length] != '=')
            continue;
        text += length + 1;
        have -= length + 1;
        bool brackets = have > 2 && *text == '(' && text[have - 1] == ')';
        snprintf(value, DNS_TEXT, "%.*s", (int)have - 2 * brackets, text + brackets);
        utf8_sanitize(value);
        return *value;
    }
    return false;
}

static bool answer_model(const struct message *message, const struct raw_record *raw,
                         struct answer_record *record)
{
    const unsigned char *data = message->bytes + raw->data;

    return answer_value(data, raw->size, "ty", record->name) ||
           answer_value(data, raw->size, "product", record->name);
}

static bool answer_content(const struct message *message, const struct raw_record *raw,
                           const struct answer_taking *taking, struct answer_record *record)
{
    switch (taking->type) {
    case DNS_A:
    case DNS_AAAA:
        return answer_address(message, raw, record);
    case DNS_TXT:
        return answer_model(message, raw, record);
    case DNS_PTR:
    case DNS_MX:
    case DNS_SRV:
        break;
    }
    return answer_target(message, raw, taking, record);
}

static bool answer_take(const struct message *message, const struct raw_record *raw, void *data)
{
    struct answer_taking *taking = data;
    struct answer *answer = taking->answer;
    struct answer_record record = { .ttl = raw->ttl };

    if (raw->type != taking->type || strcasecmp(raw->owner, taking->owner) != 0)
        return false;
    if (!answer_content(message, raw, taking, &record))
        answer->refused++;
    else if (answer->count == ANSWER_RECORDS)
        answer->beyond++;
    else
        answer->records[answer->count++] = record;
    return false;
}

bool answer_read(const unsigned char *bytes, size_t size, const char *name, enum dns_type type,
                 struct answer *answer)
{
    struct message message = { bytes, size, 0 };
    char owner[DNS_TEXT];
    bool broken;

    *answer = (struct answer){ 0 };
    if (!answer_question(&message, name, type))
        return false;
    answer->code = bytes[3] & CODE_MASK;
    answer->authentic = bytes[3] & FLAG_AUTHENTIC;
    snprintf(owner, sizeof owner, "%s", name);
    if (!answer_follow(&message, owner, answer))
        return false;
    answer_walk(message, answer_take, &(struct answer_taking){ owner, type, answer }, &broken);
    return !broken;
}
