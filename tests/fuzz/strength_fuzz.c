/* Any bytes as a password and as a name from here: no crash, and parts that lie one behind the
 * other inside what was typed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/strength/strength.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *text, const struct strength *strength)
{
    size_t end = 0;

    for (size_t i = 0; i < strength->count; i++) {
        if (strength->parts[i].at != end || !strength->parts[i].length)
            __builtin_trap();
        end += strength->parts[i].length;
    }
    if (end > strlen(text) || (*text && !strength->count) || !(strength->guesses_log10 >= 0))
        __builtin_trap();
}

/* The first line is the name, the rest the password. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line = size ? memchr(data, '\n', size) : NULL;
    size_t first = line ? (size_t)(line - data) : 0;
    char *name = strndup((const char *)data, first);
    char *text = strndup((const char *)data + first, size - first);
    struct words *words = words_new();
    struct strength strength;

    words_add(words, name);
    strength_measure(text, &attack_rows[size % 8], words, &strength);
    check(text, &strength);
    words_free(words);
    free(name);
    free(text);
    return 0;
}
