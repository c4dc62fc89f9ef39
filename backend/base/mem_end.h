/* mem_end.h - how a program ends that has no memory left (must(), mem.h), or no chance: with a
 * sentence, once the terminal is put back where a screen has it. */
#ifndef BACKEND_BASE_MEM_END_H
#define BACKEND_BASE_MEM_END_H

/* From now on with one sentence on standard error and this exit status; before, by abort(). */
void mem_end_with(int status);

/* Ends the program so: "printseal: <what>; nothing was saved". By abort() before mem_end_with(), as
 * in a part, whose end is told by who started it. Needs no memory. */
_Noreturn void mem_end(const char *what);

/* Who has taken the terminal gives it back in leave(), which needs no memory; NULL: nobody has. */
void mem_end_after(void (*leave)(void));

/* What was already done by then, for that sentence: "generation 7 is saved". Copied. */
void mem_done(const char *what);

/* That, for other sentences that end a program; NULL: nothing was done. */
const char *mem_did(void);

#endif
