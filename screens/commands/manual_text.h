/* manual_text.h - text as groff_man(7) takes it, on standard output. */
#ifndef SCREENS_COMMANDS_MANUAL_TEXT_H
#define SCREENS_COMMANDS_MANUAL_TEXT_H

/* In lines of about 70 columns, none of which starts with a control character. */
void manual_text(const char *text);
void manual_text_line(const char *text); /* and the line ends */

/* A macro with one argument; quotes keep its spaces together. */
void manual_text_macro(const char *macro, const char *text);

#endif
