/* near.h - the word that was meant: the nearest of several by edit distance, if it is near enough.
 */
#ifndef BACKEND_NEAR_H
#define BACKEND_NEAR_H

#include <stddef.h>

struct near {
    const char *word;
    const char *best; /* points at what was tried */
    size_t distance;
};

/* Start with what was typed, try every word there is, ask for the best: "" if none is near. */
struct near near_start(const char *word);
void near_try(struct near *near, const char *candidate);
const char *near_best(const struct near *near);

#endif
