#include "backend/pki/pbe.h"

#include <openssl/err.h>
#include <stdint.h>
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"

static const struct method {
    int nid;
    enum pbe_kind kind;
    const char *name; /* NULL: OpenSSL's */
} methods[] = {
    { NID_pbe_WithSHA1And3_Key_TripleDES_CBC, PBE_OLD, "3DES" },
    { NID_pbe_WithSHA1And2_Key_TripleDES_CBC, PBE_OLD, "2-key 3DES" },
    { NID_pbe_WithSHA1And128BitRC2_CBC, PBE_LEGACY, "RC2 of 128 bits" },
    { NID_pbe_WithSHA1And40BitRC2_CBC, PBE_LEGACY, "RC2 of 40 bits" },
    { NID_pbe_WithSHA1And128BitRC4, PBE_LEGACY, "RC4" },
    { NID_pbe_WithSHA1And40BitRC4, PBE_LEGACY, "RC4 of 40 bits" },
    { NID_pbeWithMD5AndDES_CBC, PBE_LEGACY, "DES" },
    { NID_pbeWithSHA1AndDES_CBC, PBE_LEGACY, "DES" },
    { NID_pbeWithMD2AndDES_CBC, PBE_FOREIGN, "DES and MD2" },
    { NID_pbeWithMD5AndRC2_CBC, PBE_LEGACY, "RC2" },
    { NID_pbeWithSHA1AndRC2_CBC, PBE_LEGACY, "RC2" },
    { NID_pbeWithMD2AndRC2_CBC, PBE_FOREIGN, "RC2 and MD2" },
};

/* Of PBES2 (RFC 8018 6.2); what a provider does not have is foreign. */
static const struct method ciphers[] = {
    { NID_aes_128_cbc, PBE_MODERN, NULL },      { NID_aes_192_cbc, PBE_MODERN, NULL },
    { NID_aes_256_cbc, PBE_MODERN, NULL },      { NID_camellia_128_cbc, PBE_MODERN, NULL },
    { NID_camellia_192_cbc, PBE_MODERN, NULL }, { NID_camellia_256_cbc, PBE_MODERN, NULL },
    { NID_des_ede3_cbc, PBE_OLD, "3DES" },      { NID_des_cbc, PBE_LEGACY, "DES" },
    { NID_rc2_cbc, PBE_LEGACY, "RC2" },
};

static const int hashes[] = {
    NID_undef, /* left out: SHA-1 */
    NID_hmacWithSHA1,   NID_hmacWithSHA224, NID_hmacWithSHA256,
    NID_hmacWithSHA384, NID_hmacWithSHA512,
};

void pbe_name(const ASN1_OBJECT *object, char name[64])
{
    int nid = OBJ_obj2nid(object);

    if (nid != NID_undef)
        snprintf(name, 64, "%s", OBJ_nid2ln(nid));
    else if (OBJ_obj2txt(name, 64, object, 1) <= 0)
        snprintf(name, 64, tr("an unknown algorithm"));
    utf8_sanitize(name);
}

long long pbe_number(const ASN1_INTEGER *number)
{
    int64_t value = -1;

    if (!number || !ASN1_INTEGER_get_int64(&value, number)) {
        ERR_clear_error();
        /* What is beyond 63 bits is no less hostile than the largest. */
        return number && ASN1_STRING_length(number) > 8 ? INT64_MAX : -1;
    }
    return value < 0 ? -1 : value;
}

/* The row of that algorithm; one that has none is foreign. */
static void pbe_look_up(const struct method *table, size_t count, const ASN1_OBJECT *object,
                        struct pbe *pbe)
{
    int nid = OBJ_obj2nid(object);

    pbe->kind = PBE_FOREIGN;
    pbe_name(object, pbe->name);
    for (size_t i = 0; i < count; i++)
        if (table[i].nid == nid && nid != NID_undef) {
            pbe->kind = table[i].kind;
            if (table[i].name)
                snprintf(pbe->name, sizeof pbe->name, "%s", table[i].name);
        }
}

static bool is_known_hash(const X509_ALGOR *hash)
{
    int nid = hash ? OBJ_obj2nid(hash->algorithm) : NID_undef;

    if (hash && nid == NID_undef)
        return false;
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++)
        if (hashes[i] == nid)
            return true;
    return false;
}

