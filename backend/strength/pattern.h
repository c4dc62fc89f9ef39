/* pattern.h - what follows from the characters before it: copies, mirrors, walks in strokes, and
 * what people put at the end. zxcvbn takes most of it for characters ("1qaz2wsx3edc4rfv"). */
#ifndef BACKEND_STRENGTH_PATTERN_H
#define BACKEND_STRENGTH_PATTERN_H

#include <stdbool.h>

#include "backend/strength/strength.h"

enum { PATTERN_TEXT = 100 }; /* bytes from the start that are looked at */

/* Where a character lies, on the keyboard or in the alphabet; characters that lie beside each other
 * follow each other. */
struct pattern_place {
    short at;             /* below 0: nowhere */
    bool shifted, shifts; /* is, may be */
};

struct pattern_text {
    const char *text;
    size_t size;
    struct pattern_place key[PATTERN_TEXT], code[PATTERN_TEXT];
};

struct pattern {
    size_t length; /* bytes from `at` on */
    enum strength_kind kind;
    double bits; /* to think of it, once what lies before is known */
};

/* Prepares text, which must outlive it, for pattern_each(). */
void pattern_read(const char *text, size_t size, struct pattern_text *read);

/* Calls take(data, at, pattern) for each pattern that begins at the byte `at`. */
void pattern_each(const struct pattern_text *text, size_t at,
                  void (*take)(void *data, size_t at, const struct pattern *pattern), void *data);

#endif
