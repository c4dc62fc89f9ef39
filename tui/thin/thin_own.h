/* thin_own.h - for thin.c alone: sequences that set a look (SGR; ECMA-48, 8.3.117). */
#ifndef TUI_THIN_THIN_OWN_H
#define TUI_THIN_THIN_OWN_H

#include "tui/thin/thin.h"

/* The terminal's own colour, and how many numbers of a sequence are read. */
enum { THIN_OWN, PARAMETERS = 16 };

/* The end of what starts there: a sequence, or one byte. */
const char *thin_end(const char *at, const char *end);

/* The numbers of a sequence, between "[" and its last letter; their count, or -1 if it is anything
 * else. */
int thin_numbers(const char *at, const char *end, int numbers[PARAMETERS]);

/* The attributes that SGR 22 to 29 ends: 22 bold and faint, the others that of 3 to 9. */
unsigned thin_ended(int number);

/* Sets what stands there, between "[" and "m". False: some of it is not known. */
bool thin_apply(struct thin_look *look, const char *at, const char *end);

#endif
