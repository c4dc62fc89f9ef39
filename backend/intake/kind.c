/* kind.c - of what kind a file is, by its first bytes alone. */
#include <ctype.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/intake/intake.h"

enum { KIND_LOOK = 1 << 16 };

/* SEQUENCE of at least 128 bytes, or of no stated length: DER and BER, as certificates, PFX and
 * PKCS#7 begin. No text begins so: neither 0x80 to 0x84 is a letter behind a "0". */
static bool kind_der(const unsigned char *bytes, size_t size)
{
    return size > 2 && bytes[0] == 0x30 && bytes[1] >= 0x80 && bytes[1] <= 0x84;
}

static bool kind_pem(const char *bytes, size_t size)
{
    static const char mark[] = "-----BEGIN ";

    return memmem(bytes, size < KIND_LOOK ? size : KIND_LOOK, mark, sizeof mark - 1) != NULL;
}

static const char *kind_blank(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at) && *at)
        at++;
    return at;
}

/* Behind blanks and the comments of libconfig. */
static const char *kind_comments(const char *at, const char *end)
{
    for (at = kind_blank(at, end); end - at > 1; at = kind_blank(at, end)) {
        const char *stop;

        if (*at == '#' || (at[0] == '/' && at[1] == '/'))
            stop = memchr(at, '\n', (size_t)(end - at));
        else if (at[0] == '/' && at[1] == '*')
            stop = memmem(at, (size_t)(end - at), "*/", 2);
        else
            break;
        at = stop ? stop + 1 : end;
        at += stop && *stop == '*';
    }
    return at;
}

/* "name : {", "name = 2", as libconfig has it. */
static bool kind_conf(const char *at, const char *end)
{
    at = kind_comments(at, end);
    if (at == end || !isalpha((unsigned char)*at))
        return false;
    while (at < end && (isalnum((unsigned char)*at) || *at == '_' || *at == '-'))
        at++;
    at = kind_blank(at, end);
    if (at == end || (*at != '=' && *at != ':'))
        return false;
    at = kind_blank(at + 1, end);
    return at < end && *at && strchr("{([\"0123456789", *at);
}

enum intake_kind intake_look(const char *bytes, size_t size)
{
    size_t mark = utf8_mark(bytes, size);
    const char *end = bytes + size, *at = kind_blank(bytes + mark, end);

    if (kind_der((const unsigned char *)bytes, size) || kind_pem(bytes, size))
        return INTAKE_CERTIFICATES;
    if (at == end)
        return INTAKE_UNKNOWN;
    if (*at == '{' || *at == '[')
        return INTAKE_JSON;
    if (*at == '<')
        return INTAKE_NMAP;
    if (end - at > 2 && strchr("+=-", *at) && at[1] == ';')
        return INTAKE_AVAHI;
    return kind_conf(at, end) ? INTAKE_CONF : INTAKE_CSV;
}

const char *intake_kind_sentence(enum intake_kind kind)
{
    switch (kind) {
    case INTAKE_CONF:
        return "settings, as in printseal.conf";
    case INTAKE_JSON:
        return "settings in JSON";
    case INTAKE_CERTIFICATES:
        return "certificates or private keys";
    case INTAKE_UNKNOWN:
        return "nothing that can be imported";
    default:
        return "a list of devices";
    }
}
