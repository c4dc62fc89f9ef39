#include "backend/late/late.h"

#include "backend/base/mem.h"
#include "backend/late/open.h"

bool late_ready(struct err *err)
{
    return late_there(LATE_MODULE, err);
}

/* late_ready() has found it, so it does not load only if it is damaged: as with a shared library,
 * there is nothing to do. A jailed child finds it loaded, for what it is given to do was made from
 * secrets. */
static const struct late *late_late(void)
{
    static const struct late *functions;

    if (!functions)
        functions = must((void *)late_open(LATE_MODULE, "late_functions", NULL));
    return functions;
}

void crypto_seal(const struct lock *lock, const void *plain, size_t size, unsigned char *sealed)
{
    late_late()->seal(lock, plain, size, sealed);
}

bool crypto_open(const struct lock *lock, const unsigned char *sealed, size_t size, void *plain)
{
    return late_late()->open(lock, sealed, size, plain);
}

void crypto_random(void *bytes, size_t size)
{
    late_late()->random(bytes, size);
}

void crypto_draw(const char *alphabet, char *text, size_t length)
{
    late_late()->draw(alphabet, text, length);
}

double crypto_guesses(const char *alphabet, size_t length)
{
    return late_late()->guesses(alphabet, length);
}

void crypto_digest(const unsigned char key[KEY_SIZE], const void *bytes, size_t size,
                   unsigned char digest[TAG_SIZE])
{
    late_late()->digest(key, bytes, size, digest);
}

void crypto_sha256(const void *bytes, size_t size, unsigned char digest[SHA256_SIZE])
{
    late_late()->sha256(bytes, size, digest);
}

void crypto_derive(struct span secret, struct span salt, struct span use,
                   unsigned char key[KEY_SIZE])
{
    late_late()->derive(secret, salt, use, key);
}

void crypto_stretch(struct span secret, struct span salt, unsigned char key[KEY_SIZE])
{
    late_late()->stretch(secret, salt, key);
}

bool certificate_job(const struct config *config, struct certificate_job *job, struct err *err)
{
    return late_late()->job(config, job, err);
}

int certificate_make(const void *job, size_t size, int out)
{
    return late_late()->make(job, size, out);
}

int certificate_seal(const void *job, size_t size, int out)
{
    return late_late()->seal_again(job, size, out);
}

int certificate_request(const void *job, size_t size, int out)
{
    return late_late()->request(job, size, out);
}

int certificate_import(const void *job, size_t size, int out)
{
    return late_late()->import(job, size, out);
}

int certificate_answer(const void *job, size_t size, int out)
{
    return late_late()->answer(job, size, out);
}

int certificate_client(const void *job, size_t size, int out)
{
    return late_late()->client(job, size, out);
}

int certificate_revoke(const void *job, size_t size, int out)
{
    return late_late()->revoke(job, size, out);
}

int certificate_list(const void *job, size_t size, int out)
{
    return late_late()->list(job, size, out);
}

void certificate_read(const struct certificate_files *files, const char *fqdn, time_t now,
                      struct certificate_facts *facts)
{
    late_late()->read(files, fqdn, now, facts);
}

bool certificate_publish(const struct certificate_files *files, enum publish_form form,
                         struct buf *out, struct err *err)
{
    return late_late()->publish(files, form, out, err);
}

bool certificate_der(struct span pem, struct buf *out, struct err *err)
{
    return late_late()->der(pem, out, err);
}

const char *problem_id(enum problem problem)
{
    return late_late()->problem_id(problem);
}

enum severity problem_severity(enum problem problem)
{
    return late_late()->problem_severity(problem);
}

const char *problem_do(enum problem problem)
{
    return late_late()->problem_do(problem);
}

void problem_why(const struct problem_found *found, char sentence[], size_t size)
{
    late_late()->problem_why(found, sentence, size);
}

struct examine_job *examine_new(void)
{
    return late_late()->examine_new();
}

void examine_free(struct examine_job *job)
{
    late_late()->examine_free(job);
}

bool examine_add(struct examine_job **job, const char *path, bool trust, struct err *err)
{
    return late_late()->examine_add(job, path, trust, err);
}

bool examine(const struct examine_job *job, struct examination *result, struct err *err)
{
    return late_late()->examine(job, result, err);
}

bool examine_add_bytes(struct examine_job **job, const char *name, struct span bytes,
                       enum examine_part part, struct err *err)
{
    return late_late()->examine_add_bytes(job, name, bytes, part, err);
}

bool examine_result(const struct worker *worker, struct examination *result, struct err *err)
{
    return late_late()->examine_result(worker, result, err);
}

void examine_text(const struct examination *result, struct buf *out)
{
    late_late()->examine_text(result, out);
}

void examine_json(const struct examination *result, struct buf *out)
{
    late_late()->examine_json(result, out);
}

int inventory_work(const void *job, size_t size, int out)
{
    return late_late()->inventory_work(job, size, out);
}

bool inventory_check(struct inventory *inventory)
{
    return late_late()->inventory_check(inventory);
}

void inventory_text(const struct inventory *inventory, const struct inventory_about *about,
                    struct buf *out)
{
    late_late()->inventory_text(inventory, about, out);
}

void inventory_json(const struct inventory *inventory, const struct inventory_about *about,
                    struct buf *out)
{
    late_late()->inventory_json(inventory, about, out);
}
