#include "backend/probe/snmp/snmp_question.h"

#include <stddef.h>

static const struct {
    enum snmp_version version;
    const char *community;
} questions[SNMP_QUESTIONS] = {
    [SNMP_DISCOVERY] = { SNMP_3, NULL },        [SNMP_PUBLIC_1] = { SNMP_1, "public" },
    [SNMP_PUBLIC_2C] = { SNMP_2C, "public" },   [SNMP_PRIVATE_1] = { SNMP_1, "private" },
    [SNMP_PRIVATE_2C] = { SNMP_2C, "private" },
};

enum snmp_version snmp_question_version(const struct snmp_discovery *discovery, int question)
{
    if (question == SNMP_OTHER)
        return discovery->version == SNMP_1 ? SNMP_2C : SNMP_1;
    return question == SNMP_OWN ? discovery->version : questions[question].version;
}

size_t snmp_question(const struct snmp_discovery *discovery, int question,
                     unsigned char packet[SNMP_PACKET])
{
    bool own = question == SNMP_OWN || question == SNMP_OTHER;
    const char *community = own ? discovery->community : questions[question].community;
    unsigned id = discovery->id + (unsigned)question;

    if (question == SNMP_DISCOVERY)
        return snmp_packet_discover(packet, id);
    return community
               ? snmp_packet_ask(packet, snmp_question_version(discovery, question), community, id)
               : 0;
}
