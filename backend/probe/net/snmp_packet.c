#include "backend/probe/net/snmp_packet.h"

#include <string.h>

/* Of BER (X.690), what SNMP takes of it. */
enum tag {
    INTEGER = 0x02,
    OCTETS = 0x04,
    OID = 0x06,
    SEQUENCE = 0x30,
    GET = 0xA0,
    RESPONSE = 0xA2,
    REPORT = 0xA8,
};

/* Questions are built from their end to their start, so that every length is known when it is
 * written; all are shorter than 128 bytes, whose lengths take one byte. */
struct back {
    unsigned char *bytes;
    size_t at;
};

static void put(struct back *back, const void *bytes, size_t size)
{
    back->at -= size;
    if (size)
        memcpy(back->bytes + back->at, bytes, size);
}

/* Puts a head in front of all that was put since `end`. */
static void head(struct back *back, enum tag tag, size_t end)
{
    const unsigned char bytes[] = { (unsigned char)tag, (unsigned char)(end - back->at) };

    put(back, bytes, sizeof bytes);
}

static void put_octets(struct back *back, const void *bytes, size_t size)
{
    size_t end = back->at;

    put(back, bytes, size);
    head(back, OCTETS, end);
}

static void put_number(struct back *back, unsigned number, size_t size)
{
    size_t end = back->at;

    for (; size; size--, number >>= 8)
        put(back, &(unsigned char){ (unsigned char)number }, 1);
    head(back, INTEGER, end);
}

/* A GET of the variables that are there already. */
static void put_get(struct back *back, unsigned id, size_t end)
{
    head(back, SEQUENCE, end);
    put_number(back, 0, 1); /* error-index */
    put_number(back, 0, 1); /* error-status */
    put_number(back, id & 0x7FFFFFFF, 4);
    head(back, GET, end);
}

static size_t finish(struct back *back)
{
    head(back, SEQUENCE, SNMP_PACKET);
    size_t size = SNMP_PACKET - back->at;
    memmove(back->bytes, back->bytes + back->at, size);
    return size;
}

size_t snmp_packet_ask(unsigned char packet[SNMP_PACKET], enum snmp_version version,
                       const char *community, unsigned id)
{
    /* sysDescr.0 = NULL: RFC 3418 */
    static const unsigned char variable[] = { OID, 8, 0x2B, 6, 1, 2, 1, 1, 1, 0, 5, 0 };
    struct back back = { packet, SNMP_PACKET };
    size_t size = strlen(community);

    if (size > SNMP_COMMUNITY)
        return 0;
    put(&back, variable, sizeof variable);
    head(&back, SEQUENCE, SNMP_PACKET);
    put_get(&back, id, SNMP_PACKET);
    put_octets(&back, community, size);
    put_number(&back, version, 1);
    return finish(&back);
}

size_t snmp_packet_discover(unsigned char packet[SNMP_PACKET], unsigned id)
{
    /* no engine, boots 0, time 0, no user, no codes: RFC 3414 4 */
    static const unsigned char nobody[] = { SEQUENCE, 14, OCTETS, 0, INTEGER, 1, 0,      INTEGER,
                                            1,        0,  OCTETS, 0, OCTETS,  0, OCTETS, 0 };
    static const unsigned char reportable = 0x04;
    struct back back = { packet, SNMP_PACKET };

    put_get(&back, id, SNMP_PACKET);
    put_octets(&back, NULL, 0); /* context */
    put_octets(&back, NULL, 0); /* its engine */
    head(&back, SEQUENCE, SNMP_PACKET);
    put_octets(&back, nobody, sizeof nobody);
    size_t end = back.at;
    put_number(&back, 3, 1); /* the user-based security model */
    put_octets(&back, &reportable, 1);
    put_number(&back, 65507, 3); /* what one datagram holds */
    put_number(&back, id & 0x7FFFFFFF, 4);
    head(&back, SEQUENCE, end);
    put_number(&back, SNMP_3, 1);
    return finish(&back);
}

