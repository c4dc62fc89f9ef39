/* makers.h - who made a device, by its SNMP engine id. */
#ifndef BACKEND_DISCOVER_NETWORK_MAKERS_H
#define BACKEND_DISCOVER_NETWORK_MAKERS_H

#include <stddef.h>

/* The enterprise number in an engine id (RFC 3411 5, SnmpEngineID): its first four bytes but for
 * the first bit; 0: it is too short for one. */
unsigned makers_enterprise(const unsigned char engine[], size_t size);

/* "Kyocera"; NULL: the table does not have it. */
const char *makers_name(unsigned enterprise);

#endif
