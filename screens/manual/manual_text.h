/* manual_text.h - text as man(7) takes it. */
#ifndef SCREENS_MANUAL_MANUAL_TEXT_H
#define SCREENS_MANUAL_MANUAL_TEXT_H

#include <stdio.h>

/* In lines of about 70 columns, none of which starts with a control character. */
void manual_text(const char *text, FILE *out);
void manual_text_line(const char *text, FILE *out); /* and the line ends */

/* A macro with one argument; quotes keep its spaces together. */
void manual_text_macro(const char *macro, const char *text, FILE *out);

/* A paragraph with a tag in bold, and a line of a command. */
void manual_text_tagged(const char *tag, const char *text, FILE *out);
void manual_text_example(const char *line, FILE *out);

#endif
