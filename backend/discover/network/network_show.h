/* network_show.h - what will be sent, and what was found, in every form. All add to out. */
#ifndef BACKEND_DISCOVER_NETWORK_NETWORK_SHOW_H
#define BACKEND_DISCOVER_NETWORK_NETWORK_SHOW_H

#include "backend/base/mem.h"
#include "backend/discover/network/network.h"

/* Before: every kind of packet, to whom, how many at most. For people; for programs
 * (assets/schema/discover_plan.json), with further members, each with a comma before it. */
void network_plan_text(const struct network_job *job, struct buf *out);
void network_plan_json(const struct network_job *job, const char *more, struct buf *out);

/* After: device by device, what it is, what is open, what is to be done; how many, and how to take
 * them over. For people; for programs (assets/schema/discover_network.json). */
void network_text(const struct sightings *found, struct buf *out);

/* more: members that stand behind the devices, each with a comma before it; "": none. */
void network_json(const struct sightings *found, const char *more, struct buf *out);

/* What is to be done because it answered to that question; false: nothing. */
enum { NETWORK_WORK = 96 };
bool network_work(const struct sighting *sighting, enum scan_question question,
                  char text[NETWORK_WORK]);

/* What it answers to, in words: "IPP, raw printing". */
void network_open(const struct sighting *sighting, struct buf *out);

/* Those that take print jobs (IPP or raw) as `printseal import printers` reads them. */
void network_csv(const struct sightings *found, struct buf *out);

/* The bytes of a model that the setting printers.model has room for. */
size_t network_model_size(const char *text);

/* The name of its record: the first label of its host name, else "printer-10-20-0-7". */
enum { NETWORK_NAME = SIGHTING_NAME };
void network_name(const struct sighting *sighting, char name[NETWORK_NAME]);

#endif
