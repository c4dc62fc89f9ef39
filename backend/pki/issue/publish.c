#include "backend/pki/issue/publish.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>

#include "backend/base/language.h"
#include "backend/pki/ossl.h"
#include "backend/pki/verify.h"
#include "backend/secret/crypto.h"

static bool publish_load(STACK_OF(X509) * list, struct span file, const char *name, struct err *err)
{
    if (!file.bytes)
        return fail(err, "%s is missing", name);
    return verify_load_all(file.bytes, file.size, list, err) || fail_in(err, "%s", name);
}

static bool publish_has(const STACK_OF(X509) * list, const X509 *cert)
{
    for (int i = 0; i < sk_X509_num(list); i++)
        if (X509_cmp(sk_X509_value(list, i), cert) == 0)
            return true;
    return false;
}

/* Each once: a CA that is its own root is told once. */
static void publish_add(STACK_OF(X509) * list, STACK_OF(X509) * more, int from,
                        const STACK_OF(X509) * not )
{
    for (int i = from; i < sk_X509_num(more); i++) {
        X509 *cert = sk_X509_value(more, i);

        if (publish_has(list, cert) || publish_has(not, cert))
            continue;
        X509_up_ref(cert);
        must(sk_X509_push(list, cert) ? cert : NULL);
    }
}

static bool publish_is_of_one(enum publish_form form)
{
    return form == PUBLISH_ROOT || form == PUBLISH_DER || form == PUBLISH_KEY;
}

/* The root in force, behind it the one beside it; a form of one root is of the first. */
static bool publish_roots(STACK_OF(X509) * list, const struct certificate_files *files,
                          enum publish_form form, bool other, struct err *err)
{
    AUTO_CHAIN STACK_OF(X509) *roots = must(sk_X509_new_null());
    bool both = !publish_is_of_one(form) && files->other.bytes;

    if (!other && !publish_load(roots, files->root, "ca-root.crt", err))
        return false;
    if ((other || both) && !publish_load(roots, files->other, tr("the other root"), err))
        return false;
    publish_add(list, roots, 0, list);
    return true;
}

/* What is between comes from the CA's file, if there is one, and from the server's; there is
 * nothing between while an own root is followed by another. */
static bool publish_gather(STACK_OF(X509) * list, const struct certificate_files *files,
                           enum publish_form form, bool other, struct err *err)
{
    AUTO_CHAIN STACK_OF(X509) *server = must(sk_X509_new_null());
    AUTO_CHAIN STACK_OF(X509) *issuing = must(sk_X509_new_null());
    AUTO_CHAIN STACK_OF(X509) *root = must(sk_X509_new_null());
    bool chain = form == PUBLISH_CHAIN;

    if (files->root.bytes && !publish_load(root, files->root, "ca-root.crt", err))
        return false;
    if (!chain && !publish_roots(list, files, form, other, err))
        return false;
    if (!chain && (form != PUBLISH_P7B || files->other.bytes))
        return true;
    if (!publish_load(server, files->server, "server.cer", err) ||
        (files->issuing.bytes && !publish_load(issuing, files->issuing, "ca-myq.crt", err)))
        return false;
    publish_add(list, server, !chain, root);
    publish_add(list, issuing, 0, root);
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

static bool publish_key(BIO *out, const X509 *root)
{
    unsigned char *bytes = NULL;
    char digest[SHA256_TEXT];
    int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(root), &bytes);
    bool ok = size > 0;

    if (ok)
        crypto_sha256_text(bytes, (size_t)size, digest);
    OPENSSL_free(bytes);
    return ok && BIO_puts(out, digest) == SHA256_TEXT - 1;
}

static bool write_list(BIO *out, STACK_OF(X509) * list, enum publish_form form)
{
    bool ok = true;

    if (form == PUBLISH_P7B)
        return write_p7b(out, list);
    if (form == PUBLISH_KEY)
        return publish_key(out, sk_X509_value(list, 0));
    if (form == PUBLISH_DER)
        return i2d_X509_bio(out, sk_X509_value(list, 0));
    for (int i = 0; ok && i < sk_X509_num(list); i++)
        ok = PEM_write_bio_X509(out, sk_X509_value(list, i));
    return ok;
}

bool issue_publish(const struct certificate_files *files, enum publish_form form, bool other,
                   struct buf *out, struct err *err)
{
    crypto_start();
    AUTO_CHAIN STACK_OF(X509) *list = must(sk_X509_new_null());
    AUTO_BIO BIO *written = must(BIO_new(BIO_s_mem()));
    size_t size;

    ERR_clear_error();
    if (!publish_gather(list, files, form, other, err))
        return false;
    if (!write_list(written, list, form))
        return ossl_fail(err, "cannot write the certificates");
    const char *bytes = ossl_bytes(written, &size);
    buf_add(out, bytes, size);
    return true;
}

bool issue_der(struct span pem, struct buf *out, struct err *err)
{
    char *name = NULL, *header = NULL;
    unsigned char *bytes = NULL;
    long size = 0;

    crypto_start();
    AUTO_BIO BIO *in = ossl_reader(pem.bytes, pem.size);
    ERR_clear_error();
    bool ok = PEM_read_bio(in, &name, &header, &bytes, &size) == 1;
    if (ok)
        buf_add(out, (const char *)bytes, (size_t)size);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(bytes);
    return ok || ossl_fail(err, "cannot be read as PEM");
}
