/* import_words.h - what the columns of device lists are called, in English and German. */
#ifndef BACKEND_SETUP_IMPORT_WORDS_H
#define BACKEND_SETUP_IMPORT_WORDS_H

#include <stddef.h>

enum { IMPORT_WORD = 64 };

/* Small letters and digits alone, without umlauts: "IP-Adresse" and "ip adresse" are one word. */
void import_words_fold(const char *text, char folded[IMPORT_WORD]);

/* The key of the setting that a column of that name holds; "" if it is nothing of ours, NULL if
 * nobody knows. The lower *rank is, from 1 on, the better. */
const char *import_words_key(const char *text, size_t *rank);

#endif
