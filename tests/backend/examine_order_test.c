/* examine_order_test.c - several certificates of one name and key, in any order and any file:
 * always the same verdict, and never a worse one than OpenSSL's own. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509_vfy.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "tests/chance.h"
#include "tests/examined.h"
#include "tests/minted.h"

enum { WORLDS = 50, TURNS = 3, MOST = 40 };

static const char host[] = "print01.corp.example.com";

static uint64_t draw;

static unsigned drawn(unsigned below)
{
    return chance(&draw, below);
}

/* ------------------------------------------------ a world: who signed whom, and when */

enum who { ROOT, ROOT2, OLD, ISSUING, ISSUING2, SERVER, WHO };

static EVP_PKEY *keys[WHO];
static const char *const names[] = { "Root", "Root", "Old Root", "Issuing", "Issuing", host };

struct world {
    X509 *certs[MOST];
    bool trusted[MOST];
    size_t count;
    bool plain;
};

/* The same names and keys again, each time valid at another time. */
static const struct link {
    enum who who, by;
    unsigned most; /* of them */
} links[] = {
    { ROOT, ROOT, 4 },      { ROOT2, ROOT2, 2 },     { OLD, OLD, 2 },        { ROOT, OLD, 3 },
    { ISSUING, ROOT, 11 },  { ISSUING, OLD, 2 },     { ISSUING2, ROOT2, 2 }, { ISSUING2, ROOT, 2 },
    { SERVER, ISSUING, 3 }, { SERVER, ISSUING2, 1 },
};

static void when(struct mint *how)
{
    static const struct {
        int from, until;
    } times[] = { { -400, -10 }, { -30, 300 }, { -20, 250 }, { 10, 700 }, { -500, 290 } };
    unsigned row = drawn(sizeof times / sizeof *times);

    how->from = times[row].from - (long)drawn(9);
    how->until = times[row].until + (long)drawn(9);
}

static void add_link(struct world *world, const struct link *link)
{
    struct mint how = { .subject = names[link->who],
                        .key = keys[link->who],
                        .by = keys[link->by],
                        .ca = link->who != SERVER,
                        .plain = world->plain };
    struct mint issuer = {
        .subject = names[link->by], .key = keys[link->by], .ca = true, .until = 1
    };
    X509 *above = mint(&issuer); /* for its name and key identifier alone */

    how.issuer = link->who == link->by ? NULL : above;
    when(&how);
    world->trusted[world->count] = link->who <= OLD && drawn(2);
    world->certs[world->count++] = mint(&how);
    X509_free(above);
}

static struct world new_world(void)
{
    struct world world = { .plain = drawn(3) == 0 };

    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        for (unsigned most = drawn(links[i].most + 1), k = 0; k < most; k++)
            add_link(&world, &links[i]);
    add_link(&world, &links[8]);
    add_link(&world, &links[0]);
    world.trusted[world.count - 1] = true; /* at least one, or nothing is asked */
    return world;
}

static void shuffle(struct world *world)
{
    for (size_t i = world->count; i-- > 1;) {
        size_t k = drawn((unsigned)i + 1);
        X509 *cert = world->certs[i];
        bool trusted = world->trusted[i];
        world->certs[i] = world->certs[k];
        world->trusted[i] = world->trusted[k];
        world->certs[k] = cert;
        world->trusted[k] = trusted;
    }
}

static void end_world(struct world *world)
{
    for (size_t i = 0; i < world->count; i++)
        X509_free(world->certs[i]);
}

/* ------------------------------------------------ in files of every kind */

static void add_bio(struct examine_job **job, BIO *bio, enum examine_part part)
{
    char *bytes;
    long size = BIO_get_mem_data(bio, &bytes);

    if (size > 0)
        examined_add(job, "file", bytes, (size_t)size, part);
    BIO_free(bio);
}

static void add_pem(struct examine_job **job, const struct world *world, bool trusted)
{
    BIO *bio = BIO_new(BIO_s_mem());

    for (size_t i = 0; i < world->count; i++)
        if (!trusted || world->trusted[i])
            PEM_write_bio_X509(bio, world->certs[i]);
    add_bio(job, bio, trusted ? EXAMINE_TRUSTED : EXAMINE_GIVEN);
}

static void add_p7b(struct examine_job **job, const struct world *world, bool trusted)
{
    BIO *bio = BIO_new(BIO_s_mem());
    PKCS7 *bag = PKCS7_new();

    PKCS7_set_type(bag, NID_pkcs7_signed);
    PKCS7_content_new(bag, NID_pkcs7_data);
    for (size_t i = 0; i < world->count; i++)
        if (!trusted || world->trusted[i])
            PKCS7_add_certificate(bag, world->certs[i]);
    i2d_PKCS7_bio(bio, bag);
    PKCS7_free(bag);
    add_bio(job, bio, trusted ? EXAMINE_TRUSTED : EXAMINE_GIVEN);
}

static void add_each(struct examine_job **job, const struct world *world, bool trusted)
{
    for (size_t i = 0; i < world->count; i++)
        if (!trusted || world->trusted[i])
            examined_add_cert(job, world->certs[i], trusted ? EXAMINE_TRUSTED : EXAMINE_GIVEN);
}

typedef void add(struct examine_job **job, const struct world *world, bool trusted);
static add *const ways[] = { add_pem, add_p7b, add_each };

static struct examine_job *job_of(const struct world *world)
{
    struct examine_job *job = examine_new();

    snprintf(job->host, sizeof job->host, "%s", host);
    job->now = time(NULL);
    ways[drawn(world->count > 25 ? 2 : 3)](&job, world, false);
    ways[drawn(world->count > 25 ? 2 : 3)](&job, world, true);
    examined_add_key(&job, keys[SERVER]);
    return job;
}

