/* examine_mesh_test.c - more ways up than anybody has time for: CAs that have all signed each
 * other, and hundreds of one name. */
#include <openssl/pem.h>

#include "tests/examined.h"
#include "tests/minted.h"

enum { MESH = 16, SAME = 260 };

static const char host[] = "print01.corp.example.com";
static EVP_PKEY *server_key;

/* ------------------------------------------------ files */

struct pile {
    BIO *given, *trusted;
};

static void pile_add(BIO *file, X509 *cert)
{
    assert_true(PEM_write_bio_X509(file, cert));
    X509_free(cert);
}

static void pile_file(struct examine_job **job, BIO *file, enum examine_part part)
{
    char *bytes;
    long size = BIO_get_mem_data(file, &bytes);

    if (size > 0)
        examined_add(job, "file", bytes, (size_t)size, part);
    BIO_free(file);
}

static void pile_examine(const struct pile *pile, struct examination *result)
{
    struct examine_job *job = examine_new();

    snprintf(job->host, sizeof job->host, "%s", host);
    job->now = time(NULL);
    pile_file(&job, pile->given, EXAMINE_GIVEN);
    pile_file(&job, pile->trusted, EXAMINE_TRUSTED);
    examined_add_key(&job, server_key);
    examined(job, result);
    examine_free(job);
}

static struct pile pile_new(void)
{
    return (struct pile){ BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()) };
}

static X509 *ca(const char *name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *by, long until)
{
    return mint(&(struct mint){ .subject = name,
                                .key = key,
                                .issuer = issuer,
                                .by = by,
                                .from = -10,
                                .until = until,
                                .ca = true });
}

static X509 *server_by(X509 *issuer, EVP_PKEY *by)
{
    return mint(&(struct mint){
        .subject = host, .key = server_key, .issuer = issuer, .by = by, .from = -5, .until = 200 });
}

/* ------------------------------------------------ all of them signed all others */

/* Clients know the last one alone. */
static void everybody_signed_everybody(void **state)
{
    static struct examination result;
    struct pile pile = pile_new();
    EVP_PKEY *keys[MESH];
    X509 *roots[MESH];
    char name[32];

    (void)state;
    for (size_t i = 0; i < MESH; i++) {
        snprintf(name, sizeof name, "CA %zu", i);
        keys[i] = EVP_EC_gen("P-256");
        roots[i] = ca(name, keys[i], NULL, NULL, 900);
    }
    for (size_t i = 0; i < MESH; i++)
        for (size_t k = 0; k < MESH; k++) {
            snprintf(name, sizeof name, "CA %zu", i);
            if (i != k)
                pile_add(pile.given, ca(name, keys[i], roots[k], keys[k], 900 - (long)k));
        }
    pile_add(pile.given, server_by(roots[0], keys[0]));
    assert_true(PEM_write_bio_X509(pile.trusted, roots[MESH - 1]));
    pile_examine(&pile, &result);
    assert_int_equal(result.trust, TRUST_FOUND);
    assert_int_not_equal(result.problems.worst, REFUSED);
    for (size_t i = 0; i < MESH; i++) {
        X509_free(roots[i]);
        EVP_PKEY_free(keys[i]);
    }
}

/* ------------------------------------------------ hundreds of one name */

static void add_namesakes(BIO *file)
{
    for (size_t i = 0; i < SAME; i++) {
        EVP_PKEY *key = EVP_EC_gen("P-256");
        pile_add(file, ca("Example Root", key, NULL, NULL, 900 + (long)i));
        EVP_PKEY_free(key);
    }
}

/* The one that signed it stands behind all that are looked at: nobody may say that it is missing,
 * nor that another one has a wrong signature. */
static void what_was_not_looked_at_is_said(void **state)
{
    static const enum problem wrong[] = { PROBLEM_SIGNATURE, PROBLEM_INCOMPLETE, PROBLEM_UNTRUSTED,
                                          PROBLEM_PARTIAL, PROBLEM_REJECTED };
    static struct examination result;
    struct pile pile = pile_new();
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *root = ca("Example Root", key, NULL, NULL, 900);

    (void)state;
    add_namesakes(pile.trusted);
    add_namesakes(pile.given);
    pile_add(pile.given, server_by(root, key));
    pile_add(pile.given, root);
    pile_examine(&pile, &result);
    assert_true(problem_has(&result.problems, PROBLEM_WAYS));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(problem_has(&result.problems, wrong[i]));
    assert_int_equal(result.trust, TRUST_MISSING);
    EVP_PKEY_free(key);
}

/* So few that all are: then it is told. */
static void a_namesake_alone_is_no_issuer(void **state)
{
    static struct examination result;
    struct pile pile = pile_new();
    EVP_PKEY *key = EVP_EC_gen("P-256"), *other = EVP_EC_gen("P-256");
    X509 *root = ca("Example Root", key, NULL, NULL, 900);

    (void)state;
    pile_add(pile.trusted, ca("Example Root", other, NULL, NULL, 900));
    pile_add(pile.given, server_by(root, key));
    pile_examine(&pile, &result);
    assert_true(problem_has(&result.problems, PROBLEM_SIGNATURE));
    assert_false(problem_has(&result.problems, PROBLEM_WAYS));
    X509_free(root);
    EVP_PKEY_free(key);
    EVP_PKEY_free(other);
}

static int setup(void **state)
{
    (void)state;
    return (server_key = EVP_EC_gen("P-256")) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    EVP_PKEY_free(server_key);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_signed_everybody),
        cmocka_unit_test(what_was_not_looked_at_is_said),
        cmocka_unit_test(a_namesake_alone_is_no_issuer),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
