/* A MANIFEST as somebody may have edited it: what is read is printed and read again alike, and only
 * sanitized text comes out. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/store/manifest.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void manifest_fuzz_check(const char *text)
{
    char sanitized[512];

    snprintf(sanitized, sizeof sanitized, "%s", text);
    utf8_sanitize(sanitized);
    if (strcmp(sanitized, text) != 0)
        abort();
}

static void manifest_fuzz_again(const struct manifest *manifest)
{
    struct manifest again;
    struct buf text = { 0 }, other = { 0 };

    manifest_print(manifest, &text);
    char *parsed = copy(text.text);
    if (!manifest_parse(&again, parsed, NULL))
        abort();
    manifest_print(&again, &other);
    if (strcmp(text.text, other.text) != 0 || again.count != manifest->count)
        abort();
    manifest_free(&again);
    free(parsed);
    buf_free(&text);
    buf_free(&other);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct manifest manifest;
    char *text = must(calloc(1, size + 1));

    memcpy(text, bytes, size);
    if (manifest_parse(&manifest, text, NULL)) {
        manifest_fuzz_check(manifest.made.who);
        manifest_fuzz_check(manifest.made.what);
        manifest_fuzz_check(manifest.made.login);
        if (manifest.sealed_size > size)
            abort();
        manifest_fuzz_again(&manifest);
    }
    manifest_free(&manifest);
    free(text);
    return 0;
}
