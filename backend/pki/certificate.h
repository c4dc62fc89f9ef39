/* certificate.h - keys, requests and certificates, made and verified in a worker; and what is on
 * disk, read.
 *
 * The guide's seven files: server.pfx server.cer server.key ca-root.crt ca-myq.pfx ca-myq.crt
 * ca-myq.key (set.h says what stands in each). While an answer is pending, the key and the request
 * that it belongs to lie beside them: ca-myq-new.key and .csr, or server-new.key and .csr. What was
 * issued here stands in issued.txt (issued.h), what was revoked in ca-myq.crl. Profile: domain
 * rules of RFC 5280 and the CA/Browser Forum's, see profile.c for each number.
 */
#ifndef BACKEND_PKI_CERTIFICATE_H
#define BACKEND_PKI_CERTIFICATE_H

#include <time.h>

#include "backend/child/send.h"
#include "backend/child/worker.h"
#include "backend/pki/problem.h"
#include "backend/pki/stretch.h"
#include "backend/secret/crypto.h"
#include "backend/settings/settings.h"

/* What lies in the folder; a file that does not is { NULL, 0 }. PEM or DER. */
struct certificate_files {
    struct span server, issuing, root; /* server.cer, ca-myq.crt, ca-root.crt */
    struct span other;                 /* the root published beside it: ca-next.crt or ca-old.crt */
    struct span key;                   /* server.key; none: nothing is said of it */
    const char *aliases; /* LIST value: what else the server is called; NULL: nothing */
    bool public_ca;      /* the rules for public CAs apply */
};

/* What only somebody else can bring. */
enum pending {
    AWAITS_NOTHING,
    AWAITS_REQUEST,   /* intermediate: the company's CA has not been asked yet */
    AWAITS_SIGNATURE, /* intermediate: it was asked, and its answer is not here */
    AWAITS_ANSWER,    /* manual: a request is out, and its answer is not here */
    AWAITS_IMPORT     /* manual: no certificate was imported yet */
};

/* A root rollover: how far it is. Both roots are published while there are two. */
enum root_state {
    ROOT_ALONE,
    ROOT_NEXT, /* ca-next.crt lies beside the root in force, and is not in force yet */
    ROOT_OLD   /* ca-old.crt was in force before, and clients may still trust it alone */
};

/* What a worker does with the root beside the one in force. */
enum root_step {
    ROOT_STAYS,
    ROOT_MADE,    /* the next one is made */
    ROOT_SWAPPED, /* the one beside is in force from now on, the other one lies beside it */
    ROOT_DROPPED  /* the one beside goes away */
};

/* The empty result that comes with the refusal of a swap that only force does. */
#define ROOT_LOSES "loses"

/* One certificate of the chain, as reports draw it. */
struct certificate_link {
    bool present;
    time_t not_before, not_after;
    char subject[160];
};
enum { CERTIFICATE_LINKS = 3 }; /* server, issuing, root */

/* What the audit and the overview need of them. Names are tamed. */
struct certificate_facts {
    bool present;
    bool unread; /* there are files that this user may not read: it is not known then */
    char
        unknown[256]; /* why nothing was found out, as when the worker process failed; "": it was */
    time_t not_before, not_after; /* of the server certificate */
    char subject[160], issuer[160];
    char names[4096];      /* LIST value of its SAN, as far as it fits */
    bool named;            /* the name that was asked for is among them, all of them looked at */
    char key[32];          /* "RSA 3072", "P-256" */
    char fingerprint[100]; /* SHA-256, AB:CD:... */
    char serial[48];       /* hexadecimal */
    char chain[256];       /* "" if it verifies up to ca-root.crt for server.fqdn; else why not */
    struct certificate_link links[CERTIFICATE_LINKS]; /* nearest first; an own root is one link */
    enum root_state root_state;
    struct certificate_link other; /* the root beside the one in force, if there is one */
    struct problems problems; /* as an import would find them: where chain says something, and of
                           what others made; our own that verifies has none */
    enum pending pending;
    time_t revoked;           /* when it was; 0: it is not */
    time_t list_until;        /* when the next revocation list is promised; 0: there is none */
    bool undeployed;          /* it was not handed to what certificates.deploy names */
    char undeployed_why[200]; /* why the last try failed; "": there was none */
};

/* Everything the child needs, as plain bytes without pointers. Behind it lie, in this order, the
 * index (issued.txt) and what somebody brings (examine.h): certificate_job.h. */
struct certificate_job {
    char fqdn[256];
    char aliases[2048]; /* LIST value */
    char organization[65];
    char key_type[16];
    char name_constraints[1024]; /* LIST value */
    char crl_url[512];           /* where clients find the revocation list; "": nowhere */
    time_t now;                  /* when all of it is made */
    long server_days, ca_days;
    bool legacy_pfx;
    char ca_key_password[SECRET_MAX + 1], pfx_password[SECRET_MAX + 1];
    int ca_key_steps, pfx_steps; /* stretch.h: by how the passwords came about */
    bool keep_ca;                /* the CA below goes on; only the server's is made anew */
    char ca_key[16384], ca_cert[32768], ca_root[16384]; /* PEM, if keep_ca */
    char ca_key_password_was[SECRET_MAX + 1];           /* opens ca_key, which is sealed anew under
                                                           ca_key_password; "": it is the same */
    char server_key[16384];  /* PEM: the server's key goes on if it is of key_type; "": a new one */
    char server_cert[32768]; /* PEM: server.cer; "": there is none, or nobody asks */
    char new_key[16384];     /* PEM: of the request that is out; "": none */
    bool own_ca;             /* the request is for one */
    char other_cert[16384], other_key[16384]; /* PEM: the root beside it; its key is sealed as
                                                 ca_key is; "": none, or what others signed */
    enum root_state root_state;
    enum root_step root_step;
    bool force;       /* swapped even if clients that have one root only are lost */
    char target[256]; /* whom a client's is for; what is to be revoked */
    char reason[24];  /* why it is revoked */
    char client_password[SECRET_MAX + 1];
    size_t issued_size, input_size; /* bytes behind */
};

/* Fills in a job from the configuration, host names as A-labels; fqdn and both passwords must be
 * there. Wipe it after worker_start(); on failure it is wiped already. */
bool certificate_job(const struct config *config, struct certificate_job *job, struct err *err);

/* The work: makes the keys, issues, writes PFX, reads everything back as a client would and
 * verifies it; sends one result per file, named as the file, and the index. A renewal sends all of
 * them, too. */
work issue_certificate;

/* The work: seals server.pfx, the CA's key and PFX, and the key of a request anew, under the
 * passwords and the profile of the job; those that the job has. */
work issue_seal;

/* The work: makes a key and a request for it, of the server or (job->CA) of a CA
 * below the company's. */
work issue_request;

/* The works that take what somebody brings (struct examine_job behind the job). Both send
 * "examination"; unless that refuses it, the files follow, and empty ones for those that go away.
 * An import is the server's own certificate; an answer is that of the company's CA to a
 * request for ours, from which the server's is issued; a takeover is a CA with its private key. */
work import_certificate, import_answer, import_takeover;

/* The works of the CA: a certificate for the client job->target, sent as "client.pfx" under
 * client_password; the one of serial job->target revoked; the list of those that are, anew. */
work issue_client_make, issue_client_revoke, issue_client_list;

/* Reads the files, any of which may be missing, and verifies them at that time for that name
 * ("": for any). Run on our own files only; what a stranger sent is parsed in a worker. */
void inventory_read(const struct certificate_files *files, const char *fqdn, time_t now,
                    struct certificate_facts *facts);

#endif
