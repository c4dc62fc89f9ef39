#include "backend/pki/examine/certificate_job.h"

#include <stdlib.h>
#include <string.h>

/* So that a struct may begin there. */
static size_t aligned(size_t size)
{
    return (size + 15) & ~(size_t)15;
}

size_t certificate_input_size(const struct examine_job *input)
{
    const struct examine_file *last = input->count ? &input->files[input->count - 1] : NULL;

    return last ? last->at + last->size : sizeof *input;
}

struct certificate_job *certificate_job_new(const struct certificate_job *job, struct span index,
                                            const struct examine_job *input, size_t *size)
{
    size_t more = input ? certificate_input_size(input) : 0;
    size_t start = aligned(sizeof *job), next = start + aligned(index.size);

    *size = next + more;
    struct certificate_job *whole = must(calloc(1, *size));
    *whole = *job;
    whole->issued_size = index.size;
    whole->input_size = more;
    if (index.size)
        memcpy((char *)whole + start, index.bytes, index.size);
    if (more)
        memcpy((char *)whole + next, input, more);
    return whole;
}

bool certificate_job_open(const void *bytes, size_t size, struct span *index,
                          const struct examine_job **input)
{
    const struct certificate_job *job = bytes;
    size_t start = aligned(sizeof *job);

    *index = (struct span){ 0 };
    *input = NULL;
    if (size < sizeof *job)
        return false;
    if (size == sizeof *job) /* nothing is behind */
        return true;
    size_t next = start + aligned(job->issued_size);
    if (size != next + job->input_size)
        return false;
    *index = (struct span){ (const char *)bytes + start, job->issued_size };
    if (job->input_size)
        *input = (const void *)((const char *)bytes + next);
    return true;
}
