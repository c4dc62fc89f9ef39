/* pki_test.c - the seven files, judged by our own profile, by the openssl command and by GnuTLS. */
#include "tests/test.h"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/pki/certificate.h"
#include "backend/pki/issue/issue.h"
#include "backend/pki/key.h"
#include "backend/pki/name.h"
#include "backend/pki/pkcs12.h"
#include "backend/pki/verify.h"
#include "backend/secret/crypto.h"
#include "tests/memory.h"

enum { DAY = 24 * 60 * 60, PATIENCE = 120 };

static char folder[] = "/tmp/pki_test.XXXXXX";
static const char *const files[] = { "server.pfx",  "server.cer", "server.key",
                                     "ca-root.crt", "ca-myq.pfx", "ca-myq.crt",
                                     "ca-myq.key",  "ca.pass",    "pfx.pass" };

/* ------------------------------------------------ making */

static struct certificate_job new_job(const char *key_type)
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

static struct worker *issue_job(const struct certificate_job *job, struct err *err)
{
    const struct worker_job call = { .program = "certificates",
                                     .work = "issue",
                                     .bytes = job,
                                     .size = sizeof *job,
                                     .seconds = PATIENCE };

    return worker_run(&call, NULL, err);
}

static struct worker *make(const struct certificate_job *job)
{
    struct err err = { "" };
    struct worker *worker = issue_job(job, &err);

    if (!worker)
        fail_msg("certificate_make: %s", err.text);
    return worker;
}

/* P-256, stretched as what people type: for tests that only look. */
static struct worker *common;

static void expect_refusal(const struct certificate_job *job, const char *sentence)
{
    struct err err = { "" };

    assert_null(issue_job(job, &err));
    assert_string_equal(err.text, sentence);
}

static struct span result(const struct worker *worker, const char *name)
{
    struct span span = { 0 };

    span.bytes = worker_result(worker, name, &span.size);
    assert_non_null(span.bytes);
    return span;
}

static X509 *certificate(const struct worker *worker, const char *name)
{
    struct span span = result(worker, name);
    X509 *cert = verify_load(span.bytes, span.size, NULL);

    assert_non_null(cert);
    return cert;
}

static struct certificate_files read_files(const struct worker *worker)
{
    return (struct certificate_files){ .server = result(worker, "server.cer"),
                                       .issuing = result(worker, "ca-myq.crt"),
                                       .root = result(worker, "ca-root.crt") };
}

/* ------------------------------------------------ on disk, for other programs */

static void write_file(const char *name, const void *bytes, size_t size)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, size), size);
    close(fd);
}

static void write_files(const struct worker *worker, const struct certificate_job *job)
{
    for (size_t i = 0; i < 7; i++) {
        struct span span = result(worker, files[i]);
        write_file(files[i], span.bytes, span.size);
    }
    write_file("ca.pass", job->ca_key_password, strlen(job->ca_key_password));
    write_file("pfx.pass", job->pfx_password, strlen(job->pfx_password));
}

static int shell(const char *command)
{
    char line[1024];

    snprintf(line, sizeof line, "cd %s && { %s; } >log 2>&1", folder, command);
    return system(line); /* NOLINT(bugprone-command-processor): a test of those commands */
}

static void expect_shell(const char *command)
{
    if (shell(command) == 0)
        return;
    (void)!system("cat /tmp/pki_test.*/log"); /* NOLINT(bugprone-command-processor) */
    fail_msg("failed: %s", command);
}

/* ------------------------------------------------ what other programs say */

#define VERIFY "openssl verify -x509_strict -purpose sslserver -auth_level 2 -CAfile ca-root.crt "

