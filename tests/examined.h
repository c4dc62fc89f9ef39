/* examined.h - `cert examine` of bytes, in the test's own process. */
#ifndef TESTS_EXAMINED_H
#define TESTS_EXAMINED_H

#include <openssl/x509.h>
#include <sys/mman.h>
#include <unistd.h>

#include "backend/pki/examine/examine.h"
#include "tests/test.h"

static inline void examined_add(struct examine_job **job, const char *name, const void *bytes,
                                size_t size, enum examine_part part)
{
    struct err err = { "" };

    if (!examine_add_bytes(job, name, (struct span){ bytes, size }, part, &err))
        fail_msg("%s", err.text);
}

static inline void examined_add_cert(struct examine_job **job, const X509 *cert,
                                     enum examine_part part)
{
    unsigned char *der = NULL;
    int size = i2d_X509(cert, &der);

    assert_true(size > 0);
    examined_add(job, "cert", der, (size_t)size, part);
    OPENSSL_free(der);
}

static inline void examined_add_key(struct examine_job **job, const EVP_PKEY *key)
{
    unsigned char *der = NULL;
    int size = i2d_PrivateKey(key, &der);

    assert_true(size > 0);
    examined_add(job, "key", der, (size_t)size, EXAMINE_GIVEN);
    OPENSSL_free(der);
}

/* The work as a worker does it, and what its parent reads. */
static inline void examined(const struct examine_job *job, struct examination *result)
{
    static const char head[] = "\1examination ";
    char line[64] = { 0 };
    int out = memfd_create("out", MFD_CLOEXEC);

    assert_int_equal(examine_work(job, 0, out), 0);
    assert_true(pread(out, line, sizeof line - 1, 0) > (ssize_t)sizeof head);
    assert_memory_equal(line, head, sizeof head - 1);
    assert_int_equal(pread(out, result, sizeof *result, (off_t)strcspn(line, "\n") + 1),
                     sizeof *result);
    close(out);
    assert_true(examine_check(result));
}

#endif
