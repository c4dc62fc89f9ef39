/* progress.h - work that takes time, shown in a line: what it does and for how long. */
#ifndef TUI_PROGRESS_H
#define TUI_PROGRESS_H

#include "tui/term.h"
#include <stdint.h>

/* How often it wants to be painted, in milliseconds, while work runs: set a loop_timer() again each
 * time it goes off. */
enum { PROGRESS_EVERY = 500 };

/* "/ Making the key  12 s   Esc stops", wrapped if it has rows for that; ms: since it began. */
void progress_draw(struct area area, const char *what, int64_t ms);

#endif
