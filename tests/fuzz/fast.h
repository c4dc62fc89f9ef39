/* fast.h - what makes the parsers of foreign files quick enough to be fuzzed millions of times.
 * Linked with --wrap, in place of the program's own calls.
 *
 * Always: more than a few iterations of key stretching are refused, as the program refuses hostile
 * counts, and the library context for legacy ciphers is made once.
 */
#ifndef TESTS_FUZZ_FAST_H
#define TESTS_FUZZ_FAST_H

#include <stdbool.h>

/* With FAST in the environment, for long runs: OpenSSL's memory comes from the C library itself,
 * and it knows keys of RSA, elliptic curves and DSA only. The program's own memory is watched by
 * the sanitizer as before; leaks of OpenSSL's are not. Called once, before anything else. */
bool fast_start(void);

#endif
