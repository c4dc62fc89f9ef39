/* certificate.h - the built-in authority: root, issuing CA and server certificate, made and
 * verified.
 *
 * The guide's seven files: server.pfx server.cer server.key ca-root.crt ca-myq.pfx ca-myq.crt
 * ca-myq.key. Profile: domain rules of RFC 5280 and the CA/Browser Forum's, see profile.c for each
 * number.
 */
#ifndef BACKEND_PKI_CERTIFICATE_H
#define BACKEND_PKI_CERTIFICATE_H

#include <time.h>

#include "backend/child/worker.h"
#include "backend/secret/crypto.h"
#include "backend/settings/settings.h"

/* What lies in the folder; a file that does not is { NULL, 0 }. PEM or DER. */
struct certificate_files {
    struct span server, issuing, root; /* server.cer, ca-myq.crt, ca-root.crt */
};

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
    time_t not_before, not_after; /* of the server certificate */
    char subject[160], issuer[160];
    char names[512];       /* LIST value of its SAN */
    char key[32];          /* "RSA 3072", "P-256" */
    char fingerprint[100]; /* SHA-256, AB:CD:... */
    char chain[256];       /* "" if it verifies up to ca-root.crt for server.fqdn; else why not */
    struct certificate_link links[CERTIFICATE_LINKS]; /* the files as they lie there */
};

/* Everything the child needs to issue, as plain bytes without pointers. */
struct certificate_job {
    char fqdn[256];
    char aliases[2048]; /* LIST value */
    char organization[65];
    char key_type[16];
    char name_constraints[1024]; /* LIST value */
    long server_days, ca_days;
    bool legacy_pfx;
    char ca_key_password[SECRET_MAX + 1], pfx_password[SECRET_MAX + 1];
    bool keep_ca; /* the authority below goes on; only the server's is made anew */
    char ca_key[16384], ca_cert[16384], ca_root[16384]; /* PEM, if keep_ca */
    char ca_key_password_was[SECRET_MAX + 1];           /* opens ca_key, which is sealed anew under
                                                           ca_key_password; "": it is the same */
    char server_key[16384]; /* PEM: the server's key goes on if it is of key_type; "": a new one */
};

/* Fills in a job from the configuration, host names as A-labels; fqdn and both passwords must be
 * there. Wipe it after worker_start(); on failure it is wiped already. */
bool certificate_job(const struct config *config, struct certificate_job *job, struct err *err);

/* The work: makes the keys, issues, writes PFX, reads everything back as a client would and
 * verifies it; sends one result per file, named as the file. A renewal sends all seven, too. */
work certificate_make;

/* Reads the files, any of which may be missing, and verifies them at that time for that name
 * ("": for any). Run on our own files only; what a stranger sent is parsed in a worker. */
void certificate_read(const struct certificate_files *files, const char *fqdn, time_t now,
                      struct certificate_facts *facts);

#endif
