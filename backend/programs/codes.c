/* codes.c - libexec/printseal/codes: one text as a QR code. The only program that is linked with
 * libqrencode. */
#include "backend/child/program.h"
#include "backend/qr/qr_work.h"

static const struct program_work works[] = {
    { .name = "qr", .run = qr_work, .memory = 16 << 20 },
    { .name = NULL },
};

int main(void)
{
    program_main(works);
}
