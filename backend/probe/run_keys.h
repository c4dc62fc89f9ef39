/* run_keys.h - passwords of SNMP that many tests share, stretched once for all of them.
 *
 * Stretching hashes a mebibyte for each password, whatever the device (RFC 3414 A.2), and takes as
 * long as a handshake. A test makes its own key, unless its password has been seen before. What is
 * made here lies sealed like the password it stands for, and goes to those tests alone that have
 * that very password.
 */
#ifndef BACKEND_PROBE_RUN_KEYS_H
#define BACKEND_PROBE_RUN_KEYS_H

#include "backend/secret/secret.h"
#include "backend/settings/probe_job.h"

enum { RUN_KEYS = 16 }; /* profiles and passwords in use at a time: more are made by each test */

struct run_keys {
    struct run_key {
        const char *digest;      /* OpenSSL's name */
        struct secret *password; /* NULL: free */
        struct secret *key;      /* NULL: it was needed once so far */
    } list[RUN_KEYS];
    size_t next; /* the oldest */
};

/* Fills in the keys of a job by SNMP version 3 that are needed again. */
void run_keys_fill(struct run_keys *keys, struct probe_job *job);
void run_keys_free(struct run_keys *keys);

#endif
