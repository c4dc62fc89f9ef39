#include "backend/pki/name.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/mem.h"
#include "backend/check/check.h"
#include "backend/model/schema.h"

/* MBSTRING_UTF8 checks what it takes; MBSTRING_ASC would take any byte. */
static bool name_add_part(X509_NAME *name, const char *field, const char *text)
{
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, (const unsigned char *)text, -1,
                                      -1, 0) == 1;
}

X509_NAME *name_subject(const char *organization, const char *common, struct err *err)
{
    X509_NAME *name = must(X509_NAME_new());
    bool named = *common && strlen(common) <= COMMON_NAME_MAX;

    ERR_clear_error();
    if ((!*organization || name_add_part(name, "O", organization)) &&
        (!named || name_add_part(name, "CN", common)))
        return name;
    ossl_fail(err, "\"%s\" cannot stand in a certificate", organization);
    X509_NAME_free(name);
    return NULL;
}

static GENERAL_NAME *dns_name(const char *text)
{
    GENERAL_NAME *name = must(GENERAL_NAME_new());
    ASN1_IA5STRING *value = must(ASN1_IA5STRING_new());

    must(ASN1_STRING_set(value, text, -1) ? value : NULL);
    GENERAL_NAME_set0_value(name, GEN_DNS, value);
    return name;
}

static GENERAL_NAME *ip_name(const char *text)
{
    GENERAL_NAME *name = must(GENERAL_NAME_new());

    GENERAL_NAME_set0_value(name, GEN_IPADD, must(a2i_IPADDRESS(text)));
    return name;
}

/* Letters, digits, hyphens and dots: what is left of a host name after IDNA (RFC 1123, 2.1); a
 * wildcard only as the whole first label (RFC 9525, 6.3). */
static bool name_is_plain(const char *text)
{
    text += strncmp(text, "*.", 2) == 0 ? 2 : 0;
    return *text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789-.")];
}

static bool name_holds(const GENERAL_NAMES *names, GENERAL_NAME *name)
{
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++)
        if (GENERAL_NAME_cmp(sk_GENERAL_NAME_value(names, i), name) == 0)
            return true;
    return false;
}

static bool add_name(GENERAL_NAMES *names, const char *text, struct err *err)
{
    bool literal = host_is_ip(text);

    if (!literal && !name_is_plain(text))
        return fail(err, "\"%s\" is not a host name", text);
    GENERAL_NAME *name = literal ? ip_name(text) : dns_name(text);
    if (name_holds(names, name))
        GENERAL_NAME_free(name);
    else
        must(sk_GENERAL_NAME_push(names, name) ? names : NULL);
    return true;
}

GENERAL_NAMES *name_alternatives(const char *fqdn, const char *aliases, struct err *err)
{
    GENERAL_NAMES *names = must(sk_GENERAL_NAME_new_null());
    char item[256];
    bool ok = add_name(names, fqdn, err);

    while (ok && list_next(&aliases, item, sizeof item))
        ok = add_name(names, item, err);
    if (ok)
        return names;
    GENERAL_NAMES_free(names);
    return NULL;
}

GENERAL_NAMES *name_mail(const char *address)
{
    GENERAL_NAMES *names = must(sk_GENERAL_NAME_new_null());
    GENERAL_NAME *name = dns_name(address);

    name->type = GEN_EMAIL; /* the same type of text */
    must(sk_GENERAL_NAME_push(names, name) ? names : NULL);
    return names;
}

NAME_CONSTRAINTS *name_limits(const char *suffixes)
{
    NAME_CONSTRAINTS *limits = NULL;
    char item[256];

    while (list_next(&suffixes, item, sizeof item)) {
        GENERAL_SUBTREE *subtree = must(GENERAL_SUBTREE_new());
        GENERAL_NAME_free(subtree->base);
        subtree->base = dns_name(item);
        if (!limits) {
            limits = must(NAME_CONSTRAINTS_new());
            limits->permittedSubtrees = must(sk_GENERAL_SUBTREE_new_null());
        }
        must(sk_GENERAL_SUBTREE_push(limits->permittedSubtrees, subtree) ? limits : NULL);
    }
    return limits;
}

void name_limited(X509 *own_ca, char suffixes[], size_t size)
{
    NAME_CONSTRAINTS *limits = X509_get_ext_d2i(own_ca, NID_name_constraints, NULL, NULL);
    size_t used = 0;

    *suffixes = '\0';
    for (int i = 0; limits && i < sk_GENERAL_SUBTREE_num(limits->permittedSubtrees); i++) {
        const GENERAL_NAME *base = sk_GENERAL_SUBTREE_value(limits->permittedSubtrees, i)->base;
        int length = base->type == GEN_DNS ? ASN1_STRING_length(base->d.dNSName) : 0;

        if (length && used + (size_t)length + 3 < size)
            used += (size_t)snprintf(suffixes + used, size - used, "%s%.*s", used ? ", " : "",
                                     length, (const char *)ASN1_STRING_get0_data(base->d.dNSName));
    }
    NAME_CONSTRAINTS_free(limits);
}

static bool is_below(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);

    return length >= tail && strcasecmp(name + length - tail, suffix) == 0 &&
           (length == tail || name[length - tail - 1] == '.');
}

bool name_permitted(const char *name, const char *suffixes)
{
    char item[256];
    bool any = false;

    while (list_next(&suffixes, item, sizeof item)) {
        any = true;
        if (is_below(name, item))
            return true;
    }
    return !any || host_is_ip(name);
}
