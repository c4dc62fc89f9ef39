#include "backend/check/idna.h"

#include <dlfcn.h>
#include <idn2.h>
#include <stdlib.h>
#include <string.h>

/* Linking it would cost every start what only a name in another script needs. */
struct library {
    __typeof__(idn2_to_ascii_8z) *to_ascii;
    __typeof__(idn2_to_unicode_8z8z) *to_unicode;
    __typeof__(idn2_strerror) *explain;
    __typeof__(idn2_free) *release;
};

static bool idna_find(void *handle, const char *name, void *function)
{
    void *address = dlsym(handle, name);

    memcpy(function, &address, sizeof address);
    return address;
}

static const struct library *idna_load(struct err *err)
{
    static struct library library;
    static bool ready;

    if (ready)
        return &library;
    void *handle = dlopen("libidn2.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!handle || !idna_find(handle, "idn2_to_ascii_8z", &library.to_ascii) ||
        !idna_find(handle, "idn2_to_unicode_8z8z", &library.to_unicode) ||
        !idna_find(handle, "idn2_strerror", &library.explain) ||
        !idna_find(handle, "idn2_free", &library.release))
        return fail(err, "is not ASCII; install the package libidn2-0, or write the name as "
                         "xn--..."),
               NULL;
    ready = true;
    return &library;
}

typedef int convert(const char *input, char **output, int flags);

static bool idna_run(const struct library *library, convert *to, const char *text, char out[],
                     size_t size, struct err *err)
{
    char *result = NULL;
    int code = to(text, &result, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    bool good = code == IDN2_OK && strlen(result) < size;

    if (good)
        memcpy(out, result, strlen(result) + 1);
    library->release(result);
    if (code == IDN2_OK)
        return good || fail(err, "is too long; a host name has at most 253 characters");
    return fail(err, "is not an internationalized host name: %s", library->explain(code));
}

bool idna_to_ascii(const char *text, char ascii[], size_t size, struct err *err)
{
    const struct library *library = idna_load(err);

    return library && idna_run(library, library->to_ascii, text, ascii, size, err);
}

bool idna_to_unicode(const char *text, char unicode[], size_t size, struct err *err)
{
    const struct library *library = idna_load(err);

    return library && idna_run(library, library->to_unicode, text, unicode, size, err);
}
