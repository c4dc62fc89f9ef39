#include "backend/discover/network/questions.h"

const unsigned questions_ports[DEVICE_PORTS] = {
    [PORT_SNMP] = 161,
    [PORT_HTTPS] = 443,
    [PORT_IPP] = 631,
    [PORT_RAW] = 9100,
};

/* What takes notice of a wrong community (RFC 3418: authenticationFailure) gets no more of them
 * than there is reason for: "private" is tried where something has answered. */
const struct question_row network_questions[QUESTIONS] = {
    [ASK_SNMP_3] = { .port = PORT_SNMP,
                     .version = SNMP_3,
                     .what = "SNMPv3 engine discovery (RFC 3414 4), no user" },
    [ASK_PUBLIC_1] = { .port = PORT_SNMP,
                       .version = SNMP_1,
                       .community = "public",
                       .what = "SNMP 1, community public: sysDescr" },
    [ASK_PUBLIC_2C] = { .port = PORT_SNMP,
                        .version = SNMP_2C,
                        .community = "public",
                        .what = "SNMP 2c, community public: sysDescr" },
    [ASK_HTTPS] = { .tcp = true,
                    .port = PORT_HTTPS,
                    .what = "connection attempt",
                    .then = "where it is open, a TLS handshake, for the certificate" },
    [ASK_IPP] = { .tcp = true,
                  .port = PORT_IPP,
                  .what = "connection attempt",
                  .then = "where it is open, a TLS handshake, for the certificate; then IPP "
                          "Get-Printer-Attributes (RFC 8011 4.2.5), for the model" },
    [ASK_RAW] = { .tcp = true, .port = PORT_RAW, .what = "connection attempt; no data is sent" },
    [ASK_PRIVATE_1] = { .to = TO_FOUND,
                        .port = PORT_SNMP,
                        .version = SNMP_1,
                        .community = "private",
                        .what = "SNMP 1, community private: sysDescr" },
    [ASK_PRIVATE_2C] = { .to = TO_FOUND,
                         .port = PORT_SNMP,
                         .version = SNMP_2C,
                         .community = "private",
                         .what = "SNMP 2c, community private: sysDescr" },
    [ASK_IPP_PLAIN] = { .to = TO_IPP,
                        .tcp = true,
                        .port = PORT_IPP,
                        .what = "one more connection, without TLS",
                        .then = "IPP Get-Printer-Attributes, for the model" },
};

static const char *const recipients[] = {
    [TO_ALL] = "every address",
    [TO_FOUND] = "addresses where something answered",
    [TO_IPP] = "addresses whose IPP port is open and speaks no TLS",
};

void questions_plan(unsigned addresses, const unsigned ports[DEVICE_PORTS],
                    struct question_plan plan[QUESTIONS])
{
    for (int i = 0; i < QUESTIONS; i++) {
        const struct question_row *row = &network_questions[i];
        const unsigned times = row->to == TO_IPP ? 1 : QUESTIONS_TIMES;
        plan[i] = (struct question_plan){ .question = (enum scan_question)i,
                                          .transport = row->tcp ? "TCP" : "UDP",
                                          .port = ports[row->port],
                                          .what = row->what,
                                          .to = recipients[row->to],
                                          .then = row->then ? row->then : "",
                                          .addresses = addresses,
                                          .packets = addresses * times };
    }
}

unsigned questions_packets(unsigned addresses)
{
    unsigned packets = 0;

    for (int i = 0; i < QUESTIONS; i++)
        packets += network_questions[i].to == TO_ALL ? addresses * QUESTIONS_TIMES : 0;
    return packets;
}
