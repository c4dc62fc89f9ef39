/* examine_pfx_test.c - PFX files as every program writes them, and every way in which one does not
 * open: each is told by its own cause. What is expected follows from how the file was made. */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include "backend/base/mem.h"
#include "backend/pki/ossl.h"
#include "tests/examined.h"
#include "tests/minted.h"

/* ------------------------------------------------ what is combined */

enum pbe { PBE_RC2, PBE_3DES, PBE_SHA1, PBE_SHA256, PBE_SHA512, PBE_SCRYPT, PBE_NONE, PBES };

static const struct {
    const char *name;
    int nid; /* of an old method, else of the pseudo-random function of PBES2 */
} pbes[] = {
    [PBE_RC2] = { "RC2-40", NID_pbe_WithSHA1And40BitRC2_CBC },
    [PBE_3DES] = { "3DES", NID_pbe_WithSHA1And3_Key_TripleDES_CBC },
    [PBE_SHA1] = { "AES, SHA-1", NID_hmacWithSHA1 },
    [PBE_SHA256] = { "AES, SHA-256", NID_hmacWithSHA256 },
    [PBE_SHA512] = { "AES, SHA-512", NID_hmacWithSHA512 },
    [PBE_SCRYPT] = { "AES, scrypt", NID_undef },
    [PBE_NONE] = { "in clear", NID_undef },
};

enum mac { MAC_NONE, MAC_SHA1, MAC_SHA256, MAC_PBMAC1, MACS };

static const char *const macs[] = { "no MAC", "MAC SHA-1", "MAC SHA-256", "PBMAC1" };

/* "Grüße24" as others write it: bytes that the making program takes for the password. */
enum form {
    FORM_TYPED,
    FORM_NFD,
    FORM_LATIN1,
    FORM_UTF16LE,
    FORM_UTF16BE,
    FORM_OPENSSL10,
    FORM_EMPTY,
    FORM_NULL,
    FORMS
};

static const struct {
    const char *name, *bytes;
    int size;
} forms[] = {
    [FORM_TYPED] = { "NFC",
                     "Gr\xc3\xbc\xc3\x9f"
                     "e24",
                     9 },
    [FORM_NFD] = { "NFD",
                   "Gru\xcc\x88\xc3\x9f"
                   "e24",
                   10 },
    [FORM_LATIN1] = { "Latin-1",
                      "Gr\xfc\xdf"
                      "e24",
                      7 },
    [FORM_UTF16LE] = { "UTF-16LE",
                       "G\0r\0\xfc\0\xdf\0e\0"
                       "2\0"
                       "4\0",
                       14 },
    [FORM_UTF16BE] = { "UTF-16BE",
                       "\0G\0r\0\xfc\0\xdf\0e\0"
                       "2\0"
                       "4",
                       14 },
    [FORM_OPENSSL10] = { "OpenSSL 1.0",
                         "Gr\xc3\x83\xc2\xbc\xc3\x83\xc2\x9f"
                         "e24",
                         13 },
    [FORM_EMPTY] = { "empty", "", 0 },
    [FORM_NULL] = { "none", NULL, 0 },
};

enum given { GIVEN_RIGHT, GIVEN_WRONG, GIVEN_NONE, GIVENS };

static const char *const givens[] = { "right", "wrong", "none given" };

enum content {
    CONTENT_WHOLE,
    CONTENT_CLEAR_KEY,
    CONTENT_NO_KEY,
    CONTENT_TWO_KEYS,
    CONTENT_OTHER_KEY,
    CONTENT_CUT,
    CONTENT_TRAILING,
    CONTENT_BER,
    CONTENT_SPOILED, /* its first sealed part */
    CONTENTS
};

static const char *const contents[] = { "whole",    "key in clear",  "no key",
                                        "two keys", "another's key", "truncated",
                                        "trailing", "BER",           "AuthSafe spoiled" };

struct row {
    enum pbe pbe;
    enum mac mac;
    enum form form;
    enum given given;
    enum content content;
};

