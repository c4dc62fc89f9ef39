#include "backend/late/late.h"

#include "backend/late/open.h"
#include "backend/mem.h"

bool late_ready(struct err *err)
{
    return late_there(LATE_MODULE, err);
}

/* late_ready() has found it, so it does not load only if it is damaged: as with a shared library,
 * there is nothing to do. A jailed child finds it loaded, for what it is given to do was made from
 * secrets. */
static const struct late *late(void)
{
    static const struct late *functions;

    if (!functions)
        functions = must((void *)late_open(LATE_MODULE, "late_functions", NULL));
    return functions;
}

void crypto_seal(const struct lock *lock, const void *plain, size_t size, unsigned char *sealed)
{
    late()->seal(lock, plain, size, sealed);
}

bool crypto_open(const struct lock *lock, const unsigned char *sealed, size_t size, void *plain)
{
    return late()->open(lock, sealed, size, plain);
}

void crypto_random(void *bytes, size_t size)
{
    late()->random(bytes, size);
}

void crypto_draw(const char *alphabet, char *text, size_t length)
{
    late()->draw(alphabet, text, length);
}

double crypto_guesses(const char *alphabet, size_t length)
{
    return late()->guesses(alphabet, length);
}

void crypto_digest(const unsigned char key[KEY_SIZE], const void *bytes, size_t size,
                   unsigned char digest[TAG_SIZE])
{
    late()->digest(key, bytes, size, digest);
}

void crypto_sha256(const void *bytes, size_t size, unsigned char digest[SHA256_SIZE])
{
    late()->sha256(bytes, size, digest);
}

void crypto_derive(struct span secret, struct span salt, struct span use,
                   unsigned char key[KEY_SIZE])
{
    late()->derive(secret, salt, use, key);
}

void crypto_stretch(struct span secret, struct span salt, unsigned char key[KEY_SIZE])
{
    late()->stretch(secret, salt, key);
}

bool certificate_job(const struct config *config, struct certificate_job *job, struct err *err)
{
    return late()->job(config, job, err);
}

int certificate_make(const void *job, size_t size, int out)
{
    return late()->make(job, size, out);
}

void certificate_read(const struct certificate_files *files, const char *fqdn, time_t now,
                      struct certificate_facts *facts)
{
    late()->read(files, fqdn, now, facts);
}

bool certificate_publish(const struct certificate_files *files, enum publish_form form,
                         struct buf *out, struct err *err)
{
    return late()->publish(files, form, out, err);
}

struct examine_job *examine_new(void)
{
    return late()->examine_new();
}

void examine_free(struct examine_job *job)
{
    late()->examine_free(job);
}

bool examine_add(struct examine_job **job, const char *path, bool trust, struct err *err)
{
    return late()->examine_add(job, path, trust, err);
}

bool examine(const struct examine_job *job, struct examination *result, struct err *err)
{
    return late()->examine(job, result, err);
}

void examine_text(const struct examination *result, struct buf *out)
{
    late()->examine_text(result, out);
}

void examine_json(const struct examination *result, struct buf *out)
{
    late()->examine_json(result, out);
}
