/* late.h - OpenSSL comes late: a module of its own, loaded when the first secret or certificate is
 * looked at, for loading it costs more than everything else before the first frame.
 *
 * The module is crypto.c and pki/; this is all that the program calls of them. The program holds
 * late.c, which has the functions of crypto.h, pki/certificate.h and pki/examine.h under their own
 * names and hands them on, so that nobody who calls them knows. Tests link the real ones.
 */
#ifndef BACKEND_LATE_LATE_H
#define BACKEND_LATE_LATE_H

#include "backend/pki/certificate.h"
#include "backend/pki/examine/examine.h"
#include "backend/pki/inventory/inventory_report.h"
#include "backend/pki/issue/publish.h"

struct late {
    __typeof__(crypto_seal) *seal;
    __typeof__(crypto_open) *open;
    __typeof__(crypto_random) *random;
    __typeof__(crypto_draw) *draw;
    __typeof__(crypto_guesses) *guesses;
    __typeof__(crypto_digest) *digest;
    __typeof__(crypto_sha256) *sha256;
    __typeof__(crypto_derive) *derive;
    __typeof__(crypto_stretch) *stretch;
    __typeof__(certificate_job) *job;
    __typeof__(certificate_make) *make;
    __typeof__(certificate_seal) *seal_again;
    __typeof__(certificate_request) *request;
    __typeof__(certificate_import) *import;
    __typeof__(certificate_answer) *answer;
    __typeof__(certificate_client) *client;
    __typeof__(certificate_revoke) *revoke;
    __typeof__(certificate_list) *list;
    __typeof__(certificate_read) *read;
    __typeof__(certificate_publish) *publish;
    __typeof__(certificate_der) *der;
    __typeof__(problem_id) *problem_id;
    __typeof__(problem_severity) *problem_severity;
    __typeof__(problem_do) *problem_do;
    __typeof__(problem_why) *problem_why;
    __typeof__(examine_new) *examine_new;
    __typeof__(examine_free) *examine_free;
    __typeof__(examine_add) *examine_add;
    __typeof__(examine) *examine;
    __typeof__(examine_add_bytes) *examine_add_bytes;
    __typeof__(examine_result) *examine_result;
    __typeof__(examine_text) *examine_text;
    __typeof__(examine_json) *examine_json;
    __typeof__(inventory_work) *inventory_work;
    __typeof__(inventory_check) *inventory_check;
    __typeof__(inventory_text) *inventory_text;
    __typeof__(inventory_json) *inventory_json;
};

#define LATE_MODULE "printseal-crypto.so" /* lies beside the program */

/* Is the module there? Said by main before anything else; loading it can wait. */
bool late_ready(struct err *err);

extern const struct late late_functions; /* the module's only name for others */

#endif
