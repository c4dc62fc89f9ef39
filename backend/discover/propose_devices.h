/* propose_devices.h - what follows from devices: of networks that were looked through, and of those
 * that a domain publishes.
 */
#ifndef BACKEND_DISCOVER_PROPOSE_DEVICES_H
#define BACKEND_DISCOVER_PROPOSE_DEVICES_H

#include "backend/discover/lookup.h"
#include "backend/discover/network/network.h"
#include "backend/discover/proposal.h"

/* What DNS is to be asked about devices: the names of their addresses, and where the printers lead
 * that are set. */
void propose_devices_ask(struct lookup *look, const struct config *config,
                         const struct sightings *found);

/* Printers and SNMP devices, from what differs from config alone. One that is there already, by its
 * host or its address, is compared. Fills in host and record of each sighting. domain: names
 * outside of it are not marked; "": none is. look: after lookup_run(). */
void propose_devices(struct proposals *proposals, const struct config *config, const char *domain,
                     struct sightings *found, const struct lookup *look);

#endif
