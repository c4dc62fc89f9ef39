/* import_certificate(): what somebody brings, examined and, unless it is refused, written as our
 * files. Runs in a worker. */
#include <stdlib.h>
#include <string.h>

#include <openssl/pem.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/import/adopt.h"
#include "backend/pki/import/present.h"
#include "backend/pki/verify.h"

/* The key in force instead of the one of the request, if it is the one that fits. */
static bool import_import_take_ours(const struct certificate_job *job, struct taken *given)
{
    EVP_PKEY *key =
        *job->server_key ? key_read(job->server_key, strlen(job->server_key), NULL, NULL) : NULL;

    if (!key || !present_fits(given, key)) {
        EVP_PKEY_free(key);
        return false;
    }
    for (size_t i = 0; i < given->key_count; i++)
        EVP_PKEY_free(given->keys[i].key);
    given->keys[0] = (struct taken_key){ .key = key, .file = "server.key" };
    given->key_count = 1;
    return true;
}

/* If none is brought, the key of the request that is out counts, or the one in force. True: the
 * request is answered. */
static bool take_pending(const struct making *making, struct taken *given)
{
    struct problems unheard = { 0 };

    if (given->key_count)
        return false;
    examine_take(making->input, EXAMINE_PENDING, given, &unheard);
    if (given->key_count && present_fits(given, given->keys[0].key))
        return true;
    return !import_import_take_ours(making->job, given) && given->key_count;
}

/* What is in force and belongs to what was brought. */
static void import_import_take_present(const struct making *making, struct adopting *adopting)
{
    const struct certificate_job *job = making->job;
    struct present present;

    present_open(&present, job->server_cert, job->ca_root);
    if (!adopting->given.key_count && present_only_above(&present, &adopting->given))
        present_add_ours(&present, &adopting->given);
    present_add_above(&present, &adopting->given, &adopting->trusted);
    present_free(&present);
}

static void import_import_push(STACK_OF(X509) * list, X509 *cert)
{
    X509_up_ref(cert);
    must(sk_X509_push(list, cert) ? cert : NULL);
}

void import_adopt_chain(struct set *set, const struct chain *chain, size_t first)
{
    X509 *last = chain->certs[chain->count - 1];
    bool root = chain_is_root(last);
    size_t end = root && chain->count > first ? chain->count - 1 : chain->count;

    set->above = must(sk_X509_new_null());
    for (size_t i = first; i < end; i++)
        import_import_push(set->above, chain->certs[i]);
    for (size_t i = 0; i < chain->more_count; i++) /* cross certificates */
        import_import_push(set->above, chain->more[i]);
    set->root = root ? last : NULL;
    if (root)
        X509_up_ref(last);
}

/* Of two with one key clients need one. */
static bool import_import_same(const X509 *a, const X509 *b)
{
    return X509_NAME_cmp(X509_get_subject_name(a), X509_get_subject_name(b)) == 0 &&
           EVP_PKEY_eq(X509_get0_pubkey(a), X509_get0_pubkey(b)) == 1;
}

bool import_adopt_roots(const struct making *making, struct err *err)
{
    static const char *const gone[] = { "ca-next.crt", "ca-next.key", "ca-old.key" };
    const struct certificate_job *job = making->job;
    AUTO_X509 X509 *was = verify_load(job->ca_root, strlen(job->ca_root), NULL);
    AUTO_BIO BIO *old = must(BIO_new(BIO_s_mem()));
    bool other = was && making->set.root && !import_import_same(was, making->set.root);
    bool ok = true;

    for (size_t i = 0; ok && i < sizeof gone / sizeof *gone; i++)
        ok = making_send(making, gone[i], NULL, err);
    if (ok && other)
        ok = (PEM_write_bio_X509(old, was) || ossl_fail(err, "cannot write a certificate")) &&
             making_send(making, "ca-old.crt", old, err);
    return ok;
}

static bool write_set(struct making *making, const struct chain *chain, struct err *err)
{
    struct set *set = &making->set;

    set->key = chain->key;
    set->cert = chain->certs[0];
    EVP_PKEY_up_ref(set->key);
    X509_up_ref(set->cert);
    import_adopt_chain(set, chain, 1);
    return making_write(making, err) && import_adopt_roots(making, err);
}

/* A CA of our own that signed the certificate before has nothing to do with this one. */
static bool take_away(struct making *making, bool answered, struct err *err)
{
    static const char *const own_ca[] = { "ca-myq.key", "ca-myq.crt", "ca-myq.pfx", "ca-myq.crl" };
    bool ok = true;

    for (size_t i = 0; ok && i < sizeof own_ca / sizeof *own_ca; i++)
        ok = making_send(making, own_ca[i], NULL, err);
    if (!making->set.root)
        ok = ok && making_send(making, "ca-root.crt", NULL, err);
    return ok && (!answered || (making_send(making, "server-new.key", NULL, err) &&
                                making_send(making, "server-new.csr", NULL, err)));
}

bool import_adopt_send(const struct making *making, const struct examination *found,
                       struct err *err)
{
    return worker_send(making->out, "examination", found, sizeof *found) ||
           fail(err, "what was found cannot be handed over");
}

static bool examine_and_write(struct making *making, struct adopting *adopting, struct err *err)
{
    struct chain chain;

    worker_report(making->out, "step Examining the files");
    examine_take(making->input, EXAMINE_TRUSTED, &adopting->trusted, &adopting->found.problems);
    examine_take(making->input, EXAMINE_GIVEN, &adopting->given, &adopting->found.problems);
    chain_choose_key(&adopting->given, making->input->key, &adopting->found.problems);
    import_import_take_present(making, adopting);
    bool answered = take_pending(making, &adopting->given);
    examine_taken(making->input, &adopting->given, &adopting->trusted, &adopting->found, &chain);
    if (!import_adopt_send(making, &adopting->found, err))
        return false;
    return adopting->found.problems.worst == REFUSED ||
           (write_set(making, &chain, err) && take_away(making, answered, err));
}

bool import_adopt_run(struct making *making, adopt_step *step, struct err *err)
{
    struct adopting *adopting = must(calloc(1, sizeof *adopting));
    bool ok = making->input ? step(making, adopting, err) : fail(err, "no files to import");

    take_free(&adopting->given);
    take_free(&adopting->trusted);
    free(adopting);
    return ok;
}

static bool import_import_import(struct making *making, struct err *err)
{
    return import_adopt_run(making, examine_and_write, err);
}

int import_certificate(const void *job, size_t size, int out)
{
    return making_run(job, size, out, import_import_import);
}
