/* Any bytes as a template, and as a sheet: no crash, and every refusal has its
 * sentence. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/wiped.h"
#include "backend/export/sheet.h"
#include "backend/export/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fill(const char *text, size_t size)
{
    static struct config *config;
    static struct store *store; /* of a folder that has no certificates */
    struct err err = { "" };

    if (!config) {
        config = config_new();
        store = store_open("/", false, &err);
    }
    const struct export export = { .config = config, .store = store };
    const struct scope scope = { .export = &export };
    AUTO_WIPED struct buf out = { 0 };
    struct template *template = template_read(text, size, "t", NULL, &err);

    if (!template && !*err.text)
        __builtin_trap();
    if (template && !template_write(template, &scope, &out, &err) && !*err.text)
        __builtin_trap();
    template_free(template);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = memcpy(calloc(1, size + 1), data, size);

    fill(text, size);
    for (enum sheet_layout layout = LAYOUT_MARKDOWN; layout <= LAYOUT_TEXT; layout++) {
        AUTO_WIPED struct buf out = { 0 };

        sheet_write(text, layout, &out, NULL);
    }
    free(text);
    return 0;
}
