#include "backend/words.h"

#include <stdlib.h>
#include <string.h>

#include "backend/fold.h"
#include "backend/mem.h"

struct words *words_new(void)
{
    return must(calloc(1, sizeof(struct words)));
}

void words_free(struct words *words)
{
    if (!words)
        return;
    for (size_t i = 0; i < words->count; i++)
        free((char *)words->list[i]);
    free(words);
}

static void keep(struct words *words, const char *word, size_t size)
{
    if (size < WORD_LEAST || size > WORD_MOST || words->count == WORDS_ROOM)
        return;
    for (size_t i = 0; i < words->count; i++)
        if (strlen(words->list[i]) == size && memcmp(words->list[i], word, size) == 0)
            return;
    words->list[words->count++] = must(strndup(word, size));
}

static void split(struct words *words, const char *text, const char *separators)
{
    while (*text) {
        size_t size = strcspn(text, separators);

        keep(words, text, size);
        text += size;
        text += strspn(text, separators);
    }
}

void words_add(void *data, const char *word)
{
    struct words *words = data;
    struct reading reading;

    fold_plain(word, &reading);
    for (char *c = reading.text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c | 0x20);
    split(words, reading.text, " \t.,:;@/\\-_");
    split(words, reading.text, " \t.,:;@/\\-_0123456789"); /* "hq2print" is hq, print as well */
}
