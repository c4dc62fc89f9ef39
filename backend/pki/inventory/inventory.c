#include "backend/pki/inventory/inventory.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/pki/examine/certificate_job.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/issue/issue.h"
#include "backend/pki/issue/issued.h"
#include "backend/pki/issue/register.h"
#include "backend/pki/key.h"
#include "backend/pki/show.h"
#include "backend/secret/crypto.h"

/* One file while it is looked at. */
struct looking {
    struct inventory_file *file;
    struct taken taken;
    EVP_PKEY *key; /* the private one, or the public one of a request */
};

static bool inventory_ends(const char *name, const char *with)
{
    size_t size = strlen(name), end = strlen(with);

    return size >= end && strcmp(name + size - end, with) == 0;
}

/* ------------------------------------------------ each kind */

static void put_cert(struct inventory_file *file, X509 *cert)
{
    show_name(X509_get_subject_name(cert), file->subject, sizeof file->subject);
    show_name(X509_get_issuer_name(cert), file->issuer, sizeof file->issuer);
    show_alternatives(cert, file->names, sizeof file->names);
    show_fingerprint(cert, file->fingerprint);
    register_serial(cert, file->serial);
    file->from = ossl_time(X509_get0_notBefore(cert));
    file->until = ossl_time(X509_get0_notAfter(cert));
    if (X509_get0_pubkey(cert))
        key_shown(X509_get0_pubkey(cert), file->key);
}

/* The certificate that a key fits stands first; a PFX has no order. */
static X509 *first_of(const struct looking *looking)
{
    for (size_t i = 0; looking->key && i < looking->taken.cert_count; i++)
        if (X509_check_private_key(looking->taken.certs[i].cert, looking->key) == 1)
            return looking->taken.certs[i].cert;
    ERR_clear_error();
    return looking->taken.cert_count ? looking->taken.certs[0].cert : NULL;
}

static void put_taken(struct looking *looking)
{
    struct inventory_file *file = looking->file;
    bool pfx = inventory_ends(file->name, ".pfx");

    looking->key = looking->taken.key_count ? looking->taken.keys[0].key : NULL;
    X509 *first = first_of(looking);
    if (first) {
        put_cert(file, first);
        file->more = looking->taken.cert_count - 1;
    }
    if (looking->key)
        key_shown(looking->key, file->key);
    file->kind = pfx && looking->key ? INVENTORY_PFX
                 : looking->key      ? INVENTORY_KEY
                 : first             ? INVENTORY_CERTIFICATE
                                     : INVENTORY_UNREADABLE;
}

static void put_request(struct looking *looking, BIO *in)
{
    struct inventory_file *file = looking->file;
    X509_REQ *request = PEM_read_bio_X509_REQ(in, NULL, NULL, NULL);

    if (!request)
        return;
    file->kind = INVENTORY_REQUEST;
    show_name(X509_REQ_get_subject_name(request), file->subject, sizeof file->subject);
    looking->key = X509_REQ_get_pubkey(request);
    if (looking->key)
        key_shown(looking->key, file->key);
    EVP_PKEY_free(looking->key);
    looking->key = NULL;
    X509_REQ_free(request);
}

static void put_one_list(struct inventory_file *file, X509_CRL *list)
{
    const STACK_OF(X509_REVOKED) *revoked = X509_CRL_get_REVOKED(list);

    file->kind = INVENTORY_LIST;
    show_name(X509_CRL_get_issuer(list), file->issuer, sizeof file->issuer);
    file->from = ossl_time(X509_CRL_get0_lastUpdate(list));
    if (X509_CRL_get0_nextUpdate(list))
        file->until = ossl_time(X509_CRL_get0_nextUpdate(list));
    file->more += revoked ? (size_t)sk_X509_REVOKED_num(revoked) : 0;
}

/* The CA's, and while one root follows another that of the other, written with it. */
static void put_list(struct inventory_file *file, BIO *in)
{
    X509_CRL *list;

    while ((list = PEM_read_bio_X509_CRL(in, NULL, NULL, NULL))) {
        put_one_list(file, list);
        X509_CRL_free(list);
    }
}

/* ------------------------------------------------ a file */

static const char *password_for(const struct certificate_job *job, const char *name)
{
    const char *password = inventory_ends(name, ".pfx")   ? job->pfx_password
                           : inventory_ends(name, ".key") ? job->ca_key_password
                                                          : "";

    return *password ? password : NULL;
}

