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

/* Nothing is added if there is no such file. */
static bool read_load(struct span file, const char *name, STACK_OF(X509) * list, struct err *err)
{
    return !file.bytes || verify_load_all(file.bytes, file.size, list, err) ||
           fail_in(err, "%s", name);
}

/* Each certificate once more among what is examined. */
static void lend(struct taken *taken, STACK_OF(X509) * list, const char *file)
{
    for (int i = 0; i < sk_X509_num(list) && taken->cert_count < EXAMINE_CHAIN; i++)
        taken->certs[taken->cert_count++] =
            (struct taken_cert){ .cert = sk_X509_value(list, i), .file = file, .ordered = true };
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
static bool read_judge(const struct certificate_files *files, STACK_OF(X509) * server,
                       const struct verify *wanted, struct certificate_facts *facts,
                       struct err *err)
{
    AUTO_CHAIN STACK_OF(X509) *issuing = must(sk_X509_new_null());
    AUTO_CHAIN STACK_OF(X509) *root = must(sk_X509_new_null());
    STACK_OF(X509) *between = must(sk_X509_dup(server));
    struct verify verify = *wanted;
    int given = sk_X509_num(server);

    bool ok = read_load(files->issuing, "ca-myq.crt", issuing, err) &&
              read_load(files->root, "ca-root.crt", root, err);
    for (int i = 0; i < sk_X509_num(issuing); i++)
        must(sk_X509_push(between, sk_X509_value(issuing, i)) ? between : NULL);
    verify.cert = sk_X509_value(server, 0);
    verify.between = between;
    verify.root = sk_X509_num(root) ? sk_X509_value(root, 0)
                  : given > 1       ? sk_X509_value(server, given - 1)
                                    : NULL;
    if (ok && !verify.root)
        ok = fail(err, "ca-root.crt is missing, so nothing can be verified");
    bool read = ok;
    bool own =
        read && sk_X509_num(issuing) && X509_cmp(sk_X509_value(issuing, 0), verify.root) == 0;
    verify.lenient = !own;
    ok = ok && verify_chain(&verify, err);
    sk_X509_shift(between); /* the server's own */
    if (read && (!ok || !own))
        examine_read(&verify, files, root, &facts->problems);
    sk_X509_free(between);
    return ok;
}

static void read_link(struct span file, struct certificate_link *link)
{
    AUTO_X509 X509 *cert = file.bytes ? verify_load(file.bytes, file.size, NULL) : NULL;

    if (!cert)
        return;
    link->present = true;
    link->not_before = ossl_time(X509_get0_notBefore(cert));
    link->not_after = ossl_time(X509_get0_notAfter(cert));
    show_name(X509_get_subject_name(cert), link->subject, sizeof link->subject);
}

/* The built-in CA signs as its own root: one link, that lies in two files. */
static bool read_is_own_root(const struct certificate_files *files)
{
    return files->root.size && files->issuing.size == files->root.size &&
           memcmp(files->issuing.bytes, files->root.bytes, files->root.size) == 0;
}

void inventory_read(const struct certificate_files *files, const char *fqdn, time_t now,
                    struct certificate_facts *facts)
{
    struct err err = { "server.cer is missing" };
    char host[256];

    crypto_start();
    *facts = (struct certificate_facts){ 0 };
    AUTO_CHAIN STACK_OF(X509) *server = must(sk_X509_new_null());
    bool there = read_load(files->server, "server.cer", server, &err) && sk_X509_num(server);
    if (!host_to_ascii(fqdn, host, sizeof host, NULL))
        snprintf(host, sizeof host, "%s", fqdn);
    if (sk_X509_num(server))
        inventory_read_read_facts(sk_X509_value(server, 0), host, facts);
    const struct verify wanted = { .host = *fqdn ? host : NULL, .now = now };
    if (!there || !read_judge(files, server, &wanted, facts, &err))
        snprintf(facts->chain, sizeof facts->chain, "%.255s", err.text);
    if (there && files->key.bytes)
        read_key_judge(files->key, sk_X509_value(server, 0), &facts->problems);
    utf8_sanitize(facts->chain);
    const struct span links[CERTIFICATE_LINKS] = {
        files->server, read_is_own_root(files) ? (struct span){ 0 } : files->issuing, files->root
    };
    for (size_t i = 0; i < CERTIFICATE_LINKS; i++)
        read_link(links[i], &facts->links[i]);
    read_link(files->other, &facts->other);
    ERR_clear_error();
}
