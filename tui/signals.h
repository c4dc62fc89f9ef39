/* signals.h - signals become bytes in a pipe that the loop reads, except those that cannot wait.
 *
 * SEGV, BUS, FPE, ILL, SYS and ABRT restore the terminal and end the program by that signal at
 * once. HUP, TERM, INT, QUIT and PIPE wait for the loop, the second of them does not. TSTP, CONT
 * and WINCH wait for the loop.
 */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include <stdbool.h>

/* restore() is called inside handlers: it may only do what is async-signal-safe. A HUP that was
 * ignored before (nohup) stays ignored. False: no descriptors left. */
bool signals_start(void (*restore)(void));

/* Puts back what was before. */
void signals_stop(void);

/* Can be read when signals_next() has something to tell. -1: not started. */
int signals_fd(void);

/* A signal that came since the last call, each once, those that end the program first; 0: none. */
int signals_next(void);

/* True for those that end the program. */
bool signals_end(int signal);

/* Calls restore() and ends the program by that signal, so that the caller's $? tells. */
_Noreturn void signals_die(int signal);

/* Stops the program, as TSTP would have; returns when it is continued, or at once where nobody
 * could continue it. */
void signals_suspend(void);

#endif
