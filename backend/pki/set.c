#include "backend/pki/set.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <time.h>

#include "backend/child/worker.h"
#include "backend/mem.h"
#include "backend/pki/key.h"
#include "backend/pki/pkcs12.h"
#include "backend/pki/verify.h"

static const char *const names[FILES] = {
    [SERVER_PFX] = "server.pfx", [SERVER_CER] = "server.cer", [SERVER_KEY] = "server.key",
    [ROOT_CRT] = "ca-root.crt",  [CA_PFX] = "ca-myq.pfx",     [CA_CRT] = "ca-myq.crt",
    [CA_KEY] = "ca-myq.key",
};

static bool is_own_root(const struct set *set)
{
    return X509_cmp(set->ca, set->root) == 0;
}

/* Everything above the server's certificate, or above the authority's; its members stay the set's.
 */
static STACK_OF(X509) * chain_above(const struct set *set, bool server)
{
    STACK_OF(X509) *chain = must(sk_X509_new_null());

    if (server)
        must(sk_X509_push(chain, set->ca) ? chain : NULL);
    if (!is_own_root(set))
        must(sk_X509_push(chain, set->root) ? chain : NULL);
    return chain;
}

static bool write_cert(BIO *out, X509 *cert, struct err *err)
{
    return PEM_write_bio_X509(out, cert) || fail_ssl(err, "cannot write a certificate");
}

static bool write_pfx(const struct set *set, bool server, const struct certificate_job *job,
                      struct err *err)
{
    struct bundle bundle = { .key = server ? set->key : set->ca_key,
                             .cert = server ? set->cert : set->ca,
                             .chain = chain_above(set, server) };
    bool ok = pkcs12_write(set->files[server ? SERVER_PFX : CA_PFX], &bundle,
                           server ? job->fqdn : "ca-myq", job->pfx_password, job->legacy_pfx, err);

    sk_X509_free(bundle.chain);
    return ok;
}

bool set_write(struct set *set, const struct certificate_job *job, struct err *err)
{
    for (size_t i = 0; i < FILES; i++)
        set->files[i] = must(BIO_new(BIO_s_mem()));
    return key_write(set->files[SERVER_KEY], set->key, NULL, err) &&
           key_write(set->files[CA_KEY], set->ca_key, job->ca_key_password, err) &&
           write_cert(set->files[SERVER_CER], set->cert, err) &&
           write_cert(set->files[CA_CRT], set->ca, err) &&
           write_cert(set->files[ROOT_CRT], set->root, err) && write_pfx(set, true, job, err) &&
           write_pfx(set, false, job, err);
}

static EVP_PKEY *read_key(const struct set *set, enum file file, const char *password,
                          struct err *err)
{
    size_t size;
    const void *bytes = ossl_bytes(set->files[file], &size);
    EVP_PKEY *key = key_read(bytes, size, password, err);

    if (!key)
        fail_in(err, "%s", names[file]);
    return key;
}

static X509 *read_cert(const struct set *set, enum file file, struct err *err)
{
    size_t size;
    const void *bytes = ossl_bytes(set->files[file], &size);
    X509 *cert = verify_load(bytes, size, err);

    if (!cert)
        fail_in(err, "%s", names[file]);
    return cert;
}

static bool read_back(const struct set *set, struct set *back, const struct certificate_job *job,
                      struct err *err)
{
    return (back->key = read_key(set, SERVER_KEY, NULL, err)) &&
           (back->ca_key = read_key(set, CA_KEY, job->ca_key_password, err)) &&
           (back->cert = read_cert(set, SERVER_CER, err)) &&
           (back->ca = read_cert(set, CA_CRT, err)) && (back->root = read_cert(set, ROOT_CRT, err));
}

static bool check_pairs(const struct set *back, struct err *err)
{
    if (X509_check_private_key(back->cert, back->key) != 1)
        return fail_ssl(err, "server.key does not belong to server.cer");
    if (X509_check_private_key(back->ca, back->ca_key) != 1)
        return fail_ssl(err, "ca-myq.key does not belong to ca-myq.crt");
    return true;
}

static bool check_names(const struct set *back, const struct certificate_job *job, struct err *err)
{
    const struct verify verify = { .cert = back->cert,
                                   .issuing = back->ca,
                                   .root = back->root,
                                   .host = job->fqdn,
                                   .now = time(NULL) };
    const char *at = job->aliases;
    char item[256];

    if (!verify_chain(&verify, err))
        return false;
    while (list_next(&at, item, sizeof item))
        if (!verify_host(back->cert, item))
            return fail(err, "the server's certificate does not name %s", item);
    return true;
}

static bool check_pfx(const struct set *set, const struct set *back, bool server,
                      const char *password, struct err *err)
{
    enum file file = server ? SERVER_PFX : CA_PFX;
    struct bundle bundle = { .key = server ? back->key : back->ca_key,
                             .cert = server ? back->cert : back->ca,
                             .chain = chain_above(back, server) };
    size_t size;
    const void *bytes = ossl_bytes(set->files[file], &size);
    bool ok = pkcs12_check(bytes, size, &bundle, password, err) || fail_in(err, "%s", names[file]);

    sk_X509_free(bundle.chain);
    return ok;
}

bool set_check(const struct set *set, const struct certificate_job *job, struct err *err)
{
    struct set back = { 0 };
    bool ok = read_back(set, &back, job, err) && check_pairs(&back, err) &&
              check_names(&back, job, err) && check_pfx(set, &back, true, job->pfx_password, err) &&
              check_pfx(set, &back, false, job->pfx_password, err);

    set_free(&back);
    return ok;
}

bool set_send(const struct set *set, int out, struct err *err)
{
    for (size_t i = 0; i < FILES; i++) {
        size_t size;
        const void *bytes = ossl_bytes(set->files[i], &size);
        if (!worker_send(out, names[i], bytes, size))
            return fail(err, "%s cannot be handed over", names[i]);
    }
    return true;
}

void set_free(struct set *set)
{
    EVP_PKEY_free(set->key);
    EVP_PKEY_free(set->ca_key);
    X509_free(set->cert);
    X509_free(set->ca);
    X509_free(set->root);
    for (size_t i = 0; i < FILES; i++)
        BIO_free(set->files[i]);
    *set = (struct set){ 0 };
}
