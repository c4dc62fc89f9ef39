/* sandbox.h - the one sandbox of every worker: what it gives up before it looks at what a stranger
 * sent.
 *
 * A list of allowed system calls (seccomp), which has none that opens, makes or moves a file,
 * starts or touches a process, or changes a right; another user, if root starts it; no
 * capabilities; no file by Landlock, where the kernel has it, as a second wall; and a limit on
 * memory. Only a worker for the network may make sockets (IPv4 and IPv6, to connect). What is
 * refused fails with EPERM or EACCES. Files that it needs were opened before: they are found by
 * their path (sandbox_file()).
 */
#ifndef BACKEND_CHILD_SANDBOX_H
#define BACKEND_CHILD_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"

enum sandbox_part {
    SANDBOX_CALLS = 1, /* seccomp */
    SANDBOX_PATHS = 2, /* Landlock */
    SANDBOX_USER = 4,  /* nobody's; in force for anyone who is not root */
    SANDBOX_ALL = 7,
};

struct sandbox {
    bool network;
    unsigned parts; /* SANDBOX_ALL, but in tests */
    size_t memory;  /* bytes more than there are now; 0: no limit of its own */
};

/* What of it this kernel offers to this process: enum sandbox_part. Costs three system calls. */
unsigned sandbox_offered(void);
unsigned sandbox_missing(void); /* and what not */

/* For good. False and err: something that the kernel offers could not be had. */
bool sandbox_enter(const struct sandbox *sandbox, struct err *err);

/* Before, and before a fork: makes the list of calls, so that entering need not. What cannot be
 * made now is made, or fails, then. */
void sandbox_compile(bool network);

/* Before: opens a file, so that it can be opened in the sandbox, by this very path and for reading;
 * or those of a folder whose names are a hash (OpenSSL's c_rehash: "1234abcd.0"). What is not there
 * will not be there either. */
void sandbox_file(const char *path);
void sandbox_hashes(const char *folder);

#endif
