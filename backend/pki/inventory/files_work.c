/* files_work.c - what is on disk, read in a worker: some of it came from strangers. */
#include <stdlib.h>

#include "backend/pki/inventory/files_job.h"

static int files_fail(int out, const struct err *err)
{
    worker_report(out, "fail %s", err->text);
    return 1;
}

int files_read_work(const void *job, size_t size, int out)
{
    struct certificate_facts *facts = must(calloc(1, sizeof *facts));
    struct certificate_files files;
    struct files_ask ask;

    bool ok = files_unpack(job, size, &files, &ask);
    if (ok)
        inventory_read(&files, ask.fqdn, ask.now, facts);
    ok = ok && worker_send(out, "facts", facts, sizeof *facts);
    free(facts);
    return ok ? 0 : 1;
}

static int files_send(int out, const struct buf *file)
{
    return worker_send(out, "file", file->text ? file->text : "", file->size) ? 0 : 1;
}

int files_publish_work(const void *job, size_t size, int out)
{
    AUTO_BUF struct buf file = { 0 };
    struct certificate_files files;
    struct files_ask ask;
    struct err err = { "the job is not one of files" };

    if (!files_unpack(job, size, &files, &ask) ||
        !issue_publish(&files, ask.form, ask.other, &file, &err))
        return files_fail(out, &err);
    return files_send(out, &file);
}

int files_der_work(const void *job, size_t size, int out)
{
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    if (!issue_der((struct span){ job, size }, &file, &err))
        return files_fail(out, &err);
    return files_send(out, &file);
}
