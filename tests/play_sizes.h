/* play_sizes.h - a screen at each size, in UTF-8, and what of it is otherwise where only ASCII is
 * shown. */
#ifndef TESTS_PLAY_SIZES_H
#define TESTS_PLAY_SIZES_H

#include <stdio.h>

#include "tui/loop.h"

/* Writes what `everywhere` shows (play.h) and calls play_everywhere; nothing where the terminal may
 * be a real one. Size and signs are then as before. */
void play_sizes(struct loop *loop, FILE *out);

#endif
