/* issued_find.c - one of those that were issued here, by what people say or copy: a name, or a
 * serial number as some other program writes it. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "backend/model/schema.h"
#include "backend/pki/issue/issued.h"

static bool issued_find_is_named(const struct issued_entry *entry, const char *name)
{
    const char *at = entry->names;
    char item[256];

    while (list_next(&at, item, sizeof item))
        if (strcasecmp(item, name) == 0)
            return true;
    return false;
}

/* What browsers, Windows and openssl write around the digits of a serial number: 0x, "serial=",
 * colons, blanks, hyphens, and the mark of writing direction that Windows copies along. */
static bool issued_find_digits(const char *text, char digits[ISSUED_SERIAL])
{
    size_t size = 0;

    text += strspn(text, " ");
    text += strncasecmp(text, "serial=", 7) == 0 ? 7 : 0;
    text += strncasecmp(text, "0x", 2) == 0 ? 2 : 0;
    for (; *text; text++) {
        if (strchr(" \t:-", *text) || (unsigned char)*text >= 0x80 || (!size && *text == '0'))
            continue;
        if (!isxdigit((unsigned char)*text) || size == ISSUED_SERIAL - 1)
            return false;
        digits[size++] = *text;
    }
    digits[size] = '\0';
    return size;
}

/* In whatever way it is written. */
static struct issued_entry *issued_find_written(const struct issued *issued, const char *what)
{
    char digits[ISSUED_SERIAL];

    for (size_t i = 0; issued_find_digits(what, digits) && i < issued->count; i++)
        if (strcasecmp(issued->list[i].serial + strspn(issued->list[i].serial, "0"), digits) == 0)
            return &issued->list[i];
    return NULL;
}

struct issued_entry *issued_find(struct issued *issued, const char *what, time_t now,
                                 struct err *err)
{
    struct issued_entry *found = issued_find_written(issued, what);
    AUTO_BUF struct buf serials = { 0 };
    size_t count = 0;

    for (size_t i = 0; !found && i < issued->count; i++)
        if (issued_find_is_named(&issued->list[i], what) && !issued->list[i].revoked &&
            issued->list[i].until >= now && count++ < 8)
            buf_print(&serials, "%s%s", count > 1 ? ", " : "", issued->list[i].serial);
    if (count == 1)
        found = issued_serial(issued, serials.text);
    if (!found && count)
        fail(err, "%zu certificates that are still good name %s; say which by its serial: %s",
             count, what, serials.text);
    else if (!found)
        fail(err, "no certificate of that serial or name that is still good was issued here; "
                  "\"printseal cert status --issued\" lists them");
    return found;
}
