/* lookup_work.h - in the worker: asks what look.h wants to know, and what follows from the answers,
 * so many questions a second.
 *
 * On the wire, for lookup_receive.c: "name 0 600 1 1 p7.corp.example.com": address, TTL, AD bit,
 * does it lead back, name; "host 0 10.20.0.7": host, where it leads; "service 64 0 600 0 631
 * p7.corp.example.com": which, with TLS, TTL, AD bit, port, host; "label 64 Second floor" and
 * "model 64 Laser 9" of the same; "answered", once a name server did.
 */
#ifndef BACKEND_DISCOVER_DNS_LOOK_WORK_H
#define BACKEND_DISCOVER_DNS_LOOK_WORK_H

#include "backend/child/send.h"

/* Before the sandbox; then in it. The bytes are what lookup_pack() makes. lookup_work() returns 0
 * once all is answered or its time is over. */
work lookup_prepare, lookup_work;

#endif
