/* pki_world.h - the seven files of a server as the certificates program makes them, and what the
 * openssl command and GnuTLS say of them. */
#ifndef TESTS_BACKEND_PKI_WORLD_H
#define TESTS_BACKEND_PKI_WORLD_H

#include "tests/test.h"

#include <fcntl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/pki/certificate.h"
#include "backend/pki/verify.h"
#include "backend/secret/crypto.h"

enum { DAY = 24 * 60 * 60, PATIENCE = 120 };

static char pki_folder[] = "/tmp/pki_test.XXXXXX";
static const char *const pki_files[] = { "server.pfx",  "server.cer", "server.key",
                                         "ca-root.crt", "ca-myq.pfx", "ca-myq.crt",
                                         "ca-myq.key",  "ca.pass",    "pfx.pass" };

/* ------------------------------------------------ making */

static inline struct certificate_job pki_job(const char *key_type)
{
    struct certificate_job job = { .fqdn = "print01.corp.example.com",
                                   .aliases = "print.corp.example.com, 192.0.2.7, 2001:db8::7",
                                   .organization = "M\xc3\xbcller & S\xc3\xb6hne",
                                   .now = time(NULL),
                                   .server_days = 397,
                                   .ca_days = 3650,
                                   .ca_key_steps = STRETCH_GENERATED,
                                   .pfx_steps = STRETCH_GENERATED,
                                   .ca_key_password = "the CA's 24 letters",
                                   .pfx_password = "Pfx-Passw\xc3\xb6rd 12345" };

    snprintf(job.key_type, sizeof job.key_type, "%s", key_type);
    return job;
}

static inline struct worker *pki_issue(const struct certificate_job *job, struct err *err)
{
    const struct worker_job call = { .program = "certificates",
                                     .work = "issue",
                                     .bytes = job,
                                     .size = sizeof *job,
                                     .seconds = PATIENCE };

    return worker_run(&call, NULL, err);
}

static inline struct worker *pki_make(const struct certificate_job *job)
{
    struct err err = { "" };
    struct worker *worker = pki_issue(job, &err);

    if (!worker)
        fail_msg("certificate_make: %s", err.text);
    return worker;
}

/* P-256, for tests that only look. */
static struct worker *pki_common;

static inline void expect_refusal(const struct certificate_job *job, const char *sentence)
{
    struct err err = { "" };

    assert_null(pki_issue(job, &err));
    assert_string_equal(err.text, sentence);
}

static inline struct span pki_result(const struct worker *worker, const char *name)
{
    struct span span = { 0 };

    span.bytes = worker_result(worker, name, &span.size);
    assert_non_null(span.bytes);
    return span;
}

static inline X509 *pki_certificate(const struct worker *worker, const char *name)
{
    struct span span = pki_result(worker, name);
    X509 *cert = verify_load(span.bytes, span.size, NULL);

    assert_non_null(cert);
    return cert;
}

static inline struct certificate_files pki_read(const struct worker *worker)
{
    return (struct certificate_files){ .server = pki_result(worker, "server.cer"),
                                       .issuing = pki_result(worker, "ca-myq.crt"),
                                       .root = pki_result(worker, "ca-root.crt") };
}

/* ------------------------------------------------ on disk, for other programs */

static inline void pki_write_file(const char *name, const void *bytes, size_t size)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", pki_folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, size), size);
    close(fd);
}

static inline void pki_write(const struct worker *worker, const struct certificate_job *job)
{
    for (size_t i = 0; i < 7; i++) {
        struct span span = pki_result(worker, pki_files[i]);
        pki_write_file(pki_files[i], span.bytes, span.size);
    }
    pki_write_file("ca.pass", job->ca_key_password, strlen(job->ca_key_password));
    pki_write_file("pfx.pass", job->pfx_password, strlen(job->pfx_password));
}

