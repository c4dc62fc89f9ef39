/* qr.h - a secret as a QR code, for the camera of a telephone.
 *
 * What makes one, libqrencode, copies the text into memory of its own and frees that unwiped, and
 * takes no other allocator. So each is made in a worker (qr_work.h) whose memory goes with it. The
 * text is here only where the caller has it open, and in locked memory while the job is handed
 * over. What comes back is as good as the secret: it stays among the worker's results, in memory
 * that no core file shows, no child inherits and worker_end() wipes (child/stream.h).
 */
#ifndef BACKEND_QR_QR_H
#define BACKEND_QR_QR_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"

struct worker;

/* Modules: a side of the smallest and of the largest code, versions 1 and 10 of ISO/IEC 18004; and
 * what must stay light around one (5.3.8). */
enum { QR_LEAST = 21, QR_MOST = 57, QR_MARGIN = 4 };

/* A code: side * side modules in rows. Valid as long as its worker. */
struct qr {
    int side;
    const unsigned char *modules; /* 1: dark */
};

/* Modules of a side of the code of that text, which is UTF-8: errors are corrected at level M if it
 * has then no more than most, else at L, which makes the smallest code. 0: the text is empty, or
 * longer than a secret. */
int qr_side(const char *text, size_t size, int most);

/* Starts a worker on that code: the text's bytes and nothing else. NULL and err if it cannot be
 * started. */
struct worker *qr_start(const char *text, size_t size, int most, struct err *err);

/* What a worker that is done has made. False and err: it is no code. */
bool qr_read(const struct worker *worker, struct qr *qr, struct err *err);

/* Is that module dark? Within the code. */
bool qr_dark(const struct qr *qr, int y, int x);

#endif
