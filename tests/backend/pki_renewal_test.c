/* pki_renewal_test.c - a renewal with the CA that is there. */
#include "tests/backend/pki_world.h"

static void keep(struct certificate_job *job, const struct worker *worker)
{
    struct span key = pki_result(worker, "ca-myq.key"), ca = pki_result(worker, "ca-myq.crt");

    memcpy(job->ca_key, key.bytes, key.size);
    memcpy(job->ca_cert, ca.bytes, ca.size);
    memcpy(job->ca_root, ca.bytes, ca.size);
    job->keep_ca = true;
}

static void a_renewal_keeps_the_ca(void **state)
{
    struct certificate_job job = pki_job("p256");
    struct worker *first = pki_common;

    (void)state;
    keep(&job, first);
    snprintf(job.ca_key_password_was, sizeof job.ca_key_password_was, "%s", job.ca_key_password);
    snprintf(job.ca_key_password, sizeof job.ca_key_password, "another password");
    snprintf(job.fqdn, sizeof job.fqdn, "print02.corp.example.com");
    struct worker *second = pki_make(&job);
    struct span before = pki_result(first, "ca-root.crt"),
                after = pki_result(second, "ca-root.crt");
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.bytes, after.bytes, after.size);
    AUTO_X509 X509 *old = pki_certificate(first, "server.cer");
    AUTO_X509 X509 *new = pki_certificate(second, "server.cer");
    assert_int_not_equal(ASN1_INTEGER_cmp(X509_get0_serialNumber(old), X509_get0_serialNumber(new)),
                         0);
    assert_int_equal(EVP_PKEY_eq(X509_get0_pubkey(old), X509_get0_pubkey(new)), 0);
    pki_write(second, &job);
    ask_openssl("print02.corp.example.com");
    worker_end(second);
}

static void a_renewal_that_cannot_be(void **state)
{
    struct certificate_job job = pki_job("p256"), other;

    (void)state;
    snprintf(job.name_constraints, sizeof job.name_constraints, "corp.example.com");
    struct worker *first = pki_make(&job);
    keep(&job, first);
    struct span key = pki_result(pki_common, "ca-myq.key");
    other = job;
    memset(other.ca_key, 0, sizeof other.ca_key);
    memcpy(other.ca_key, key.bytes, key.size);
    expect_refusal(&other, "ca-myq.key does not belong to ca-myq.crt: key values mismatch");
    other = job;
    snprintf(other.ca_key_password, sizeof other.ca_key_password, "wrong");
    struct err err = { "" };
    assert_null(pki_issue(&other, &err));
    assert_true(strncmp(err.text, "ca-myq.key: cannot read the private key", 39) == 0);
    other = job;
    snprintf(other.aliases, sizeof other.aliases, "print.example.net");
    expect_refusal(&other, "print.example.net is outside the name constraints of the CA "
                           "(corp.example.com); add its domain to certificates.name_constraints, "
                           "and \"printseal cert rollover\" makes the next root with it");
    other = job;
    other.ca_cert[0] = '\0';
    assert_null(pki_issue(&other, &err));
    worker_end(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_renewal_keeps_the_ca),
        cmocka_unit_test(a_renewal_that_cannot_be),
    };

    return cmocka_run_group_tests(tests, pki_prepare, pki_tidy);
}
