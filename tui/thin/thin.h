/* thin.h - a frame in fewer bytes: ncurses sets every colour and attribute anew at each change, in
 * a sequence each; here only what differs is sent, in one. And it names row and column where one of
 * them, or a new line, would do.
 *
 * Of SGR (ECMA-48, 8.3.117) bold, underline and so on and colours of 8, 16 and 256 are known. What
 * is not is passed on as it is, and so is all after it, up to the next reset.
 */
#ifndef TUI_THIN_THIN_H
#define TUI_THIN_THIN_H

#include <stdbool.h>
#include <stddef.h>

/* How the terminal shows, or would show, what is written next. */
struct thin_look {
    unsigned attributes; /* bit n: SGR n, 1 to 9 */
    int text, back;      /* one more than the colour of 256; 0: the terminal's own */
};

/* Zeroed to begin with. */
struct thin {
    struct thin_look is, wanted;
    bool known; /* is: for certain */
    bool blind; /* something was set that is not understood */
    int row;    /* where the cursor is, from 1; 0: not known */
    /* Set by the caller: */
    bool singles; /* this terminal ends one attribute alone (SGR 22, 24, 27 ...) */
    bool rows;    /* CUP, HPA and VPA are those of ECMA-48, and a line feed is nothing but one */
};

/* Writes size bytes of ncurses' output, whole sequences, into out in fewer; returns how many. 0:
 * there was no room, and nothing is known of the terminal any more. */
size_t thin_frame(struct thin *thin, const char *text, size_t size, char *out, size_t room);

/* Somebody else has written to the terminal. */
void thin_forget(struct thin *thin);

#endif
