/* leaked.h - passwords so common that every attacker tries them first. */
#ifndef BACKEND_STRENGTH_LEAKED_H
#define BACKEND_STRENGTH_LEAKED_H

#include <stdbool.h>
#include <stddef.h>

enum { LEAKED_LEAST = 4, LEAKED_MOST = 36, LEAKED_HITS = 64, LEAKED_TEXT = 100 };

struct leaked_hit {
    size_t at, length;
    double bits; /* to find it in the list, with its capitals and its digits for letters */
};

/* Finds those that lie in text, whatever their case, also backwards, with digits and signs for
 * letters ("p4$$w0rd"), and with separators between words. Looks at the first LEAKED_TEXT bytes.
 * Returns how many it wrote, at most `room`. */
size_t leaked_find(const char *text, size_t size, struct leaked_hit hits[], size_t room);

/* What the capitals of a word cost an attacker who knows the word. */
double leaked_case_bits(const char *text, size_t size);

/* True if the list has exactly this word, in lower case. */
bool leaked_has(const char *word, size_t size);

#endif
