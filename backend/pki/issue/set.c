#include "backend/pki/issue/set.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <time.h>

#include "backend/base/mem.h"
#include "backend/child/worker.h"
#include "backend/pki/key.h"
#include "backend/pki/pkcs12.h"
#include "backend/pki/verify.h"

static const char *const names[FILES] = {
    [SERVER_PFX] = "server.pfx", [SERVER_CER] = "server.cer", [SERVER_KEY] = "server.key",
    [ROOT_CRT] = "ca-root.crt",  [CA_PFX] = "ca-myq.pfx",     [CA_CRT] = "ca-myq.crt",
    [CA_KEY] = "ca-myq.key",     [NEXT_CRT] = "ca-next.crt",  [NEXT_KEY] = "ca-next.key",
    [OLD_CRT] = "ca-old.crt",    [OLD_KEY] = "ca-old.key",
};

static bool set_is_own_root(const struct set *set)
{
    return set->ca && set->root && X509_cmp(set->ca, set->root) == 0;
}

static void set_push(STACK_OF(X509) * chain, X509 *cert)
{
    must(sk_X509_push(chain, cert) ? chain : NULL);
}

/* What is between the server's certificate, or the CA's, and the root; the members stay the
 * set's. */
static STACK_OF(X509) * chain_between(const struct set *set, bool server)
{
    STACK_OF(X509) *chain = must(sk_X509_new_null());

    if (server && set->ca && !set_is_own_root(set))
        set_push(chain, set->ca);
    for (int i = 0; set->above && i < sk_X509_num(set->above); i++)
        set_push(chain, sk_X509_value(set->above, i));
    if (server && set->bridge)
        set_push(chain, set->bridge);
    return chain;
}

/* The same with the root, unless that is the CA itself. */
static STACK_OF(X509) * chain_above(const struct set *set, bool server)
{
    STACK_OF(X509) *chain = chain_between(set, server);

    bool known = set->root && (server ? !set->cert || X509_cmp(set->cert, set->root) != 0
                                      : !set_is_own_root(set));

    if (known)
        set_push(chain, set->root);
    return chain;
}

STACK_OF(X509) * set_chain(const struct set *set)
{
    return chain_above(set, true);
}

bool set_load_ca(struct set *set, const void *bytes, size_t size, struct err *err)
{
    set->above = must(sk_X509_new_null());
    if (!verify_load_all(bytes, size, set->above, err))
        return false;
    set->ca = sk_X509_shift(set->above);
    return true;
}

/* ------------------------------------------------ writing */

static bool write_certs(const struct set *set, bool server, struct err *err)
{
    BIO *out = set->files[server ? SERVER_CER : CA_CRT];
    STACK_OF(X509) *chain = chain_between(set, server);
    bool ok = PEM_write_bio_X509(out, server ? set->cert : set->ca);

    for (int i = 0; ok && i < sk_X509_num(chain); i++)
        ok = PEM_write_bio_X509(out, sk_X509_value(chain, i));
    sk_X509_free(chain);
    return ok || ossl_fail(err, "cannot write a certificate");
}

static bool write_pfx(const struct set *set, bool server, const struct certificate_job *job,
                      struct err *err)
{
    struct bundle bundle = { .key = server ? set->key : set->ca_key,
                             .cert = server ? set->cert : set->ca,
                             .chain = chain_above(set, server) };
    const struct stretched with = { job->pfx_password, job->pfx_steps };
    bool ok = pkcs12_write(set->files[server ? SERVER_PFX : CA_PFX], &bundle,
                           server ? job->fqdn : "ca-myq", &with, job->legacy_pfx, err);

    sk_X509_free(bundle.chain);
    return ok;
}

/* The root beside it: its key is the next file. */
static enum file other_file(const struct set *set)
{
    return set->root_state == ROOT_NEXT ? NEXT_CRT : OLD_CRT;
}

static bool write_other(const struct set *set, const struct certificate_job *job, struct err *err)
{
    const struct stretched with = { job->ca_key_password, job->ca_key_steps };
    const enum file at = other_file(set);

    return !set->other_key || ((PEM_write_bio_X509(set->files[at], set->other) ||
                                ossl_fail(err, "cannot write a certificate")) &&
                               key_write(set->files[at + 1], set->other_key, &with, err));
}

static bool write_ca(const struct set *set, const struct certificate_job *job, struct err *err)
{
    const struct stretched with = { job->ca_key_password, job->ca_key_steps };

    return key_write(set->files[CA_KEY], set->ca_key, &with, err) &&
           write_pfx(set, false, job, err) && write_other(set, job, err);
}

