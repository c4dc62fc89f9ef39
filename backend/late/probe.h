/* probe.h - the live tests come late, too: a module of their own, for libcurl and net-snmp
 * bring forty more libraries. The program holds probe.c, which loads it in the child that needs it,
 * or, before many are started, once (probe_ready()). Tests link the real ones.
 */
#ifndef BACKEND_LATE_PROBE_H
#define BACKEND_LATE_PROBE_H

#include "backend/probe/work.h"

struct late_probe {
    __typeof__(probe_work) *work;
};

#define LATE_PROBE_MODULE "printseal-probe.so"

extern const struct late_probe late_probe_functions; /* the module's only name for others */

#endif
