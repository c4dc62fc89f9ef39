/* secret_test.c - secrets come back, and are nowhere in memory while nobody looks. */
#include "tests/test.h"

#include <inttypes.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/base/sanitized.h"
#include "backend/secret/locked.h"
#include "backend/secret/secret.h"
#include "tests/memory.h"

static struct secret *text_secret(const char *text)
{
    return secret_new(text, strlen(text), TYPED, 1700000000, 12.5);
}

static void test_round_trip(void **state)
{
    (void)state;
    for (size_t size = 0; size <= SECRET_MAX; size++) {
        char bytes[SECRET_MAX + 1] = "";

        memset(bytes, 'a' + (int)(size % 26), size);
        struct secret *secret = secret_new(bytes, size, IMPORTED, (time_t)size, -1);
        const char *open = secret_open(secret);
        assert_string_equal(open, bytes);
        assert_int_equal(secret_length(secret), size);
        assert_int_equal(secret_made(secret), size);
        assert_int_equal(secret_origin(secret), IMPORTED);
        secret_close(open);
        secret_free(secret);
    }
}

static void test_remembers(void **state)
{
    (void)state;
    struct secret *secret = text_secret("hedgehog");

    assert_int_equal(secret_made(secret), 1700000000);
    assert_int_equal(secret_origin(secret), TYPED);
    assert_true(secret_guesses(secret) == 12.5);
    secret_free(secret);
    secret_free(NULL);
}

static void test_counted(void **state)
{
    (void)state;
    struct secret *secret = text_secret("hedgehog"), *held = secret_hold(secret);

    assert_ptr_equal(secret, held);
    secret_free(secret);
    const char *open = secret_open(held);
    assert_string_equal(open, "hedgehog");
    secret_close(open);
    secret_free(held);
}

static void test_digest_is_equality(void **state)
{
    (void)state;
    struct secret *a = text_secret("hedgehog"), *b = text_secret("hedgehog");
    struct secret *c = text_secret("hedgehoG"), *none = text_secret("");

    assert_true(secret_equal(a, b));
    assert_memory_equal(secret_digest(a), secret_digest(b), DIGEST_SIZE);
    assert_false(secret_equal(a, c));
    assert_false(secret_equal(a, none));
    assert_false(secret_equal(a, NULL));
    assert_false(secret_equal(NULL, a));
    assert_true(secret_equal(NULL, NULL));
    secret_free(a);
    secret_free(b);
    secret_free(c);
    secret_free(none);
}

static void test_four_at_a_time(void **state)
{
    (void)state;
    struct secret *secret = text_secret("hedgehog");
    const char *open[4];

    for (int round = 0; round < 100; round++) {
        for (size_t i = 0; i < 4; i++)
            open[i] = secret_open(secret);
        for (size_t i = 0; i < 4; i++)
            assert_string_equal(open[i], "hedgehog");
        for (size_t i = 0; i < 4; i++)
            secret_close(open[i]);
    }
    assert_string_equal(open[0], ""); /* wiped */
    secret_free(secret);
}

/* Runs in a child, which must die of SIGABRT. */
static void assert_aborts(void (*run)(struct secret *secret))
{
    struct secret *secret = text_secret("hedgehog");
    pid_t child = fork();
    int status;

    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        run(secret);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    secret_free(secret);
}

static void open_it(struct secret *secret)
{
    secret_open(secret);
}

static void open_five(struct secret *secret)
{
    (void)secret;
    struct secret *own = text_secret("badger");

    for (int i = 0; i < 5; i++)
        secret_open(own);
}

static void close_twice(struct secret *secret)
{
    (void)secret;
    struct secret *own = text_secret("badger");
    const char *open = secret_open(own);

    secret_close(open);
    secret_close(open);
}

static void too_long(struct secret *secret)
{
    (void)secret;
    char bytes[SECRET_MAX + 1] = "";

    secret_new(bytes, sizeof bytes, TYPED, 0, -1);
}

static void test_broken_promises_abort(void **state)
{
    (void)state;
    assert_aborts(open_five);
    assert_aborts(close_twice);
    assert_aborts(too_long);
}

