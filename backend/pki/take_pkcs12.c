/* take_pkcs12.c - PFX files (RFC 7292): algorithms first, then the password, then what is inside.
 *
 * PKCS12_parse() would take the first key of several and call everything it does not know a wrong
 * password. Friendly names are not read: CVE-2025-69419.
 */
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs12err.h>
#include <string.h>

#include "backend/pki/take_inside.h"

static const char pfx[] = "the PFX file";

enum { BAGS_DEEP = 8 }; /* bags in bags; nobody has more than one */

typedef STACK_OF(PKCS12_SAFEBAG) bags;

struct opening {
    struct taking *taking;
    struct way way;
    bool keep;    /* else only try whether the password fits */
    bool sealed;  /* something in it needs a password */
    bool opened;  /* something of that did open */
    bool failed;  /* something of that did not */
    bool refused; /* something of that may not be opened, which no other password changes */
};

static void free_bags(bags *list)
{
    sk_PKCS12_SAFEBAG_pop_free(list, PKCS12_SAFEBAG_free);
}

/* ------------------------------------------------ its check value */

/* False: it cannot be checked, or should not; else the steps that takes. */
static bool judge_mac(struct taking *taking, const PKCS12 *file, long long *steps)
{
    const ASN1_OCTET_STRING *value, *salt;
    const ASN1_INTEGER *iterations;
    const X509_ALGOR *algorithm;
    char name[64];

    if (take_has_spent(taking))
        return false;
    PKCS12_get0_mac(&value, &algorithm, &salt, &iterations, file);
    int nid = OBJ_obj2nid(algorithm->algorithm);
    if (nid == NID_pbmac1)
        return take_problem(taking, PROBLEM_PBMAC1, NULL), false;
    EVP_MD *digest = nid == NID_undef ? NULL : EVP_MD_fetch(NULL, OBJ_nid2sn(nid), NULL);
    ERR_clear_error();
    EVP_MD_free(digest);
    if (!digest) {
        pbe_name(algorithm->algorithm, name);
        return take_problem(taking, PROBLEM_FOREIGN_MAC, name), false;
    }
    *steps = iterations ? pbe_number(iterations) : 1; /* left out: once */
    return pbe_judge_steps(*steps, taking->source->name, taking->problems);
}

/* ------------------------------------------------ what is inside */

/* One that fits the check value need not be the one of the content: some programs write it there in
 * other bytes. */
static void *open_with_any(const struct opening *opening, const X509_ALGOR *algorithm,
                           const ASN1_ITEM *item, const ASN1_OCTET_STRING *bytes,
                           OSSL_LIB_CTX *context)
{
    struct taking *taking = opening->taking;
    void *found = take_unseal(algorithm, &opening->way, item, bytes, context);

    take_spend(taking, take_cost(algorithm));
    for (size_t i = 0; !found && opening->keep && i < taking->variant->count &&
                       take_affords(taking, take_cost(algorithm));
         i++)
        found = take_unseal(algorithm, &taking->variant->ways[i], item, bytes, context);
    return found;
}

/* One try at something that is sealed; NULL: it did not open, and opening remembers. */
static void *open_item(struct opening *opening, const X509_ALGOR *algorithm, const ASN1_ITEM *item,
                       const ASN1_OCTET_STRING *bytes)
{
    OSSL_LIB_CTX *context;
    void *found = NULL;

    opening->sealed = true;
    if (!take_may_open(opening->taking, algorithm, &context))
        return opening->refused = true, NULL;
    if (bytes)
        found = open_with_any(opening, algorithm, item, bytes, context);
    ERR_clear_error();
    *(found ? &opening->opened : &opening->failed) = true;
    return found;
}

static void take_pkcs12_take_plain(struct opening *opening, const PKCS8_PRIV_KEY_INFO *plain)
{
    if (plain && opening->keep)
        take_pkcs8(opening->taking, plain);
}

static void take_pkcs12_open_key(struct opening *opening, const X509_SIG *sealed)
{
    const X509_ALGOR *algorithm;
    const ASN1_OCTET_STRING *bytes;

    X509_SIG_get0(sealed, &algorithm, &bytes);
    PKCS8_PRIV_KEY_INFO *plain =
        open_item(opening, algorithm, ASN1_ITEM_rptr(PKCS8_PRIV_KEY_INFO), bytes);
    take_pkcs12_take_plain(opening, plain);
    PKCS8_PRIV_KEY_INFO_free(plain);
}

