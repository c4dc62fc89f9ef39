/* network_show.h - what will be sent, and what was found, in every form. All add to out. */
#ifndef BACKEND_DISCOVER_NETWORK_NETWORK_SHOW_H
#define BACKEND_DISCOVER_NETWORK_NETWORK_SHOW_H

#include "backend/base/mem.h"
#include "backend/discover/network/network.h"

/* Before: every kind of packet, to whom, how many at most. For people; for programs
 * (assets/schema/discover_plan.json). */
void network_plan_text(const struct network_job *job, struct buf *out);
void network_plan_json(const struct network_job *job, struct buf *out);

/* After: device by device, what it is, what is open, what is to be done; how many, and how to take
 * them over. For people; for programs (assets/schema/discover_network.json). */
void network_text(const struct sightings *found, struct buf *out);
void network_json(const struct sightings *found, struct buf *out);

/* Those that take print jobs (IPP or raw) as `printseal import printers` reads them. */
void network_csv(const struct sightings *found, struct buf *out);

/* The name of its record: the first label of its host name, else "printer-10-20-0-7". */
enum { NETWORK_NAME = 33 };
void network_name(const struct sighting *sighting, char name[NETWORK_NAME]);

#endif
