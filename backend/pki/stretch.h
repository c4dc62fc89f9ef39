/* stretch.h - how often PBKDF2 hashes a password before it opens a private key or a PFX.
 *
 * The counts that are recommended (OWASP, SP 800-132) are made for what people type. A password
 * that was generated here with 128 bits or more is not found by guessing, however fast one guess
 * is: 2,048 times, as OpenSSL does by itself. All others, typed or imported: 100,000 times, 35 ms a
 * guess. */
#ifndef BACKEND_PKI_STRETCH_H
#define BACKEND_PKI_STRETCH_H

enum stretch { STRETCH_GENERATED = 2048, STRETCH_TYPED = 100000 };

struct stretched {
    const char *password;
    int steps; /* enum stretch */
};

#endif
