/* line.h - one question, one line of answer. */
#ifndef SCREENS_PLAIN_LINE_H
#define SCREENS_PLAIN_LINE_H

#include <stdbool.h>
#include <stddef.h>

enum { LINE_SIZE = 4096 };

/* Asks on standard output, with ": " behind the question, and reads one line without the blanks
 * around it. What is longer than a line may be is asked for again. False at the end of the input,
 * and where the question cannot be shown. Wipe what may be a secret: nothing of it stays in a
 * buffer of stdio. */
bool line_ask(const char *question, char line[LINE_SIZE]);

/* Was it no end of the input, but an error of reading? */
struct err;
bool line_unread(struct err *err);

/* Asks until the answer is yes or no; "" is `otherwise`, and so is the end of the input. */
bool line_yes(const char *question, bool otherwise);

#endif