/* ------------------------------------------------ made once */

static OSSL_LIB_CTX *old; /* with the legacy provider */
static OSSL_PROVIDER *providers[2];
static EVP_PKEY *keys[2];
static X509 *cert;

static int setup(void **state)
{
    (void)state;
    old = OSSL_LIB_CTX_new();
    providers[0] = OSSL_PROVIDER_load(old, "default");
    providers[1] = OSSL_PROVIDER_load(old, "legacy");
    for (size_t i = 0; i < 2; i++)
        keys[i] = EVP_EC_gen("P-256");
    cert = mint(&(struct mint){
        .subject = "a.example.com", .key = keys[0], .from = -1, .until = 300, .plain = true });
    return providers[0] && providers[1] && cert ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    X509_free(cert);
    for (size_t i = 0; i < 2; i++) {
        EVP_PKEY_free(keys[i]);
        OSSL_PROVIDER_unload(providers[i]);
    }
    OSSL_LIB_CTX_free(old);
    return 0;
}

/* ------------------------------------------------ a file */

static X509_ALGOR *algorithm(enum pbe pbe)
{
    static unsigned char salt[] = "saltsalt", iv[] = "0123456789abcdef";

    if (pbe == PBE_SCRYPT)
        return PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt, 8, iv, 16, 8, 1);
    if (pbe == PBE_RC2 || pbe == PBE_3DES)
        return PKCS5_pbe_set(pbes[pbe].nid, 3, salt, 8);
    return PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), 3, salt, 8, iv, pbes[pbe].nid);
}

static PKCS12_SAFEBAG *key_bag(const struct row *row, const EVP_PKEY *key)
{
    PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(key);

    if (row->pbe == PBE_NONE || row->content == CONTENT_CLEAR_KEY)
        return PKCS12_SAFEBAG_create0_p8inf(plain);
    X509_SIG *sealed = PKCS8_set0_pbe_ex(forms[row->form].bytes, forms[row->form].size, plain,
                                         algorithm(row->pbe), old, NULL);
    assert_non_null(sealed);
    PKCS8_PRIV_KEY_INFO_free(plain);
    return PKCS12_SAFEBAG_create0_pkcs8(sealed);
}

static PKCS7 *sealed_safe(const struct row *row, STACK_OF(PKCS12_SAFEBAG) * bags)
{
    PKCS7 *safe = PKCS7_new();

    PKCS7_set_type(safe, NID_pkcs7_encrypted);
    PKCS7_ENC_CONTENT *inner = safe->d.encrypted->enc_data;
    X509_ALGOR_free(inner->algorithm);
    inner->algorithm = algorithm(row->pbe);
    inner->enc_data = PKCS12_item_i2d_encrypt_ex(inner->algorithm, ASN1_ITEM_rptr(PKCS12_SAFEBAGS),
                                                 forms[row->form].bytes, forms[row->form].size,
                                                 bags, 1, old, NULL);
    assert_non_null(inner->enc_data);
    return safe;
}

static STACK_OF(PKCS7) * safes_of(const struct row *row)
{
    STACK_OF(PKCS12_SAFEBAG) *certs = sk_PKCS12_SAFEBAG_new_null(),
                             *bags = sk_PKCS12_SAFEBAG_new_null();
    STACK_OF(PKCS7) *safes = sk_PKCS7_new_null();

    sk_PKCS12_SAFEBAG_push(certs, PKCS12_SAFEBAG_create_cert(cert));
    if (row->content != CONTENT_NO_KEY)
        sk_PKCS12_SAFEBAG_push(bags, key_bag(row, keys[row->content == CONTENT_OTHER_KEY]));
    if (row->content == CONTENT_TWO_KEYS)
        sk_PKCS12_SAFEBAG_push(bags, key_bag(row, keys[1]));
    sk_PKCS7_push(safes,
                  row->pbe == PBE_NONE ? PKCS12_pack_p7data(certs) : sealed_safe(row, certs));
    sk_PKCS7_push(safes, PKCS12_pack_p7data(bags));
    sk_PKCS12_SAFEBAG_pop_free(certs, PKCS12_SAFEBAG_free);
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    return safes;
}