/* What is left to be read. */
struct part {
    const unsigned char *bytes;
    size_t size;
};

static bool read_length(struct part *from, size_t *length)
{
    size_t count;

    if (!from->size)
        return false;
    *length = *from->bytes++;
    from->size--;
    if (*length < 0x80)
        return true;
    count = *length & 0x7F;
    if (!count || count > 3 || count > from->size) /* a datagram needs no more than three */
        return false;
    for (*length = 0; count; count--, from->size--)
        *length = *length << 8 | *from->bytes++;
    return true;
}

/* Takes the next thing off, if it is of that kind. */
static bool step_into(struct part *from, enum tag tag, struct part *inside)
{
    size_t length;

    if (!from->size || *from->bytes != tag)
        return false;
    from->bytes++;
    from->size--;
    if (!read_length(from, &length) || length > from->size)
        return false;
    *inside = (struct part){ from->bytes, length };
    from->bytes += length;
    from->size -= length;
    return true;
}

static bool read_number(struct part *from, long *number)
{
    struct part inside;

    if (!step_into(from, INTEGER, &inside) || !inside.size || inside.size > 5)
        return false;
    *number = inside.bytes[0] & 0x80 ? -1 : 0;
    for (size_t i = 0; i < inside.size; i++)
        *number = (long)((unsigned long)*number << 8 | inside.bytes[i]);
    return true;
}

/* An empty or another kind of value is no fault: the device has no description. */
static void read_description(struct part variables, struct snmp_answer *answer)
{
    struct part variable, name, text;

    if (!step_into(&variables, SEQUENCE, &variable) || !step_into(&variable, OID, &name) ||
        !step_into(&variable, OCTETS, &text))
        return;
    size_t size = text.size < SNMP_DESCRIPTION ? text.size : SNMP_DESCRIPTION;
    for (size_t i = 0; i < size; i++)
        answer->description[i] = (char)(text.bytes[i] ? text.bytes[i] : '?');
}

static bool read_response(struct part message, struct snmp_answer *answer)
{
    struct part community, response, variables;
    long id, where;

    if (!step_into(&message, OCTETS, &community) || !step_into(&message, RESPONSE, &response) ||
        !read_number(&response, &id) || !read_number(&response, &answer->error) ||
        !read_number(&response, &where) || !step_into(&response, SEQUENCE, &variables))
        return false;
    answer->id = (unsigned)id;
    read_description(variables, answer);
    return true;
}

static bool read_engine(struct part security, struct snmp_answer *answer)
{
    struct part inside, engine;

    if (!step_into(&security, SEQUENCE, &inside) || !step_into(&inside, OCTETS, &engine) ||
        engine.size < 5 || engine.size > SNMP_ENGINE)
        return false;
    memcpy(answer->engine, engine.bytes, engine.size);
    answer->engine_size = engine.size;
    return true;
}

static bool read_report(struct part message, struct snmp_answer *answer)
{
    struct part global, security, scoped, part, report;
    long id;

    if (!step_into(&message, SEQUENCE, &global) || !read_number(&global, &id) ||
        !step_into(&message, OCTETS, &security) || !read_engine(security, answer) ||
        !step_into(&message, SEQUENCE, &scoped))
        return false;
    answer->id = (unsigned)id;
    return step_into(&scoped, OCTETS, &part) && step_into(&scoped, OCTETS, &part) &&
           step_into(&scoped, REPORT, &report);
}

bool snmp_packet_read(const unsigned char *bytes, size_t size, struct snmp_answer *answer)
{
    struct part datagram = { bytes, size }, message;
    long version;

    *answer = (struct snmp_answer){ 0 };
    if (!step_into(&datagram, SEQUENCE, &message) || !read_number(&message, &version))
        return false;
    answer->version = (enum snmp_version)version;
    if (version == SNMP_3)
        return read_report(message, answer);
    return (version == SNMP_1 || version == SNMP_2C) && read_response(message, answer);
}
