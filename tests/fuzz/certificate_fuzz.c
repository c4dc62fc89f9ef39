/* The three certificates as they may lie in a folder that somebody else wrote to, parted by lines
 * "|": the facts are printable, bounded text, and the chain of what cannot be read never holds.
 */
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/pki/certificate.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static struct span cut(const unsigned char **bytes, size_t *size)
{
    static const char bar[] = "\n|\n";
    const unsigned char *end = memmem(*bytes, *size, bar, sizeof bar - 1);
    struct span span = { *bytes, end ? (size_t)(end - *bytes) : *size };
    size_t step = span.size + (end ? sizeof bar - 1 : 0);

    *bytes += step;
    *size -= step;
    return span;
}

static void check_text(const char *text, size_t room)
{
    size_t length = strnlen(text, room), step;

    if (length == room)
        abort();
    for (size_t at = 0; at < length; at += step) {
        unsigned point;
        step = utf8_read(text + at, length - at, &point);
        if (!step || utf8_control(point))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    const time_t now = 1900000000;
    struct certificate_facts facts;
    struct certificate_files files = { .aliases = "print.corp.example.com" };

    if (!size)
        return 0;
    files.server = cut(&bytes, &size);
    files.issuing = cut(&bytes, &size);
    files.root = cut(&bytes, &size);
    inventory_read(&files, "print01.corp.example.com", now, &facts);
    check_text(facts.subject, sizeof facts.subject);
    check_text(facts.issuer, sizeof facts.issuer);
    check_text(facts.names, sizeof facts.names);
    check_text(facts.key, sizeof facts.key);
    check_text(facts.fingerprint, sizeof facts.fingerprint);
    check_text(facts.chain, sizeof facts.chain);
    if (!facts.present && !facts.chain[0])
        abort();
    return 0;
}
