/* chance.h - numbers by chance, the same for the same seed: xorshift64. */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include <stdint.h>

#define CHANCE_SEED 88172645463325252U /* any but 0 */

/* From 0 to below - 1; *state starts as a seed. */
static inline unsigned chance(uint64_t *state, unsigned below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (unsigned)(*state >> 33) % below;
}

#endif
