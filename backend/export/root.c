#include "backend/export/root.h"

#include "backend/base/base64.h"
#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "backend/certificates/certify.h"
#include "backend/secret/crypto.h"

static bool root_published(const struct which_root *root, enum publish_form form, struct buf *out,
                           struct err *err)
{
    struct err why;

    return certify_publish(root->store, form, root->other, out, &why) ||
           fail(err, "there is no root certificate to give away: %s", why.text);
}

static bool der(const struct which_root *root, struct buf *out, struct err *err)
{
    return root_published(root, PUBLISH_DER, out, err);
}

bool root_base64(const struct which_root *root, struct buf *out, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };

    if (!der(root, &bytes, err))
        return false;
    base64_add(out, bytes.text, bytes.size);
    return true;
}

static void hex(const unsigned char *bytes, size_t size, struct buf *out)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < size; i++)
        wiped_add(out, (const char[]){ digits[bytes[i] >> 4], digits[bytes[i] & 15] }, 2);
}

bool root_sha256(const struct which_root *root, struct buf *out, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };
    unsigned char digest[SHA256_SIZE];

    if (!der(root, &bytes, err))
        return false;
    crypto_sha256(bytes.text, bytes.size, digest);
    hex(digest, sizeof digest, out);
    return true;
}

bool root_stem(const struct which_root *root, const char *fqdn, struct buf *out, struct err *err)
{
    enum { NAME_MAX_BYTES = 200, KEY_DIGITS = 8 }; /* a file's name has 255 bytes at most */
    AUTO_BUF struct buf key = { 0 };
    AUTO_FREE char *stem = NULL;

    if (!root_published(root, PUBLISH_KEY, &key, err))
        return false;
    stem = format("printseal-%.*s-%.*s", NAME_MAX_BYTES, fqdn, KEY_DIGITS, key.text);
    wiped_text(out, stem);
    return true;
}

bool root_uuid(const struct which_root *root, const char *purpose, struct buf *out, struct err *err)
{
    static const unsigned char parts[] = { 4, 2, 2, 2, 6 };
    AUTO_BUF struct buf bytes = { 0 };
    unsigned char digest[SHA256_SIZE];

    if (!der(root, &bytes, err))
        return false;
    buf_print(&bytes, "printseal %s", purpose);
    crypto_sha256(bytes.text, bytes.size, digest);
    digest[6] = (unsigned char)((digest[6] & 0x0F) | 0x80);
    digest[8] = (unsigned char)((digest[8] & 0x3F) | 0x80);
    for (size_t i = 0, at = 0; i < sizeof parts; at += parts[i++]) {
        wiped_text(out, i ? "-" : "");
        hex(digest + at, parts[i], out);
    }
    return true;
}