static void test_child_inherits_nothing(void **state)
{
    (void)state;
    struct secret *secret = text_secret("hedgehog");
    const char *open = secret_open(secret);
    pid_t child = fork();
    int status;

    if (child == 0)
        _exit(open[0] == '\0' ? 0 : 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_string_equal(open, "hedgehog");
    secret_close(open);
    secret_free(secret);
    assert_aborts(open_it);
}

static void test_child_has_secrets_of_its_own(void **state)
{
    (void)state;
    struct secret *secret = text_secret("hedgehog");
    pid_t child = fork();
    int status;

    if (child == 0) {
        struct secret *own = text_secret("badger");
        bool fine = strcmp(secret_open(own), "badger") == 0 && !secret_equal(own, secret);

        secret_free(own);
        _exit(fine ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    secret_free(secret);
}

/* ------------------------------------------------ the whole memory of this process */

static void test_nowhere_while_closed(void **state)
{
    (void)state;
    enum { LENGTH = 23 };
    char bytes[LENGTH + 1];

    crypto_draw("abcdefghijklmnopqrstuvwxyz", bytes, LENGTH);
    struct secret *secret = text_secret(bytes);
    memory_turn(bytes, LENGTH);
    assert_int_equal(memory_count(bytes, LENGTH), 0);
    const char *open = secret_open(secret);
    assert_int_equal(memory_count(bytes, LENGTH), 1);
    secret_close(open);
    assert_int_equal(memory_count(bytes, LENGTH), 0);
    secret_free(secret);
    assert_int_equal(memory_count(bytes, LENGTH), 0);
}

static void test_generated_one_is_nowhere(void **state)
{
    (void)state;
    const struct recipe recipe = { .length = 30, .alphabet = "abcdefghijklmnopqrstuvwxyz" };
    struct secret *secret = secret_generate(&recipe, 5);
    char bytes[31];
    const char *open = secret_open(secret);

    for (size_t i = 0; i < sizeof bytes - 1; i++)
        bytes[i] = (char)~open[i];
    secret_close(open);
    assert_int_equal(memory_count(bytes, sizeof bytes - 1), 0);
    secret_free(secret);
}

static void assert_once(const unsigned char *key)
{
    unsigned char turned[KEY_SIZE];

    for (size_t i = 0; i < KEY_SIZE; i++)
        turned[i] = (unsigned char)~key[i];
    assert_int_equal(memory_count(turned, KEY_SIZE), 1);
}

/* The keys are once in memory, in the pages that are not dumped. */
static void test_key_is_once_in_memory(void **state)
{
    (void)state;
    struct secret *secret = text_secret("hedgehog");

    secret_close(secret_open(secret));
    assert_once(locked_seal_key());
    assert_once(locked_digest_key());
    secret_free(secret);
}

/* The kernel's own word for it: dd not dumped, wf wiped on fork, lo locked (proc(5), VmFlags). */
static void test_pages_are_protected(void **state)
{
    (void)state;
    FILE *maps = fopen("/proc/self/smaps", "re");
    uintptr_t from, to, key = (uintptr_t)locked_seal_key();
    char line[512], flags[512] = "";
    bool here = false;

    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " ", &from, &to) == 2)
            here = from <= key && key < to;
        if (here && strncmp(line, "VmFlags:", 8) == 0)
            memcpy(flags, line, sizeof flags);
    }
    fclose(maps);
    assert_non_null(strstr(flags, " dd"));
    assert_non_null(strstr(flags, " wf"));
    assert_non_null(strstr(flags, " lo"));
}