static void ask_openssl(const char *fqdn)
{
    char line[512];

    snprintf(line, sizeof line, VERIFY "-verify_hostname %s server.cer", fqdn);
    expect_shell(line);
    assert_int_not_equal(shell(VERIFY "-verify_hostname other.example.com server.cer"), 0);
    expect_shell("openssl pkcs12 -in server.pfx -passin file:pfx.pass -nodes | grep -c BEGIN "
                 "| grep -qx 3");
    expect_shell("openssl pkcs12 -in ca-myq.pfx -passin file:pfx.pass -nodes -nocerts | "
                 "grep -q 'BEGIN PRIVATE KEY'");
    assert_int_not_equal(shell("openssl pkcs12 -in server.pfx -passin file:ca.pass -nodes"), 0);
    expect_shell("head -1 ca-myq.key | grep -qx -- '-----BEGIN ENCRYPTED PRIVATE KEY-----'");
    expect_shell("openssl pkey -in ca-myq.key -passin file:ca.pass -check -noout");
    assert_int_not_equal(shell("openssl pkey -in ca-myq.key -passin file:pfx.pass -noout"), 0);
    expect_shell("head -1 server.key | grep -qx -- '-----BEGIN PRIVATE KEY-----'");
    expect_shell("openssl pkey -in server.key -pubout -out key.pub && "
                 "openssl x509 -in server.cer -pubkey -noout | cmp - key.pub");
    expect_shell("cmp ca-root.crt ca-myq.crt");
}

static void ask_gnutls(const char *fqdn)
{
    char line[512];

    snprintf(line, sizeof line,
             "certtool --verify --verify-profile=medium --load-ca-certificate ca-root.crt "
             "--verify-hostname %s --infile server.cer",
             fqdn);
    expect_shell(line);
}

/* The longer RSA keys, of which each takes seconds, are made and asked about in cert/served. */
static void every_key_type(void **state)
{
    static const char *const types[] = { "p256", "p384", "rsa-2048" };

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct certificate_job job = new_job(types[i]);
        struct worker *worker = make(&job);
        write_files(worker, &job);
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
    struct certificate_job job = new_job("p256");
    struct worker *worker = common;

    (void)state;
    write_files(worker, &job);
    expect_shell("openssl pkcs12 -info -noout -in server.pfx -passin file:pfx.pass >info 2>&1");
    expect_shell("grep -q 'MAC: sha256, Iteration 100000' info");
    expect_shell("grep -q 'AES-256-CBC, Iteration 100000, PRF hmacWithSHA256' info");
    expect_shell("openssl asn1parse -in ca-myq.key | grep -q ':0186A0'"); /* 100,000 */
    expect_shell("openssl asn1parse -in ca-myq.key | grep -q ':hmacWithSHA256'");
    job.ca_key_steps = job.pfx_steps = STRETCH_GENERATED;
    worker = make(&job);
    write_files(worker, &job);
    worker_end(worker);
    ask_openssl(job.fqdn);
    expect_shell("openssl pkcs12 -info -noout -in server.pfx -passin file:pfx.pass >info 2>&1");
    expect_shell("grep -q 'AES-256-CBC, Iteration 2048, PRF hmacWithSHA256' info");
    expect_shell("openssl asn1parse -in ca-myq.key | grep -q ':0800'"); /* 2,048 */
    job.legacy_pfx = true;
    worker = make(&job);
    write_files(worker, &job);
    worker_end(worker);
    ask_openssl(job.fqdn);
    expect_shell("openssl pkcs12 -info -noout -in server.pfx -passin file:pfx.pass >info 2>&1");
    expect_shell("grep -q 'MAC: sha1, ' info");
    expect_shell("grep -q 'pbeWithSHA1And3-KeyTripleDES-CBC' info && ! grep -q AES info");
}

