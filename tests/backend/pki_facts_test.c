/* pki_facts_test.c - what is read from the files in force. */
#include "tests/backend/pki_world.h"

static void facts(void **state)
{
    const struct certificate_job job = pki_job("p256");
    struct worker *worker = pki_common, *other = pki_make(&job);
    struct certificate_files disk = pki_read(worker);
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
    disk.root = disk.issuing = pki_result(other, "ca-root.crt");
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
    const struct certificate_job job = pki_job("p256");
    struct worker *worker = pki_common;
    const struct certificate_files disk = pki_read(worker);
    time_t now = time(NULL);

    (void)state;
    expect_chain(&disk, now + 398L * DAY, "the server's certificate has expired");
    struct certificate_facts facts;
    inventory_read(&disk, job.fqdn, now - 2L * DAY, &facts);
    char clock[32], begin[32], expected[200];
    time_t asked = now - 2L * DAY;
    strftime(begin, sizeof begin, "%FT%TZ", gmtime(&facts.not_before));
    strftime(clock, sizeof clock, "%FT%TZ", gmtime(&asked));
    snprintf(
        expected, sizeof expected,
        "certificate is not yet valid: it begins at %s, and the clock of this machine says %s; "
        "is that right?",
        begin, clock);
    assert_non_null(strstr(facts.chain, expected));
    inventory_read(&disk, job.fqdn, now + 396L * DAY, &facts);
    assert_string_equal(facts.chain, "");
}

static void facts_of_what_is_broken(void **state)
{
    const struct certificate_job job = pki_job("p256");
    struct worker *worker = pki_common;
    const struct certificate_files whole = pki_read(worker);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts),
        cmocka_unit_test(facts_at_other_times),
        cmocka_unit_test(facts_of_what_is_broken),
    };

    return cmocka_run_group_tests(tests, pki_prepare, pki_tidy);
}
