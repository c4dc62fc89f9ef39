/* certificates.c - libexec/printseal/certificates: all that is done with X.509, our own and what
 * strangers send. The only program that is linked with OpenSSL and is not for the network. */
#include "backend/child/program.h"
#include "backend/pki/examine/examine.h"
#include "backend/pki/inventory/files_job.h"
#include "backend/pki/inventory/inventory.h"

static const struct program_work works[] = {
    { .name = "issue", .run = certificate_make },
    { .name = "seal", .run = certificate_seal },
    { .name = "request", .run = certificate_request },
    { .name = "import", .run = certificate_import },
    { .name = "answer", .run = certificate_answer },
    { .name = "client", .run = certificate_client },
    { .name = "revoke", .run = certificate_revoke },
    { .name = "list", .run = certificate_list },
    { .name = "examine", .run = examine_work },
    { .name = "inventory", .run = inventory_work },
    { .name = "read", .run = files_read_work },
    { .name = "publish", .run = files_publish_work },
    { .name = "der", .run = files_der_work },
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
