/* mem_end.h - how a program ends that has no memory left (must(), mem.h): where somebody handles
 * SIGABRT, such as a screen that has to put the terminal back, by abort(); else with a sentence. */
#ifndef BACKEND_BASE_MEM_END_H
#define BACKEND_BASE_MEM_END_H

/* From now on with one sentence on standard error and this exit status; before, by abort(). */
void mem_end_with(int status);

/* What was already done by then, for that sentence: "generation 7 is saved". Copied. */
void mem_done(const char *what);

#endif