static void add_mac(PKCS12 *file, const struct row *row)
{
    static unsigned char salt[] = "saltsalt";
    const X509_ALGOR *kind;
    X509_ALGOR *changed;

    if (row->mac == MAC_NONE)
        return;
    assert_true(PKCS12_set_mac(file, forms[row->form].bytes, forms[row->form].size, salt, 8, 3,
                               row->mac == MAC_SHA1 ? EVP_sha1() : EVP_sha256()));
    if (row->mac != MAC_PBMAC1)
        return;
    PKCS12_get0_mac(NULL, &kind, NULL, NULL, file);
    memcpy(&changed, &kind, sizeof changed);
    X509_ALGOR_set0(changed, OBJ_nid2obj(NID_pbmac1), V_ASN1_NULL, NULL);
}

static struct buf written(const struct row *row)
{
    STACK_OF(PKCS7) *safes = safes_of(row);
    PKCS12 *file = PKCS12_add_safes(safes, 0);
    unsigned char *der = NULL;
    struct buf out = { 0 };

    add_mac(file, row);
    int size = i2d_PKCS12(file, &der);
    assert_true(size > 0);
    buf_add(&out, (char *)der, (size_t)size);
    OPENSSL_free(der);
    PKCS12_free(file);
    sk_PKCS7_pop_free(safes, PKCS7_free);
    return out;
}

/* ------------------------------------------------ what happens to it */

/* One element; what is behind its header is at *inside. */
static size_t element(const char *at, const char *end, const char **inside)
{
    const unsigned char *from = (const unsigned char *)at;
    long length;
    int tag, class;

    assert_false(ASN1_get_object(&from, &length, &tag, &class, end - at) & 0x80);
    *inside = (const char *)from;
    return (size_t)(*inside - at) + (size_t)length;
}

static void open_end(struct buf *out, const char *header)
{
    buf_add(out, header, 1);
    buf_add(out, "\x80", 1);
}

/* As NSS and Windows write it: lengths left open, the content in pieces (X.690 8.1.3.6, 8.7.3). */
static void make_ber(struct buf *file)
{
    const char *end = file->text + file->size, *version, *type, *octets, *data, *rest;
    struct buf out = { 0 };

    element(file->text, end, &version);
    const char *safe = version + element(version, end, &rest);
    const char *mac = safe + element(safe, end, &type);
    const char *wrapped = type + element(type, end, &rest);
    element(wrapped, end, &octets);
    size_t half = (size_t)(mac - octets) / 2;
    element(octets, end, &data);
    open_end(&out, "\x30");
    buf_add(&out, version, (size_t)(safe - version));
    open_end(&out, "\x30");
    buf_add(&out, type, (size_t)(wrapped - type));
    open_end(&out, "\xa0");
    open_end(&out, "\x24");
    for (const char *at = data; at < mac; at += half) {
        size_t size = (size_t)(mac - at) < half ? (size_t)(mac - at) : half;
        const char head[] = { 4, (char)0x82, (char)(size >> 8), (char)size };
        buf_add(&out, head, sizeof head);
        buf_add(&out, at, size);
    }
    buf_add(&out, "\0\0\0\0\0\0", 6);
    buf_add(&out, mac, (size_t)(end - mac));
    buf_add(&out, "\0", 2);
    buf_free(file);
    *file = out;
}

/* In the first safe: 16 bytes of what is sealed, or of the certificate's signature. */
static void spoil(struct buf *file, const struct row *row)
{
    STACK_OF(PKCS7) *safes = safes_of(row);
    const PKCS7 *safe = sk_PKCS7_value(safes, 0);
    const ASN1_OCTET_STRING *bytes =
        row->pbe == PBE_NONE ? safe->d.data : safe->d.encrypted->enc_data->enc_data;
    size_t size = (size_t)ASN1_STRING_length(bytes);
    char *at = memmem(file->text, file->size, ASN1_STRING_get0_data(bytes), size);

    assert_non_null(at);
    at[row->pbe == PBE_NONE ? size - 20 : 3] ^= 0x55;
    sk_PKCS7_pop_free(safes, PKCS7_free);
}

