#include "backend/discover/dns/wire.h"

#include <ctype.h>
#include <string.h>

#include "backend/base/utf8.h"

static bool wire_digits(const char *at)
{
    return isdigit((unsigned char)at[0]) && isdigit((unsigned char)at[1]) &&
           isdigit((unsigned char)at[2]);
}

/* One byte of a label. False: it cannot be one. */
static bool wire_byte(const char **at, unsigned char *byte)
{
    const char *text = *at;

    if (*text == '\\' && wire_digits(text + 1)) {
        int value = (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
        *byte = (unsigned char)value;
        *at += 4;
        return value <= 255;
    }
    text += *text == '\\';
    *byte = (unsigned char)*text;
    *at = text + 1;
    return *text;
}

/* One label, and the dot behind it. False: it is empty, too long, or none. */
static bool wire_take(const char **at, unsigned char label[WIRE_LABEL], size_t *size)
{
    for (*size = 0; **at && **at != '.'; ++*size)
        if (*size == WIRE_LABEL || !wire_byte(at, &label[*size]))
            return false;
    *at += **at == '.';
    return *size > 0;
}

size_t wire_query(const char *name, enum dns_type type, unsigned id,
                  unsigned char query[WIRE_QUERY])
{
    enum { TAIL = 5, RD = 1, AD = 0x20 };
    const unsigned char head[WIRE_HEAD] = {
        (unsigned char)(id >> 8), (unsigned char)id, RD, AD, 0, 1
    };
    const unsigned char tail[TAIL] = { 0, 0, (unsigned char)type, 0, WIRE_IN };
    size_t used = WIRE_HEAD;

    memcpy(query, head, WIRE_HEAD);
    if (!*name)
        return 0;
    while (*name) {
        unsigned char label[WIRE_LABEL];
        size_t size;
        if (!wire_take(&name, label, &size) || used + 1 + size + TAIL > WIRE_QUERY)
            return 0;
        query[used++] = (unsigned char)size;
        memcpy(query + used, label, size);
        used += size;
    }
    memcpy(query + used, tail, TAIL);
    return used + TAIL;
}

void wire_label(const char *name, char label[WIRE_LABEL + 1])
{
    unsigned char bytes[WIRE_LABEL];
    size_t size;

    if (!wire_take(&name, bytes, &size))
        size = 0;
    for (size_t i = 0; i < size; i++)
        label[i] = bytes[i] ? (char)bytes[i] : '?';
    label[size] = '\0';
    utf8_sanitize(label);
}