static void test_reports_what_is_wrong_when_locking_is_refused(void **state)
{
    (void)state;
    pid_t child = fork();
    int status;

    if (child == 0) {
        const struct rlimit none = { 0 };
        struct err err = { 0 };

        /* root may lock what it likes */
        if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 || (geteuid() == 0 && setuid(65534) != 0))
            _exit(2);
        _exit(!secret_start(&err) && strstr(err.text, "ulimit -l") ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_process_is_sealed(void **state)
{
    (void)state;
    pid_t child = fork();
    int status;

    if (child == 0) {
        struct rlimit core;
        struct err err = { 0 };

        if (!secret_seal_process(&err) || getrlimit(RLIMIT_CORE, &core) != 0)
            _exit(1);
        _exit(core.rlim_cur == 0 && core.rlim_max == 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ------------------------------------------------ generated */

enum { DRAWS = 2000, LENGTH = 100 };

/* Chi-square with 61 degrees of freedom stays below 128 but once in a million runs; a modulo of 256
 * would give some 5,000. */
static void test_generated_evenly(void **state)
{
    (void)state;
    const struct recipe recipe = { .length = LENGTH,
                                   .alphabet =
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789" };
    const size_t letters = strlen(recipe.alphabet);
    double seen[256] = { 0 }, even = (double)DRAWS * LENGTH / (double)letters, chi = 0;

    for (int i = 0; i < DRAWS; i++) {
        struct secret *secret = secret_generate(&recipe, 5);
        const char *open = secret_open(secret);

        assert_int_equal(strlen(open), LENGTH);
        for (const char *c = open; *c; c++)
            seen[(unsigned char)*c]++;
        secret_close(open);
        secret_free(secret);
    }
    for (size_t i = 0; i < letters; i++) {
        double off = seen[(unsigned char)recipe.alphabet[i]] - even;

        assert_true(off > -even); /* every character comes up */
        chi += off * off / even;
    }
    assert_true(chi < 128);
}

static void test_generated_is_described(void **state)
{
    (void)state;
    const struct recipe recipe = { .length = 24, .alphabet = "0123456789" };
    struct secret *a = secret_generate(&recipe, 5), *b = secret_generate(&recipe, 5);

    assert_int_equal(secret_origin(a), GENERATED);
    assert_int_equal(secret_made(a), 5);
    assert_int_equal(secret_length(a), 24);
    assert_true(secret_guesses(a) > 23.999 && secret_guesses(a) < 24.001);
    assert_false(secret_equal(a, b));
    secret_free(a);
    secret_free(b);
}

static void test_one_letter_and_all_bytes(void **state)
{
    (void)state;
    char all[256], text[301];

    for (int i = 1; i < 256; i++)
        all[i - 1] = (char)i;
    all[255] = '\0';
    crypto_draw(all, text, 300);
    assert_int_equal(strlen(text), 300);
    crypto_draw("x", text, 3);
    assert_string_equal(text, "xxx");
}

/* ------------------------------------------------ many */

static void test_very_many(void **state)
{
    (void)state;
    enum { MANY = SANITIZED ? 10000 : 100000 };
    struct secret **list = calloc(MANY, sizeof(struct secret *));
    char bytes[24];

    assert_non_null(list);
    for (int i = 0; i < MANY; i++) {
        snprintf(bytes, sizeof bytes, "printer-password-%06d", i);
        list[i] = secret_new(bytes, sizeof bytes - 1, IMPORTED, 0, -1);
        secret_close(secret_open(list[i]));
    }
    for (int i = 0; i < MANY; i++)
        secret_free(list[i]);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_remembers),
        cmocka_unit_test(test_counted),
        cmocka_unit_test(test_digest_is_equality),
        cmocka_unit_test(test_four_at_a_time),
        cmocka_unit_test(test_broken_promises_abort),
        cmocka_unit_test(test_child_inherits_nothing),
        cmocka_unit_test(test_child_has_secrets_of_its_own),
        cmocka_unit_test(test_nowhere_while_closed),
        cmocka_unit_test(test_generated_one_is_nowhere),
        cmocka_unit_test(test_key_is_once_in_memory),
        cmocka_unit_test(test_pages_are_protected),
        cmocka_unit_test(test_reports_what_is_wrong_when_locking_is_refused),
        cmocka_unit_test(test_process_is_sealed),
        cmocka_unit_test(test_generated_evenly),
        cmocka_unit_test(test_generated_is_described),
        cmocka_unit_test(test_one_letter_and_all_bytes),
        cmocka_unit_test(test_very_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