static inline int pki_shell(const char *command)
{
    char line[1024];

    snprintf(line, sizeof line, "cd %s && { %s; } >log 2>&1", pki_folder, command);
    return system(line); /* NOLINT(bugprone-command-processor): a test of those commands */
}

static inline void expect_shell(const char *command)
{
    char line[64];

    if (pki_shell(command) == 0)
        return;
    snprintf(line, sizeof line, "cat %s/log", pki_folder);
    (void)!system(line); /* NOLINT(bugprone-command-processor) */
    fail_msg("failed: %s", command);
}

/* ------------------------------------------------ what other programs say */

#define VERIFY "openssl verify -x509_strict -purpose sslserver -auth_level 2 -CAfile ca-root.crt "

static inline void ask_openssl(const char *fqdn)
{
    char line[512];

    snprintf(line, sizeof line, VERIFY "-verify_hostname %s server.cer", fqdn);
    expect_shell(line);
    assert_int_not_equal(pki_shell(VERIFY "-verify_hostname other.example.com server.cer"), 0);
    expect_shell("openssl pkcs12 -in server.pfx -passin file:pfx.pass -nodes | grep -c BEGIN "
                 "| grep -qx 3");
    expect_shell("openssl pkcs12 -in ca-myq.pfx -passin file:pfx.pass -nodes -nocerts | "
                 "grep -q 'BEGIN PRIVATE KEY'");
    assert_int_not_equal(pki_shell("openssl pkcs12 -in server.pfx -passin file:ca.pass -nodes"), 0);
    expect_shell("head -1 ca-myq.key | grep -qx -- '-----BEGIN ENCRYPTED PRIVATE KEY-----'");
    expect_shell("openssl pkey -in ca-myq.key -passin file:ca.pass -check -noout");
    assert_int_not_equal(pki_shell("openssl pkey -in ca-myq.key -passin file:pfx.pass -noout"), 0);
    expect_shell("head -1 server.key | grep -qx -- '-----BEGIN PRIVATE KEY-----'");
    expect_shell("openssl pkey -in server.key -pubout -out key.pub && "
                 "openssl x509 -in server.cer -pubkey -noout | cmp - key.pub");
    expect_shell("cmp ca-root.crt ca-myq.crt");
}

static inline void ask_gnutls(const char *fqdn)
{
    char line[512];

    snprintf(line, sizeof line,
             "certtool --verify --verify-profile=medium --load-ca-certificate ca-root.crt "
             "--verify-hostname %s --infile server.cer",
             fqdn);
    expect_shell(line);
}

/* ------------------------------------------------ the extensions */

struct expected {
    int nid;
    bool critical;
    const char *text; /* as OpenSSL prints it; NULL: any */
};

static inline void expect_extension(const X509 *cert, const struct expected *row)
{
    int at = X509_get_ext_by_NID(cert, row->nid, -1);
    AUTO_BIO BIO *out = BIO_new(BIO_s_mem());
    char text[512] = "";

    assert_true(at >= 0);
    assert_int_equal(X509_get_ext_by_NID(cert, row->nid, at), -1);
    X509_EXTENSION *extension = X509_get_ext(cert, at);
    assert_int_equal(X509_EXTENSION_get_critical(extension), row->critical);
    X509V3_EXT_print(out, extension, 0, 0);
    BIO_read(out, text, sizeof text - 1);
    if (row->text)
        assert_string_equal(text, row->text);
}

/* ------------------------------------------------ before and after the tests */

static inline int pki_prepare(void **state)
{
    const struct certificate_job job = pki_job("p256");

    (void)state;
    crypto_start();
    pki_common = pki_make(&job);
    return mkdtemp(pki_folder) ? 0 : -1;
}

static inline int pki_tidy(void **state)
{
    char line[64];

    (void)state;
    worker_end(pki_common);
    snprintf(line, sizeof line, "rm -r %s", pki_folder);
    return system(line); /* NOLINT(bugprone-command-processor) */
}

#endif