static void the_pfx_check_sees_a_difference(void **state)
{
    const struct certificate_job job = new_job("p256");
    struct worker *worker = common;
    struct span pfx = result(worker, "server.pfx"), key = result(worker, "server.key");
    struct err err = { "" };

    (void)state;
    struct bundle bundle = { .key = key_read(key.bytes, key.size, NULL, &err),
                             .cert = certificate(worker, "server.cer"),
                             .chain = sk_X509_new_null() };
    assert_non_null(bundle.key);
    assert_false(pkcs12_check(pfx.bytes, pfx.size, &bundle, job.pfx_password, &err));
    assert_string_equal(err.text, "the PFX file does not hold what was put in");
    sk_X509_push(bundle.chain, certificate(worker, "ca-myq.crt"));
    assert_true(pkcs12_check(pfx.bytes, pfx.size, &bundle, job.pfx_password, &err));
    assert_false(pkcs12_check(pfx.bytes, pfx.size, &bundle, "wrong", &err));
    assert_false(pkcs12_check(pfx.bytes, pfx.size - 1, &bundle, job.pfx_password, &err));
    sk_X509_pop_free(bundle.chain, X509_free);
    X509_free(bundle.cert);
    EVP_PKEY_free(bundle.key);
}

/* ------------------------------------------------ the profile, extension by extension */

struct expected {
    int nid;
    bool critical;
    const char *text; /* as OpenSSL prints it; NULL: any */
};

static void expect_extension(const X509 *cert, const struct expected *row)
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
    const struct certificate_job job = new_job("rsa-2048");
    struct worker *worker = make(&job);
    AUTO_X509 X509 *root = certificate(worker, "ca-root.crt");
    AUTO_X509 X509 *server = certificate(worker, "server.cer");
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
    struct worker *worker = common;
    AUTO_X509 X509 *root = certificate(worker, "ca-root.crt");
    AUTO_X509 X509 *server = certificate(worker, "server.cer");
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
    struct certificate_job job = new_job("p256");
    time_t now = time(NULL);

    (void)state;
    job.ca_days = 30; /* the server's would outlive it */
    struct worker *worker = make(&job);
    AUTO_X509 X509 *root = certificate(worker, "ca-root.crt");
    AUTO_X509 X509 *server = certificate(worker, "server.cer");
    time_t from = ossl_time(X509_get0_notBefore(server));
    assert_true(now - from >= 5 * 60 && now - from <= 61 * 60);
    assert_int_equal(ASN1_TIME_compare(X509_get0_notAfter(root), X509_get0_notAfter(server)), 0);
    assert_int_equal(ossl_time(X509_get0_notAfter(root)) - ossl_time(X509_get0_notBefore(root)) + 1,
                     30L * DAY);
    worker_end(worker);
}

/* ------------------------------------------------ names */

static const char long_name[] =
    "a-rather-long-name-of-a-print-server.department-of-everything.corp.example.com";

static void a_long_name_has_no_common_name(void **state)
{
    struct certificate_job job = new_job("p256");

    (void)state;
    snprintf(job.fqdn, sizeof job.fqdn, "%s", long_name);
    job.aliases[0] = job.organization[0] = '\0';
    struct worker *worker = make(&job);
    AUTO_X509 X509 *server = certificate(worker, "server.cer");
    assert_int_equal(X509_NAME_entry_count(X509_get_subject_name(server)), 0);
    expect_extension(server, &(struct expected){ NID_subject_alt_name, true, NULL });
    write_files(worker, &job);
    ask_openssl(long_name);
    ask_gnutls(long_name);
    worker_end(worker);
    snprintf(job.organization, sizeof job.organization, "Example");
    worker = make(&job);
    AUTO_X509 X509 *named = certificate(worker, "server.cer");
    assert_int_equal(X509_NAME_entry_count(X509_get_subject_name(named)), 1);
    expect_extension(named, &(struct expected){ NID_subject_alt_name, false, NULL });
    worker_end(worker);
}

static void odd_names(void **state)
{
    struct certificate_job job = new_job("p256");

    (void)state;
    snprintf(job.aliases, sizeof job.aliases,
             "xn--mller-kva.example.com, *.corp.example.com, PRINT01.corp.example.com, "
             "print01.corp.example.com");
    struct worker *worker = make(&job);
    write_files(worker, &job);
    worker_end(worker);
    expect_shell(VERIFY "-verify_hostname xn--mller-kva.example.com server.cer");
    expect_shell(VERIFY "-verify_hostname any.corp.example.com server.cer");
    snprintf(job.aliases, sizeof job.aliases, "good.example.com, bad:evil.example.com");
    expect_refusal(&job, "\"bad:evil.example.com\" is not a host name");
    snprintf(job.aliases, sizeof job.aliases, "m\xc3\xbcller.example.com");
    expect_refusal(&job, "\"m\xc3\xbcller.example.com\" is not a host name");
    job = new_job("dsa");
    expect_refusal(&job, "\"dsa\" is not a kind of key");
}

