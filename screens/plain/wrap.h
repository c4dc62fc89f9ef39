/* wrap.h - lines no wider than a braille display, or whatever the line by line wizard is read on.
 */
#ifndef SCREENS_PLAIN_WRAP_H
#define SCREENS_PLAIN_WRAP_H

/* Breaks what standard output and standard error get from now on between words, at COLUMNS, without
 * it at the terminal's width, and nowhere for anything else; a word that is wider is cut. What is
 * broken begins below its line's first word. */
void wrap_begin(void);

/* Columns that a line may have; `otherwise` if nothing is broken. */
int wrap_width(int otherwise);

/* Somebody has typed a line: the next one begins at the left. */
void wrap_answered(void);

#endif
