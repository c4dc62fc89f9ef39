/* pki_names_test.c - names of a server, and those that its CA may certify. */
#include "backend/pki/name.h"
#include "tests/backend/pki_world.h"

static const char long_name[] =
    "a-rather-long-name-of-a-print-server.department-of-everything.corp.example.com";

static void a_long_name_has_no_common_name(void **state)
{
    struct certificate_job job = pki_job("p256");

    (void)state;
    snprintf(job.fqdn, sizeof job.fqdn, "%s", long_name);
    job.aliases[0] = job.organization[0] = '\0';
    struct worker *worker = pki_make(&job);
    AUTO_X509 X509 *server = pki_certificate(worker, "server.cer");
    assert_int_equal(X509_NAME_entry_count(X509_get_subject_name(server)), 0);
    expect_extension(server, &(struct expected){ NID_subject_alt_name, true, NULL });
    pki_write(worker, &job);
    ask_openssl(long_name);
    ask_gnutls(long_name);
    worker_end(worker);
    snprintf(job.organization, sizeof job.organization, "Example");
    worker = pki_make(&job);
    AUTO_X509 X509 *named = pki_certificate(worker, "server.cer");
    assert_int_equal(X509_NAME_entry_count(X509_get_subject_name(named)), 1);
    expect_extension(named, &(struct expected){ NID_subject_alt_name, false, NULL });
    worker_end(worker);
}

static void odd_names(void **state)
{
    struct certificate_job job = pki_job("p256");

    (void)state;
    snprintf(job.aliases, sizeof job.aliases,
             "xn--mller-kva.example.com, *.corp.example.com, PRINT01.corp.example.com, "
             "print01.corp.example.com");
    struct worker *worker = pki_make(&job);
    pki_write(worker, &job);
    worker_end(worker);
    expect_shell(VERIFY "-verify_hostname xn--mller-kva.example.com server.cer");
    expect_shell(VERIFY "-verify_hostname any.corp.example.com server.cer");
    snprintf(job.aliases, sizeof job.aliases, "good.example.com, bad:evil.example.com");
    expect_refusal(&job, "\"bad:evil.example.com\" is not a host name");
    snprintf(job.aliases, sizeof job.aliases, "m\xc3\xbcller.example.com");
    expect_refusal(&job, "\"m\xc3\xbcller.example.com\" is not a host name");
    job = pki_job("dsa");
    expect_refusal(&job, "\"dsa\" is not a kind of key");
}

static void constraints_are_kept(void **state)
{
    static const struct expected limits = {
        NID_name_constraints, true, "Permitted:\n  DNS:corp.example.com\n  DNS:print.example.org"
    };
    struct certificate_job job = pki_job("p256");

    (void)state;
    snprintf(job.name_constraints, sizeof job.name_constraints,
             "corp.example.com, print.example.org");
    struct worker *worker = pki_make(&job);
    AUTO_X509 X509 *root = pki_certificate(worker, "ca-root.crt");
    expect_extension(root, &limits);
    pki_write(worker, &job);
    ask_openssl(job.fqdn);
    ask_gnutls(job.fqdn);
    worker_end(worker);
    snprintf(job.aliases, sizeof job.aliases, "print.notcorp.example.com, evilcorp.example.com");
    expect_refusal(&job, "print.notcorp.example.com is outside of what the CA may certify "
                         "(corp.example.com, print.example.org)");
}

static void suffixes(void **state)
{
    (void)state;
    assert_true(name_permitted("a.example.com", ""));
    assert_true(name_permitted("example.com", "example.org, example.com"));
    assert_true(name_permitted("A.EXAMPLE.com", "example.com"));
    assert_true(name_permitted("192.0.2.1", "example.com"));
    assert_false(name_permitted("badexample.com", "example.com"));
    assert_false(name_permitted("com", "example.com"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_name_has_no_common_name),
        cmocka_unit_test(odd_names),
        cmocka_unit_test(constraints_are_kept),
        cmocka_unit_test(suffixes),
    };

    return cmocka_run_group_tests(tests, pki_prepare, pki_tidy);
}