static void constraints_are_kept(void **state)
{
    static const struct expected limits = {
        NID_name_constraints, true, "Permitted:\n  DNS:corp.example.com\n  DNS:print.example.org"
    };
    struct certificate_job job = new_job("p256");

    (void)state;
    snprintf(job.name_constraints, sizeof job.name_constraints,
             "corp.example.com, print.example.org");
    struct worker *worker = make(&job);
    AUTO_X509 X509 *root = certificate(worker, "ca-root.crt");
    expect_extension(root, &limits);
    write_files(worker, &job);
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

/* ------------------------------------------------ renewal */

static void keep(struct certificate_job *job, const struct worker *worker)
{
    struct span key = result(worker, "ca-myq.key"), ca = result(worker, "ca-myq.crt");

    memcpy(job->ca_key, key.bytes, key.size);
    memcpy(job->ca_cert, ca.bytes, ca.size);
    memcpy(job->ca_root, ca.bytes, ca.size);
    job->keep_ca = true;
}

static void a_renewal_keeps_the_ca(void **state)
{
    struct certificate_job job = new_job("p256");
    struct worker *first = common;

    (void)state;
    keep(&job, first);
    snprintf(job.ca_key_password_was, sizeof job.ca_key_password_was, "%s", job.ca_key_password);
    snprintf(job.ca_key_password, sizeof job.ca_key_password, "another password");
    snprintf(job.fqdn, sizeof job.fqdn, "print02.corp.example.com");
    struct worker *second = make(&job);
    struct span before = result(first, "ca-root.crt"), after = result(second, "ca-root.crt");
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.bytes, after.bytes, after.size);
    AUTO_X509 X509 *old = certificate(first, "server.cer");
    AUTO_X509 X509 *new = certificate(second, "server.cer");
    assert_int_not_equal(ASN1_INTEGER_cmp(X509_get0_serialNumber(old), X509_get0_serialNumber(new)),
                         0);
    assert_int_equal(EVP_PKEY_eq(X509_get0_pubkey(old), X509_get0_pubkey(new)), 0);
    write_files(second, &job);
    ask_openssl("print02.corp.example.com");
    worker_end(second);
}

static void a_renewal_that_cannot_be(void **state)
{
    struct certificate_job job = new_job("p256"), other;

    (void)state;
    snprintf(job.name_constraints, sizeof job.name_constraints, "corp.example.com");
    struct worker *first = make(&job);
    keep(&job, first);
    struct span key = result(common, "ca-myq.key");
    other = job;
    memset(other.ca_key, 0, sizeof other.ca_key);
    memcpy(other.ca_key, key.bytes, key.size);
    expect_refusal(&other, "ca-myq.key does not belong to ca-myq.crt: key values mismatch");
    other = job;
    snprintf(other.ca_key_password, sizeof other.ca_key_password, "wrong");
    struct err err = { "" };
    assert_null(issue_job(&other, &err));
    assert_true(strncmp(err.text, "ca-myq.key: cannot read the private key", 39) == 0);
    other = job;
    snprintf(other.aliases, sizeof other.aliases, "print.example.net");
    expect_refusal(&other, "print.example.net is outside the name constraints of the CA "
                           "(corp.example.com); add its domain to certificates.name_constraints, "
                           "and \"printseal cert rollover\" makes the next root with it");
    other = job;
    other.ca_cert[0] = '\0';
    assert_null(issue_job(&other, &err));
    worker_end(first);
}

/* ------------------------------------------------ what stays in memory */

