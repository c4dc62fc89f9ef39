/* examine.h - what somebody brings to be served: does it work, and what is wrong with it? Needs no
 * configuration.
 *
 * The files are read here and looked into in a worker, which sees only their bytes and the
 * password.
 */
#ifndef BACKEND_PKI_EXAMINE_H
#define BACKEND_PKI_EXAMINE_H

#include <time.h>

#include "backend/child/worker.h"
#include "backend/err.h"
#include "backend/mem.h"
#include "backend/pki/flaw.h"
#include "backend/secret/secret.h"

enum {
    EXAMINE_FILES = 32,
    EXAMINE_SIZE = 1 << 20, /* bytes of a file */
    EXAMINE_SECONDS = 120,
    EXAMINE_CHAIN = 10, /* certificates of a chain; OpenSSL's clients walk no further than that */
};

/* Plain bytes without pointers. Starts as { 0 } with what is asked. */
struct examine_job {
    char host[256]; /* A-labels, or an address; "": any */
    time_t now;     /* judged as of then */
    bool public_ca; /* the Baseline Requirements apply */
    bool has_password;
    char password[SECRET_MAX + 1];
    size_t count;
    struct examine_file {
        char name[FLAW_WHERE]; /* how findings call it; tame */
        size_t at, size;       /* its bytes, behind the job */
        bool trust;            /* its certificates are the trusted ones */
        bool large;            /* more than EXAMINE_SIZE, and not read */
    } files[EXAMINE_FILES];
};

enum examine_trust { TRUST_UNASKED, TRUST_FOUND, TRUST_MISSING };

/* All texts are tame. */
struct examination {
    char key_type[16]; /* "rsa", "ec"; "": there is no key */
    int key_bits;
    char key[32]; /* as people read it: "RSA 2048"; the certificate's without one */
    int has_leaf; /* a server's certificate was found, and what follows is known */
    char subject[160], issuer[160];
    char names[4096];                   /* LIST value */
    char not_before[16], not_after[16]; /* "2027-01-31" */
    char end[32];                       /* "2027-01-31T23:59:59Z" */
    char fingerprint[100];
    size_t chain;                   /* authorities above it that were found */
    char links[EXAMINE_CHAIN][160]; /* their subjects, nearest first */
    enum examine_trust trust;
    int root; /* the last of them signed itself */
    struct flaws flaws;
};

/* Puts a file's bytes behind the job. False and err: it cannot be read. Not for what is empty or
 * too large, which is for the examination to say. */
bool examine_add(struct examine_job **job, const char *path, bool trust, struct err *err);

/* A job to be filled, and what wipes it. */
struct examine_job *examine_new(void);
void examine_free(struct examine_job *job);

/* Sends one result, "examination". */
work examine_work;

/* Does the job in a worker and checks what comes back. False and err: it could not be done. */
bool examine(const struct examine_job *job, struct examination *result, struct err *err);

/* Adds it to out: for people; for programs, as the contract of `cert examine --format json` says.
 */
void examine_text(const struct examination *result, struct buf *out);
void examine_json(const struct examination *result, struct buf *out);

#endif