/* ------------------------------------------------ what comes of it */

struct seen {
    bool found[PROBLEMS];
    bool refused;
    X509 *served[EXAMINE_CHAIN + 1 + CHAIN_MORE];
    size_t count;
    struct taken given, trusted; /* whose they are */
    struct examination result;
};

static struct seen *look(const struct world *world)
{
    struct seen *seen = calloc(1, sizeof *seen);
    struct examine_job *job = job_of(world);
    struct chain chain;

    examine_take(job, EXAMINE_TRUSTED, &seen->trusted, &seen->result.problems);
    examine_take(job, EXAMINE_GIVEN, &seen->given, &seen->result.problems);
    examine_taken(job, &seen->given, &seen->trusted, &seen->result, &chain);
    for (size_t i = 0; i < seen->result.problems.count; i++)
        seen->found[seen->result.problems.list[i].problem] = true;
    seen->found[PROBLEM_DISORDER] = false; /* that is about the order in one file */
    seen->refused = seen->result.problems.worst == REFUSED;
    for (size_t i = 0; i < chain.count; i++)
        seen->served[seen->count++] = chain.certs[i];
    for (size_t i = 0; i < chain.more_count; i++)
        seen->served[seen->count++] = chain.more[i];
    examine_free(job);
    return seen;
}

static void end_look(struct seen *seen)
{
    take_free(&seen->given);
    take_free(&seen->trusted);
    free(seen);
}

static bool is_trusted(const struct world *world, const X509 *cert)
{
    for (size_t i = 0; i < world->count; i++)
        if (X509_cmp(world->certs[i], cert) == 0)
            return world->trusted[i];
    return false;
}

/* An ordinary client of OpenSSL's, that is shown these. Of several of one name and without key
 * identifiers it takes the first, and never turns back: those that were shown come first, or as the
 * world has them. */
static bool openssl_takes(const struct world *world, X509 *leaf, X509 *const shown[], size_t count,
                          bool first)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *others = sk_X509_new_null();

    for (size_t i = 0; i < count; i++) {
        sk_X509_push(others, shown[i]);
        if (first && is_trusted(world, shown[i]))
            X509_STORE_add_cert(store, shown[i]);
    }
    for (size_t i = 0; i < world->count; i++)
        if (world->trusted[i])
            X509_STORE_add_cert(store, world->certs[i]);
    X509_STORE_CTX_init(context, store, leaf, others);
    X509_STORE_CTX_set_default(context, "ssl_server");
    bool ok = X509_verify_cert(context) == 1;
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    sk_X509_free(others);
    ERR_clear_error();
    return ok;
}

/* Any of the server's own. */
static bool any_leaf_is_taken(const struct world *world)
{
    for (size_t i = 0; i < world->count; i++)
        if (EVP_PKEY_eq(X509_get0_pubkey(world->certs[i]), keys[SERVER]) == 1 &&
            openssl_takes(world, world->certs[i], world->certs, world->count, true))
            return true;
    return false;
}

static bool is_same(const struct seen *one, const struct seen *other)
{
    bool same =
        one->count == other->count && memcmp(one->found, other->found, sizeof one->found) == 0;

    for (size_t i = 0; same && i < one->count; i++)
        same = X509_cmp(one->served[i], other->served[i]) == 0;
    return same;
}

static void show(const struct seen *seen)
{
    struct buf out = { 0 };

    examine_text(&seen->result, &out);
    print_error("%.*s\n", (int)out.size, out.text);
    buf_free(&out);
}

static bool turn(struct world *world, const struct seen *first)
{
    shuffle(world);
    struct seen *seen = look(world);
    bool same = is_same(first, seen);

    if (!same)
        show(first), show(seen);
    if (seen->refused && any_leaf_is_taken(world)) {
        print_error("OpenSSL takes it:\n");
        show(seen);
        same = false;
    }
    if (!seen->refused && !seen->found[PROBLEM_NAMESAKES] &&
        !openssl_takes(world, seen->served[0], seen->served, seen->count, false)) {
        print_error("OpenSSL refuses it in this order, and nothing was said:\n");
        show(seen);
        same = false;
    }
    end_look(seen);
    return same;
}

static bool world_holds(unsigned *accepted)
{
    struct world world = new_world();
    struct seen *first = look(&world);
    bool ok = first->refused ||
              openssl_takes(&world, first->served[0], first->served, first->count, true);

    *accepted += !first->refused;
    if (!ok)
        print_error("OpenSSL refuses what was accepted\n"), show(first);
    for (size_t i = 0; ok && i < TURNS; i++)
        ok = turn(&world, first);
    end_look(first);
    end_world(&world);
    return ok;
}

static void the_order_never_matters(void **state)
{
    unsigned wrong = 0, accepted = 0;

    (void)state;
    for (unsigned i = 0; i < WORLDS; i++) {
        draw = CHANCE_SEED + i;
        bool ok = world_holds(&accepted);
        if (!ok)
            print_error("world %u\n\n", i);
        wrong += !ok;
    }
    if (wrong)
        fail_msg("%u of %u", wrong, (unsigned)WORLDS);
    assert_in_range(accepted, WORLDS / 8, WORLDS * 7 / 8); /* both kinds are there */
}

static int setup(void **state)
{
    (void)state;
    for (size_t i = 0; i < WHO; i++)
        keys[i] = EVP_EC_gen("P-256");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (size_t i = 0; i < WHO; i++)
        EVP_PKEY_free(keys[i]);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_order_never_matters) };

    return cmocka_run_group_tests(tests, setup, teardown);
}