static bool write_root(const struct set *set, struct err *err)
{
    return PEM_write_bio_X509(set->files[ROOT_CRT], set->root) ||
           ossl_fail(err, "cannot write a certificate");
}

static void open_files(struct set *set)
{
    for (size_t i = 0; i < FILES; i++)
        set->files[i] = must(BIO_new(BIO_s_mem()));
}

bool set_write(struct set *set, const struct certificate_job *job, struct err *err)
{
    open_files(set);
    return key_write(set->files[SERVER_KEY], set->key, NULL, err) && write_certs(set, true, err) &&
           (!set->root || write_root(set, err)) && write_pfx(set, true, job, err) &&
           (!set->ca || (write_certs(set, false, err) && write_ca(set, job, err)));
}

/* ------------------------------------------------ reading back */

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

/* Both files with certificates say what is above; the CA's if there is one. */
static bool read_above(const struct set *set, struct set *back, struct err *err)
{
    enum file file = set->ca ? CA_CRT : SERVER_CER;
    size_t size;
    const void *bytes = ossl_bytes(set->files[file], &size);

    if (!set_load_ca(back, bytes, size, err))
        return fail_in(err, "%s", names[file]);
    if (!set->ca) { /* that was the server's */
        X509_free(back->ca);
        back->ca = NULL;
    }
    return true;
}

/* The root beside it, and the bridge, which the chain of server.cer was written with. */
static bool read_other(const struct set *set, struct set *back, const struct certificate_job *job,
                       struct err *err)
{
    const enum file at = other_file(set);

    if (set->bridge && X509_up_ref(set->bridge))
        back->bridge = set->bridge;
    return !set->other_key ||
           ((back->other = read_cert(set, at, err)) &&
            (back->other_key = read_key(set, at + 1, job->ca_key_password, err)));
}

static bool read_back(const struct set *set, struct set *back, const struct certificate_job *job,
                      struct err *err)
{
    return (back->key = read_key(set, SERVER_KEY, NULL, err)) &&
           (back->cert = read_cert(set, SERVER_CER, err)) && read_above(set, back, err) &&
           (!set->ca || (back->ca_key = read_key(set, CA_KEY, job->ca_key_password, err))) &&
           (!set->root || (back->root = read_cert(set, ROOT_CRT, err))) &&
           read_other(set, back, job, err);
}

static bool check_pairs(const struct set *back, struct err *err)
{
    if (X509_check_private_key(back->cert, back->key) != 1)
        return ossl_fail(err, "server.key does not belong to server.cer");
    if (back->ca && X509_check_private_key(back->ca, back->ca_key) != 1)
        return ossl_fail(err, "ca-myq.key does not belong to ca-myq.crt");
    if (back->other && X509_check_private_key(back->other, back->other_key) != 1)
        return ossl_fail(err, "the key of the other root does not belong to it");
    return true;
}

static bool check_chain(const struct set *back, const char *host, time_t now, struct err *err)
{
    STACK_OF(X509) *between = chain_between(back, true);
    const struct verify verify = { .cert = back->cert,
                                   .between = between,
                                   .root = back->root,
                                   .host = host,
                                   .now = now,
                                   .lenient = !set_is_own_root(back) };
    bool ok = verify_chain(&verify, err);

    sk_X509_free(between);
    return ok;
}

static bool check_names(const struct set *back, const struct certificate_job *job, struct err *err)
{
    const char *at = job->aliases;
    char item[256];

    if (!check_chain(back, job->fqdn, job->now, err))
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
              (!set->ca || check_names(&back, job, err)) &&
              check_pfx(set, &back, true, job->pfx_password, err) &&
              (!set->ca || check_pfx(set, &back, false, job->pfx_password, err));

    set_free(&back);
    return ok;
}

bool set_seal(struct set *set, const struct certificate_job *job, struct err *err)
{
    open_files(set);
    return (!set->cert || (write_pfx(set, true, job, err) &&
                           check_pfx(set, set, true, job->pfx_password, err))) &&
           (!set->ca ||
            (write_ca(set, job, err) && check_pfx(set, set, false, job->pfx_password, err)));
}

bool set_send(const struct set *set, int out, struct err *err)
{
    for (size_t i = 0; i < FILES; i++) {
        size_t size;
        const void *bytes = ossl_bytes(set->files[i], &size);
        if (size && !worker_send(out, names[i], bytes, size))
            return fail(err, "%s cannot be handed over", names[i]);
    }
    return true;
}
