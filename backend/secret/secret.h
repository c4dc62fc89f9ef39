/* secret.h - a password in memory: sealed under a key of this process, open only while somebody
 * looks.
 *
 * A secret is immutable and counted. Its bytes are kept under AES-256-GCM; the key lies in
 * locked memory that is neither dumped nor inherited by a child (locked.h). Opening puts the bytes
 * into one of a few cells there. So 100,000 printer passwords need three locked pages, and a core
 * file holds none of them. Not for threads.
 */
#ifndef BACKEND_SECRET_SECRET_H
#define BACKEND_SECRET_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "backend/base/err.h"
#include "backend/base/wiped.h"

enum { SECRET_MAX = 255 }; /* bytes of a secret */

enum origin { GENERATED, TYPED, IMPORTED };

struct secret;

/* Seals a copy of the bytes; the caller wipes his own. Aborts if there are more than SECRET_MAX, or
 * no memory that can be locked (secret_start() has said so before). guesses: log10 from strength.h,
 * < 0: not measured. */
struct secret *secret_new(const char *bytes, size_t size, enum origin origin, time_t made,
                          double guesses);
struct secret *secret_hold(const struct secret *secret); /* NULL stays NULL */
void secret_free(struct secret *secret);                 /* NULL is fine */

/* How a secret is generated: `length` characters, each drawn evenly from `alphabet`. */
struct recipe {
    size_t length;
    const char *alphabet;
};
extern const char base62[]; /* A-Z a-z 0-9: survives every shell, keyboard layout and device form */

/* Makes one of recipe->length characters from OpenSSL's generator, without modulo bias. */
struct secret *secret_generate(const struct recipe *recipe, time_t now);

/* The only way to the bytes: NUL-terminated, valid until secret_close() with the same pointer. At
 * most four are open at a time. A child cannot open what its parent sealed: it aborts. */
const char *secret_open(const struct secret *secret);
void secret_close(const char *bytes);

bool secret_equal(const struct secret *a, const struct secret *b); /* NULL equals NULL */

/* A digest keyed by this process: equal bytes, equal digest; says nothing to anyone else. */
enum { DIGEST_SIZE = 16 };
const unsigned char *secret_digest(const struct secret *secret);

/* The secret that is to follow this one, while both are known: see setup/rollover.h. NULL: none. */
const struct secret *secret_next(const struct secret *secret);

/* The same secret as `secret` with another one to follow it (NULL: none), whose hold is taken over.
 */
struct secret *secret_follow(const struct secret *secret, struct secret *next);

size_t secret_length(const struct secret *secret); /* bytes */
time_t secret_made(const struct secret *secret);
enum origin secret_origin(const struct secret *secret);
double secret_guesses(const struct secret *secret); /* log10; < 0: not measured */

/* Readies the locked memory now rather than at the first secret; explains if the system refuses, as
 * it does when RLIMIT_MEMLOCK is too small. */
bool secret_start(struct err *err);

/* Forbids core files and tracing from now on (RLIMIT_CORE, PR_SET_DUMPABLE). Called once by main,
 * not by tests: tracing stays allowed under AddressSanitizer, whose search for leaks needs it. */
bool secret_seal_process(struct err *err);

#endif