static void change(struct buf *file, const struct row *row)
{
    if (row->content == CONTENT_CUT)
        file->size -= 40;
    else if (row->content == CONTENT_TRAILING)
        buf_add(file, "tail", 4);
    else if (row->content == CONTENT_BER)
        make_ber(file);
    else if (row->content == CONTENT_SPOILED)
        spoil(file, row);
}

/* ------------------------------------------------ what has to be said */

struct expected {
    bool is[PROBLEMS];
};

static bool is_sealed(const struct row *row)
{
    return row->pbe != PBE_NONE;
}

/* With what was given, or with nothing. */
static bool is_opened(const struct row *row)
{
    return row->given == GIVEN_RIGHT || row->form == FORM_EMPTY || row->form == FORM_NULL;
}

/* The check value fits, or there is none. */
static void expect_inside(const struct row *row, struct expected *expected)
{
    bool clear = row->content == CONTENT_CLEAR_KEY || !is_sealed(row);

    expected->is[PROBLEM_CLEAR_KEY] = clear && row->content != CONTENT_NO_KEY;
    expected->is[PROBLEM_NO_KEY] = row->content == CONTENT_NO_KEY;
    expected->is[PROBLEM_KEYS_FIT] = row->content == CONTENT_TWO_KEYS;
    expected->is[PROBLEM_MISMATCH] = row->content == CONTENT_OTHER_KEY;
    expected->is[PROBLEM_SELF_SIGNED_TRUSTED] = true;
}

static void expect_closed(const struct row *row, struct expected *expected)
{
    expected->is[row->given == GIVEN_NONE ? PROBLEM_NO_PASSWORD : PROBLEM_PASSWORD] = true;
}

/* Its first safe was spoiled. What is not sealed shows it by the check value alone. */
static void expect_spoiled(const struct row *row, struct expected *expected)
{
    if (row->mac != MAC_NONE) {
        expected->is[is_sealed(row)             ? PROBLEM_CHANGED
                     : row->given == GIVEN_NONE ? PROBLEM_NO_PASSWORD
                                                : PROBLEM_MAC_UNFIT] = true;
    } else if (is_sealed(row)) {
        expected->is[PROBLEM_HALF_OPEN] = true;
        expected->is[PROBLEM_NO_CERTIFICATE] = true;
    } else {
        expect_inside(row, expected);
        expected->is[PROBLEM_SELF_SIGNED_TRUSTED] = false;
        expected->is[PROBLEM_SELF_SIGNED] = expected->is[PROBLEM_UNTRUSTED] = true;
        expected->is[PROBLEM_SIGNATURE] = true;
    }
}

static void expect_opened(const struct row *row, struct expected *expected)
{
    bool fits = row->mac != MAC_NONE && row->content != CONTENT_SPOILED;
    bool by_content = row->mac == MAC_NONE && is_sealed(row);

    if (row->given != GIVEN_NONE && (row->form == FORM_EMPTY || row->form == FORM_NULL))
        expected->is[PROBLEM_EMPTY_PASSWORD] = fits || by_content;
    (row->content == CONTENT_SPOILED ? expect_spoiled : expect_inside)(row, expected);
}

static struct expected expect(const struct row *row)
{
    struct expected expected = { 0 };
    bool open = is_opened(row) || (!is_sealed(row) && row->mac == MAC_NONE);

