/* words.h - the words of a site in what was typed; see strength.h. */
#ifndef BACKEND_STRENGTH_WORDS_H
#define BACKEND_STRENGTH_WORDS_H

#include <stddef.h>

#include "backend/base/pool.h"
#include "backend/strength/strength.h"

/* Words shorter than WORD_LEAST are found in anything. */
enum { WORDS_ROOM = 300, WORD_LEAST = 3, WORD_MOST = 63 };

struct words {
    struct pool texts; /* of them all: each is listed once */
    const char *list[WORDS_ROOM];
    unsigned letters[WORDS_ROOM]; /* those in each word, as bits: 1 is an a */
    size_t count;
};

struct words_hit {
    size_t at, length;
    double bits; /* to come to it in the list, with its capitals and its digits for letters */
};

/* Calls take(data, hit) wherever one of them lies in text, whatever its case, and with digits and
 * signs for letters. words may be NULL. (zxcvbn searches for such words too, but joins all it found
 * into one way, which a word more may turn into one that costs more here.) */
void words_find(const struct words *words, const char *text,
                void (*take)(void *data, const struct words_hit *hit), void *data);

#endif
