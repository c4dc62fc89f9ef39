#include "backend/check/check.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/utf8.h"
#include "backend/check/idna.h"

enum {
    LABEL_MAX = 63,
    HOST_MAX = 253, /* RFC 1035 2.3.4, without the root's dot */
    ASCII_SIZE = 320,
};

#define EXAMPLE "print01.corp.example.com"

static bool host_is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

bool host_is_ip(const char *text)
{
    unsigned char address[16];

    return inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1;
}

bool host_to_ascii(const char *text, char ascii[], size_t size, struct err *err)
{
    if (!host_is_ascii(text))
        return idna_to_ascii(text, ascii, size, err);
    size_t length = strlen(text);
    if (length >= size)
        return fail(err, "is too long; a host name has at most 253 characters");
    memcpy(ascii, text, length + 1);
    for (; *ascii; ascii++)
        *ascii = (char)tolower((unsigned char)*ascii);
    return true;
}

/* Is there a label that starts with "xn--"? */
static bool has_encoded(const char *text)
{
    for (; text; text = strchr(text, '.')) {
        text += *text == '.';
        if (strncasecmp(text, "xn--", 4) == 0)
            return true;
    }
    return false;
}

bool host_other_form(const char *text, char other[], size_t size)
{
    if (!host_is_ascii(text))
        return idna_to_ascii(text, other, size, NULL);
    return has_encoded(text) && idna_to_unicode(text, other, size, NULL);
}

static bool check_label(const char *label, size_t size, struct err *err)
{
    if (!size)
        return fail(err, "has an empty part between its dots; needs a name such as %s", EXAMPLE);
    if (size > LABEL_MAX)
        return fail(err, "has a part of %zu characters; at most 63 are allowed between dots", size);
    if (label[0] == '-' || label[size - 1] == '-')
        return fail(err, "has a part with a hyphen at its end; hyphens stand between letters and "
                         "digits");
    for (size_t i = 0; i < size; i++) {
        if (label[i] == '_')
            return fail(err, "holds an underscore, which no host name may; use a hyphen");
        if (!isalnum((unsigned char)label[i]) && label[i] != '-')
            return fail(err, "holds \"%c\"; a host name has letters, digits, hyphens and dots",
                        label[i]);
    }
    return true;
}

/* A last label of digits, or of 0x and digits, is read as an IPv4 address by inet_aton() and
 * browsers. */
static bool is_number(const char *label, size_t size)
{
    if (size > 2 && strncmp(label, "0x", 2) == 0)
        return strspn(label + 2, "0123456789abcdef") == size - 2;
    return strspn(label, "0123456789") == size;
}

/* RFC 1123 2.1 on the A-label form. */
static bool check_ascii(const char *name, struct err *err)
{
    size_t total = strlen(name), size = 0;
    const char *label = name;

    if (total > 1 && name[total - 1] == '.')
        total--;
    if (total > HOST_MAX)
        return fail(err, "has %zu characters; a host name has at most 253", total);
    for (;;) {
        size = strcspn(label, ".");
        if (!check_label(label, size, err))
            return false;
        if (label + size >= name + total)
            break;
        label += size + 1;
    }
    if (is_number(label, size))
        return fail(err, "ends in a number but is no IP address; needs a name such as %s", EXAMPLE);
    return true;
}

/* IDNA drops what nobody sees and takes three more characters for dots (RFC 3490 3.1): the name in
 * the certificate would not be the one that was read and approved. */
static bool host_is_visible(const char *text, struct err *err)
{
    unsigned point;
    size_t step;

    for (size_t size = strlen(text); size; text += step, size -= step) {
        step = utf8_read(text, size, &point);
        if (!step)
            return fail(err, "is not UTF-8; needs a name such as %s", EXAMPLE);
        if (point == 0x3002 || point == 0xFF0E || point == 0xFF61)
            return fail(err, "holds U+%04X in place of a dot", point);
        if (utf8_hidden(point))
            return fail(err, "holds the invisible character U+%04X; type the name anew", point);
    }
    return true;
}

bool check_host(const char *text, struct err *err)
{
    char ascii[ASCII_SIZE] = "";

    if (host_is_ip(text))
        return true;
    if (strpbrk(text, "/[]%@"))
        return fail(err,
                    "needs a host name alone such as %s, without https://, brackets, user or zone",
                    EXAMPLE);
    if (strchr(text, ':'))
        return fail(err, "is no IPv6 address, and a host name holds no : and no port");
    if (strchr(text, ' '))
        return fail(err, "holds a space; needs one host name such as %s", EXAMPLE);
    return host_is_visible(text, err) && host_to_ascii(text, ascii, sizeof ascii, err) &&
           check_ascii(ascii, err);
}

bool check_wildcard(const char *text, struct err *err)
{
    bool wild = strncmp(text, "*.", 2) == 0;

    if (wild && !strchr(text + 2, '.'))
        return fail(err,
                    "covers a whole top-level domain; needs a name such as *.corp.example.com");
    if (wild && host_is_ip(text + 2))
        return fail(err, "has a * before an address; it stands before a domain");
    return check_host(wild ? text + 2 : text, err);
}

static bool check_port(const char *text, struct err *err)
{
    size_t size = strspn(text, "0123456789");
    long port = size && size < 6 && !text[size] ? strtol(text, NULL, 10) : 0;

    return (port >= 1 && port <= 65535) || fail(err, "needs a port from 1 to 65535 behind the :");
}

bool check_host_port(const char *text, struct err *err)
{
    char host[ASCII_SIZE], address[16];
    const char *end = *text == '[' ? strchr(text, ']') : strchr(text, ':');

    if (!end || (*text != '[' && strchr(end + 1, ':')))
        return *text == '[' ? fail(err, "has a [ without ]; needs [2001:db8::7]:161")
                            : check_host(text, err);
    size_t size = (size_t)(end - text);
    if (size >= sizeof host)
        return fail(err, "is too long; a host name has at most 253 characters");
    memcpy(host, text, size);
    host[size] = '\0';
    if (*text != '[')
        return check_host(host, err) && check_port(end + 1, err);
    if (inet_pton(AF_INET6, host + 1, address) != 1)
        return fail(err, "needs an IPv6 address between [ and ]");
    return !end[1] ||
           (end[1] == ':' ? check_port(end + 2, err) : fail(err, "needs : and a port behind ]"));
}

bool check_domain(const char *text, struct err *err)
{
    if (host_is_ip(text))
        return fail(err, "is an address; needs a domain such as corp.example.com");
    return check_host(*text == '.' ? text + 1 : text, err);
}