    if (row->content == CONTENT_CUT)
        return expected.is[PROBLEM_CUT] = true, expected;
    expected.is[PROBLEM_TRAILING] = row->content == CONTENT_TRAILING;
    if (row->mac == MAC_PBMAC1)
        return expected.is[PROBLEM_PBMAC1] = true, expected;
    expected.is[PROBLEM_NO_MAC] = row->mac == MAC_NONE;
    expected.is[PROBLEM_LEGACY] = row->pbe == PBE_RC2 || row->pbe == PBE_3DES;
    if (open)
        expect_opened(row, &expected);
    else if (is_sealed(row))
        expect_closed(row, &expected);
    else
        expected.is[row->given == GIVEN_NONE ? PROBLEM_NO_PASSWORD : PROBLEM_MAC_UNFIT] = true;
    return expected;
}

/* ------------------------------------------------ all of them */

static struct examine_job *job_of(const struct row *row)
{
    struct buf file = written(row);
    struct examine_job *job = examine_new();

    change(&file, row);
    job->now = time(NULL);
    job->has_password = row->given != GIVEN_NONE;
    snprintf(job->password, sizeof job->password, "%s",
             row->given == GIVEN_RIGHT   ? forms[FORM_TYPED].bytes
             : row->given == GIVEN_WRONG ? "falsch-24"
                                         : "");
    examined_add(&job, "server.pfx", file.text, file.size, EXAMINE_GIVEN);
    examined_add_cert(&job, cert, EXAMINE_TRUSTED);
    buf_free(&file);
    return job;
}

static bool is_as_expected(const struct row *row, const struct examination *result)
{
    struct expected expected = expect(row), found = { 0 };
    char sentence[512];
    bool same = true;

    for (size_t i = 0; i < result->problems.count; i++)
        found.is[result->problems.list[i].problem] = true;
    for (size_t i = 0; i < PROBLEMS; i++)
        same = same && found.is[i] == expected.is[i];
    if (same)
        return true;
    print_error("%s, %s, password %s %s, %s:\n", pbes[row->pbe].name, macs[row->mac],
                forms[row->form].name, givens[row->given], contents[row->content]);
    for (size_t i = 0; i < result->problems.count; i++) {
        problem_why(&result->problems.list[i], sentence, sizeof sentence);
        print_error("    said: %s\n", sentence);
    }
    for (size_t i = 0; i < PROBLEMS; i++)
        if (expected.is[i] && !found.is[i])
            print_error("    not said: %s\n", problem_rows[i].why);
    return false;
}

static bool is_right(const struct row *row)
{
    static struct examination result;
    struct examine_job *job = job_of(row);

    examined(job, &result);
    bool ok = is_as_expected(row, &result);
    examine_free(job);
    return ok;
}

/* How a password was written down does not depend on what else is in the file. */
static bool says_more(const struct row *row)
{
    return row->content == CONTENT_WHOLE || row->form == FORM_TYPED || row->form == FORM_EMPTY;
}

static void each_cause_is_named(enum pbe pbe)
{
    size_t wrong = 0, count = 0;

    for (unsigned i = 0; i < (unsigned)MACS * FORMS * GIVENS * CONTENTS; i++) {
        const struct row row = { .pbe = pbe,
                                 .mac = i % MACS,
                                 .form = i / MACS % FORMS,
                                 .given = i / MACS / FORMS % GIVENS,
                                 .content = i / MACS / FORMS / GIVENS };
        if (!says_more(&row))
            continue;
        count++;
        wrong += !is_right(&row);
    }
    if (wrong)
        fail_msg("%zu of %zu", wrong, count);
}

#define OF_EACH(name, pbe)                                                                         \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        each_cause_is_named(pbe);                                                                  \
    }

OF_EACH(rc2, PBE_RC2)
OF_EACH(triple_des, PBE_3DES)
OF_EACH(aes_sha1, PBE_SHA1)
OF_EACH(aes_sha256, PBE_SHA256)
OF_EACH(aes_sha512, PBE_SHA512)
OF_EACH(scrypt, PBE_SCRYPT)
OF_EACH(in_clear, PBE_NONE)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rc2),        cmocka_unit_test(triple_des), cmocka_unit_test(aes_sha1),
        cmocka_unit_test(aes_sha256), cmocka_unit_test(aes_sha512), cmocka_unit_test(scrypt),
        cmocka_unit_test(in_clear),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