static void open_cert(struct opening *opening, const PKCS12_SAFEBAG *bag)
{
    if (!opening->keep)
        return;
    X509 *cert = PKCS12_SAFEBAG_get_bag_nid(bag) == NID_x509Certificate
                     ? PKCS12_SAFEBAG_get1_cert(bag)
                     : NULL;
    ERR_clear_error();
    if (cert)
        take_cert(opening->taking, cert);
    else
        take_problem(opening->taking, PROBLEM_BROKEN, "a certificate in it cannot be read");
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH */
static void open_bags(struct opening *opening, const bags *list, int depth)
{
    for (int i = 0; list && i < sk_PKCS12_SAFEBAG_num(list); i++) {
        const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(list, i);

        switch (PKCS12_SAFEBAG_get_nid(bag)) {
        case NID_keyBag:
            if (opening->keep)
                take_problem(opening->taking, PROBLEM_CLEAR_KEY, NULL);
            take_pkcs12_take_plain(opening, PKCS12_SAFEBAG_get0_p8inf(bag));
            break;
        case NID_pkcs8ShroudedKeyBag:
            take_pkcs12_open_key(opening, PKCS12_SAFEBAG_get0_pkcs8(bag));
            break;
        case NID_certBag:
            open_cert(opening, bag);
            break;
        case NID_safeContentsBag:
            if (depth < BAGS_DEEP)
                open_bags(opening, PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
            break;
        default: /* lists and secrets of others, which nobody asked for */
            break;
        }
    }
}

static bags *open_sealed(struct opening *opening, const PKCS7 *safe)
{
    const PKCS7_ENC_CONTENT *content = safe->d.encrypted ? safe->d.encrypted->enc_data : NULL;

    if (!content)
        return NULL;
    return open_item(opening, content->algorithm, ASN1_ITEM_rptr(PKCS12_SAFEBAGS),
                     content->enc_data);
}

static void open_safe(struct opening *opening, PKCS7 *safe)
{
    bags *list = NULL;

    if (PKCS7_type_is_data(safe))
        list = PKCS12_unpack_p7data(safe);
    else if (PKCS7_type_is_encrypted(safe))
        list = open_sealed(opening, safe);
    else
        take_problem(opening->taking, PROBLEM_FOREIGN_SEAL, NULL);
    ERR_clear_error();
    open_bags(opening, list, 0);
    free_bags(list);
}

static struct opening take_pkcs12_open_all(struct taking *taking, const STACK_OF(PKCS7) * safes,
                                           struct way way, bool keep)
{
    struct opening opening = { .taking = taking, .way = way, .keep = keep };
    long long steps = taking->steps;

    for (int i = 0; i < sk_PKCS7_num(safes); i++)
        open_safe(&opening, sk_PKCS7_value(safes, i));
    taking->steps = steps; /* counted for every try, not for all of them together */
    return opening;
}

/* ------------------------------------------------ the password */

/* False: none fits. */
static bool find_by_mac(struct taking *taking, PKCS12 *file, long long steps, struct way *way)
{
    for (size_t i = 0; i < taking->variant->count && take_affords(taking, steps); i++) {
        *way = taking->variant->ways[i];
        if (PKCS12_verify_mac(file, way->bytes, (int)way->size))
            return true;
    }
    ERR_clear_error();
    return false;
}

/* By trying it on the content; the last try. */
static struct opening find_by_content(struct taking *taking, const STACK_OF(PKCS7) * safes)
{
    struct opening opening = { .taking = taking };

    for (size_t i = 0; i < taking->variant->count && take_affords(taking, 0); i++) {
        opening = take_pkcs12_open_all(taking, safes, taking->variant->ways[i], false);
        if (!opening.sealed || opening.opened || opening.refused)
            break;
    }
    return opening;
}

/* Without a check value; without sealed content any password will do. */
static bool find_without_mac(struct taking *taking, const STACK_OF(PKCS7) * safes, struct way *way)
{
    const struct opening opening = find_by_content(taking, safes);

    *way = opening.way;
    take_problem(taking, PROBLEM_NO_MAC, NULL);
    if (opening.sealed && !opening.opened && !opening.refused)
        take_wrong_password(taking, pfx);
    if (opening.opened)
        take_note_empty(taking, way);
    return !opening.sealed || opening.opened;
}

/* When the check value fits no password, but content opens with one, somebody changed the file. */
static void take_pkcs12_explain(struct taking *taking, const STACK_OF(PKCS7) * safes)
{
    const struct opening opening = find_by_content(taking, safes);

    if (opening.opened)
        take_problem(taking, PROBLEM_CHANGED, NULL);
    else if (!opening.sealed && taking->variant->given)
        take_problem(taking, PROBLEM_MAC_UNFIT, NULL);
    else
        take_wrong_password(taking, pfx);
}

static void take_safes(struct taking *taking, PKCS12 *file, const STACK_OF(PKCS7) * safes)
{
    struct way way = { 0 };
    long long steps;

    if (!PKCS12_mac_present(file)) {
        if (!find_without_mac(taking, safes, &way))
            return;
    } else if (!judge_mac(taking, file, &steps)) {
        return;
    } else if (!find_by_mac(taking, file, steps, &way)) {
        take_pkcs12_explain(taking, safes);
        return;
    } else {
        take_note_empty(taking, &way);
    }
    if (take_pkcs12_open_all(taking, safes, way, true).failed)
        take_problem(taking, PROBLEM_HALF_OPEN, NULL);
}

bool take_pkcs12(struct taking *taking, const unsigned char **at, long size)
{
    PKCS12 *file = d2i_PKCS12(NULL, at, size);

    if (!file)
        return false;
    taking->found++;
    STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(file);
    bool other = ERR_GET_REASON(ERR_peek_last_error()) == PKCS12_R_CONTENT_TYPE_NOT_DATA;
    if (safes)
        take_safes(taking, file, safes);
    else if (other)
        take_problem(taking, PROBLEM_FOREIGN_SEAL, NULL);
    else
        take_problem(taking, PROBLEM_BROKEN, "the PFX file has no content");
    sk_PKCS7_pop_free(safes, PKCS7_free);
    PKCS12_free(file);
    return true;
}