/* The key is in the worker's result while somebody may want it, and nowhere after. */
static void keys_leave_no_trace(void **state)
{
    struct certificate_job job = new_job("p256");
    unsigned char line[48];

    (void)state;
    struct worker *worker = make(&job);
    struct span key = result(worker, "server.key");
    /* the middle of the second line: base64 of the key itself */
    memcpy(line, (const char *)key.bytes + strlen("-----BEGIN PRIVATE KEY-----\n") + 65,
           sizeof line);
    memory_turn(line, sizeof line);
    worker_end(worker);
    assert_int_equal(memory_count(line, sizeof line), 0);
}

/* ------------------------------------------------ facts */

static void facts(void **state)
{
    const struct certificate_job job = new_job("p256");
    struct worker *worker = common, *other = make(&job);
    struct certificate_files disk = read_files(worker);
    struct certificate_facts facts;
    time_t now = time(NULL);

    (void)state;
    inventory_read(&disk, job.fqdn, now, &facts);
    assert_true(facts.present);
    assert_string_equal(facts.chain, "");
    assert_string_equal(facts.key, "P-256");
    assert_string_equal(facts.names, "print01.corp.example.com, print.corp.example.com, "
                                     "192.0.2.7, 2001:db8::7");
    assert_string_equal(facts.subject,
                        "CN=print01.corp.example.com, O=M\xc3\xbcller & S\xc3\xb6hne");
    assert_int_equal(strlen(facts.fingerprint), 95);
    assert_true(facts.not_before < now && facts.not_after > now + 390L * DAY);
    inventory_read(&disk, "192.0.2.7", now, &facts);
    assert_string_equal(facts.chain, "");
    inventory_read(&disk, "", now, &facts);
    assert_string_equal(facts.chain, "");
    inventory_read(&disk, "print02.corp.example.com", now, &facts);
    assert_string_equal(facts.chain,
                        "the server's certificate does not name print02.corp.example.com");
    disk.root = disk.issuing = result(other, "ca-root.crt");
    inventory_read(&disk, job.fqdn, now, &facts);
    assert_string_not_equal(facts.chain, "");
    assert_true(facts.present);
    worker_end(other);
}

static void expect_chain(const struct certificate_files *disk, time_t now, const char *format)
{
    struct certificate_facts facts;
    char date[16], expected[300];
    time_t when;

    inventory_read(disk, "print01.corp.example.com", now, &facts);
    when = now < facts.not_before ? facts.not_before : facts.not_after;
    strftime(date, sizeof date, "%Y-%m-%d", gmtime(&when));
    snprintf(expected, sizeof expected, "%s (%s)", format, date);
    assert_string_equal(facts.chain, expected);
}

static void facts_at_other_times(void **state)
{
    const struct certificate_job job = new_job("p256");
    struct worker *worker = common;
    const struct certificate_files disk = read_files(worker);
    time_t now = time(NULL);

    (void)state;
    expect_chain(&disk, now + 398L * DAY, "the server's certificate has expired");
    struct certificate_facts facts;
    inventory_read(&disk, job.fqdn, now - 2L * DAY, &facts);
    assert_non_null(strstr(facts.chain, "is not yet valid ("));
    inventory_read(&disk, job.fqdn, now + 396L * DAY, &facts);
    assert_string_equal(facts.chain, "");
}

static void facts_of_what_is_broken(void **state)
{
    const struct certificate_job job = new_job("p256");
    struct worker *worker = common;
    const struct certificate_files whole = read_files(worker);
    struct certificate_files disk = { 0 };
    struct certificate_facts facts;

    (void)state;
    inventory_read(&disk, job.fqdn, time(NULL), &facts);
    assert_false(facts.present);
    assert_string_equal(facts.chain, "server.cer is missing");
    disk.server = whole.server;
    inventory_read(&disk, job.fqdn, time(NULL), &facts);
    assert_true(facts.present);
    assert_string_equal(facts.chain, "ca-root.crt is missing, so nothing can be verified");
    disk.root = (struct span){ "rubbish", 7 };
    inventory_read(&disk, job.fqdn, time(NULL), &facts);
    assert_true(strncmp(facts.chain, "ca-root.crt: cannot read the certificate", 40) == 0);
    disk = whole;
    disk.issuing = (struct span){ 0 };
    inventory_read(&disk, job.fqdn, time(NULL), &facts);
    assert_string_equal(facts.chain, "");
    for (size_t size = 0; size < whole.server.size - 1; size += 13) {
        disk.server = (struct span){ whole.server.bytes, size };
        inventory_read(&disk, job.fqdn, time(NULL), &facts);
        assert_false(facts.present);
    }
}

