/* work.h - in the worker: asks the name server all questions side by side, and reports the records.
 *
 * On the wire: "record 2 0 100 389 600 0 0 dc1.corp.example.com": row of questions.h, priority,
 * weight, port, TTL, AD bit, alias, name; "none 3 no-name": row and why nothing came of it. found.h
 * reads it, and trusts nothing in it.
 */
#ifndef BACKEND_DISCOVER_DNS_WORK_H
#define BACKEND_DISCOVER_DNS_WORK_H

#include "backend/child/send.h"

/* Before the sandbox: reads the system's name servers (resolv.conf), unless the job names one. */
work discover_prepare;

/* The bytes are a struct discover_job. Returns 0 once every question has an answer or its time is
 * over. */
work discover_work;

#endif