static void inventory_take(struct looking *looking, const struct certificate_job *job,
                           const struct take_source *source)
{
    struct problems problems = { 0 };
    struct variant variant;

    variant_fill(&variant, password_for(job, source->name));
    take_file(&looking->taken, source, &variant, &problems);
    wipe(&variant, sizeof variant);
    looking->file->sealed = memmem(source->bytes, source->size, "ENCRYPTED", 9) != NULL;
    put_taken(looking);
}

static void inventory_look(struct looking *looking, const struct certificate_job *job,
                           const struct take_source *source)
{
    AUTO_BIO BIO *in = ossl_reader(source->bytes, source->size);

    looking->file->kind = INVENTORY_UNREADABLE;
    snprintf(looking->file->name, sizeof looking->file->name, "%s", source->name);
    if (strcmp(source->name, ISSUED_FILE) == 0)
        looking->file->kind = INVENTORY_INDEX;
    else if (inventory_ends(source->name, ".csr"))
        put_request(looking, in);
    else if (inventory_ends(source->name, ".crl"))
        put_list(looking->file, in);
    else
        inventory_take(looking, job, source);
    ERR_clear_error();
}

/* ------------------------------------------------ what belongs together */

static struct looking *inventory_find(struct looking *all, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].file->name, name) == 0)
            return &all[i];
    return NULL;
}

/* server.key and server.pfx belong to server.cer. */
static void inventory_match(struct looking *all, size_t count, struct looking *looking)
{
    size_t stem = strcspn(looking->file->name, ".");

    for (size_t i = 0; looking->key && i < count; i++) {
        struct looking *other = &all[i];

        if (strncmp(other->file->name, looking->file->name, stem + 1) == 0 &&
            other->file->kind == INVENTORY_CERTIFICATE &&
            X509_check_private_key(other->taken.certs[0].cert, looking->key) == 1)
            snprintf(looking->file->belongs, sizeof looking->file->belongs, "%s",
                     other->file->name);
    }
    ERR_clear_error();
}

static void inventory_add(struct taken *to, const struct looking *from)
{
    for (size_t i = 0; from && i < from->taken.cert_count && to->cert_count < TAKE_CERTS; i++)
        to->certs[to->cert_count++] = from->taken.certs[i];
    for (size_t i = 0; from && i < from->taken.key_count && to->key_count < TAKE_KEYS; i++)
        to->keys[to->key_count++] = from->taken.keys[i];
}

/* What the taken lists hold stays with the files. */
static void examine_served(const struct examine_job *job, struct looking *all, size_t count,
                           struct examination *served)
{
    static const char *const roots[] = { "ca-root.crt", "ca-next.crt", "ca-old.crt" };
    struct taken *given = must(calloc(2, sizeof *given)), *trusted = given + 1;
    struct chain chain;

    inventory_add(given, inventory_find(all, count, "server.cer"));
    inventory_add(given, inventory_find(all, count, "server.key"));
    if (given->cert_count) {
        struct looking *own_ca = inventory_find(all, count, "ca-myq.crt");
        for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
            inventory_add(trusted, inventory_find(all, count, roots[i]));
        if (own_ca && own_ca->file->kind == INVENTORY_CERTIFICATE)
            inventory_add(given, own_ca);
        examine_taken(job, given, trusted, served, &chain);
    }
    free(given);
}

static void look_at_all(const struct certificate_job *job, const struct examine_job *input,
                        struct looking *all, struct inventory *inventory)
{
    for (size_t i = 0; i < input->count && i < INVENTORY_FILES; i++) {
        const struct examine_file *file = &input->files[i];
        const struct take_source source = { .name = file->name,
                                            .bytes = (const unsigned char *)input + file->at,
                                            .size = file->size };

        all[i].file = &inventory->files[inventory->count++];
        inventory_look(&all[i], job, &source);
    }
    for (size_t i = 0; i < inventory->count; i++)
        inventory_match(all, inventory->count, &all[i]);
    examine_served(input, all, inventory->count, &inventory->served);
}

int inventory_work(const void *job, size_t size, int out)
{
    struct inventory *inventory = must(calloc(1, sizeof *inventory));
    struct looking *all = must(calloc(INVENTORY_FILES, sizeof *all));
    const struct examine_job *input;
    struct span index;

    crypto_start();
    bool ok = certificate_job_open(job, size, &index, &input) && input;
    if (ok)
        look_at_all(job, input, all, inventory);
    ok = ok && worker_send(out, "inventory", inventory, sizeof *inventory);
    for (size_t i = 0; i < INVENTORY_FILES; i++)
        take_free(&all[i].taken);
    free(all);
    free(inventory);
    return ok ? 0 : 1;
}