/* ------------------------------------------------ the job */

static void set(struct config *config, const char *path, const char *text)
{
    struct config_place place;
    struct err err = { "" };

    if (!config_find(config, path, &place, &err))
        fail_msg("%s", err.text);
    struct record *record = record_copy(place.record);
    if (!record_set(record, place.setting, text, &err))
        fail_msg("%s: %s", path, err.text);
    record_free(config_table_replace(place.table, 0, record));
}

static void hide(struct config *config, const char *path, const char *text)
{
    struct config_place place;

    assert_true(config_find(config, path, &place, NULL));
    struct record *record = record_copy(place.record);
    record_hide(record, place.setting, secret_new(text, strlen(text), GENERATED, 0, -1));
    record_free(config_table_replace(place.table, 0, record));
}

static void a_job_from_the_configuration(void **state)
{
    static struct certificate_job job;
    struct config *config = config_new();
    struct err err = { "" };

    (void)state;
    assert_true(secret_start(&err));
    set(config, "server.fqdn", "drucker.m\xc3\xbcller.example");
    set(config, "server.aliases", "print.example.com, 192.0.2.9");
    assert_false(certificate_job(config, &job, &err));
    assert_string_equal(err.text, "certificates.ca_key_password: has not been made yet");
    hide(config, "certificates.ca_key_password", "open sesame");
    assert_false(certificate_job(config, &job, &err));
    assert_int_equal(job.ca_key_password[0], 0);
    hide(config, "certificates.pfx_password", "open barley");
    assert_true(certificate_job(config, &job, &err));
    assert_string_equal(job.fqdn, "drucker.xn--mller-kva.example");
    assert_string_equal(job.aliases, "print.example.com, 192.0.2.9");
    assert_string_equal(job.key_type, "rsa-3072");
    assert_string_equal(job.ca_key_password, "open sesame");
    assert_string_equal(job.pfx_password, "open barley");
    assert_int_equal(job.server_days, 397);
    config_free(config);
    wipe(&job, sizeof job);
}

static int prepare(void **state)
{
    struct certificate_job job = new_job("p256");

    (void)state;
    job.ca_key_steps = job.pfx_steps = STRETCH_TYPED;
    crypto_start();
    common = make(&job);
    return mkdtemp(folder) ? 0 : -1;
}

static int tidy(void **state)
{
    char line[64];

    (void)state;
    worker_end(common);
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line); /* NOLINT(bugprone-command-processor) */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_type),
        cmocka_unit_test(pfx_profiles),
        cmocka_unit_test(the_pfx_check_sees_a_difference),
        cmocka_unit_test(the_profile_of_rsa),
        cmocka_unit_test(the_profile_of_curves),
        cmocka_unit_test(validity),
        cmocka_unit_test(a_long_name_has_no_common_name),
        cmocka_unit_test(odd_names),
        cmocka_unit_test(constraints_are_kept),
        cmocka_unit_test(suffixes),
        cmocka_unit_test(a_renewal_keeps_the_ca),
        cmocka_unit_test(a_renewal_that_cannot_be),
        cmocka_unit_test(keys_leave_no_trace),
        cmocka_unit_test(facts),
        cmocka_unit_test(facts_at_other_times),
        cmocka_unit_test(facts_of_what_is_broken),
        cmocka_unit_test(a_job_from_the_configuration),
    };

    return cmocka_run_group_tests(tests, prepare, tidy);
}
