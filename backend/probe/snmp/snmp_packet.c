#include "backend/probe/snmp/snmp_packet.h"

#include <string.h>

#include "backend/probe/net/ber.h"

enum { OID = 0x06, GET = 0xA0, GET_NEXT = 0xA1, RESPONSE = 0xA2, REPORT = 0xA8 };
enum { NO_SUCH_OBJECT = 0x80, END_OF_VIEW = 0x82 }; /* and noSuchInstance between: RFC 3416 3 */

/* ------------------------------------------------ questions */

static void put_id(struct ber_writer *writer, unsigned id)
{
    const unsigned char bytes[] = { (unsigned char)(id >> 24 & 0x7f), (unsigned char)(id >> 16),
                                    (unsigned char)(id >> 8), (unsigned char)id };

    ber_put(writer, BER_INTEGER, bytes, sizeof bytes);
}

/* A question for the variables that are there already. */
static void put_question(struct ber_writer *writer, unsigned tag, unsigned id)
{
    ber_put_head(writer, BER_SEQUENCE, BER_ROOM);
    ber_put_number(writer, BER_INTEGER, 0); /* error-index */
    ber_put_number(writer, BER_INTEGER, 0); /* error-status */
    put_id(writer, id);
    ber_put_head(writer, tag, BER_ROOM);
}

static size_t snmp_packet_finish(struct ber_writer *writer, unsigned char packet[SNMP_PACKET])
{
    ber_put_head(writer, BER_SEQUENCE, BER_ROOM);
    size_t size = BER_ROOM - writer->at;
    if (size > SNMP_PACKET)
        return 0;
    memcpy(packet, writer->room + writer->at, size);
    return size;
}

size_t snmp_packet_ask(unsigned char packet[SNMP_PACKET], enum snmp_version version,
                       const char *community, unsigned id)
{
    /* what follows sysDescr = NULL */
    static const unsigned char variable[] = { OID, 7, 0x2B, 6, 1, 2, 1, 1, 1, 5, 0 };
    struct ber_writer writer = { .at = BER_ROOM };

    if (strlen(community) > SNMP_COMMUNITY)
        return 0;
    ber_put(&writer, BER_SEQUENCE, variable, sizeof variable);
    put_question(&writer, GET_NEXT, id);
    ber_put_text(&writer, BER_OCTETS, community);
    ber_put_number(&writer, BER_INTEGER, version);
    return snmp_packet_finish(&writer, packet);
}

/* Who we are, and how large an answer may be: RFC 3412 6. */
static void put_global(struct ber_writer *writer, unsigned id)
{
    static const unsigned char reportable = 0x04, datagram[] = { 0x00, 0xFF, 0xE3 };
    size_t end = writer->at;

    ber_put_number(writer, BER_INTEGER, 3); /* the user-based security model */
    ber_put(writer, BER_OCTETS, &reportable, 1);
    ber_put(writer, BER_INTEGER, datagram, sizeof datagram);
    put_id(writer, id);
    ber_put_head(writer, BER_SEQUENCE, end);
}

size_t snmp_packet_discover(unsigned char packet[SNMP_PACKET], unsigned id)
{
    /* no engine, boots 0, time 0, no user, no codes: RFC 3414 4 */
    static const unsigned char nobody[] = {
        BER_SEQUENCE, 14, BER_OCTETS, 0, BER_INTEGER, 1, 0, BER_INTEGER, 1, 0,
        BER_OCTETS,   0,  BER_OCTETS, 0, BER_OCTETS,  0,
    };
    struct ber_writer writer = { .at = BER_ROOM };

    put_question(&writer, GET, id);
    ber_put_text(&writer, BER_OCTETS, ""); /* context */
    ber_put_text(&writer, BER_OCTETS, ""); /* its engine */
    ber_put_head(&writer, BER_SEQUENCE, BER_ROOM);
    ber_put(&writer, BER_OCTETS, nobody, sizeof nobody);
    put_global(&writer, id);
    ber_put_number(&writer, BER_INTEGER, SNMP_3);
    return snmp_packet_finish(&writer, packet);
}

