/* network_inside.h - how sightings come out of the worker: as they are, so many to a result. */
#ifndef BACKEND_DISCOVER_NETWORK_NETWORK_INSIDE_H
#define BACKEND_DISCOVER_NETWORK_NETWORK_INSIDE_H

#include "backend/child/stream.h"
#include "backend/discover/network/network.h"

enum { NETWORK_OF_ONE = STREAM_RESULT / sizeof(struct sighting) }; /* sightings of a result */
_Static_assert((STREAM_RESULTS - 1) * NETWORK_OF_ONE >= TARGETS_MOST, "all have room");

/* Takes a result of the worker's: any bytes. False: they are no sightings. */
bool network_take(const void *bytes, size_t size, const struct targets *targets,
                  struct sightings *found);

#endif
