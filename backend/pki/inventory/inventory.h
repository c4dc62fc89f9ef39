/* inventory.h - what lies in the cert folder, file by file, and whether what the server sends would
 * be accepted. Looked at in a worker: some of it came from strangers. */
#ifndef BACKEND_PKI_INVENTORY_INVENTORY_H
#define BACKEND_PKI_INVENTORY_INVENTORY_H

#include "backend/pki/certificate.h"
#include "backend/pki/examine/examine.h"

enum { INVENTORY_FILES = 28 };

enum inventory_kind {
    INVENTORY_CERTIFICATE,
    INVENTORY_KEY,
    INVENTORY_PFX,
    INVENTORY_REQUEST,
    INVENTORY_LIST,  /* of revoked certificates */
    INVENTORY_INDEX, /* issued.txt */
    INVENTORY_UNREADABLE
};

/* Plain data; all texts are tame, times are seconds since 1970. What a kind does not have is empty.
 */
struct inventory_file {
    char name[64];
    enum inventory_kind kind;
    char subject[160], issuer[160]; /* of the first certificate, of a request, of a list */
    char names[1024];               /* LIST value */
    time_t from, until;
    char fingerprint[100];
    char serial[48];
    char key[32];     /* "RSA 3072", "P-256" */
    size_t more;      /* certificates behind the first one; on a list: those that are revoked */
    int sealed;       /* a key under a password */
    char belongs[64]; /* of a key or a PFX: the file whose certificate or request it fits */
};

struct inventory {
    struct inventory_file files[INVENTORY_FILES];
    size_t count;
    struct examination served; /* server.cer with its key, up to ca-root.crt */
};

/* The work: job is struct certificate_job with the folder's files behind it (certificate_job.h);
 * sends one result, "inventory". */
work inventory_work;

/* What the child sent is worth nothing until this is true; texts are tamed by it. */
bool inventory_check(struct inventory *inventory);

#endif
