/* pki_job_test.c - the job of issuing, from the configuration. */
#include "tests/test.h"

#include "backend/base/mem.h"
#include "backend/pki/certificate.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_from_the_configuration),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
