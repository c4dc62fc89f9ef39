/* snmp_library.h - net-snmp is started: without MIBs, files, and words of its own. */
#ifndef BACKEND_PROBE_SNMP_SNMP_LIBRARY_H
#define BACKEND_PROBE_SNMP_SNMP_LIBRARY_H

/* In a process that will be copied: all of it that is the same for each copy. */
void snmp_library_warm(void);

/* Wherever it is used; what is by chance is made anew for each process. */
void snmp_library_start(void);

#endif
