/* words.h - the words that strength_measure() hands to zxcvbn; see strength.h. */
#ifndef BACKEND_WORDS_H
#define BACKEND_WORDS_H

#include <stddef.h>

#include "backend/strength.h"

/* They are searched one by one at every key, hence the bound; words shorter than WORD_LEAST are
 * found in anything. */
enum { WORDS_ROOM = 300, WORD_LEAST = 3, WORD_MOST = 63 };

struct words {
    const char *list[WORDS_ROOM + 1]; /* NULL at the end, as zxcvbn wants it */
    size_t count;
};

#endif
