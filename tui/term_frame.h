/* term_frame.h - what ncurses writes comes into memory first, a frame at a time: it goes to the
 * terminal in one write, and thinner (thin.h).
 */
#ifndef TUI_TERM_FRAME_H
#define TUI_TERM_FRAME_H

#include <stdio.h>

/* What newterm() is to write to: the terminal of standard output, for now. NULL: no descriptors. It
 * stays ncurses'. */
FILE *term_frame_open(void);

/* From now on frames are gathered; after newterm() and all that asks the terminal for its settings.
 * Where there is no memory for it ncurses goes on writing to the terminal. */
void term_frame_gather(void);

/* Sends what was gathered, and wipes it: it may show a secret. */
void term_frame_send(void);

/* Somebody else has written to the terminal. */
void term_frame_forget(void);

#endif
