/* network.h - looks through networks for devices: printers, and what speaks SNMP.
 *
 * Only ever done because somebody asked for it, for networks that somebody named. What is sent is a
 * table (questions.h), told before by questions_plan(); how fast is the caller's choice. No secret
 * is sent, nothing is changed, nothing is printed. It is done by a worker (libexec/printseal/probe)
 * in the sandbox, for all that answers is a stranger's.
 */
#ifndef BACKEND_DISCOVER_NETWORK_NETWORK_H
#define BACKEND_DISCOVER_NETWORK_NETWORK_H

#include <stdbool.h>

#include "backend/child/worker.h"
#include "backend/discover/network/sighting.h"

struct network_job {
    struct targets targets;
    unsigned ports[DEVICE_PORTS];
    unsigned rate; /* packets a second: 1 to QUESTIONS_RATE_MOST */
    int seconds;   /* then it ends with what there is */
};

/* Everything as it is unless somebody says otherwise: the usual ports, QUESTIONS_RATE, as long as
 * all takes when nobody answers. rate 0: QUESTIONS_RATE. */
struct network_job network_job(const struct targets *targets, unsigned rate);

/* Starts as { 0 }; in the order of the targets. */
struct sightings {
    struct sighting *list;
    size_t count, room;
    bool cut; /* the time was over before all was asked */
};
void network_free(struct sightings *sightings); /* what it points to */

struct network_progress {
    unsigned asked, all; /* addresses, counted again for each time they are asked */
    unsigned found;
};

/* Starts the worker; NULL and err. */
struct worker *network_start(const struct network_job *job, struct err *err);

/* A line the worker reported; false: it is not of progress. */
bool network_progress(const char *line, struct network_progress *progress);

/* What a worker found that is done. False and err: it sent nonsense. */
bool network_found(const struct worker *worker, const struct network_job *job,
                   struct sightings *found, struct err *err);

/* All of it, for commands: waits. progress may be NULL. False and err. */
typedef void network_watch(void *data, const struct network_progress *progress);
bool network_scan(const struct network_job *job, network_watch *watch, void *data,
                  struct sightings *found, struct err *err);

#endif
