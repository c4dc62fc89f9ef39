#include "backend/check/check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"

static const char digits[] = "0123456789";
static const char guid_digits[] = "0123456789abcdefABCDEF";

bool check_name(const char *text, struct err *err)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-_";
    size_t size = strlen(text);

    if (size < 1 || size > 32 || strspn(text, allowed) != size)
        return fail(err, "needs a name of at most 32 letters, digits, - and _");
    return true;
}

/* Reads `count` digits; -1 if there are others. */
static long read_digits(const char *text, size_t count)
{
    char number[8];

    if (strspn(text, digits) < count || count >= sizeof number)
        return -1;
    memcpy(number, text, count);
    number[count] = '\0';
    return strtol(number, NULL, 10);
}

static long days_in(long year, long month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && leap ? 29 : days[month - 1];
}

bool check_date(const char *text, struct err *err)
{
    if (strlen(text) != 10 || read_digits(text, 4) < 0 || text[4] != '-' ||
        read_digits(text + 5, 2) < 0 || text[7] != '-' || read_digits(text + 8, 2) < 0)
        return fail(err, "needs a date such as 2027-01-31");

    long year = read_digits(text, 4), month = read_digits(text + 5, 2);
    long day = read_digits(text + 8, 2);
    if (month < 1 || month > 12)
        return fail(err, "has no month %02ld; months go from 01 to 12", month);
    if (day < 1 || day > days_in(year, month))
        return fail(err, "is not a day of the calendar; that month has %ld", days_in(year, month));
    return true;
}

bool check_guid(const char *text, struct err *err)
{
    static const size_t groups[] = { 8, 4, 4, 4, 12 };
    const char *at = text;

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (i && *at++ != '-')
            break;
        if (strspn(at, guid_digits) != groups[i])
            break;
        at += groups[i];
        if (i == 4 && !*at)
            return true;
    }
    return fail(err, "needs a GUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff");
}

bool check_path(const char *text, struct err *err)
{
    if (*text != '/')
        return fail(err, "needs an absolute path such as /etc/ssl/company.pem");
    if (text[strlen(text) - 1] == '/')
        return fail(err, "names a folder; a file is needed");
    return true;
}

/* RFC 6749 appendix A.4: %x21 / %x23-5B / %x5D-7E. A comma would end a list's item. */
bool check_scope(const char *text, struct err *err)
{
    for (const char *c = text; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("\"\\,", *c))
            return fail(err, "needs a scope such as printers or jobs.process, without spaces and "
                             "without \" \\ ,");
    return *text || fail(err, "needs a scope such as printers");
}

/* Lists of revoked certificates are signed, and fetching them over https would need another list
 * first (RFC 5280, 8), so it is plain http. */
bool check_web_address(const char *text, struct err *err)
{
    static const char start[] = "http://";
    const char *host = text + sizeof start - 1;
    char name[256];

    if (strncmp(text, start, sizeof start - 1) != 0 || !strchr(host, '/'))
        return fail(err, "needs an address such as http://pki.corp.example.com/ca-myq.crl");
    size_t size = strcspn(host, "/");
    if (!size || size >= sizeof name)
        return fail(err, "has no host name that can be right");
    memcpy(name, host, size);
    name[size] = '\0';
    for (const char *c = host + size; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("\"<>\\^`{|}", *c))
            return fail(err, "holds a character that has to be written as %%XX (RFC 3986)");
    return check_host_port(name, err);
}
