/* files_job.h - the job of a worker that reads what lies in the cert folder: for the audit, or to
 * be written anew for clients. Made by the program, read by the worker. */
#ifndef BACKEND_PKI_INVENTORY_FILES_JOB_H
#define BACKEND_PKI_INVENTORY_FILES_JOB_H

#include "backend/pki/issue/publish.h"

/* What is asked of the files; each work looks at its own. */
struct files_ask {
    char fqdn[1024]; /* "": any */
    time_t now;
    enum publish_form form;
    bool other; /* of the root beside the one in force, for forms of one root */
};

/* A piece of the heap with copies of all, a private key among them if there is one; *size is its
 * whole. The caller wipes and frees it. */
void *files_pack(const struct certificate_files *files, const struct files_ask *ask, size_t *size);

/* What is in it, pointing into it; false if it is no such job. */
bool files_unpack(const void *bytes, size_t size, struct certificate_files *files,
                  struct files_ask *ask);

/* The works, each with one result of its own name: "facts" is a struct certificate_facts, "file"
 * are the bytes that clients are given. */
work files_read_work, files_publish_work, files_der_work;

#endif
