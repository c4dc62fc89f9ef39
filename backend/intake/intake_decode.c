/* intake_decode.c - in the worker: any of the encodings that Excel writes, into UTF-8. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/intake/intake_inside.h"
#include "backend/pki/codepage.h"

enum { DECODE_UTF8, DECODE_UTF16, DECODE_WINDOWS };
const char *const intake_encodings[] = { "UTF-8", "UTF-16", "Windows-1252", NULL };

/* By its mark, or, without one, by the zero byte that every ASCII character has there. */
static bool intake_decode_wide(const char *bytes, size_t size, bool *big, size_t *mark)
{
    *mark = 2;
    if (size < 2)
        return false;
    *big = memcmp(bytes, "\xFE\xFF", 2) == 0;
    if (*big || memcmp(bytes, "\xFF\xFE", 2) == 0)
        return true;
    *mark = 0;
    *big = !bytes[0] && bytes[1];
    return *big || (bytes[0] && !bytes[1]);
}

char *intake_decode(const char *bytes, size_t size, size_t *used, int *encoding, struct err *err)
{
    static const char *const wrong[] = { "", "is not valid UTF-16",
                                         "is neither UTF-8, UTF-16 nor Windows-1252" };
    size_t most = size * 3 + 4, mark = 0;
    bool big = false, wide = intake_decode_wide(bytes, size, &big, &mark);
    char *text = must(malloc(most + 1));

    mark = wide ? mark : utf8_mark(bytes, size);
    bytes += mark;
    size -= mark;
    *encoding = wide ? DECODE_UTF16 : utf8_valid(bytes, size) ? DECODE_UTF8 : DECODE_WINDOWS;
    *used = size;
    if (*encoding == DECODE_UTF16)
        *used = codepage_from_utf16(bytes, size, big, text, most);
    else if (*encoding == DECODE_WINDOWS)
        *used = codepage_from(WINDOWS_WEST, bytes, size, text, most);
    else
        memcpy(text, bytes, size);
    if (*used == SIZE_MAX) {
        free(text);
        return fail(err, "%s", wrong[*encoding]), NULL;
    }
    text[*used] = '\0';
    return text;
}
