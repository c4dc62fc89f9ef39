/* discover_lookup.h - what a look at this site asks besides the rows of questions.h. */
#ifndef BACKEND_DISCOVER_DISCOVER_LOOKUP_H
#define BACKEND_DISCOVER_DISCOVER_LOOKUP_H

#include "backend/discover/lookup.h"

/* Names of this machine's addresses, where its name leads in each search domain, and the printers
 * that the domain publishes; as far as job->topics has them. Starts with lookup zeroed. */
void discover_lookup(struct lookup *lookup, const struct discover_job *job);

#endif
