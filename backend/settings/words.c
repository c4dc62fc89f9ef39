#include "backend/settings/settings.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"

/* Values that were handed over already: open addressing over what the configuration owns. */
struct seen {
    const char **slots;
    size_t size, count; /* size is a power of two */
};

static uint64_t hash(const char *text)
{
    uint64_t value = 14695981039346656037U; /* FNV-1a */

    for (; *text; text++)
        value = (value ^ (unsigned char)*text) * 1099511628211U;
    return value;
}

static const char **slot(const struct seen *seen, const char *text)
{
    size_t i = hash(text) & (seen->size - 1);

    while (seen->slots[i] && strcmp(seen->slots[i], text) != 0)
        i = (i + 1) & (seen->size - 1);
    return &seen->slots[i];
}

static void widen(struct seen *seen)
{
    struct seen wide = { .size = seen->size ? seen->size * 2 : 64, .count = seen->count };

    wide.slots = must(calloc(wide.size, sizeof *wide.slots));
    for (size_t i = 0; i < seen->size; i++)
        if (seen->slots[i])
            *slot(&wide, seen->slots[i]) = seen->slots[i];
    free(seen->slots);
    *seen = wide;
}

static bool is_new(struct seen *seen, const char *text)
{
    if (seen->count * 2 >= seen->size)
        widen(seen);
    const char **at = slot(seen, text);
    if (*at)
        return false;
    *at = text;
    seen->count++;
    return true;
}

static void tell(const char *text, void (*word)(void *data, const char *word), void *data)
{
    AUTO_FREE char *lower = copy(text);

    for (char *c = lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    word(data, lower);
}

const char *const product_words[] = {
    "myq",     "printseal", "printserver", "print",     "printer", "admin",   "brother",
    "canon",   "epson",     "fujifilm",    "hewlett",   "konica",  "kyocera", "lexmark",
    "minolta", "olivetti",  "oki",         "panasonic", "pantum",  "packard", "ricoh",
    "samsung", "sharp",     "toshiba",     "utax",      "xerox",   NULL,
};

void attacker_words(const struct config *config, void (*word)(void *data, const char *word),
                    void *data)
{
    struct seen seen = { 0 };
    struct place at = { 0 };

    for (size_t i = 0; product_words[i]; i++)
        word(data, product_words[i]);
    while (config_next(config, &at)) {
        if (!at.setting->guessed)
            continue;
        const char *value = record_value(at.record, at.setting);
        if (*value && is_new(&seen, value))
            tell(value, word, data);
    }
    free(seen.slots);
}
