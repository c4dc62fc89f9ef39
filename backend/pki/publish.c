#include "backend/pki/publish.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>

#include "backend/pki/ossl.h"
#include "backend/pki/verify.h"
#include "backend/secret/crypto.h"

static bool add(STACK_OF(X509) * list, struct span file, const char *name, struct err *err)
{
    X509 *cert = file.bytes ? verify_load(file.bytes, file.size, err) : NULL;

    if (!file.bytes)
        return fail(err, "%s is missing", name);
    if (!cert)
        return fail_in(err, "%s", name);
    must(sk_X509_push(list, cert) ? cert : NULL);
    return true;
}

/* An authority that is its own root is told once. */
static bool add_issuing(STACK_OF(X509) * list, const struct certificate_files *files,
                        struct err *err)
{
    AUTO_CHAIN STACK_OF(X509) *both = must(sk_X509_new_null());

    if (!add(both, files->root, "ca-root.crt", err) ||
        !add(both, files->issuing, "ca-myq.crt", err))
        return false;
    if (X509_cmp(sk_X509_value(both, 0), sk_X509_value(both, 1)) != 0)
        must(sk_X509_push(list, sk_X509_value(both, 1)) ? sk_X509_pop(both) : NULL);
    return true;
}

static bool write_p7b(BIO *out, STACK_OF(X509) * list)
{
    PKCS7 *bag = must(PKCS7_new());
    bool ok = PKCS7_set_type(bag, NID_pkcs7_signed) && PKCS7_content_new(bag, NID_pkcs7_data) &&
              PKCS7_set_detached(bag, 1);

    for (int i = 0; ok && i < sk_X509_num(list); i++)
        ok = PKCS7_add_certificate(bag, sk_X509_value(list, i)) == 1;
    ok = ok && i2d_PKCS7_bio(out, bag);
    PKCS7_free(bag);
    return ok;
}

static bool write_list(BIO *out, STACK_OF(X509) * list, enum publish_form form)
{
    bool ok = true;

    if (form == PUBLISH_P7B)
        return write_p7b(out, list);
    if (form == PUBLISH_DER)
        return i2d_X509_bio(out, sk_X509_value(list, 0));
    for (int i = 0; ok && i < sk_X509_num(list); i++)
        ok = PEM_write_bio_X509(out, sk_X509_value(list, i));
    return ok;
}

bool certificate_publish(const struct certificate_files *files, enum publish_form form,
                         struct buf *out, struct err *err)
{
    crypto_start();
    AUTO_CHAIN STACK_OF(X509) *list = must(sk_X509_new_null());
    AUTO_BIO BIO *written = must(BIO_new(BIO_s_mem()));
    bool chain = form == PUBLISH_CHAIN, whole = chain || form == PUBLISH_P7B;
    size_t size;

    ERR_clear_error();
    if (!(chain ? add(list, files->server, "server.cer", err)
                : add(list, files->root, "ca-root.crt", err)) ||
        (whole && !add_issuing(list, files, err)))
        return false;
    if (!write_list(written, list, form))
        return fail_ssl(err, "cannot write the certificates");
    const char *bytes = ossl_bytes(written, &size);
    buf_add(out, bytes, size);
    return true;
}
