/* thin_late.h - signs in a colour of their own, such as the badges of a list, last: a colour is
 * told once for all of them, and not before and behind each. For thin.c alone. */
#ifndef TUI_THIN_THIN_LATE_H
#define TUI_THIN_THIN_LATE_H

#include "tui/thin/thin.h"

/* Of a frame of size bytes that thin_frame() has made, and how the terminal was before it: makes it
 * shorter in place and returns its size. It stays as it is where there is nothing to gain, or where
 * a position is not known for certain. */
size_t thin_late(char *frame, size_t size, const struct thin *before);

#endif
