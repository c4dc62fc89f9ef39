/* certificates.c - libexec/printseal/certificates: all that is done with X.509, our own and what
 * strangers send. The only program that is linked with OpenSSL and is not for the network. */
#include <dlfcn.h>
#include <openssl/crypto.h>
#include <openssl/provider.h>

#include "backend/child/program.h"
#include "backend/pki/examine/examine.h"
#include "backend/pki/inventory/files_job.h"
#include "backend/pki/inventory/inventory.h"

/* Loaded once here, they are not opened again: ciphers of old files, and names that are not ASCII.
 */
static int certificates_prepare(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    crypto_start();
    OSSL_PROVIDER_load(OSSL_LIB_CTX_new(), "legacy");
    dlopen("libidn2.so.0", RTLD_NOW | RTLD_LOCAL); /* and libunistring, which it needs */
    return 0;
}

static const struct program_work works[] = {
    { .name = "issue", .run = issue_certificate, .prepare = certificates_prepare },
    { .name = "seal", .run = issue_seal, .prepare = certificates_prepare },
    { .name = "request", .run = issue_request, .prepare = certificates_prepare },
    { .name = "import", .run = import_certificate, .prepare = certificates_prepare },
    { .name = "takeover", .run = import_takeover, .prepare = certificates_prepare },
    { .name = "answer", .run = import_answer, .prepare = certificates_prepare },
    { .name = "client", .run = issue_client_make, .prepare = certificates_prepare },
    { .name = "revoke", .run = issue_client_revoke, .prepare = certificates_prepare },
    { .name = "list", .run = issue_client_list, .prepare = certificates_prepare },
    { .name = "examine", .run = examine_work, .prepare = certificates_prepare },
    { .name = "inventory", .run = inventory_work, .prepare = certificates_prepare },
    { .name = "read", .run = files_read_work, .prepare = certificates_prepare },
    { .name = "publish", .run = files_publish_work, .prepare = certificates_prepare },
    { .name = "der", .run = files_der_work, .prepare = certificates_prepare },
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
