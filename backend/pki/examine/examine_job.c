/* examine_job.c - the job of an examination, and what comes back of it: on this side of the worker.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "backend/base/file.h"
#include "backend/base/utf8.h"
#include "backend/pki/examine/certificate_job.h"

/* ------------------------------------------------ the job */

struct examine_job *examine_new(void)
{
    return must(calloc(1, sizeof(struct examine_job)));
}

struct examine_job *examine_copy(const struct examine_job *job)
{
    size_t size = certificate_input_size(job);

    return memcpy(must(malloc(size)), job, size);
}

void examine_free(struct examine_job *job)
{
    if (job)
        wipe(job, certificate_input_size(job));
    free(job);
}

/* Whole, or its last part. */
static void put_name(char name[PROBLEM_WHERE], const char *path)
{
    const char *slash = strrchr(path, '/');

    snprintf(name, PROBLEM_WHERE, "%s",
             strlen(path) >= PROBLEM_WHERE && slash && slash[1] ? slash + 1 : path);
    utf8_sanitize(name);
}

/* realloc() would leave a copy of a private key behind. */
static void examine_append(struct examine_job **job, const struct examine_file *file,
                           const char *bytes)
{
    size_t size = certificate_input_size(*job);
    struct examine_job *more = must(malloc(size + file->size));

    memcpy(more, *job, size);
    if (file->size)
        memcpy((char *)more + size, bytes, file->size);
    more->files[more->count] = *file;
    more->files[more->count++].at = size;
    examine_free(*job);
    *job = more;
}

static bool is_large(const char *path)
{
    struct stat stat_;

    return stat(path, &stat_) == 0 && S_ISREG(stat_.st_mode) && stat_.st_size > EXAMINE_SIZE;
}

bool examine_add(struct examine_job **job, const char *path, bool trust, struct err *err)
{
    struct examine_file file = { .part = trust ? EXAMINE_TRUSTED : EXAMINE_GIVEN,
                                 .large = is_large(path) };
    struct buf bytes = { 0 };

    if ((*job)->count == EXAMINE_FILES)
        return fail(err, "more than %d files", EXAMINE_FILES);
    put_name(file.name, path);
    bool ok = file.large || file_read_any(path, EXAMINE_SIZE, &bytes, err);
    file.large = file.large || bytes.size > EXAMINE_SIZE;
    if (ok) {
        file.size = file.large ? 0 : bytes.size;
        examine_append(job, &file, bytes.text);
    }
    if (bytes.text)
        wipe(bytes.text, bytes.room);
    buf_free(&bytes);
    return ok;
}

bool examine_add_bytes(struct examine_job **job, const char *name, struct span bytes,
                       enum examine_part part, struct err *err)
{
    struct examine_file file = { .part = part, .size = bytes.size };

    if ((*job)->count == EXAMINE_FILES)
        return fail(err, "more than %d files", EXAMINE_FILES);
    put_name(file.name, name);
    examine_append(job, &file, bytes.bytes);
    return true;
}

/* ------------------------------------------------ and back */

static bool examine_check_text(char *text, size_t size)
{
    if (!memchr(text, '\0', size))
        return false;
    utf8_sanitize(text);
    return true;
}

/* The child has parsed what a stranger sent: it may by now be the stranger's. */
bool examine_check(struct examination *result)
{
    struct {
        char *text;
        size_t size;
    } texts[] = {
        { result->key_type, sizeof result->key_type },
        { result->key, sizeof result->key },
        { result->subject, sizeof result->subject },
        { result->issuer, sizeof result->issuer },
        { result->names, sizeof result->names },
        { result->not_before, sizeof result->not_before },
        { result->not_after, sizeof result->not_after },
        { result->end, sizeof result->end },
        { result->fingerprint, sizeof result->fingerprint },
    };

    if (result->chain > EXAMINE_CHAIN || (unsigned)result->trust > TRUST_BROKEN ||
        (unsigned)result->own > OWN_ROOT || !problem_check(&result->problems))
        return false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!examine_check_text(texts[i].text, texts[i].size))
            return false;
    for (size_t i = 0; i < result->chain; i++)
        if (!examine_check_text(result->links[i], sizeof result->links[i]))
            return false;
    return true;
}

bool examine_result(const struct worker *worker, struct examination *result, struct err *err)
{
    size_t size = 0;
    const void *bytes = worker_result(worker, "examination", &size);

    if (bytes && size == sizeof *result) {
        memcpy(result, bytes, size);
        if (examine_check(result))
            return true;
    }
    return fail(err, "the files cannot be examined: malformed reply from the worker process");
}

bool examine(const struct examine_job *job, struct examination *result, struct err *err)
{
    const struct worker_job call = { .program = "certificates",
                                     .work = "examine",
                                     .bytes = job,
                                     .size = certificate_input_size(job),
                                     .seconds = EXAMINE_SECONDS };
    struct worker *worker = worker_run(&call, NULL, err);

    if (!worker)
        return fail_in(err, "the files cannot be examined");
    bool ok = examine_result(worker, result, err);
    worker_end(worker);
    return ok;
}
