/* inventory_read(): what is on disk, for audit and overview. */
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/check/check.h"
#include "backend/pki/certificate.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/inventory/read_key.h"
#include "backend/pki/issue/issue.h"
#include "backend/pki/issue/register.h"
#include "backend/pki/key.h"
#include "backend/pki/show.h"
#include "backend/pki/verify.h"
#include "backend/secret/crypto.h"

static void inventory_read_read_facts(X509 *cert, const char *host, struct certificate_facts *facts)
{
    facts->named = *host && verify_host(cert, host);
    facts->present = true;
    facts->not_before = ossl_time(X509_get0_notBefore(cert));
    facts->not_after = ossl_time(X509_get0_notAfter(cert));
    show_name(X509_get_subject_name(cert), facts->subject, sizeof facts->subject);
    show_name(X509_get_issuer_name(cert), facts->issuer, sizeof facts->issuer);
    show_alternatives(cert, facts->names, sizeof facts->names);
    show_fingerprint(cert, facts->fingerprint);
    register_serial(cert, facts->serial);
    if (X509_get0_pubkey(cert))
        key_shown(X509_get0_pubkey(cert), facts->key);
}

/* Each file as it was parsed, once: OpenSSL takes its time for each certificate. */
struct read_lists {
    STACK_OF(X509) * server, *issuing, *root;
};

/* Nothing is added if there is no such file. */
static bool read_load(struct span file, const char *name, STACK_OF(X509) * list, struct err *err)
{
    return !file.bytes || verify_load_all(file.bytes, file.size, list, err) ||
           fail_in(err, "%s", name);
}

/* The built-in CA signs as its own root: one link, that lies in two files. */
static bool read_is_own_root(const struct certificate_files *files)
{
    return files->root.size && files->issuing.size == files->root.size &&
           memcmp(files->issuing.bytes, files->root.bytes, files->root.size) == 0;
}

/* The files above the server's, as far as they can be read; err is of the first that cannot. */
static bool read_load_above(const struct certificate_files *files, const struct read_lists *lists,
                            struct err *err)
{
    struct err unheard;
    bool ok = read_load(files->issuing, "ca-myq.crt", lists->issuing, err);

    if (!read_is_own_root(files))
        return read_load(files->root, "ca-root.crt", lists->root, ok ? err : &unheard) && ok;
    for (int i = 0; i < sk_X509_num(lists->issuing); i++) {
        X509 *cert = sk_X509_value(lists->issuing, i);
        X509_up_ref(cert);
        must(sk_X509_push(lists->root, cert) ? cert : NULL);
    }
    return ok;
}

/* Each certificate once more among what is examined. */
static void lend(struct taken *taken, STACK_OF(X509) * list, const char *file)
{
    for (int i = 0; i < sk_X509_num(list) && taken->cert_count < EXAMINE_CHAIN; i++)
        taken->certs[taken->cert_count++] =
            (struct taken_cert){ .cert = sk_X509_value(list, i), .file = file, .list = 1 };
}

/* The key is not here, so nothing is said of it. */
static void read_drop_keys(struct problems *problems)
{
    struct problems kept = { 0 };

    for (size_t i = 0; i < problems->count; i++)
        if (strcmp(problems->list[i].where, "key") != 0)
            problem_add(&kept, problems->list[i].problem, problems->list[i].where,
                        problems->list[i].about);
    *problems = kept;
}

/* As A-labels; what cannot be one is not in any certificate either. */
static void put_aliases(const char *aliases, char room[], size_t size)
{
    char item[256], ascii[256];
    size_t used = 0;

    while (aliases && list_next(&aliases, item, sizeof item))
        if (host_to_ascii(item, ascii, sizeof ascii, NULL) && used + strlen(ascii) + 3 < size)
            used += (size_t)snprintf(room + used, size - used, "%s%s", used ? ", " : "", ascii);
}

static void examine_read(const struct verify *verify, const struct certificate_files *files,
                         STACK_OF(X509) * root, struct problems *problems)
{
    struct examine_job *job = must(calloc(1, sizeof *job));
    struct taken *given = must(calloc(2, sizeof *given)), *trusted = given + 1;
    struct examination *found = must(calloc(1, sizeof *found));
    struct chain chain;

    job->now = verify->now;
    job->public_ca = files->public_ca;
    put_aliases(files->aliases, job->aliases, sizeof job->aliases);
    snprintf(job->host, sizeof job->host, "%s", verify->host ? verify->host : "");
    given->certs[given->cert_count++] =
        (struct taken_cert){ .cert = verify->cert, .file = "server.cer" };
    lend(given, verify->between, "server.cer");
    lend(trusted, root, "ca-root.crt");
    examine_taken(job, given, trusted, found, &chain);
    *problems = found->problems;
    read_drop_keys(problems);
    free(found);
    free(given);
    free(job);
}

