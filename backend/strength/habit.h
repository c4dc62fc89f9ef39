/* habit.h - what follows from the characters before it: copies, mirrors, walks in strokes, and
 * what people put at the end. zxcvbn takes most of it for characters ("1qaz2wsx3edc4rfv"). */
#ifndef BACKEND_STRENGTH_HABIT_H
#define BACKEND_STRENGTH_HABIT_H

#include <stdbool.h>

#include "backend/strength/strength.h"

enum { HABIT_TEXT = 100 }; /* bytes from the start that are looked at */

/* Where a character lies, on the keyboard or in the alphabet; characters that lie beside each other
 * follow each other. */
struct habit_place {
    short at;             /* below 0: nowhere */
    bool shifted, shifts; /* is, may be */
};

struct habit_text {
    const char *text;
    size_t size;
    struct habit_place key[HABIT_TEXT], code[HABIT_TEXT];
};

struct habit {
    size_t length; /* bytes from `at` on */
    enum strength_kind kind;
    double bits; /* to think of it, once what lies before is known */
};

/* Prepares text, which must outlive it, for habit_each(). */
void habit_read(const char *text, size_t size, struct habit_text *read);

/* Calls take(data, at, habit) for each pattern that begins at the byte `at`. */
void habit_each(const struct habit_text *text, size_t at,
                void (*take)(void *data, size_t at, const struct habit *habit), void *data);

#endif
