#include "backend/pki/issue/request.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "backend/base/mem.h"
#include "backend/pki/issue/making.h"
#include "backend/pki/name.h"

/* What is asked for; the CA decides. RFC 5280 4.2.1.3 and .9: a CA below must not
 * have CAs of its own. Without a key identifier: certtool cannot sign a request that has
 * one. */
struct request_wish {
    int nid;
    const char *value;
    const char *rsa; /* instead of value for an RSA key; NULL: the same */
};

static const struct request_wish of_ca[] = {
    { .nid = NID_basic_constraints, .value = "critical,CA:TRUE,pathlen:0" },
    { .nid = NID_key_usage, .value = "critical,keyCertSign,cRLSign" },
    { .nid = NID_undef },
};

static const struct request_wish of_server[] = {
    { .nid = NID_key_usage,
      .value = "critical,digitalSignature",
      .rsa = "critical,digitalSignature,keyEncipherment" },
    { .nid = NID_ext_key_usage, .value = "serverAuth" },
    { .nid = NID_undef },
};

typedef STACK_OF(X509_EXTENSION) wishes;

static bool request_add(wishes *list, X509_EXTENSION *wish)
{
    if (wish && sk_X509_EXTENSION_push(list, wish) > 0)
        return true;
    X509_EXTENSION_free(wish);
    return false;
}

static bool request_add_rows(wishes *list, X509_REQ *request, const struct request_wish *row,
                             bool rsa)
{
    X509V3_CTX context;
    bool ok = true;

    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, NULL, NULL, request, NULL, 0);
    for (; ok && row->nid != NID_undef; row++)
        ok = request_add(list, X509V3_EXT_conf_nid(NULL, &context, row->nid,
                                                   rsa && row->rsa ? row->rsa : row->value));
    return ok;
}

/* Built as structures, never from text: see name.h. */
static bool request_add_names(wishes *list, const X509_NAME *subject,
                              const struct certificate_job *job, struct err *err)
{
    AUTO_LIMITS NAME_CONSTRAINTS *limits = name_limits(job->name_constraints);

    if (job->own_ca)
        return !limits || request_add(list, X509V3_EXT_i2d(NID_name_constraints, 1, limits));
    AUTO_NAMES GENERAL_NAMES *names = name_alternatives(job->fqdn, job->aliases, err);
    int critical = X509_NAME_entry_count(subject) == 0; /* RFC 5280, 4.2.1.6 */
    return names && request_add(list, X509V3_EXT_i2d(NID_subject_alt_name, critical, names));
}

static bool request_fill(X509_REQ *request, EVP_PKEY *key, const struct certificate_job *job,
                         struct err *err)
{
    AUTO_NAME X509_NAME *subject =
        job->own_ca ? own_ca_request(job, err) : making_subject(job, err);
    wishes *list = must(sk_X509_EXTENSION_new_null());
    bool ok = subject && X509_REQ_set_version(request, X509_REQ_VERSION_1) &&
              X509_REQ_set_subject_name(request, subject) && X509_REQ_set_pubkey(request, key) &&
              request_add_rows(list, request, job->own_ca ? of_ca : of_server,
                               EVP_PKEY_is_a(key, "RSA")) &&
              request_add_names(list, subject, job, err) && X509_REQ_add_extensions(request, list);

    sk_X509_EXTENSION_pop_free(list, X509_EXTENSION_free);
    return ok;
}

bool request_write(BIO *out, EVP_PKEY *key, const struct certificate_job *job, struct err *err)
{
    X509_REQ *request = must(X509_REQ_new());

    ERR_clear_error();
    fail(err, "cannot write the request");
    bool ok = request_fill(request, key, job, err) &&
              X509_REQ_sign(request, key, key_digest(key)) && X509_REQ_verify(request, key) == 1 &&
              PEM_write_bio_X509_REQ(out, request);
    X509_REQ_free(request);
    ERR_clear_error();
    return ok;
}

/* ------------------------------------------------ the work */

static bool request_ask(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    AUTO_BIO BIO *key = must(BIO_new(BIO_s_mem())), *request = must(BIO_new(BIO_s_mem()));
    bool own_ca = job->own_ca;
    const struct stretched with = { job->ca_key_password, job->ca_key_steps };
    struct set *set = &making->set;

    if (own_ca ? !(set->key = own_ca_request_key(job, making->out, err))
               : !making_find_key(making, err))
        return false;
    worker_report(making->out, "step Writing the request");
    return key_write(key, set->key, own_ca ? &with : NULL, err) &&
           request_write(request, set->key, job, err) &&
           making_send(making, own_ca ? "ca-myq-new.key" : "server-new.key", key, err) &&
           making_send(making, own_ca ? "ca-myq-new.csr" : "server-new.csr", request, err);
}

int issue_request(const void *job, size_t size, int out)
{
    return making_run(job, size, out, request_ask);
}
