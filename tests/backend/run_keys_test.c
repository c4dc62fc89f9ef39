/* Keys that many tests share: those of that very password, and none before it is needed again. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

#include "backend/probe/run_keys.h"
#include "backend/probe/snmp/snmp_key.h"

static struct probe_job fill(struct run_keys *keys, const char *auth, const char *password,
                             const char *privacy)
{
    struct probe_job job = { .section = "printers" };

    snprintf(job.snmp.version, sizeof job.snmp.version, "v3");
    snprintf(job.snmp.auth, sizeof job.snmp.auth, "%s", auth);
    snprintf(job.password, sizeof job.password, "%s", password);
    snprintf(job.snmp.privacy_password, sizeof job.snmp.privacy_password, "%s", privacy);
    run_keys_fill(keys, &job);
    return job;
}

static void expect_key(const struct probe_stretched *stretched, const char *digest,
                       const char *password)
{
    unsigned char key[PROBE_STRETCHED];
    size_t size = sizeof key;

    assert_true(snmp_key(digest, password, key, &size));
    assert_int_equal(stretched->size, size);
    assert_memory_equal(stretched->key, key, size);
}

static void makes_what_is_needed_again(void **state)
{
    struct run_keys keys = { 0 };

    (void)state;
    struct probe_job job = fill(&keys, "sha256", "first of them", "second of them");
    assert_int_equal(job.snmp.auth_key.size, 0);
    assert_int_equal(job.snmp.privacy_key.size, 0);
    for (int again = 0; again < 2; again++) {
        job = fill(&keys, "sha256", "first of them", "second of them");
        expect_key(&job.snmp.auth_key, "SHA2-256", "first of them");
        expect_key(&job.snmp.privacy_key, "SHA2-256", "second of them");
    }
    job = fill(&keys, "sha256", "first of them", "");
    expect_key(&job.snmp.auth_key, "SHA2-256", "first of them");
    assert_int_equal(job.snmp.privacy_key.size, 0);
    run_keys_free(&keys);
}

/* The same password by another digest, another password, and one in the other's place. */
static void mixes_nothing_up(void **state)
{
    struct run_keys keys = { 0 };

    (void)state;
    fill(&keys, "sha256", "one password", "other password");
    struct probe_job job = fill(&keys, "sha512", "one password", "another password");
    assert_int_equal(job.snmp.auth_key.size, 0);
    assert_int_equal(job.snmp.privacy_key.size, 0);
    job = fill(&keys, "sha512", "another password", "one password");
    expect_key(&job.snmp.auth_key, "SHA2-512", "another password");
    expect_key(&job.snmp.privacy_key, "SHA2-512", "one password");
    job = fill(&keys, "sha1", "one password", "");
    assert_int_equal(job.snmp.auth_key.size, 0);
    run_keys_free(&keys);
}

static void forgets_the_oldest(void **state)
{
    struct run_keys keys = { 0 };
    char password[32];

    (void)state;
    fill(&keys, "md5", "oldest password", "");
    for (int i = 0; i < RUN_KEYS; i++) {
        snprintf(password, sizeof password, "password %d", i);
        fill(&keys, "md5", password, "");
    }
    struct probe_job job = fill(&keys, "md5", "password 15", "");
    expect_key(&job.snmp.auth_key, "MD5", "password 15");
    job = fill(&keys, "md5", "oldest password", "");
    assert_int_equal(job.snmp.auth_key.size, 0);
    run_keys_free(&keys);
}

/* What is no user of version 3, and what no key can be made of: as it was. */
static void leaves_others_alone(void **state)
{
    struct run_keys keys = { 0 };
    struct probe_job job = { .section = "mail", .password = "a password" }, before;

    (void)state;
    snprintf(job.snmp.version, sizeof job.snmp.version, "v3");
    snprintf(job.snmp.auth, sizeof job.snmp.auth, "sha256");
    before = job;
    for (int i = 0; i < 2; i++)
        run_keys_fill(&keys, &job);
    assert_memory_equal(&job, &before, sizeof job);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fill(&keys, "none", "a password", "").snmp.auth_key.size, 0);
        assert_int_equal(fill(&keys, "sha256", "short", "").snmp.auth_key.size, 0);
    }
    run_keys_free(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_what_is_needed_again),
        cmocka_unit_test(mixes_nothing_up),
        cmocka_unit_test(forgets_the_oldest),
        cmocka_unit_test(leaves_others_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
