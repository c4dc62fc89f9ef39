/* qr_work.h - in the worker of libexec/printseal/codes: a text into a QR code. Nothing here is
 * wiped, for libqrencode's copies cannot be: the process ends with its one job, and its memory,
 * which nobody else can look into (child/program.c), goes back to the kernel. */
#ifndef BACKEND_QR_QR_WORK_H
#define BACKEND_QR_QR_WORK_H

#include "backend/child/send.h"

/* The job: a byte, the modules a side may have (qr.h), then the text. */
enum { QR_JOB = 1 };

/* What is sent: a byte for each module, row by row; 1 is dark. */
#define QR_RESULT "qr"

/* Else the code says that it is UTF-8, or some readers take it for Shift JIS. */
static inline bool qr_ascii(const unsigned char *text, size_t size)
{
    while (size && *text < 128)
        text++, size--;
    return !size;
}

work qr_work; /* as send.h has it */

#endif
