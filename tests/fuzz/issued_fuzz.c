/* The index of certificates as somebody may have edited it: what is read is written and read again
 * alike, and only tame text comes out. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/err.h"
#include "backend/base/utf8.h"
#include "backend/pki/issue/issued.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void check_text(const char *text)
{
    unsigned point;

    for (size_t at = 0, step, length = strlen(text); at < length; at += step) {
        step = utf8_read(text + at, length - at, &point);
        if (!step || utf8_control(point))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct issued issued, again;
    struct buf text = { 0 }, other = { 0 };
    struct err err = { "" };

    if (!issued_read(&issued, (const char *)bytes, size, &err)) {
        if (!*err.text)
            abort();
        return 0;
    }
    for (size_t i = 0; i < issued.count; i++) {
        check_text(issued.list[i].names);
        check_text(issued.list[i].subject);
    }
    issued_print(&issued, &text);
    if (!issued_read(&again, text.text, text.size, NULL))
        abort();
    issued_print(&again, &other);
    if (strcmp(text.text, other.text) != 0 || issued.count != again.count)
        abort();
    issued_find(&issued, "a.example.com", 1900000000, &err);
    issued_free(&issued);
    issued_free(&again);
    buf_free(&text);
    buf_free(&other);
    return 0;
}
