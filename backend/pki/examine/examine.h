/* examine.h - what somebody brings to be served: does it work, and what is wrong with it? Needs no
 * configuration.
 *
 * The files are read here and looked into in a worker, which sees only their bytes and the
 * password.
 */
#ifndef BACKEND_PKI_EXAMINE_EXAMINE_H
#define BACKEND_PKI_EXAMINE_EXAMINE_H

#include <time.h>

#include "backend/base/err.h"
#include "backend/base/mem.h"
#include "backend/child/send.h"
#include "backend/child/worker.h"
#include "backend/pki/problem.h"
#include "backend/secret/crypto.h"
#include "backend/secret/secret.h"

enum {
    EXAMINE_FILES = 64,
    EXAMINE_SIZE = 1 << 20, /* bytes of a file */
    EXAMINE_SECONDS = 120,
    EXAMINE_CHAIN = 10, /* certificates of a chain; OpenSSL's clients walk no further than that */
};

enum examine_part {
    EXAMINE_GIVEN,   /* what somebody brings */
    EXAMINE_TRUSTED, /* its certificates are the trusted ones */
    EXAMINE_PENDING, /* the key of a request that is out: taken only if no key is given */
};

/* Plain bytes without pointers. Starts as { 0 } with what is asked. */
struct examine_job {
    char host[256];     /* A-labels, or an address; "": any */
    char aliases[2048]; /* LIST value: its other names, as A-labels */
    time_t now;         /* judged as of then */
    bool public_ca;     /* the Baseline Requirements apply */
    bool roots_known;   /* the keys of trusted roots need not be looked into */
    bool leaf_used; /* a handshake shows that the first one's owner holds its key, and it works */
    size_t key;     /* which of several private keys counts, from 1 on; 0: the one that fits */
    bool has_password;
    char password[SECRET_MAX + 1];
    size_t count;
    struct examine_file {
        char name[PROBLEM_WHERE]; /* how findings call it; tame */
        size_t at, size;          /* its bytes, behind the job */
        enum examine_part part;
        bool large; /* more than EXAMINE_SIZE, and not read */
    } files[EXAMINE_FILES];
};

/* A CA whose private key is among the files: it could go on signing here. */
enum examine_own { OWN_NONE, OWN_ISSUING, OWN_ROOT };

/* TRUST_BROKEN: somebody trusted has the name of the one who signed, and did not sign. */
enum examine_trust { TRUST_UNASKED, TRUST_FOUND, TRUST_MISSING, TRUST_BROKEN };

/* All texts are tame. */
struct examination {
    char key_type[16]; /* "rsa", "ec"; "": there is no key */
    int key_bits;
    char key[32]; /* as people read it: "RSA 2048"; the certificate's without one */
    int own_ca;   /* what follows tells of a CA, not of a server */
    int has_leaf; /* a server's certificate was found, and what follows is known */
    char subject[160], issuer[160];
    char names[4096];                   /* LIST value */
    char not_before[16], not_after[16]; /* "2027-01-31" */
    char end[32];                       /* "2027-01-31T23:59:59Z" */
    char fingerprint[100];
    size_t chain;                   /* CAs above it that were found */
    char links[EXAMINE_CHAIN][160]; /* their subjects, nearest first */
    enum examine_trust trust;
    int root; /* the last of them signed itself */
    enum examine_own own;
    struct problems problems;
};

/* Puts a file's bytes behind the job. False and err: it cannot be read. Not for what is empty or
 * too large, which is for the examination to say. */
bool examine_add(struct examine_job **job, const char *path, bool trust, struct err *err);

/* A job to be filled, the same once more, and what wipes it. */
struct examine_job *examine_new(void);
struct examine_job *examine_copy(const struct examine_job *job);
void examine_free(struct examine_job *job);

/* The same with bytes that were read already. */
bool examine_add_bytes(struct examine_job **job, const char *name, struct span bytes,
                       enum examine_part part, struct err *err);

/* The work: sends one result, "examination". */
work examine_work;

/* The result of a worker that has examined, checked and tamed. */
bool examine_result(const struct worker *worker, struct examination *result, struct err *err);

/* What a child sent is worth nothing until this is true; texts are tamed by it. */
bool examine_check(struct examination *result);

/* Does the job in a worker and checks what comes back. False and err: it could not be done. */
bool examine(const struct examine_job *job, struct examination *result, struct err *err);

/* Adds it to out: for people; for programs, as the contract of `cert examine --format json` says.
 */
void examine_text(const struct examination *result, struct buf *out);
void examine_json(const struct examination *result, struct buf *out);

/* Parts of them: the findings and the last sentence; "accept", "warn", "refuse"; and the findings
 * as an array of jansson. */
void examine_problems(const struct examination *result, struct buf *out);
const char *examine_verdict(const struct examination *result);
struct json_t *examine_findings(const struct examination *result);

#endif
