/* Any bytes as a value of any setting: what is accepted is accepted again and stays as it is, and
 * can be judged. The first byte picks the setting. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/model/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct setting *pick(size_t number)
{
    for (;;)
        for (size_t i = 0; sections[i]; i++)
            for (const struct setting *s = sections[i]->settings; s->key; s++)
                if (s->type != SECRET && !number--)
                    return s;
}

static void try(const struct setting *setting, const char *text)
{
    struct verdict verdict = { 0 };
    struct err err = { "" };
    char *once = setting_accept(setting, text, &err);

    if (!once) {
        if (!*err.text || !utf8_valid(err.text, strlen(err.text)))
            abort();
        return;
    }
    char *twice = setting_accept(setting, once, NULL);
    if (!twice || strcmp(once, twice) != 0)
        abort();
    if (setting->judge && *once)
        setting->judge(once, &verdict);
    if (verdict.level > PASS && !*verdict.why)
        abort();
    free(twice);
    free(once);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    char *text = strndup((const char *)data + 1, size - 1);
    try(pick(*data), text);
    free(text);
    return 0;
}
