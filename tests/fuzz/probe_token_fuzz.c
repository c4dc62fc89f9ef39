/* What a token endpoint answers, and headers: always a judgement, always in tame text. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/probe/http/header.h"
#include "backend/probe/http/token.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void check_sanitize(const char *text)
{
    for (size_t at = 0, step, length = strlen(text); at < length; at += step) {
        unsigned point;
        step = utf8_read(text + at, length - at, &point);
        if (!step || utf8_control(point))
            abort();
    }
}

/* The first byte stands for the status. */
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static struct oauth_token token;
    AUTO_BUF struct buf text = { 0 };
    char out[64];

    if (!size || size > TOKEN_BODY)
        return 0;
    token_read((const char *)bytes + 1, size - 1, bytes[0] & 1 ? 200 : 400 + bytes[0], &token);
    check_sanitize(token.scope);
    check_sanitize(token.error);
    check_sanitize(token.why);
    if ((token.kind != TOKEN_GIVEN) != (*token.why != '\0') || token.seconds < -1)
        abort();
    buf_add(&text, (const char *)bytes, size);
    if (header_hsts_age(text.text) < -1 ||
        header_target(text.text, "print.example:8090") > TARGET_OTHER)
        abort();
    token_beyond(text.text, token.scope, out, sizeof out);
    return 0;
}
