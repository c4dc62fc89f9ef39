/* term.h - the terminal: taken at the start, given back whatever happens.
 *
 * The caller has called setlocale(LC_ALL, "") before. Nothing is ever asked of the terminal, the
 * mouse stays with the terminal so that text can be copied unless somebody wants it, Ctrl-S and
 * Ctrl-Q are keys, Ctrl-C, Ctrl-Z and Ctrl-\ are signals. SEGV, ABRT, BUS, FPE, ILL and SYS put the
 * terminal back at once and end the program by that signal; HUP, TERM, INT, QUIT and PIPE are told
 * to the loop first.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>

/* A part of the screen. Functions that draw never leave it, and cope with any size, even negative
 * ones. */
struct area {
    int y, x, rows, cols;
};

/* Before term_start(): the terminal is to send clicks and the wheel, in xterm's modes 1000 and
 * 1006. Written here and not by ncurses' mousemask(), which serves getch() alone, and keys are read
 * by the loop. */
void term_mouse(void);

enum term_taken {
    TERM_TAKEN,
    TERM_UNFIT, /* there is none, or none for a screen: TERM=dumb */
    TERM_FAILED /* it is one, but something that is needed for it cannot be had */
};

/* Takes the terminal; why not is a sentence without a full stop, and then nothing was changed. An
 * unknown or unset TERM is taken for a vt100. */
enum term_taken term_start(const char **why);

/* Gives the terminal back; fine without term_start(). */
void term_stop(void);

/* The whole screen at its present size. */
struct area term_area(void);

/* True if the locale is UTF-8 and the terminal may be sent more than ASCII. */
bool term_utf8(void);

/* Where the cursor rests when painting is done. The last call before the paint wins; (0, 0) to
 * begin with. */
void term_cursor(int y, int x);

/* Where it will rest, as the frame in memory is now. */
void term_cursor_planned(int *y, int *x);

/* The text in these columns of the frame in memory, without blanks at its end. */
void term_cells(int y, int x, int cols, char out[], size_t size);

/* Is that column of the frame in memory between brackets, as buttons and flags are? from and to are
 * the columns of the two. */
bool term_brackets(int y, int x, int *from, int *to);

/* The frame being painted shows a secret: if the program ends or stops while it does, nothing of it
 * stays on a terminal whose screen is not put back by leaving. Until the next term_begin(). */
void term_bare(void);

/* Erases the frame in memory; the loop calls it before draw and sends the difference after. */
void term_begin(void);
void term_end(void);

/* Puts everything back on the screen after the program was stopped, or its window resized: the next
 * term_end() paints at the present size. term_resize() returns false if it is the size it was. */
void term_resume(void);
bool term_resize(void);

/* Stops the program as Ctrl-Z does, with the terminal given back meanwhile. */
void term_suspend(void);

/* Lines: Unicode in a UTF-8 locale, else ASCII. */
void term_hline(int y, int x, int cols);
void term_vline(int y, int x, int rows);
void term_box(struct area area); /* blank inside */
void term_blank(struct area area);

/* For tests: a screen in memory of that size, with TERM=xterm, without any terminal. Called again
 * it only resizes. term_row() reads one row of the last frame back as UTF-8 without trailing
 * blanks; term_looks() gives for each column a letter: ' ' plain, 'R' reverse, 'B' bold, 'U'
 * underline, 'C' another colour. term_cursor_at() tells where the cursor was left. */
void term_start_test(int cols, int rows);
void term_row(int y, char out[], size_t size);
void term_looks(int y, char out[], size_t size);
void term_cursor_at(int *y, int *x);

#endif
