/* examine_names.c - whom does the server's certificate speak of (RFC 9525, RFC 5280 4.2.1.6)? */
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/list.h"
#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/check/check.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/show.h"
#include "backend/pki/verify.h"

static const char names_leaf[] = "leaf";

/* "" if there is none; tame. */
static void read_common(const X509 *cert, char common[256])
{
    const X509_NAME *subject = X509_get_subject_name(cert);
    int at = X509_NAME_get_index_by_NID((X509_NAME *)subject, NID_commonName, -1);
    unsigned char *text = NULL;

    common[0] = '\0';
    if (at >= 0 &&
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at))) >= 0)
        snprintf(common, 256, "%s", (const char *)text);
    OPENSSL_free(text);
    utf8_sanitize(common);
}

/* As it is shown, for sentences. */
static void show_bad(const ASN1_STRING *value, char shown[PROBLEM_ABOUT])
{
    int size = ASN1_STRING_length(value);

    snprintf(shown, PROBLEM_ABOUT, "\"%.*s\"", size < 64 ? size : 64,
             (const char *)ASN1_STRING_get0_data(value));
}

/* A host name as clients match it: LDH labels, a star only as the whole first one, no full stop at
 * the end, no NUL inside. */
static bool is_good_dns(const ASN1_STRING *value)
{
    size_t size = (size_t)ASN1_STRING_length(value);
    char text[256];

    if (!size || size >= sizeof text)
        return false;
    memcpy(text, ASN1_STRING_get0_data(value), size);
    text[size] = '\0';
    for (size_t i = 0; i < size; i++)
        if (text[i] <= ' ' || text[i] == 0x7F) /* what is not ASCII is negative or large */
            return false;
    return text[size - 1] != '.' && check_wildcard(text, NULL) && !host_is_ip(text);
}

static bool is_good_address(const ASN1_STRING *value)
{
    return ASN1_STRING_length(value) == 4 || ASN1_STRING_length(value) == 16;
}

/* What at least clients that are not strict would match. */
static bool is_usable(const GENERAL_NAME *name, const ASN1_STRING *value)
{
    const unsigned char *at = ASN1_STRING_get0_data(value);
    int size = ASN1_STRING_length(value);

    if (name->type != GEN_DNS)
        return is_good_address(value);
    if (size < 1 || size > 253 || at[0] == '.' || at[size - 1] == '.')
        return false;
    for (int i = 0; i < size; i++)
        if (at[i] <= ' ' || at[i] >= 0x7F || (at[i] == '*' && (i || size < 2 || at[1] != '.')))
            return false;
    return true;
}

static bool judge_alternative(struct exam *exam, const GENERAL_NAME *name)
{
    const ASN1_STRING *value = GENERAL_NAME_get0_value(name, NULL);
    char shown[PROBLEM_ABOUT];

    if (name->type == GEN_DNS ? is_good_dns(value) : is_good_address(value))
        return true;
    show_bad(value, shown);
    problem_add(exam->problems, PROBLEM_SAN_BAD, names_leaf,
                name->type != GEN_DNS       ? "an address"
                : ASN1_STRING_length(value) ? shown
                                            : "an empty one");
    return is_usable(name, value);
}

static bool is_host(const GENERAL_NAME *name)
{
    return name->type == GEN_DNS || name->type == GEN_IPADD;
}

/* How many are meant to name a host, and how many of them a client could match. */
static size_t judge_alternatives(struct exam *exam, X509 *cert, size_t *good)
{
    AUTO_NAMES GENERAL_NAMES *names = ossl_extension(cert, NID_subject_alt_name);
    size_t hosts = 0;

    for (int i = 0; names && i < sk_GENERAL_NAME_num(names); i++)
        if (is_host(sk_GENERAL_NAME_value(names, i))) {
            *good += judge_alternative(exam, sk_GENERAL_NAME_value(names, i));
            hosts++;
        }
    ERR_clear_error();
    return hosts;
}

/* Each in the order of the certificate. */
static void judge_each(struct exam *exam, X509 *cert)
{
    AUTO_FREE char *list = must(malloc(1 << 16));
    const char *at = list;
    char item[256];

    show_alternatives(cert, list, 1 << 16);
    while (list_next(&at, item, sizeof item)) {
        const char *plain = strncmp(item, "*.", 2) == 0 ? item + 2 : item;

        if (strchr(item, '*'))
            problem_add(exam->problems, PROBLEM_WILDCARD, names_leaf, item);
        if (exam->job->public_ca && host_is_internal(plain))
            problem_add(exam->problems, PROBLEM_INTERNAL, names_leaf, item);
    }
}

/* Where the names are there twice, OpenSSL finds none, and that was said. */
static bool lists(X509 *cert, const char *host)
{
    int second = X509_get_ext_by_NID(cert, NID_subject_alt_name,
                                     X509_get_ext_by_NID(cert, NID_subject_alt_name, -1));
    bool found = second >= 0 || (host_is_ip(host) ? X509_check_ip_asc(cert, host, 0) == 1
                                                  : verify_host(cert, host));

    ERR_clear_error();
    return found;
}

static void examine_names_judge_aliases(struct exam *exam, X509 *cert)
{
    const char *at = exam->job->aliases;
    char item[256];

    while (list_next(&at, item, sizeof item))
        if (!lists(cert, item))
            problem_add(exam->problems, PROBLEM_ALIAS, names_leaf, item);
}

void examine_names(struct exam *exam)
{
    X509 *cert = exam->chain.certs[0];
    const char *host = exam->job->host;
    size_t good = 0, hosts = judge_alternatives(exam, cert, &good);
    char common[256];

    read_common(cert, common);
    bool named = *common && check_wildcard(common, NULL) && strchr(common, '.');
    if (!hosts)
        problem_add(exam->problems, named ? PROBLEM_ONLY_CN : PROBLEM_NO_SAN, names_leaf, common);
    else if (!good)
        problem_add(exam->problems, PROBLEM_NO_USABLE, names_leaf, NULL);
    if (hosts && *host && !lists(cert, host))
        problem_add(exam->problems, PROBLEM_NAME, names_leaf, host);
    if (hosts)
        examine_names_judge_aliases(exam, cert);
    if (hosts && named && !lists(cert, common))
        problem_add(exam->problems, PROBLEM_CN_ELSEWHERE, names_leaf, common);
    judge_each(exam, cert);
}