/* ------------------------------------------------ answers */

/* Of 32 bits: an id, which ber_take_number() is too small for. */
static bool take_number(struct ber *from, long *number)
{
    struct ber content;

    if (!ber_take(from, BER_INTEGER, &content) || !content.size || content.size > 5)
        return false;
    *number = content.at[0] & 0x80 ? -1 : 0;
    for (size_t i = 0; i < content.size; i++)
        *number = (long)((unsigned long)*number << 8 | content.at[i]);
    return true;
}

/* sysDescr.0: RFC 3418. */
static const unsigned char description[] = { 0x2B, 6, 1, 2, 1, 1, 1, 0 };

/* An empty or another kind of value is no fault: the device has no description. An exception (RFC
 * 3416 4.2.1) is version 2c's noSuchName. */
static void take_description(struct ber variables, struct snmp_answer *answer)
{
    struct ber variable, name, text;

    if (!ber_take(&variables, BER_SEQUENCE, &variable) || !ber_take(&variable, OID, &name))
        return;
    if (variable.size && variable.at[0] >= NO_SUCH_OBJECT && variable.at[0] <= END_OF_VIEW &&
        !answer->error)
        answer->error = SNMP_NO_SUCH_NAME;
    if (name.size != sizeof description || memcmp(name.at, description, name.size) != 0 ||
        !ber_take(&variable, BER_OCTETS, &text))
        return;
    size_t size = text.size < SNMP_DESCRIPTION ? text.size : SNMP_DESCRIPTION;
    for (size_t i = 0; i < size; i++)
        answer->description[i] = (char)(text.at[i] ? text.at[i] : '?');
}

static bool take_response(struct ber message, struct snmp_answer *answer)
{
    struct ber community, response, variables;
    long id, where;

    if (!ber_take(&message, BER_OCTETS, &community) || !ber_take(&message, RESPONSE, &response) ||
        !take_number(&response, &id) || !take_number(&response, &answer->error) ||
        !take_number(&response, &where) || !ber_take(&response, BER_SEQUENCE, &variables))
        return false;
    answer->id = (unsigned)id;
    take_description(variables, answer);
    return true;
}

static bool take_engine(struct ber security, struct snmp_answer *answer)
{
    struct ber content, engine;

    if (!ber_take(&security, BER_SEQUENCE, &content) || !ber_take(&content, BER_OCTETS, &engine) ||
        engine.size < 5 || engine.size > SNMP_ENGINE)
        return false;
    memcpy(answer->engine, engine.at, engine.size);
    answer->engine_size = engine.size;
    if (!take_number(&content, &answer->boots) || !take_number(&content, &answer->clock) ||
        answer->boots < 0 || answer->clock < 0)
        answer->boots = answer->clock = 0;
    return true;
}

static bool take_report(struct ber message, struct snmp_answer *answer)
{
    struct ber global, security, scoped, part, report;
    long id;

    if (!ber_take(&message, BER_SEQUENCE, &global) || !take_number(&global, &id) ||
        !ber_take(&message, BER_OCTETS, &security) || !take_engine(security, answer) ||
        !ber_take(&message, BER_SEQUENCE, &scoped))
        return false;
    answer->id = (unsigned)id;
    return ber_take(&scoped, BER_OCTETS, &part) && ber_take(&scoped, BER_OCTETS, &part) &&
           ber_take(&scoped, REPORT, &report);
}

bool snmp_packet_read(const unsigned char *bytes, size_t size, struct snmp_answer *answer)
{
    struct ber datagram = { bytes, size }, message;
    long version;

    *answer = (struct snmp_answer){ 0 };
    if (!ber_take(&datagram, BER_SEQUENCE, &message) || !take_number(&message, &version))
        return false;
    answer->version = (enum snmp_version)version;
    if (version == SNMP_3)
        return take_report(message, answer);
    return (version == SNMP_1 || version == SNMP_2C) && take_response(message, answer);
}
