/* scan.h - in the worker: asks all addresses of some networks, side by side, in one loop. See
 * questions.h for what is sent. One UDP socket for all devices; what comes is matched by its
 * address and a number that only that address was sent.
 */
#ifndef BACKEND_DISCOVER_NETWORK_SCAN_H
#define BACKEND_DISCOVER_NETWORK_SCAN_H

#include "backend/child/send.h"
#include "backend/discover/network/network.h"

/* Does a job; found starts as { 0 } and is the caller's to free. progress may be NULL; it is called
 * a few times a second. False and err: nothing can be sent at all. */
typedef void scan_progress(void *data, unsigned asked, unsigned all, size_t found);
bool scan_run(const struct network_job *job, scan_progress *progress, void *data,
              struct sightings *found, struct err *err);

/* The work, and what it does before it is in the sandbox. Its job is a struct network_job. */
work scan_work, scan_prepare;

#endif
