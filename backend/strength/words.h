/* words.h - the words that strength_measure() hands to zxcvbn; see strength.h. */
#ifndef BACKEND_STRENGTH_WORDS_H
#define BACKEND_STRENGTH_WORDS_H

#include <stddef.h>

#include "backend/strength/strength.h"

/* Words shorter than WORD_LEAST are found in anything. */
enum { WORDS_ROOM = 300, WORD_LEAST = 3, WORD_MOST = 63 };

struct words {
    char *list[WORDS_ROOM];
    unsigned letters[WORDS_ROOM]; /* those in each word, as bits: 1 is an a */
    size_t count;
};

/* Those that may lie in text, for their letters are all there, also as digits or signs; NULL at the
 * end, as zxcvbn wants it. It searches one word after the other at every byte, so this saves most
 * of its time. words may be NULL. */
void words_within(const struct words *words, const char *text, const char *found[WORDS_ROOM + 1]);

#endif
