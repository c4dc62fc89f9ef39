/* SNMP answers of any bytes; and no question of ours is ever taken for one. */
#include <stdlib.h>
#include <string.h>

#include "backend/probe/snmp/snmp_packet.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void check_answer(const unsigned char *bytes, size_t size)
{
    struct snmp_answer answer;

    if (!snmp_packet_read(bytes, size, &answer))
        return;
    if (strlen(answer.description) > SNMP_DESCRIPTION || answer.engine_size > SNMP_ENGINE)
        abort();
    if (answer.version == SNMP_3 && answer.engine_size < 5)
        abort();
}

static void check_question(const unsigned char *bytes, size_t size)
{
    unsigned char packet[SNMP_PACKET];
    struct snmp_answer answer;
    char community[SNMP_COMMUNITY + 8] = "";

    memcpy(community, bytes, size < sizeof community ? size : sizeof community - 1);
    size_t length = snmp_packet_ask(packet, size & 1 ? SNMP_1 : SNMP_2C, community, (unsigned)size);
    if (length > SNMP_PACKET || (length == 0) != (strlen(community) > SNMP_COMMUNITY) ||
        snmp_packet_read(packet, length, &answer))
        abort();
    length = snmp_packet_discover(packet, (unsigned)size);
    if (length > SNMP_PACKET || snmp_packet_read(packet, length, &answer))
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    unsigned char *exact = malloc(size ? size : 1); /* so that a byte too far is seen */

    if (!exact)
        return 0;
    memcpy(exact, bytes, size);
    check_answer(exact, size);
    check_question(exact, size);
    free(exact);
    return 0;
}
