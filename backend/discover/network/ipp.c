#include "backend/discover/network/ipp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"

/* RFC 8010 3.5: tags of groups and values, the operation. */
enum {
    IPP_OPERATION_GROUP = 0x01,
    IPP_END = 0x03,
    IPP_LAST_GROUP = 0x0f,
    IPP_TEXT_WITH_LANGUAGE = 0x35,
    IPP_TEXT = 0x41,
    IPP_KEYWORD = 0x44,
    IPP_URI = 0x45,
    IPP_CHARSET = 0x47,
    IPP_LANGUAGE = 0x48,
    IPP_HEAD = 8, /* bytes: version, status, request's id */
};

static const char wanted[] = "printer-make-and-model";

/* ------------------------------------------------ the question */

struct ipp_writer {
    unsigned char bytes[IPP_REQUEST / 2];
    size_t size;
};

static void ipp_put(struct ipp_writer *writer, const void *bytes, size_t size)
{
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
}

static void ipp_put_string(struct ipp_writer *writer, const char *text)
{
    const size_t size = strlen(text);
    const unsigned char head[] = { (unsigned char)(size >> 8), (unsigned char)size };

    ipp_put(writer, head, sizeof head);
    ipp_put(writer, text, size);
}

static void ipp_put_attribute(struct ipp_writer *writer, unsigned char tag, const char *name,
                              const char *value)
{
    ipp_put(writer, &tag, 1);
    ipp_put_string(writer, name);
    ipp_put_string(writer, value);
}

size_t ipp_request(char request[IPP_REQUEST], const char *address, unsigned port, bool tls)
{
    /* version 1.1, which all speak; Get-Printer-Attributes; number 1 */
    static const unsigned char start[] = { 1, 1, 0, 0x0b, 0, 0, 0, 1, IPP_OPERATION_GROUP };
    static const unsigned char end = IPP_END;
    const bool six = strchr(address, ':');
    char host[64], uri[128];
    struct ipp_writer writer = { .size = 0 };

    snprintf(host, sizeof host, six ? "[%.45s]:%u" : "%.45s:%u", address, port % 65536);
    snprintf(uri, sizeof uri, "%s://%s/ipp/print", tls ? "ipps" : "ipp", host);
    ipp_put(&writer, start, sizeof start);
    ipp_put_attribute(&writer, IPP_CHARSET, "attributes-charset", "utf-8");
    ipp_put_attribute(&writer, IPP_LANGUAGE, "attributes-natural-language", "en");
    ipp_put_attribute(&writer, IPP_URI, "printer-uri", uri);
    ipp_put_attribute(&writer, IPP_KEYWORD, "requested-attributes", wanted);
    ipp_put(&writer, &end, 1);
    const int head = snprintf(request, IPP_REQUEST,
                              "POST /ipp/print HTTP/1.0\r\nHost: %s\r\nContent-Type: "
                              "application/ipp\r\nContent-Length: %zu\r\n\r\n",
                              host, writer.size);
    memcpy(request + head, writer.bytes, writer.size);
    return (size_t)head + writer.size;
}

/* ------------------------------------------------ the answer */

struct ipp_rest {
    const unsigned char *at;
    size_t size;
};

static bool ipp_take(struct ipp_rest *rest, size_t size, struct ipp_rest *part)
{
    if (size > rest->size)
        return false;
    *part = (struct ipp_rest){ rest->at, size };
    rest->at += size;
    rest->size -= size;
    return true;
}

/* Two bytes of length, and what they are the length of. */
static bool ipp_take_string(struct ipp_rest *rest, struct ipp_rest *string)
{
    struct ipp_rest length;

    return ipp_take(rest, 2, &length) &&
           ipp_take(rest, (size_t)length.at[0] << 8 | length.at[1], string);
}

static bool ipp_take_text(unsigned tag, struct ipp_rest value, struct ipp_rest *text)
{
    struct ipp_rest language;

    if (tag == IPP_TEXT_WITH_LANGUAGE)
        return ipp_take_string(&value, &language) && ipp_take_string(&value, text);
    *text = value;
    return tag == IPP_TEXT;
}

static bool ipp_is_wanted(const struct ipp_rest *name)
{
    return name->size == sizeof wanted - 1 && memcmp(name->at, wanted, name->size) == 0;
}

/* Attribute by attribute, whatever the group: RFC 8010 3.1. */
static bool ipp_find(struct ipp_rest rest, struct ipp_rest *text)
{
    struct ipp_rest tag, name, value;

    if (!ipp_take(&rest, IPP_HEAD, &tag))
        return false;
    while (ipp_take(&rest, 1, &tag) && tag.at[0] != IPP_END) {
        if (tag.at[0] <= IPP_LAST_GROUP)
            continue;
        if (!ipp_take_string(&rest, &name) || !ipp_take_string(&rest, &value))
            return false;
        if (ipp_is_wanted(&name) && ipp_take_text(tag.at[0], value, text))
            return true;
    }
    return false;
}

/* ------------------------------------------------ HTTP around it */

/* Takes the sizes of the chunks (RFC 9112 7.1) out of the body, in place; returns what is left.
 * Some devices send them in answer to HTTP/1.0, too. */
static size_t ipp_dechunk(unsigned char *body, size_t size)
{
    size_t at = 0, end = 0;

    for (;;) {
        const unsigned char *line = memchr(body + at, '\n', size - at);
        if (!line)
            return end;
        size_t length = strtoul((const char *)body + at, NULL, 16);
        at = (size_t)(line - body) + 1;
        if (!length)
            return end;
        if (length > size - at)
            length = size - at;
        memmove(body + end, body + at, length);
        end += length;
        at += length;
        if (size - at < 2)
            return end;
        at += 2;
    }
}

bool ipp_model(const unsigned char *reply, size_t size, char model[], size_t model_size)
{
    unsigned char copy[IPP_REPLY + 1];
    struct ipp_rest text;

    size = size < IPP_REPLY ? size : IPP_REPLY;
    memcpy(copy, reply, size);
    copy[size] = '\0';
    unsigned char *body = memmem(copy, size, "\r\n\r\n", 4);
    if (!body || strncmp((char *)copy, "HTTP/1.", 7) != 0)
        return false;
    *body = '\0';
    body += 4;
    size -= (size_t)(body - copy);
    if (strcasestr((char *)copy, "\r\nTransfer-Encoding: chunked"))
        size = ipp_dechunk(body, size);
    if (!ipp_find((struct ipp_rest){ body, size }, &text) || !text.size)
        return false;
    snprintf(model, model_size, "%.*s", (int)text.size, (const char *)text.at);
    utf8_sanitize(model);
    return *model;
}
