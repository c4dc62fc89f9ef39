/* pki_profile_test.c - the profile of certificates, extension by extension. */
#include "backend/pki/key.h"
#include "tests/backend/pki_world.h"

static void expect_profile(const X509 *cert, const struct expected rows[], int count)
{
    assert_int_equal(X509_get_version(cert), X509_VERSION_3);
    assert_int_equal(X509_get_ext_count(cert), count);
    for (int i = 0; i < count; i++)
        expect_extension(cert, &rows[i]);
}

static void expect_serial(const X509 *cert)
{
    const ASN1_INTEGER *serial = X509_get0_serialNumber(cert);
    AUTO_BN BIGNUM *number = ASN1_INTEGER_to_BN(serial, NULL);

    assert_false(BN_is_negative(number));
    assert_true(BN_num_bits(number) > 100 && BN_num_bits(number) <= 159);
}

static const struct expected of_root[] = {
    { NID_basic_constraints, true, "CA:TRUE, pathlen:1" },
    { NID_key_usage, true, "Certificate Sign, CRL Sign" },
    { NID_subject_key_identifier, false, NULL },
};

#define NAMES                                                                                      \
    "DNS:print01.corp.example.com, DNS:print.corp.example.com, IP Address:192.0.2.7, "             \
    "IP Address:2001:DB8:0:0:0:0:0:7"

static void the_profile_of_rsa(void **state)
{
    static const struct expected of_server[] = {
        { NID_basic_constraints, true, "CA:FALSE" },
        { NID_key_usage, true, "Digital Signature, Key Encipherment" },
        { NID_ext_key_usage, false, "TLS Web Server Authentication" },
        { NID_subject_key_identifier, false, NULL },
        { NID_authority_key_identifier, false, NULL },
        { NID_subject_alt_name, false, NAMES },
    };
    const struct certificate_job job = pki_job("rsa-2048");
    struct worker *worker = pki_make(&job);
    AUTO_X509 X509 *root = pki_certificate(worker, "ca-root.crt");
    AUTO_X509 X509 *server = pki_certificate(worker, "server.cer");
    char key[32];

    (void)state;
    expect_profile(root, of_root, 3);
    expect_profile(server, of_server, 6);
    expect_serial(root);
    expect_serial(server);
    assert_int_equal(X509_get_signature_nid(server), NID_sha256WithRSAEncryption);
    key_shown(X509_get0_pubkey(root), key);
    assert_string_equal(key, "RSA 3072"); /* never below, for it lives ten years */
    key_shown(X509_get0_pubkey(server), key);
    assert_string_equal(key, "RSA 2048");
    assert_int_equal(
        ASN1_OCTET_STRING_cmp(X509_get0_subject_key_id(root), X509_get0_authority_key_id(server)),
        0);
    worker_end(worker);
}

static void the_profile_of_curves(void **state)
{
    static const struct expected of_server[] = {
        { NID_basic_constraints, true, "CA:FALSE" },
        { NID_key_usage, true, "Digital Signature" },
        { NID_ext_key_usage, false, "TLS Web Server Authentication" },
        { NID_subject_key_identifier, false, NULL },
        { NID_authority_key_identifier, false, NULL },
        { NID_subject_alt_name, false, NAMES },
    };
    struct worker *worker = pki_common;
    AUTO_X509 X509 *root = pki_certificate(worker, "ca-root.crt");
    AUTO_X509 X509 *server = pki_certificate(worker, "server.cer");
    char subject[256];

    (void)state;
    expect_profile(root, of_root, 3);
    expect_profile(server, of_server, 6);
    assert_int_equal(X509_get_signature_nid(server), NID_ecdsa_with_SHA384); /* P-384 signs */
    X509_NAME_oneline(X509_get_subject_name(root), subject, sizeof subject);
    assert_string_equal(subject,
                        "/O=M\\xC3\\xBCller & S\\xC3\\xB6hne/CN=ca-myq print01.corp.example.com");
}

static void validity(void **state)
{
    struct certificate_job job = pki_job("p256");
    time_t now = time(NULL);

    (void)state;
    job.ca_days = 30; /* the server's would outlive it */
    struct worker *worker = pki_make(&job);
    AUTO_X509 X509 *root = pki_certificate(worker, "ca-root.crt");
    AUTO_X509 X509 *server = pki_certificate(worker, "server.cer");
    time_t from = ossl_time(X509_get0_notBefore(server));
    assert_true(now - from >= 5L * 60 && now - from <= 61L * 60);
    assert_int_equal(ASN1_TIME_compare(X509_get0_notAfter(root), X509_get0_notAfter(server)), 0);
    assert_int_equal(ossl_time(X509_get0_notAfter(root)) - ossl_time(X509_get0_notBefore(root)) + 1,
                     30L * DAY);
    worker_end(worker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_profile_of_rsa),
        cmocka_unit_test(the_profile_of_curves),
        cmocka_unit_test(validity),
    };

    return cmocka_run_group_tests(tests, pki_prepare, pki_tidy);
}