static void read_pbkdf2(const X509_ALGOR *stretching, struct pbe *pbe)
{
    PBKDF2PARAM *numbers =
        ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), stretching->parameter);

    pbe->steps = numbers ? pbe_number(numbers->iter) : -1;
    if (numbers && !is_known_hash(numbers->prf)) {
        pbe->kind = PBE_FOREIGN;
        pbe_name(numbers->prf->algorithm, pbe->name);
    }
    int hash = numbers && numbers->prf ? OBJ_obj2nid(numbers->prf->algorithm) : NID_hmacWithSHA1;
    bool one = hash == NID_hmacWithSHA256 || hash == NID_hmacWithSHA224;
    /* SHA-1 is too short for a key, so that it runs twice; SHA-512 is slow */
    pbe->cost = one || pbe->steps >= INT32_MAX ? pbe->steps : 2 * pbe->steps;
    PBKDF2PARAM_free(numbers);
}

/* N r p blocks of 128 bytes, each mixed twice (RFC 7914); no factor may run the product over. */
static void read_scrypt(const X509_ALGOR *stretching, struct pbe *pbe)
{
    SCRYPT_PARAMS *numbers =
        ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(SCRYPT_PARAMS), stretching->parameter);

    pbe->steps = -1;
    if (numbers) {
        long long n = pbe_number(numbers->costParameter), r = pbe_number(numbers->blockSize),
                  p = pbe_number(numbers->parallelizationParameter), most = 1 << 30;
        if (n > 0 && r > 0 && p > 0)
            pbe->steps = n > most || r > 1024 || p > 1024 ? most : n * r * p;
        pbe->cost = pbe->steps / 2 * 5;
    }
    SCRYPT_PARAMS_free(numbers);
}

static void read_pbes2(const X509_ALGOR *algorithm, struct pbe *pbe)
{
    PBE2PARAM *both = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter);

    pbe->steps = -1;
    if (!both)
        return;
    pbe_look_up(ciphers, sizeof ciphers / sizeof *ciphers, both->encryption->algorithm, pbe);
    int stretching = OBJ_obj2nid(both->keyfunc->algorithm);
    if (stretching == NID_id_pbkdf2)
        read_pbkdf2(both->keyfunc, pbe);
    else if (stretching == NID_id_scrypt)
        read_scrypt(both->keyfunc, pbe);
    else {
        pbe->kind = PBE_FOREIGN;
        pbe->steps = 0;
        pbe_name(both->keyfunc->algorithm, pbe->name);
    }
    PBE2PARAM_free(both);
}

static void read_steps(const X509_ALGOR *algorithm, struct pbe *pbe)
{
    PBEPARAM *numbers = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBEPARAM), algorithm->parameter);

    pbe->steps = numbers ? pbe_number(numbers->iter) : -1;
    /* twice for the key and once for the vector (RFC 7292, B.2), each two fifths of PBKDF2's step
     */
    pbe->cost = pbe->steps > 0 && pbe->steps < INT32_MAX ? pbe->steps / 5 * 6 : pbe->steps;
    PBEPARAM_free(numbers);
}

void pbe_read(const X509_ALGOR *algorithm, struct pbe *pbe)
{
    *pbe = (struct pbe){ .kind = PBE_FOREIGN };
    if (OBJ_obj2nid(algorithm->algorithm) == NID_pbes2) {
        read_pbes2(algorithm, pbe);
    } else {
        pbe_look_up(methods, sizeof methods / sizeof *methods, algorithm->algorithm, pbe);
        if (pbe->kind != PBE_FOREIGN)
            read_steps(algorithm, pbe);
    }
    ERR_clear_error();
}

bool pbe_judge_steps(long long steps, const char *where, struct problems *problems)
{
    char text[32];

    if (steps >= 0 && steps <= PBE_COST_MAX)
        return true;
    snprintf(text, sizeof text, "%lld", steps);
    if (steps < 0)
        problem_add(problems, PROBLEM_BROKEN, where, "how it is encrypted cannot be read");
    else
        problem_add(problems, PROBLEM_HOSTILE, where, steps == INT64_MAX ? "endlessly many" : text);
    return false;
}

bool pbe_judge(const struct pbe *pbe, const char *where, struct problems *problems)
{
    char text[32];

    if (!pbe_judge_steps(pbe->steps, where, problems))
        return false;
    if (pbe->cost > PBE_COST_MAX) {
        snprintf(text, sizeof text, "%lld", pbe->steps);
        problem_add(problems, PROBLEM_HOSTILE, where, text);
        return false;
    }
    if (pbe->kind == PBE_FOREIGN)
        problem_add(problems, PROBLEM_FOREIGN_CIPHER, where, pbe->name);
    return pbe->kind != PBE_FOREIGN;
}
