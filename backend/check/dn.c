#include "backend/check/check.h"

#include <ctype.h>
#include <string.h>

/* RFC 4514: relative names separated by ',', each of one or more attribute=value joined by '+'. */

static const char hexadecimal[] = "0123456789abcdefABCDEF";

/* descr or numericoid, RFC 4512 1.4. NULL, and err explains, if there is none. */
static const char *skip_type(const char *at, struct err *err)
{
    static const char oid[] = "0123456789.", name[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                      "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t size = isalpha((unsigned char)*at) ? strspn(at, name) : strspn(at, oid);

    if (!size || at[size] != '=')
        return fail(err, "needs attribute=value such as dc=example at \"%.20s\"", at), NULL;
    if (!isalpha((unsigned char)*at) && (*at == '.' || at[size - 1] == '.' || strstr(at, "..")))
        return fail(err, "has a broken object identifier at \"%.20s\"", at), NULL;
    return at + size + 1;
}

/* "\," "\2C": an escape is two hexadecimal digits or one special character. 0: neither. */
static size_t dn_escape_size(const char *at)
{
    if (strspn(at + 1, hexadecimal) >= 2)
        return 3;
    return at[1] && strchr("\\\"+,;<>=# ", at[1]) ? 2 : 0;
}

static const char *skip_value(const char *at, struct err *err)
{
    size_t step = 1;
    bool blank = false;

    if (*at == ' ')
        return fail(err, "has a space behind = that needs a \\ before it"), NULL;
    if (*at == '#' && strspn(at + 1, hexadecimal) < 2)
        return fail(err, "has a # that needs a \\ before it"), NULL;
    for (; *at && *at != ',' && *at != '+'; at += step) {
        step = *at == '\\' ? dn_escape_size(at) : 1;
        if (!step)
            return fail(err, "has a \\ that needs two hexadecimal digits or one of \\ \" + , ; < > "
                             "= # behind it"),
                   NULL;
        if (step == 1 && strchr("\"<>;", *at))
            return fail(err, "has a %c that needs a \\ before it", *at), NULL;
        blank = step == 1 && *at == ' ';
    }
    return blank ? (fail(err, "has a space before \"%.8s\" that needs a \\ before it", at), NULL)
                 : at;
}

bool check_dn(const char *text, struct err *err)
{
    const char *at = text;

    for (;;) {
        const char *value = skip_type(at, err);

        if (!value)
            return false;
        at = skip_value(value, err);
        if (!at)
            return false;
        if (at == value)
            return fail(err, "has an attribute without a value");
        if (!*at)
            return true;
        at++;
        at += strspn(at, " "); /* RFC 4514 2.1 forbids it, everybody writes it */
    }
}

/* ------------------------------------------------ names of Active Directory */

bool dn_is_account(const char *text)
{
    return !*text || strchr(text, '=') || !strpbrk(text, "@\\");
}

/* sAMAccountName (MS-SAMR 3.1.1.6) and what stands before the @ of a user principal name. */
static bool dn_check_user(const char *user, struct err *err)
{
    size_t size = strcspn(user, "\"/\\[]:;|=,+*?<>@");

    if (!*user)
        return fail(err, "needs the user's name: user@domain or DOMAIN\\user");
    if (user[size])
        return fail(err, "has a %c that no user's name may have", user[size]);
    return true;
}

/* NetBIOS: one label of at most 15 bytes; a DNS name is taken there, too. */
static bool dn_check_domain(const char *domain, struct err *err)
{
    static const char these[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

    if (!*domain)
        return fail(err, "needs the domain: user@domain or DOMAIN\\user");
    if (domain[strspn(domain, these)])
        return fail(err, "has a domain that is none: \"%.40s\"", domain);
    return true;
}

bool check_account(const char *text, struct err *err)
{
    const char *at = strrchr(text, '@'), *slash = strchr(text, '\\');
    char name[256];

    if (dn_is_account(text))
        return check_dn(text, err);
    if (strlen(text) >= sizeof name)
        return fail(err, "is longer than %zu bytes", sizeof name - 1);
    memcpy(name, text, strlen(text) + 1);
    if (slash) {
        name[slash - text] = '\0';
        return dn_check_domain(name, err) && dn_check_user(slash + 1, err);
    }
    name[at - text] = '\0';
    return dn_check_user(name, err) && dn_check_domain(at + 1, err);
}
