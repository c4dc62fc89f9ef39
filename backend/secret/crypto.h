/* crypto.h - the few primitives that secrets and vault are made of, from OpenSSL.
 *
 * OpenSSL is readied at the first use, not when the program starts, and never reads openssl.cnf: a
 * stray file or variable must not change a tool that runs as root. A primitive that fails (no
 * memory, no entropy) ends the program: there is nothing sensible to do without it. No context
 * outlives its call, for a context is a copy of its key on the heap; OpenSSL wipes what it frees.
 */
#ifndef BACKEND_SECRET_CRYPTO_H
#define BACKEND_SECRET_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backend/base/err.h"

enum { KEY_SIZE = 32, TAG_SIZE = 16, SHA256_SIZE = 32 };

/* Loads and readies OpenSSL without its configuration file; cheap when it is ready. False and err:
 * it is not there. Asked before work with secrets begins: anyone who calls a function below without
 * it ends the program with that sentence and status 3. */
bool crypto_ready(struct err *err);

/* The same for programs that are linked with it. */
void crypto_start(void);

/* One use of a key with AES-256-GCM. The same key must never meet the same number twice: it is the
 * nonce (SP 800-38D, 8.2.1). about: bytes that are bound in but not sealed; may be NULL. */
struct crypto_use {
    const unsigned char *key; /* KEY_SIZE bytes */
    uint64_t number;
    const void *about;
    size_t about_size;
};

/* sealed has room for size + TAG_SIZE bytes. */
void crypto_seal(const struct crypto_use *lock, const void *plain, size_t size,
                 unsigned char *sealed);

/* size is that of the plain bytes. False: key, number, about or bytes are not what was sealed;
 * plain is wiped then. */
bool crypto_open(const struct crypto_use *lock, const unsigned char *sealed, size_t size,
                 void *plain);

/* From the generator kept apart for secrets (RAND_priv_bytes). */
void crypto_random(void *bytes, size_t size);

/* Fills text with characters of alphabet (at most 256 of them), each as likely as any other, and
 * ends it with a NUL. */
void crypto_draw(const char *alphabet, char *text, size_t length);

/* Of length characters of the alphabet: guesses, log10. */
double crypto_guesses(const char *alphabet, size_t length);

/* BLAKE2s (RFC 7693), keyed, cut to TAG_SIZE bytes. */
void crypto_digest(const unsigned char key[KEY_SIZE], const void *bytes, size_t size,
                   unsigned char digest[TAG_SIZE]);

/* Wipes the stack below the caller, where OpenSSL leaves what it worked on. */
void crypto_burn(void);

/* For the digests of files (FIPS 180-4); and as sha256sum(1) writes it. */
enum { SHA256_TEXT = 2 * SHA256_SIZE + 1 };
void crypto_sha256(const void *bytes, size_t size, unsigned char digest[SHA256_SIZE]);
void crypto_sha256_text(const void *bytes, size_t size, char text[SHA256_TEXT]);

/* Bytes of any length. */
struct span {
    const void *bytes;
    size_t size;
};

/* HKDF-SHA-256 (RFC 5869): a key for one use, from a secret nobody can guess. */
void crypto_derive(struct span secret, struct span salt, struct span use,
                   unsigned char key[KEY_SIZE]);

/* scrypt (RFC 7914), N=2^15 r=8 p=1: 32 MiB and a tenth of a second, for what a person thought of.
 */
void crypto_stretch(struct span secret, struct span salt, unsigned char key[KEY_SIZE]);

#endif
