/* certificate_job.h - the job of a worker with certificates in one piece: struct certificate_job,
 * then the index, then what somebody brings. Made by the program, read by the child. */
#ifndef BACKEND_PKI_EXAMINE_CERTIFICATE_JOB_H
#define BACKEND_PKI_EXAMINE_CERTIFICATE_JOB_H

#include "backend/pki/certificate.h"
#include "backend/pki/examine/examine.h"

/* A piece of the heap with copies of all; *size is its whole. index may be empty, brought NULL. The
 * caller wipes and frees it. */
struct certificate_job *certificate_job_new(const struct certificate_job *job, struct span index,
                                            const struct examine_job *input, size_t *size);

/* What is behind it; false if size is not that of such a job. brought may become NULL. */
bool certificate_job_open(const void *bytes, size_t size, struct span *index,
                          const struct examine_job **input);

/* All of what somebody brings: with the bytes of its files. */
size_t certificate_input_size(const struct examine_job *input);

#endif
