/* pki_issue_test.c - what is issued, judged by the openssl command and by GnuTLS, and what stays in
 * memory. */
#include "backend/pki/key.h"
#include "backend/pki/pkcs12.h"
#include "tests/backend/pki_world.h"
#include "tests/memory.h"

/* The longer RSA keys, of which each takes seconds, are made and asked about in cert/served. */
static void every_key_type(void **state)
{
    static const char *const types[] = { "p256", "p384", "rsa-2048" };

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct certificate_job job = pki_job(types[i]);
        struct worker *worker = pki_make(&job);
        pki_write(worker, &job);
        ask_openssl(job.fqdn);
        ask_gnutls(job.fqdn);
        expect_shell(VERIFY "-verify_hostname print.corp.example.com server.cer");
        expect_shell(VERIFY "-verify_ip 192.0.2.7 server.cer");
        expect_shell(VERIFY "-verify_ip 2001:db8::7 server.cer");
        worker_end(worker);
    }
}

static void pfx_profiles(void **state)
{
    struct certificate_job job = pki_job("p256");

    (void)state;
    job.ca_key_steps = job.pfx_steps = STRETCH_TYPED;
    struct worker *worker = pki_make(&job);
    pki_write(worker, &job);
    worker_end(worker);
    expect_shell("openssl pkcs12 -info -noout -in server.pfx -passin file:pfx.pass >info 2>&1");
    expect_shell("grep -q 'MAC: sha256, Iteration 100000' info");
    expect_shell("grep -q 'AES-256-CBC, Iteration 100000, PRF hmacWithSHA256' info");
    expect_shell("openssl asn1parse -in ca-myq.key | grep -q ':0186A0'"); /* 100,000 */
    expect_shell("openssl asn1parse -in ca-myq.key | grep -q ':hmacWithSHA256'");
    job.ca_key_steps = job.pfx_steps = STRETCH_GENERATED;
    worker = pki_make(&job);
    pki_write(worker, &job);
    worker_end(worker);
    ask_openssl(job.fqdn);
    expect_shell("openssl pkcs12 -info -noout -in server.pfx -passin file:pfx.pass >info 2>&1");
    expect_shell("grep -q 'AES-256-CBC, Iteration 2048, PRF hmacWithSHA256' info");
    expect_shell("openssl asn1parse -in ca-myq.key | grep -q ':0800'"); /* 2,048 */
    job.legacy_pfx = true;
    worker = pki_make(&job);
    pki_write(worker, &job);
    worker_end(worker);
    ask_openssl(job.fqdn);
    expect_shell("openssl pkcs12 -info -noout -in server.pfx -passin file:pfx.pass >info 2>&1");
    expect_shell("grep -q 'MAC: sha1, ' info");
    expect_shell("grep -q 'pbeWithSHA1And3-KeyTripleDES-CBC' info && ! grep -q AES info");
}

static void the_pfx_check_sees_a_difference(void **state)
{
    const struct certificate_job job = pki_job("p256");
    struct worker *worker = pki_common;
    struct span pfx = pki_result(worker, "server.pfx"), key = pki_result(worker, "server.key");
    struct err err = { "" };

    (void)state;
    struct bundle bundle = { .key = key_read(key.bytes, key.size, NULL, &err),
                             .cert = pki_certificate(worker, "server.cer"),
                             .chain = sk_X509_new_null() };
    assert_non_null(bundle.key);
    assert_false(pkcs12_check(pfx.bytes, pfx.size, &bundle, job.pfx_password, &err));
    assert_string_equal(err.text, "the PFX file does not hold what was put in");
    sk_X509_push(bundle.chain, pki_certificate(worker, "ca-myq.crt"));
    assert_true(pkcs12_check(pfx.bytes, pfx.size, &bundle, job.pfx_password, &err));
    assert_false(pkcs12_check(pfx.bytes, pfx.size, &bundle, "wrong", &err));
    assert_false(pkcs12_check(pfx.bytes, pfx.size - 1, &bundle, job.pfx_password, &err));
    sk_X509_pop_free(bundle.chain, X509_free);
    X509_free(bundle.cert);
    EVP_PKEY_free(bundle.key);
}

/* ------------------------------------------------ what stays in memory */

/* The key is in the worker's result while somebody may want it, and nowhere after. */
static void keys_leave_no_trace(void **state)
{
    struct certificate_job job = pki_job("p256");
    unsigned char line[48];

    (void)state;
    struct worker *worker = pki_make(&job);
    struct span key = pki_result(worker, "server.key");
    /* the middle of the second line: base64 of the key itself */
    memcpy(line, (const char *)key.bytes + strlen("-----BEGIN PRIVATE KEY-----\n") + 65,
           sizeof line);
    memory_turn(line, sizeof line);
    worker_end(worker);
    assert_int_equal(memory_count(line, sizeof line), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_type),
        cmocka_unit_test(pfx_profiles),
        cmocka_unit_test(the_pfx_check_sees_a_difference),
        cmocka_unit_test(keys_leave_no_trace),
    };

    return cmocka_run_group_tests(tests, pki_prepare, pki_tidy);
}
