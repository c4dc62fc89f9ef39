/* libcrypto.h - what the program calls of OpenSSL, found in libcrypto when it is first needed.
 *
 * Loading libcrypto takes longer than all that comes before the first frame, and help, completion
 * and the names of settings need none of it: so the program is not linked with it. A program that
 * is (libexec, tests) finds its own copy here.
 */
#ifndef BACKEND_SECRET_LIBCRYPTO_H
#define BACKEND_SECRET_LIBCRYPTO_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include "backend/base/err.h"

#define LIBCRYPTO_FUNCTIONS(function)                                                              \
    function(CRYPTO_set_mem_functions) function(OPENSSL_init_crypto) function(RAND_priv_bytes)     \
        function(EVP_Q_digest) function(EVP_CIPHER_fetch) function(EVP_CIPHER_CTX_new)             \
            function(EVP_CIPHER_CTX_free) function(EVP_CipherInit_ex2) function(EVP_CipherUpdate)  \
                function(EVP_CipherFinal_ex) function(EVP_CIPHER_CTX_ctrl) function(EVP_MAC_fetch) \
                    function(EVP_MAC_CTX_new) function(EVP_MAC_CTX_free) function(EVP_MAC_init)    \
                        function(EVP_MAC_update) function(EVP_MAC_final) function(EVP_KDF_fetch)   \
                            function(EVP_KDF_free) function(EVP_KDF_CTX_new)                       \
                                function(EVP_KDF_CTX_free) function(EVP_KDF_derive)                \
                                    function(EVP_MD_fetch) function(EVP_MD_free)                   \
                                        function(EVP_MD_get_size) function(EVP_MD_CTX_new)         \
                                            function(EVP_MD_CTX_free) function(EVP_DigestInit_ex2) \
                                                function(EVP_DigestUpdate)                         \
                                                    function(EVP_DigestFinal_ex)

struct libcrypto {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it declares */
#define LIBCRYPTO_POINTER(name) __typeof__(name) *name;
    LIBCRYPTO_FUNCTIONS(LIBCRYPTO_POINTER)
#undef LIBCRYPTO_POINTER
};

/* The functions, by their own names; the library is loaded at the first call and readied without
 * openssl.cnf. NULL and err: it is not there, or is another version. */
const struct libcrypto *libcrypto(struct err *err);

/* Before the first call, by a program that asks OpenSSL for nothing but this: it is readied without
 * the names of what X.509 needs, its sentences, and a cleaning up at the end; and where it finds no
 * memory the program ends with a sentence (mem.h). */
void libcrypto_alone(void);

#endif
