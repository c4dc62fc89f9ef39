/* der.h - changes DER so that it stays DER: what a blind mutation breaks first is a length, and
 * then no parser looks any further.
 */
#ifndef TESTS_FUZZ_DER_H
#define TESTS_FUZZ_DER_H

#include <stddef.h>

/* Replaces, doubles, removes or changes one structure among those in bytes, and lets the lengths
 * around it fit again. Returns the new size, at most room; 0: it could not be done. */
size_t der_mutate(unsigned char *bytes, size_t size, size_t room, unsigned seed);

#endif
