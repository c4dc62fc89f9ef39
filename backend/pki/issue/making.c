#include "backend/pki/issue/making.h"

#include <openssl/err.h>
#include <string.h>
#include <time.h>

#include "backend/base/mem.h"
#include "backend/pki/issue/register.h"
#include "backend/pki/name.h"
#include "backend/secret/crypto.h"

static bool making_start(struct making *making, size_t size, struct err *err)
{
    struct span index;

    if (!certificate_job_open(making->job, size, &index, &making->input))
        return fail(err, "the job is not one of certificates");
    return issued_read(&making->issued, index.bytes, index.size, err);
}

int making_run(const void *job, size_t size, int out, making_step *step)
{
    struct making making = { .job = job, .out = out };
    struct err err = { "" };

    crypto_start();
    bool ok = making_start(&making, size, &err) && step(&making, &err);
    set_free(&making.set);
    issued_free(&making.issued);
    if (!ok)
        worker_report(out, "fail %s", err.text);
    return ok ? 0 : 1;
}

/* ------------------------------------------------ the server */

static const struct key_type *wanted_key(const struct certificate_job *job, struct err *err)
{
    const struct key_type *type = key_type_find(job->key_type);

    if (!type)
        fail(err, "\"%s\" is not a kind of key", job->key_type);
    return type;
}

/* False without err if it is not of the kind that is wanted. */
static bool making_open_key(struct making *making, const struct key_type *type, struct err *err)
{
    const struct certificate_job *job = making->job;
    char shown[32];

    worker_report(making->out, "step Opening the key of the server");
    making->set.key =
        key_read(job->server_key, strnlen(job->server_key, sizeof job->server_key), NULL, err);
    if (!making->set.key)
        return fail_in(err, "server.key");
    key_shown(making->set.key, shown);
    if (strcmp(shown, type->shown) == 0)
        return true;
    EVP_PKEY_free(making->set.key);
    making->set.key = NULL;
    return false;
}

bool making_find_key(struct making *making, struct err *err)
{
    const struct key_type *type = wanted_key(making->job, err);

    if (!type)
        return false;
    if (*making->job->server_key) {
        struct err why = { "" };
        if (making_open_key(making, type, &why))
            return true;
        if (*why.text)
            return fail(err, "%s", why.text);
    }
    worker_report(making->out, "step Making the key of the server (%s)", type->shown);
    making->set.key = key_new(type, err);
    return making->set.key;
}

X509_NAME *making_subject(const struct certificate_job *job, struct err *err)
{
    return name_subject(job->organization, job->fqdn, err);
}

bool making_issue_server(struct making *making, bool trial, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct set *set = &making->set;
    AUTO_NAME X509_NAME *subject = making_subject(job, err);
    AUTO_NAMES GENERAL_NAMES *names = name_alternatives(job->fqdn, job->aliases, err);

    if (!subject || !names)
        return false;
    const struct issue_order order = { .kind = KIND_SERVER,
                                       .key = set->key,
                                       .subject = subject,
                                       .names = names,
                                       .crl_url = job->crl_url,
                                       .now = job->now,
                                       .days = job->server_days,
                                       .trial = trial };
    X509_free(set->cert);
    set->cert = issue(&order, set->ca, set->ca_key, err);
    if (set->cert && !trial)
        register_add(&making->issued, "server", set->cert, set->ca, NULL);
    return set->cert;
}

/* ------------------------------------------------ handing over */

bool making_send(const struct making *making, const char *name, BIO *bytes, struct err *err)
{
    size_t size = 0;
    const void *text = bytes ? ossl_bytes(bytes, &size) : "";

    return worker_send(making->out, name, text, size) ||
           fail(err, "%s cannot be handed over", name);
}

/* What the root beside the CA has signed is still accepted by who trusts it. */
static bool making_other_list(struct making *making, BIO *list, struct err *err)
{
    const struct set *set = &making->set;

    return !set->other_key || register_write_list(list, &making->issued, set->other, set->other_key,
                                                  making->job->now, err);
}

static bool send_list(struct making *making, struct err *err)
{
    struct set *set = &making->set;
    AUTO_BIO BIO *list = must(BIO_new(BIO_s_mem()));

    /* A CA that may not sign lists was told so when its certificate came. */
    if (!set->ca_key || !register_wants_list(&making->issued, making->job->crl_url) ||
        !(X509_get_key_usage(set->ca) & KU_CRL_SIGN))
        return true;
    register_next_list(&making->issued, making->job->now);
    return register_write_list(list, &making->issued, set->ca, set->ca_key, making->job->now,
                               err) &&
           making_other_list(making, list, err) && making_send(making, "ca-myq.crl", list, err);
}

bool making_send_index(struct making *making, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    issued_forget(&making->issued, making->job->now);
    if (!send_list(making, err))
        return false;
    issued_print(&making->issued, &text);
    if (text.size > ISSUED_MAX)
        return fail(err, "the index of certificates is full (%d bytes)", ISSUED_MAX);
    return worker_send(making->out, ISSUED_FILE, text.text, text.size) ||
           fail(err, "%s cannot be handed over", ISSUED_FILE);
}

bool making_seal_request(const struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    const char *was = *job->ca_key_password_was ? job->ca_key_password_was : job->ca_key_password;
    AUTO_KEY EVP_PKEY *key = key_read(job->new_key, strlen(job->new_key), was, err);
    AUTO_BIO BIO *out = must(BIO_new(BIO_s_mem()));

    const struct stretched with = { job->ca_key_password, job->ca_key_steps };
    if (!key)
        return fail_in(err, "ca-myq-new.key");
    return key_write(out, key, &with, err) && making_send(making, "ca-myq-new.key", out, err);
}

bool making_write(struct making *making, struct err *err)
{
    struct set *set = &making->set;

    worker_report(making->out, "step Writing the files");
    if (!set_write(set, making->job, err))
        return false;
    worker_report(making->out, "step Reading everything back and verifying it");
    return set_check(set, making->job, err) && set_send(set, making->out, err);
}

bool making_finish(struct making *making, struct err *err)
{
    return making_write(making, err) && making_send_index(making, err);
}