/* Up to the root, or as high as server.cer reaches if nobody knows that: an import has judged it.
 */
static bool read_judge(const struct certificate_files *files, const struct read_lists *lists,
                       const struct verify *wanted, struct certificate_facts *facts,
                       struct err *err)
{
    STACK_OF(X509) *server = lists->server, *issuing = lists->issuing, *root = lists->root;
    STACK_OF(X509) *between = must(sk_X509_dup(server));
    struct verify verify = *wanted;
    int given = sk_X509_num(server);

    for (int i = 0; i < sk_X509_num(issuing); i++)
        must(sk_X509_push(between, sk_X509_value(issuing, i)) ? between : NULL);
    verify.cert = sk_X509_value(server, 0);
    verify.between = between;
    verify.root = sk_X509_num(root) ? sk_X509_value(root, 0)
                  : given > 1       ? sk_X509_value(server, given - 1)
                                    : NULL;
    bool read = verify.root;
    if (!read)
        fail(err, "ca-root.crt is missing, so nothing can be verified");
    bool own =
        read && sk_X509_num(issuing) && X509_cmp(sk_X509_value(issuing, 0), verify.root) == 0;
    verify.lenient = !own;
    bool ok = read && verify_chain(&verify, err);
    sk_X509_shift(between); /* the server's own */
    if (read && (!ok || !own))
        examine_read(&verify, files, root, &facts->problems);
    sk_X509_free(between);
    return ok;
}

static void read_link(X509 *cert, struct certificate_link *link)
{
    if (!cert)
        return;
    link->present = true;
    link->not_before = ossl_time(X509_get0_notBefore(cert));
    link->not_after = ossl_time(X509_get0_notAfter(cert));
    show_name(X509_get_subject_name(cert), link->subject, sizeof link->subject);
}

/* The first of each file; a root of our own is one link, though it lies in two. */
static void read_links(const struct certificate_files *files, const struct read_lists *lists,
                       struct certificate_facts *facts)
{
    const struct span other = files->other;
    AUTO_X509 X509 *next = other.bytes ? verify_load(other.bytes, other.size, NULL) : NULL;
    X509 *const links[CERTIFICATE_LINKS] = {
        sk_X509_value(lists->server, 0),
        read_is_own_root(files) ? NULL : sk_X509_value(lists->issuing, 0),
        sk_X509_value(lists->root, 0),
    };

    for (size_t i = 0; i < CERTIFICATE_LINKS; i++)
        read_link(links[i], &facts->links[i]);
    read_link(next, &facts->other);
}

/* The chain, and the key beside it. */
static void read_look(const struct certificate_files *files, const struct read_lists *lists,
                      const struct verify *wanted, struct certificate_facts *facts)
{
    struct err err = { "server.cer is missing" }, above;
    bool there =
        read_load(files->server, "server.cer", lists->server, &err) && sk_X509_num(lists->server);
    X509 *cert = sk_X509_value(lists->server, 0);

    if (cert)
        inventory_read_read_facts(cert, wanted->host ? wanted->host : "", facts);
    bool whole = read_load_above(files, lists, there ? &err : &above);
    if (!there || !whole || !read_judge(files, lists, wanted, facts, &err))
        snprintf(facts->chain, sizeof facts->chain, "%.255s", err.text);
    if (there && files->key.bytes)
        read_key_judge(files->key, cert, &facts->problems);
    utf8_sanitize(facts->chain);
}

void inventory_read(const struct certificate_files *files, const char *fqdn, time_t now,
                    struct certificate_facts *facts)
{
    AUTO_CHAIN STACK_OF(X509) *server = must(sk_X509_new_null());
    AUTO_CHAIN STACK_OF(X509) *issuing = must(sk_X509_new_null());
    AUTO_CHAIN STACK_OF(X509) *root = must(sk_X509_new_null());
    const struct read_lists lists = { server, issuing, root };
    char host[256];

    crypto_start();
    *facts = (struct certificate_facts){ 0 };
    if (!host_to_ascii(fqdn, host, sizeof host, NULL))
        snprintf(host, sizeof host, "%s", fqdn);
    const struct verify wanted = { .host = *fqdn ? host : NULL, .now = now };
    read_look(files, &lists, &wanted, facts);
    read_links(files, &lists, facts);
    ERR_clear_error();
}
