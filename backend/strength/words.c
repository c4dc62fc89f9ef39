#include "backend/strength/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/strength/fold.h"
#include "backend/strength/leaked.h"

struct words *words_new(void)
{
    return must(calloc(1, sizeof(struct words)));
}

void words_free(struct words *words)
{
    if (words)
        pool_free(&words->texts);
    free(words);
}

static bool strength_words_is_letter(char c) /* whatever the locale */
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The letters that c is or may stand for, as bits: zxcvbn's table. */
static unsigned letters_of(char c)
{
    static const struct {
        char sign;
        const char *letters;
    } signs[] = { { '4', "a" }, { '@', "a" },  { '8', "b" },  { '(', "c" }, { '{', "c" },
                  { '[', "c" }, { '<', "c" },  { '3', "e" },  { '6', "g" }, { '9', "g" },
                  { '!', "i" }, { '1', "il" }, { '|', "il" }, { '0', "o" }, { '$', "s" },
                  { '5', "s" }, { '+', "t" },  { '7', "lt" }, { '%', "x" }, { '2', "z" } };
    unsigned bits = 0;

    if (strength_words_is_letter(c))
        return 1U << ((unsigned)(c - 'A') % 32); /* small letters are 32 behind */
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (const char *l = signs[i].letters; signs[i].sign == c && *l; l++)
            bits |= 1U << (*l - 'a');
    return bits;
}

static void strength_words_keep(struct words *words, const char *text, size_t size)
{
    char word[WORD_MOST + 1];

    if (size < WORD_LEAST || size > WORD_MOST || words->count == WORDS_ROOM)
        return;
    memcpy(word, text, size);
    word[size] = '\0';
    if (pool_find(&words->texts, word))
        return;
    for (const char *c = word; *c; c++)
        if (strength_words_is_letter(*c))
            words->letters[words->count] |= letters_of(*c);
    words->list[words->count++] = pool_keep(&words->texts, word);
}

static void strength_words_split(struct words *words, const char *text, const char *separators)
{
    while (*text) {
        size_t size = strcspn(text, separators);

        strength_words_keep(words, text, size);
        text += size;
        text += strspn(text, separators);
    }
}

bool words_add(void *data, const char *word)
{
    struct words *words = data;
    struct fold_reading reading;

    fold_plain(word, &reading);
    for (char *c = reading.text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c | 0x20);
    strength_words_split(words, reading.text, " \t.,:;@/\\-_");
    strength_words_split(words, reading.text,
                         " \t.,:;@/\\-_0123456789"); /* "hq2print" is hq, print as well */
    return words->count < WORDS_ROOM;
}

/* True if c may stand for that letter, digit or sign of a word. */
static bool words_fits(char c, char of_word)
{
    return c == of_word ||
           (strength_words_is_letter(of_word) && letters_of(c) >> (of_word - 'a') & 1);
}

/* Whether the word lies here; *swapped becomes true if digits or signs stand for its letters. */
static bool words_lies(const char *word, const char *text, bool *swapped)
{
    *swapped = false;
    for (; *word; word++, text++) {
        if (!words_fits(*text, *word))
            return false;
        *swapped |= strength_words_is_letter(*word) && !strength_words_is_letter(*text);
    }
    return true;
}

static void words_search(const struct words *words, size_t which, const char *text,
                         void (*take)(void *data, const struct words_hit *hit), void *data)
{
    const double swap_bits = 2;
    const char *word = words->list[which];
    size_t size = strlen(word);
    bool swapped;

    for (const char *at = text; *at; at++)
        if (words_lies(word, at, &swapped))
            take(data, &(struct words_hit){ .at = (size_t)(at - text),
                                            .length = size,
                                            .bits = log2((double)(which + 1)) +
                                                    (swapped ? swap_bits : 0) +
                                                    leaked_case_bits(at, size) });
}

void words_find(const struct words *words, const char *text,
                void (*take)(void *data, const struct words_hit *hit), void *data)
{
    unsigned there = 0;

    for (const char *c = text; *c; c++)
        there |= letters_of(*c);
    for (size_t i = 0; words && i < words->count; i++)
        if (!(words->letters[i] & ~there))
            words_search(words, i, text, take, data);
}
