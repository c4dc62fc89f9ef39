#include "backend/qr/qr.h"

#include <string.h>

#include "backend/child/worker.h"
#include "backend/qr/qr_work.h"
#include "backend/secret/locked.h"
#include "backend/secret/secret.h"

enum { QR_SECONDS = 10, QR_STEP = 4 }; /* modules that a version has more than the one before */
enum { QR_UTF_8 = 3 }; /* bytes for saying so, as libqrencode reckons; the standard: 12 bits */

_Static_assert((int)QR_JOB + SECRET_MAX <= TEXT_CELL, "a job fits into a cell");

enum { QR_VERSIONS = 10 };

/* ISO/IEC 18004:2015, table 7: bytes of versions 1 to 10. */
static const size_t qr_low[QR_VERSIONS] = { 17, 32, 53, 78, 106, 134, 154, 192, 230, 271 };
static const size_t qr_medium[QR_VERSIONS] = { 14, 26, 42, 62, 84, 106, 122, 152, 180, 213 };

/* 0: it is none of these versions. */
static int qr_side_at(const size_t capacities[QR_VERSIONS], size_t needed)
{
    for (int i = 0; i < QR_VERSIONS; i++)
        if (needed <= capacities[i])
            return QR_LEAST + i * QR_STEP;
    return 0;
}

int qr_side(const char *text, size_t size, int most)
{
    size_t needed = size + (qr_ascii((const unsigned char *)text, size) ? 0 : QR_UTF_8);

    if (!size || size > SECRET_MAX)
        return 0;
    int side = qr_side_at(qr_medium, needed);
    return side && side <= most ? side : qr_side_at(qr_low, needed);
}

struct worker *qr_start(const char *text, size_t size, int most, struct err *err)
{
    AUTO_LOCKED unsigned char *bytes = locked_new(LOCKED_TEXT);
    const struct worker_job job = { .program = "codes",
                                    .work = "qr",
                                    .bytes = bytes,
                                    .size = QR_JOB + size,
                                    .seconds = QR_SECONDS };

    if (!qr_side(text, size, most)) {
        fail(err, "A QR code needs a text of 1 to %d bytes", SECRET_MAX);
        return NULL;
    }
    bytes[0] = (unsigned char)(most < 0 ? 0 : most < QR_MOST ? most : QR_MOST);
    memcpy(bytes + QR_JOB, text, size);
    return worker_start(&job, err);
}

bool qr_read(const struct worker *worker, struct qr *qr, struct err *err)
{
    size_t size = 0;
    const unsigned char *modules = worker_result(worker, QR_RESULT, &size);

    for (int side = QR_LEAST; modules && side <= QR_MOST; side += QR_STEP)
        if (size == (size_t)side * (size_t)side) {
            *qr = (struct qr){ side, modules };
            return true;
        }
    return fail(err, "malformed reply from the worker process");
}

bool qr_dark(const struct qr *qr, int y, int x)
{
    return qr->modules[y * qr->side + x] & 1;
}
