/* letters.h - letters beyond ASCII: how they are written in Latin letters, and which key of a
 * QWERTY keyboard lies where their own keyboard has them. */
#ifndef BACKEND_STRENGTH_LETTERS_H
#define BACKEND_STRENGTH_LETTERS_H

struct letter {
    char plain[5]; /* "" for a mark that is dropped */
    char key;      /* 0: has none of its own */
};

/* A character above 127 that is not in the tables becomes one byte above 127, so that it counts as
 * one character and not as several. */
struct letter letter_find(unsigned point);

/* What a Cyrillic keyboard writes under this key of a QWERTY keyboard; 0: no letter. */
unsigned letter_under(char key);

#endif
