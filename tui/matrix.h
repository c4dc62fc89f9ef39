/* matrix.h - a square of dark and light modules for a camera, such as a QR code: dark on light
 * whatever the terminal's own colours are. Where there are no colours light is reverse video, which
 * is light on a dark terminal only: on a light one it is to be swapped.
 *
 * Two modules are one column and one row, as half blocks; where only ASCII can be shown a module is
 * two columns of blanks.
 */
#ifndef TUI_MATRIX_H
#define TUI_MATRIX_H

#include <stdbool.h>

#include "tui/term.h"

struct matrix {
    int side;   /* modules */
    int margin; /* light modules on each of the four sides besides */
    bool (*dark)(const void *data, int y, int x); /* within the sides */
    const void *data;
    bool swapped; /* light and dark */
};

/* Rows and columns that it takes with its margin; y and x are 0. */
struct area matrix_size(int side, int margin);

/* Draws all of it at the area's corner; nothing where it does not fit, and false. */
bool matrix_draw(const struct matrix *matrix, struct area area);

#endif
